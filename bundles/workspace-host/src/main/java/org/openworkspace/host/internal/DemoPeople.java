package org.openworkspace.host.internal;

import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.openworkspace.user.Directory;
import org.openworkspace.user.WorkspaceUser;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The people that one can sign in as in the demo; nobody outside of it. */
@Component(service = {Directory.class, DemoPeople.class})
public final class DemoPeople implements Directory {

    /**
     * One of them.
     *
     * @param id the part of the address before the at sign
     * @param administrator whether this person may administer
     */
    record Person(String id, String name, boolean administrator) {

        String address() {
            return id + "@contoso.example";
        }

        WorkspaceUser user(Locale locale) {
            return new WorkspaceUser(
                    id,
                    address(),
                    address(),
                    name,
                    locale,
                    ZoneId.of("Europe/Amsterdam"),
                    Set.of(),
                    administrator,
                    WorkspaceUser.DEFAULT_ORGANISATION);
        }
    }

    private static final List<Person> PEOPLE =
            List.of(
                    new Person("sanne.devries", "Sanne de Vries", true),
                    new Person("milan.bakker", "Milan Bakker", false),
                    new Person("noor.jansen", "Noor Jansen", false),
                    new Person("lotte.mulder", "Lotte Mulder", false),
                    new Person("daan.visser", "Daan Visser", false),
                    new Person("eva.smit", "Eva Smit", false));

    private final boolean demo;

    @Activate
    public DemoPeople(@Reference HostSettings settings) {
        demo = settings.demo();
    }

    List<Person> all() {
        return demo ? PEOPLE : List.of();
    }

    Optional<Person> find(String id) {
        return all().stream().filter(person -> person.id().equals(id)).findFirst();
    }

    @Override
    public List<WorkspaceUser> users(String organisation, String text, int limit) {
        String wanted = text.toLowerCase(Locale.ROOT);
        return organisation.equals(WorkspaceUser.DEFAULT_ORGANISATION)
                ? all().stream()
                        .filter(
                                person ->
                                        (person.name() + " " + person.address())
                                                .toLowerCase(Locale.ROOT)
                                                .contains(wanted))
                        .limit(limit)
                        .map(person -> person.user(Locale.ENGLISH))
                        .toList()
                : List.of();
    }
}
