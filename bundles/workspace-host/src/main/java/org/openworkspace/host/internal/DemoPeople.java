package org.openworkspace.host.internal;

import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.openworkspace.user.Directory;
import org.openworkspace.user.WorkspaceGroup;
import org.openworkspace.user.WorkspaceUser;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The people that one can sign in as in the demo, and their groups; nobody outside of it. */
@Component(service = {Directory.class, DemoPeople.class})
public final class DemoPeople implements Directory {

    /**
     * One of them.
     *
     * @param id the part of the address before the at sign
     * @param administrator whether this person may administer
     * @param groups the groups that this person is in
     * @param organisation whom this person works for
     */
    record Person(
            String id,
            String name,
            boolean administrator,
            Set<String> groups,
            String organisation) {

        static Person ofContoso(String id, String name, boolean administrator, String group) {
            return new Person(
                    id, name, administrator, Set.of(group), WorkspaceUser.DEFAULT_ORGANISATION);
        }

        String address() {
            return id
                    + (organisation.equals(WorkspaceUser.DEFAULT_ORGANISATION)
                            ? "@contoso.example"
                            : "@fabrikam.example");
        }

        WorkspaceUser user(Locale locale) {
            return new WorkspaceUser(
                    id,
                    address(),
                    address(),
                    name,
                    locale,
                    ZoneId.of("Europe/Amsterdam"),
                    groups,
                    administrator,
                    organisation);
        }
    }

    private static final List<Person> PEOPLE =
            List.of(
                    Person.ofContoso("sanne.devries", "Sanne de Vries", true, "it"),
                    Person.ofContoso("milan.bakker", "Milan Bakker", false, "it"),
                    Person.ofContoso("noor.jansen", "Noor Jansen", false, "office"),
                    Person.ofContoso("lotte.mulder", "Lotte Mulder", false, "office"),
                    Person.ofContoso("daan.visser", "Daan Visser", false, "warehouse"),
                    Person.ofContoso("eva.smit", "Eva Smit", false, "warehouse"),
                    new Person("femke.bos", "Femke Bos", true, Set.of(), "fabrikam"));

    private static final List<WorkspaceGroup> GROUPS =
            List.of(
                    new WorkspaceGroup("it", "IT"),
                    new WorkspaceGroup("office", "Office"),
                    new WorkspaceGroup("warehouse", "Warehouse"));

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
        return all().stream()
                .filter(person -> person.organisation().equals(organisation))
                .filter(person -> contains(person.name() + " " + person.address(), text))
                .limit(limit)
                .map(person -> person.user(Locale.ENGLISH))
                .toList();
    }

    @Override
    public List<WorkspaceGroup> groups(String organisation, String text, int limit) {
        return !demo || !organisation.equals(WorkspaceUser.DEFAULT_ORGANISATION)
                ? List.of()
                : GROUPS.stream()
                        .filter(group -> contains(group.displayName(), text))
                        .limit(limit)
                        .toList();
    }

    private static boolean contains(String name, String text) {
        return name.toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT));
    }
}
