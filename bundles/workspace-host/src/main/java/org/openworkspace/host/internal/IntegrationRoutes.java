package org.openworkspace.host.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.openworkspace.host.internal.Plugins.Integration;
import org.openworkspace.host.internal.Refusal.Reason;
import org.openworkspace.host.internal.Route.Access;
import org.openworkspace.host.internal.Route.Answer;
import org.openworkspace.integration.ChoicesModel;
import org.openworkspace.integration.ConnectionDraft;
import org.openworkspace.integration.HelpSection;
import org.openworkspace.integration.IntegrationModel;
import org.openworkspace.integration.Level;
import org.openworkspace.integration.NoticeModel;
import org.openworkspace.integration.OutcomeModel;
import org.openworkspace.integration.SaveModel;
import org.openworkspace.user.WorkspaceUser;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What administrators do with the connections of every integration. */
@Component(service = IntegrationRoutes.class)
public final class IntegrationRoutes {

    private final Plugins plugins;
    private final Forms forms;
    private final LiveTiles liveTiles;
    private final Apps apps;

    @Activate
    public IntegrationRoutes(
            @Reference Plugins plugins,
            @Reference Forms forms,
            @Reference LiveTiles liveTiles,
            @Reference Apps apps) {
        this.apps = apps;
        this.plugins = plugins;
        this.forms = forms;
        this.liveTiles = liveTiles;
    }

    List<Route> all() {
        String one = "/integrations/{}";
        String connection = one + "/connections/{}";
        return List.of(
                route("GET", "/integrations", this::list),
                route("GET", one, on(this::describe)),
                route("POST", one + "/actions/{}", on(this::runOnAll)),
                route("DELETE", one + "/notices/{}", on(this::dismiss)),
                route("GET", one + "/help", on(IntegrationRoutes::help)),
                route("POST", one + "/check", on(this::check)),
                route("POST", one + "/choices/{}", on(this::choices)),
                route("POST", one + "/connections", on(this::create)),
                route("PUT", connection, on(this::change)),
                route("DELETE", connection, on(this::delete)),
                route("POST", connection + "/enabled", on(this::enable)),
                route("POST", connection + "/actions/{}", on(this::run)));
    }

    private static Route route(String method, String path, Route.Handler handler) {
        return Route.of(method, path, Access.ADMINISTRATOR, handler);
    }

    private Route.Handler on(BiFunction<Integration, Call, Answer> handler) {
        return call ->
                handler.apply(
                        plugins.integration(call.part(1))
                                .orElseThrow(() -> new Refusal(Reason.NOT_FOUND)),
                        call);
    }

    private Answer list(Call call) {
        return Answer.ok(
                plugins.integrations().stream()
                        .map(integration -> summary(integration, call.user()))
                        .toList());
    }

    private static Map<String, Object> summary(Integration integration, WorkspaceUser user) {
        IntegrationModel model = integration.type().describe(user.locale());
        return Map.of(
                "id",
                integration.type().id(),
                "title",
                model.title(),
                "description",
                model.description(),
                "attention",
                integration.type().connections(user).stream()
                        .filter(connection -> connection.level() == Level.ERROR)
                        .count());
    }

    private Answer describe(Integration integration, Call call) {
        WorkspaceUser user = call.user();
        IntegrationModel model = integration.type().describe(user.locale());
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", integration.type().id());
        json.put("title", model.title());
        json.put("description", model.description());
        json.put("columns", model.columns());
        json.put("guide", model.guide());
        json.put("actions", model.actions());
        json.put("integrationActions", integration.type().actions(user));
        json.put("choiceFields", model.choiceFields());
        json.put(
                "help",
                integration.type().help(user.locale()).stream().map(HelpSection::id).toList());
        json.put("form", forms.draw(integration, model.formPid(), user.locale().getLanguage()));
        json.put(
                "connections",
                integration.type().connections(user).stream()
                        .map(
                                connection ->
                                        Wire.connection(
                                                connection,
                                                apps.using(user.organisation(), connection.id())))
                        .toList());
        json.put(
                "notices",
                integration.type().notices(user).stream().map(IntegrationRoutes::notice).toList());
        return Answer.ok(json);
    }

    private static Map<String, Object> notice(NoticeModel notice) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("level", notice.level());
        json.put("title", notice.title());
        json.put("text", notice.text());
        Wire.put(json, "connectionId", notice.connectionId());
        Wire.put(json, "actionId", notice.actionId());
        Wire.put(json, "dismissalId", notice.dismissalId());
        return json;
    }

    private Answer check(Integration integration, Call call) {
        JsonNode body = call.body();
        return Answer.ok(
                Wire.check(
                        integration.type().check(draft(Call.text(body, "id"), body), call.user())));
    }

    private Answer choices(Integration integration, Call call) {
        JsonNode body = call.body();
        ChoicesModel choices =
                integration
                        .type()
                        .choices(call.part(2), draft(Call.text(body, "id"), body), call.user());
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("choices", choices.choices());
        json.put("parts", choices.parts());
        choices.problem().ifPresent(problem -> json.put("problem", Wire.check(problem)));
        return Answer.ok(json);
    }

    private static Answer help(Integration integration, Call call) {
        Locale locale = call.user().locale();
        return Answer.ok(
                Map.of(
                        "title",
                        integration.type().describe(locale).title(),
                        "sections",
                        integration.type().help(locale)));
    }

    private Answer create(Integration integration, Call call) {
        SaveModel saved = save(integration, call, Optional.empty());
        return saved.id()
                .map(id -> Answer.created(Map.of("id", id)))
                .orElseGet(() -> refused(saved));
    }

    private Answer change(Integration integration, Call call) {
        find(integration, call);
        SaveModel saved = save(integration, call, Optional.of(call.part(2)));
        return saved.id().map(id -> Answer.ok(Map.of("id", id))).orElseGet(() -> refused(saved));
    }

    private SaveModel save(Integration integration, Call call, Optional<String> id) {
        SaveModel saved = integration.type().save(draft(id, call.body()), call.user());
        liveTiles.compare();
        return saved;
    }

    private static Answer refused(SaveModel saved) {
        return Answer.invalid(Map.of("problems", Wire.problems(saved.problems())));
    }

    private Answer delete(Integration integration, Call call) {
        return done(integration.type().delete(call.part(2), call.user()));
    }

    private Answer enable(Integration integration, Call call) {
        JsonNode enabled = call.body().path("enabled");
        if (!enabled.isBoolean()) {
            throw new Refusal(Reason.BAD_REQUEST, "enabled is not true or false.");
        }
        return done(integration.type().enable(call.part(2), enabled.booleanValue(), call.user()));
    }

    private Answer done(boolean known) {
        if (!known) {
            throw new Refusal(Reason.NOT_FOUND);
        }
        liveTiles.compare();
        return Answer.done();
    }

    private Answer run(Integration integration, Call call) {
        return outcome(integration.type().run(call.part(3), call.part(2), call.user()));
    }

    private Answer runOnAll(Integration integration, Call call) {
        return outcome(integration.type().run(call.part(2), call.user()));
    }

    private Answer outcome(Optional<OutcomeModel> outcome) {
        Answer answer =
                outcome.map(o -> Answer.ok(Wire.outcome(o)))
                        .orElseThrow(() -> new Refusal(Reason.NOT_FOUND));
        liveTiles.compare();
        return answer;
    }

    private Answer dismiss(Integration integration, Call call) {
        return done(integration.type().dismiss(call.part(2), call.user()));
    }

    private static void find(Integration integration, Call call) {
        if (integration.type().connections(call.user()).stream()
                .noneMatch(connection -> connection.id().equals(call.part(2)))) {
            throw new Refusal(Reason.NOT_FOUND);
        }
    }

    private static ConnectionDraft draft(Optional<String> id, JsonNode body) {
        return new ConnectionDraft(id, Call.texts(body, "values"));
    }
}
