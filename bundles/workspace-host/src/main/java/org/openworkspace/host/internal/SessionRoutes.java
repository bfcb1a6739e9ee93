package org.openworkspace.host.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.openworkspace.host.internal.Refusal.Reason;
import org.openworkspace.host.internal.Route.Access;
import org.openworkspace.host.internal.Route.Answer;
import org.openworkspace.user.WorkspaceUser;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Signing in and out, and what a person prefers. */
@Component(service = SessionRoutes.class)
public final class SessionRoutes {

    private final HttpSessions sessions;
    private final DemoPeople people;
    private final Database database;
    private final LiveTiles liveTiles;
    private final Apps apps;

    @Activate
    public SessionRoutes(
            @Reference HttpSessions sessions,
            @Reference DemoPeople people,
            @Reference Database database,
            @Reference LiveTiles liveTiles,
            @Reference Apps apps) {
        this.sessions = sessions;
        this.people = people;
        this.database = database;
        this.liveTiles = liveTiles;
        this.apps = apps;
    }

    List<Route> all() {
        return List.of(
                Route.of("GET", "/session", Access.ANYONE, this::session),
                Route.of("POST", "/session", Access.ANYONE, this::signIn),
                Route.of("DELETE", "/session", Access.ANYONE, this::signOut),
                Route.of("PUT", "/preferences", Access.ANYONE, this::prefer));
    }

    private Answer session(Call call) {
        return Answer.ok(
                draw(
                        call.session()
                                .orElseGet(
                                        () -> begin(call, Optional.empty(), call.preference()))));
    }

    private Answer signIn(Call call) {
        DemoPeople.Person person =
                Call.text(call.body(), "person")
                        .flatMap(people::find)
                        .orElseThrow(
                                () -> new Refusal(Reason.BAD_REQUEST, "person is not known here."));
        Preference preference =
                database.preference(person.user(call.preference().locale()))
                        .orElse(call.preference());
        end(call);
        return Answer.ok(draw(begin(call, Optional.of(person), preference)));
    }

    private Answer signOut(Call call) {
        end(call);
        return Answer.done();
    }

    private Answer prefer(Call call) {
        JsonNode body = call.body();
        Preference preference =
                new Preference(
                        choice(body, "language", Preference.LANGUAGES)
                                .orElse(call.preference().language()),
                        choice(body, "theme", Preference.THEMES).orElse(call.preference().theme()));
        Session session = call.session().orElseThrow();
        session.user().ifPresent(user -> database.prefer(user, preference));
        session.prefer(preference);
        return Answer.ok(draw(session));
    }

    private static Optional<String> choice(JsonNode body, String name, Set<String> choices) {
        Optional<String> chosen = Call.text(body, name);
        if (!choices.containsAll(chosen.stream().toList())) {
            throw new Refusal(Reason.BAD_REQUEST, name + " is not one of " + choices + ".");
        }
        return chosen;
    }

    private Session begin(Call call, Optional<DemoPeople.Person> person, Preference preference) {
        Session session = sessions.begin(person, preference);
        call.carry(session);
        return session;
    }

    private void end(Call call) {
        call.session()
                .ifPresent(
                        session -> {
                            sessions.end(session);
                            liveTiles.end(session);
                        });
    }

    private Map<String, Object> draw(Session session) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("csrfToken", session.csrfToken());
        json.put("language", session.preference().language());
        json.put("theme", session.preference().theme());
        json.put("demo", !people.all().isEmpty());
        session.user().ifPresent(user -> json.put("user", draw(user)));
        Texts texts = Texts.in(session.preference().locale());
        json.put(
                "people",
                people.all().stream()
                        .map(
                                person ->
                                        Map.of(
                                                "id",
                                                person.id(),
                                                "displayName",
                                                person.name(),
                                                "role",
                                                texts.of("person." + person.id())))
                        .toList());
        return json;
    }

    private Map<String, Object> draw(WorkspaceUser user) {
        return Map.of(
                "id", user.id(),
                "displayName", user.displayName(),
                "mail", user.mail(),
                "administrator", user.administrator(),
                "managesApps", apps.managedBy(user));
    }
}
