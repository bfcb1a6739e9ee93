package org.openworkspace.autotask.ticket.internal.mirror;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The active contacts that are known: those of the addresses that were asked for, or all.
 * Immutable.
 *
 * @param byIdentity contacts by address
 * @param byId the same by identifier
 * @param asked the addresses all of whose contacts are here; empty if everybody's are
 * @param whole whether every active contact is here
 */
record Directory(
        Sorted<ContactRow> byIdentity,
        Sorted<ContactRow> byId,
        Sorted<String> asked,
        boolean whole) {

    private static final Comparator<ContactRow> ID = Comparator.comparingLong(ContactRow::id);
    private static final Comparator<ContactRow> IDENTITY =
            Comparator.comparing(ContactRow::identity).thenComparing(ID);

    static final Directory EMPTY =
            new Directory(
                    Sorted.of(IDENTITY, List.of()),
                    Sorted.of(ID, List.of()),
                    Sorted.of(Comparator.<String>naturalOrder(), List.of()),
                    false);

    /** Whether it is known which contacts have an address. */
    boolean knows(String identity) {
        return whole || asked.contains(identity);
    }

    List<ContactRow> of(String identity) {
        return byIdentity.range(contact -> contact.identity().compareTo(identity));
    }

    List<ContactRow> in(Slice slice) {
        if (slice instanceof Slice.Range range) {
            return byId.range(c -> c.id() <= range.after() ? -1 : c.id() > range.upTo() ? 1 : 0);
        }
        List<ContactRow> contacts = new ArrayList<>();
        ((Slice.Batch) slice).contacts().forEach(id -> contacts.addAll(byId(id)));
        return contacts;
    }

    private List<ContactRow> byId(long id) {
        return byId.range(contact -> Long.compare(contact.id(), id));
    }

    /** Takes over which contacts some addresses have. */
    Directory answered(Collection<String> identities, Collection<ContactRow> found) {
        List<ContactRow> gone = new ArrayList<>();
        identities.forEach(identity -> gone.addAll(of(identity)));
        Directory known =
                new Directory(
                        byIdentity,
                        byId,
                        whole ? asked : asked.changed(List.of(), Set.copyOf(identities)),
                        whole);
        return known.replaced(gone, found);
    }

    /** Takes over contacts as they are now. */
    Directory changed(Collection<ContactRow> contacts) {
        return replaced(List.of(), contacts);
    }

    /**
     * Takes over so much of a change as shows nobody more than before: who left an address, and who
     * came to one that another contact has. Whoever else comes to an address waits until their
     * tickets are as new as they are.
     */
    Directory withdrawn(Collection<ContactRow> contacts) {
        Directory left =
                without(
                        contacts.stream()
                                .filter(c -> !c.active() || !has(c))
                                .map(ContactRow::id)
                                .collect(Collectors.toSet()));
        return left.changed(
                contacts.stream().filter(c -> !left.of(c.identity()).isEmpty()).toList());
    }

    /** Whether a contact is known to have its address. */
    boolean has(ContactRow contact) {
        return byId(contact.id()).stream()
                .anyMatch(known -> known.identity().equals(contact.identity()));
    }

    /** Whether a contact is known to have another address. */
    boolean isElsewhere(ContactRow contact) {
        return byId(contact.id()).stream()
                .anyMatch(known -> !known.identity().equals(contact.identity()));
    }

    /** Takes over that these are all others that there are. */
    Directory completed(Collection<ContactRow> others) {
        List<ContactRow> all = new ArrayList<>(byId.all());
        others.stream().filter(other -> byId(other.id()).isEmpty()).forEach(all::add);
        return of(all, EMPTY.asked, true);
    }

    Directory without(Set<Long> ids) {
        List<ContactRow> gone = new ArrayList<>();
        ids.forEach(id -> gone.addAll(byId(id)));
        return replaced(gone, List.of());
    }

    /** Keeps those addresses alone that somebody wants; a whole directory stays whole. */
    Directory keeping(Predicate<String> wanted) {
        if (whole) {
            return this;
        }
        List<String> kept = asked.all().stream().filter(wanted).toList();
        return kept.size() == asked.size()
                ? this
                : of(
                        byId.all().stream().filter(c -> wanted.test(c.identity())).toList(),
                        Sorted.of(Comparator.<String>naturalOrder(), kept),
                        false);
    }

    private static Directory of(List<ContactRow> contacts, Sorted<String> asked, boolean whole) {
        return new Directory(Sorted.of(IDENTITY, contacts), Sorted.of(ID, contacts), asked, whole);
    }

    private Directory replaced(Collection<ContactRow> gone, Collection<ContactRow> come) {
        List<ContactRow> all = new ArrayList<>(gone);
        come.forEach(contact -> all.addAll(byId(contact.id())));
        List<ContactRow> counting =
                come.stream().filter(c -> c.active() && knows(c.identity())).toList();
        return new Directory(
                byIdentity.changed(all, counting), byId.changed(all, counting), asked, whole);
    }
}
