package org.openworkspace.autotask.ticket.internal.mirror;

import java.time.Clock;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.openworkspace.autotask.connection.AutotaskLookup;
import org.openworkspace.autotask.connection.AutotaskSettings;
import org.openworkspace.autotask.connection.Cause;
import org.openworkspace.autotask.connection.Login;
import org.openworkspace.autotask.ticket.internal.http.AutotaskException;
import org.openworkspace.autotask.ticket.internal.http.Query;
import org.openworkspace.autotask.ticket.internal.http.Session;
import org.openworkspace.autotask.ticket.internal.http.Sessions;
import org.openworkspace.autotask.ticket.internal.json.CompanyItem;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Looks things up for administrators, over the same sessions as the mirror. */
@Component
public final class SessionLookup implements AutotaskLookup {

    private final Sessions sessions;
    private final AutotaskSettings settings;
    private final Clock clock = Clock.systemUTC();

    @Activate
    public SessionLookup(@Reference Sessions sessions, @Reference AutotaskSettings settings) {
        this.sessions = sessions;
        this.settings = settings;
    }

    @Override
    public Found<List<Entry>> companies(Login login, String text) {
        Session session = sessions.of(login);
        Query.Filter named =
                text.isBlank()
                        ? Query.atLeast("id", 0)
                        : Query.contains("companyName", text.strip());
        Query query =
                new Query(
                        Query.MAX_PAGE,
                        List.of("id", "companyName"),
                        List.of(named, Query.is("isActive", true)));
        return found(
                session,
                Cause.CONTACTS_NOT_READABLE,
                () ->
                        session.rows("Companies", query, CompanyItem.class).stream()
                                .map(SessionLookup::company)
                                .sorted(
                                        Comparator.comparing(
                                                Entry::label, String.CASE_INSENSITIVE_ORDER))
                                .toList());
    }

    @Override
    public Found<List<Entry>> statuses(Login login) {
        Session session = sessions.of(login);
        return found(
                session,
                Cause.TICKETS_NOT_READABLE,
                () ->
                        Labels.of(new TicketSource(session).ticketFields(), clock.instant())
                                .status()
                                .entrySet()
                                .stream()
                                .sorted(Comparator.comparingInt(entry -> entry.getValue().order()))
                                .map(entry -> new Entry(entry.getKey(), entry.getValue().text()))
                                .toList());
    }

    @Override
    public Found<Matches> matches(Login login, Collection<String> addresses, Set<Long> companyIds) {
        Session session = sessions.of(login);
        Map<Boolean, List<Optional<String>>> known =
                addresses.stream()
                        .map(Identity::of)
                        .collect(Collectors.partitioningBy(Optional::isPresent));
        List<String> identities =
                known.getOrDefault(true, List.of()).stream().flatMap(Optional::stream).toList();
        return found(
                session,
                Cause.CONTACTS_NOT_READABLE,
                () -> {
                    TicketSource source = new TicketSource(session);
                    Map<String, Long> contacts =
                            Slice.cut(
                                            identities.stream().distinct().toList(),
                                            TicketSource.ADDRESSES)
                                    .stream()
                                    .flatMap(part -> source.contacts(part).whole().rows().stream())
                                    .filter(ContactRow::active)
                                    .filter(
                                            contact ->
                                                    companyIds.isEmpty()
                                                            || companyIds.contains(
                                                                    contact.companyId()))
                                    .collect(
                                            Collectors.groupingBy(
                                                    ContactRow::identity, Collectors.counting()));
                    int one = 0;
                    int several = 0;
                    for (String identity : identities) {
                        long count = contacts.getOrDefault(identity, 0L);
                        one += count == 1 ? 1 : 0;
                        several += count > 1 ? 1 : 0;
                    }
                    return new Matches(one, addresses.size() - one - several, several);
                });
    }

    @Override
    public Found<Person> person(Login login, String address, Set<Long> companyIds) {
        Session session = sessions.of(login);
        return found(
                session,
                Cause.CONTACTS_NOT_READABLE,
                () ->
                        new PersonSearch(session, clock.instant().minus(settings.window()))
                                .of(address, companyIds));
    }

    private static Entry company(CompanyItem company) {
        return new Entry(company.id(), Objects.requireNonNullElse(company.companyName(), ""));
    }

    private <T> Found<T> found(Session session, Cause unreadable, Supplier<T> lookup) {
        try {
            return Found.of(lookup.get());
        } catch (AutotaskException e) {
            return Found.not(LoginTrial.failed(e, session, clock.instant(), unreadable));
        }
    }
}
