package org.openworkspace.autotask.ticket.internal.mirror;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.openworkspace.autotask.ticket.TicketView;

/**
 * What is known through one login at one instant. Immutable: a reader takes one and is consistent,
 * whatever is read from Autotask meanwhile.
 *
 * @param directory who has which address
 * @param tickets whose tickets are which
 * @param labels the customer's words
 * @param freshAt when all of it was last in step with Autotask
 */
record Snapshot(Directory directory, Tickets tickets, Labels labels, Instant freshAt) {

    static final Snapshot EMPTY =
            new Snapshot(Directory.EMPTY, Tickets.EMPTY, Labels.NONE, Instant.EPOCH);

    /**
     * One person's tickets.
     *
     * @param state READY as far as this snapshot goes
     * @param rows empty unless READY
     * @param asOf when the rows were last known to be right
     */
    record Answer(TicketView.State state, List<TicketRow> rows, Instant asOf) {

        private static Answer without(TicketView.State state) {
            return new Answer(state, List.of(), Instant.EPOCH);
        }
    }

    /** Whether it is known who has an address, and which tickets they have. */
    boolean knows(String identity) {
        return directory.knows(identity)
                && directory.of(identity).stream()
                        .allMatch(contact -> tickets.loadedAt(contact.id()).isPresent());
    }

    /**
     * Answers whose tickets a person sees: those of the one contact that has the address.
     *
     * @param companies where the contact may be; empty for anywhere
     * @param since where the window begins
     * @return LOADING if that is not known
     */
    Answer of(String identity, Set<Long> companies, Instant since) {
        if (!directory.knows(identity)) {
            return Answer.without(TicketView.State.LOADING);
        }
        List<ContactRow> contacts = directory.of(identity);
        if (!companies.isEmpty()) {
            contacts = contacts.stream().filter(c -> companies.contains(c.companyId())).toList();
        }
        if (contacts.size() != 1) {
            return Answer.without(
                    contacts.isEmpty()
                            ? TicketView.State.NO_CONTACT
                            : TicketView.State.SEVERAL_CONTACTS);
        }
        long contact = contacts.get(0).id();
        return tickets.loadedAt(contact)
                .map(
                        loadedAt ->
                                new Answer(
                                        TicketView.State.READY,
                                        tickets.of(contact).stream()
                                                .takeWhile(row -> row.since(since))
                                                .toList(),
                                        freshAt.isAfter(loadedAt) ? freshAt : loadedAt))
                .orElseGet(() -> Answer.without(TicketView.State.LOADING));
    }

    Snapshot with(Directory changed) {
        return new Snapshot(changed, tickets, labels, freshAt);
    }

    Snapshot with(Tickets changed) {
        return new Snapshot(directory, changed, labels, freshAt);
    }

    Snapshot with(Labels changed) {
        return new Snapshot(directory, tickets, changed, freshAt);
    }

    Snapshot freshAt(Instant now) {
        return new Snapshot(directory, tickets, labels, now);
    }
}
