package org.openworkspace.autotask.ticket.internal.mirror;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.openworkspace.autotask.ticket.internal.http.Query;
import org.openworkspace.autotask.ticket.internal.http.Query.Filter;
import org.openworkspace.autotask.ticket.internal.http.Session;
import org.openworkspace.autotask.ticket.internal.json.ContactItem;
import org.openworkspace.autotask.ticket.internal.json.Count;
import org.openworkspace.autotask.ticket.internal.json.FieldInformation;
import org.openworkspace.autotask.ticket.internal.json.ThresholdInformation;
import org.openworkspace.autotask.ticket.internal.json.TicketItem;

/** What the mirror asks Autotask for. Queries are lists that are still to be read. */
record TicketSource(Session session) {

    /** How many values go into one {@code in} condition: as many as Autotask takes. */
    static final int BATCH = 500;

    /** How many addresses are asked for at once: so many that one page has room for doubles. */
    static final int ADDRESSES = 450;

    private static final List<String> CONTACT_FIELDS =
            List.of("id", "companyID", "emailAddress", "isActive");
    static final List<String> TICKET_FIELDS =
            List.of(
                    "id",
                    "contactID",
                    "ticketNumber",
                    "title",
                    "status",
                    "priority",
                    "createDate",
                    "lastActivityDate",
                    "lastTrackedModificationDateTime",
                    "dueDateTime");
    private static final Filter ACTIVE = Query.is("isActive", 1);

    /**
     * A ticket as it is now.
     *
     * @param row empty if it is nobody's
     * @param changed when it last changed in any way that {@link #changes} asks for
     */
    record Change(long id, Optional<TicketRow> row, Optional<Instant> changed) {

        static Change of(TicketItem item) {
            return new Change(item.id(), WireMapping.ticket(item), WireMapping.changed(item));
        }
    }

    /** The active contacts with one of some addresses, as Autotask compares them. */
    Reading<ContactItem, ContactRow> contacts(List<String> addresses) {
        return contacts(Query.in("emailAddress", addresses), ACTIVE);
    }

    /** All active contacts. */
    Reading<ContactItem, ContactRow> contacts() {
        return contacts(ACTIVE);
    }

    Reading<ContactItem, ContactRow> contacts(Slice slice) {
        return contacts(and(part(slice, "id"), ACTIVE));
    }

    int countContacts(Slice slice) {
        return count("Contacts", and(part(slice, "id"), ACTIVE));
    }

    int countContacts() {
        return count("Contacts", ACTIVE);
    }

    /** All contacts that were made or changed, active or not, whatever their address. */
    Reading<ContactItem, ContactRow> contactChanges(Instant since) {
        return contacts(
                Query.either(
                        Query.atLeast("lastModifiedDate", since.toString()),
                        Query.atLeast("createDate", since.toString())));
    }

    private Reading<ContactItem, ContactRow> contacts(Filter... filter) {
        return new Reading<>(
                session,
                "Contacts",
                new Query(Query.MAX_PAGE, CONTACT_FIELDS, List.of(filter)),
                ContactItem.class,
                ContactItem::id,
                WireMapping::contact);
    }

    /** The tickets of a slice inside the window; what is nobody's is not asked for. */
    Reading<TicketItem, Change> tickets(Slice slice, Instant since) {
        return tickets(and(part(slice, "contactID"), window(since)));
    }

    /** All tickets inside the window that are somebody's. */
    Reading<TicketItem, Change> tickets(Instant since) {
        return tickets(window(since));
    }

    int countTickets(Slice slice, Instant since) {
        return count("Tickets", and(part(slice, "contactID"), window(since)));
    }

    int countTickets(Instant since) {
        return count("Tickets", window(since));
    }

    /** All tickets that changed, whosever they are. */
    Reading<TicketItem, Change> changes(Instant since) {
        return tickets(
                Query.either(
                        Query.atLeast("lastActivityDate", since.toString()),
                        Query.atLeast("lastTrackedModificationDateTime", since.toString())));
    }

    private Reading<TicketItem, Change> tickets(Filter... filter) {
        return new Reading<>(
                session,
                "Tickets",
                new Query(Query.MAX_PAGE, TICKET_FIELDS, List.of(filter)),
                TicketItem.class,
                TicketItem::id,
                Change::of);
    }

    private static Filter[] window(Instant since) {
        return new Filter[] {
            Query.present("contactID"), Query.atLeast("lastActivityDate", since.toString())
        };
    }

    private static List<Filter> part(Slice slice, String contact) {
        if (slice instanceof Slice.Range range) {
            return List.of(Query.above("id", range.after()), Query.atMost("id", range.upTo()));
        }
        return List.of(Query.in(contact, ((Slice.Batch) slice).contacts()));
    }

    private static Filter[] and(List<Filter> some, Filter... others) {
        List<Filter> all = new ArrayList<>(some);
        all.addAll(List.of(others));
        return all.toArray(Filter[]::new);
    }

    FieldInformation ticketFields() {
        String path = "Tickets/entityInformation/fields";
        return session.read(session.get(path), FieldInformation.class, path);
    }

    ThresholdInformation threshold() {
        String path = "ThresholdInformation";
        return session.read(session.get(path), ThresholdInformation.class, path);
    }

    private int count(String collection, Filter... filter) {
        Query query = new Query(Query.MAX_PAGE, List.of("id"), List.of(filter));
        return session.read(session.count(collection, query), Count.class, collection).queryCount();
    }
}
