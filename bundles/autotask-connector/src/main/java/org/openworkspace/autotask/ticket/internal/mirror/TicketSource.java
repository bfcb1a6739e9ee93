package org.openworkspace.autotask.ticket.internal.mirror;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.openworkspace.autotask.ticket.internal.http.AutotaskException;
import org.openworkspace.autotask.ticket.internal.http.AutotaskException.Kind;
import org.openworkspace.autotask.ticket.internal.http.Query;
import org.openworkspace.autotask.ticket.internal.http.RestClient.Answer;
import org.openworkspace.autotask.ticket.internal.http.Session;
import org.openworkspace.autotask.ticket.internal.json.ContactItem;
import org.openworkspace.autotask.ticket.internal.json.Count;
import org.openworkspace.autotask.ticket.internal.json.FieldInformation;
import org.openworkspace.autotask.ticket.internal.json.Page;
import org.openworkspace.autotask.ticket.internal.json.ThresholdInformation;
import org.openworkspace.autotask.ticket.internal.json.TicketItem;

/**
 * Reads whole lists of contacts and tickets; a list that is not whole is an exception, never a
 * part.
 */
record TicketSource(Session session) {

    /** How many values go into one {@code in} condition: as many as Autotask takes. */
    static final int BATCH = 500;

    private static final int MOST_PAGES = 2000;
    private static final List<String> CONTACT_FIELDS =
            List.of("id", "companyID", "emailAddress", "isActive");
    private static final List<String> TICKET_FIELDS =
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

    /**
     * A whole list.
     *
     * @param rows its rows
     * @param date the server's time at its first page, or before
     */
    record Pass<T>(List<T> rows, Optional<Instant> date) {}

    /** The active contacts with one of these addresses, as Autotask compares them. */
    Pass<ContactRow> contacts(Collection<String> addresses) {
        List<String> all = List.copyOf(addresses);
        List<ContactRow> found = new ArrayList<>();
        Optional<Instant> date = Optional.empty();
        for (int from = 0; from < all.size(); from += BATCH) {
            Pass<ContactRow> pass =
                    contacts(
                            Query.in(
                                    "emailAddress",
                                    all.subList(from, Math.min(from + BATCH, all.size()))),
                            Query.is("isActive", 1));
            found.addAll(pass.rows());
            date = date.isPresent() ? date : pass.date();
        }
        return new Pass<>(found, date);
    }

    /** All contacts that were made or changed, active or not, whatever their address. */
    Pass<ContactRow> contactsChangedSince(Instant since) {
        return contacts(
                Query.either(
                        Query.atLeast("lastModifiedDate", since.toString()),
                        Query.atLeast("createDate", since.toString())));
    }

    private Pass<ContactRow> contacts(Query.Filter... filter) {
        Pass<ContactItem> pass =
                all(
                        "Contacts",
                        new Query(Query.MAX_PAGE, CONTACT_FIELDS, List.of(filter)),
                        ContactItem.class,
                        ContactItem::id);
        return new Pass<>(pass.rows().stream().map(WireMapping::contact).toList(), pass.date());
    }

    /** How many of these contacts are there and active. */
    int activeContacts(Collection<Long> contacts) {
        return count("Contacts", Query.in("id", List.copyOf(contacts)), Query.is("isActive", 1));
    }

    /**
     * The tickets of these contacts inside the window.
     *
     * @param contacts at most {@value #BATCH}
     */
    Pass<TicketItem> tickets(Collection<Long> contacts, Instant since) {
        return tickets(TICKET_FIELDS, window(contacts, since));
    }

    /** How many tickets these contacts have inside the window. */
    int ticketCount(Collection<Long> contacts, Instant since) {
        return count("Tickets", window(contacts, since));
    }

    /** The same tickets, with nothing but their ids and contacts. */
    List<TicketItem> ticketIds(Collection<Long> contacts, Instant since) {
        return tickets(List.of("id", "contactID"), window(contacts, since)).rows();
    }

    private static Query.Filter[] window(Collection<Long> contacts, Instant since) {
        return new Query.Filter[] {
            Query.in("contactID", List.copyOf(contacts)),
            Query.atLeast("lastActivityDate", since.toString())
        };
    }

    Pass<TicketItem> changedSince(Instant since) {
        return tickets(
                TICKET_FIELDS,
                Query.either(
                        Query.atLeast("lastActivityDate", since.toString()),
                        Query.atLeast("lastTrackedModificationDateTime", since.toString())));
    }

    FieldInformation ticketFields() {
        String path = "Tickets/entityInformation/fields";
        return session.read(session.get(path), FieldInformation.class, path);
    }

    ThresholdInformation threshold() {
        String path = "ThresholdInformation";
        return session.read(session.get(path), ThresholdInformation.class, path);
    }

    private int count(String collection, Query.Filter... filter) {
        Query query = new Query(Query.MAX_PAGE, List.of("id"), List.of(filter));
        return session.read(session.count(collection, query), Count.class, collection).queryCount();
    }

    private Pass<TicketItem> tickets(List<String> fields, Query.Filter... filter) {
        return all(
                "Tickets",
                new Query(Query.MAX_PAGE, fields, List.of(filter)),
                TicketItem.class,
                TicketItem::id);
    }

    /** Reads page after page, by id, which needs no trust in the links that Autotask gives. */
    private <T> Pass<T> all(String collection, Query query, Class<T> type, Function<T, Long> id) {
        List<T> rows = new ArrayList<>();
        Optional<Instant> date = Optional.empty();
        Query next = query;
        long last = Long.MIN_VALUE;
        for (int page = 0; page < MOST_PAGES; page++) {
            Answer answer = session.query(collection, next);
            if (page == 0) {
                date = answer.date();
            }
            Page read = session.read(answer, Page.class, collection);
            for (JsonNode item : read.items()) {
                T row = session.read(new Answer(item, date), type, collection);
                if (id.apply(row) <= last) {
                    throw new AutotaskException(Kind.NOT_AUTOTASK, collection);
                }
                last = id.apply(row);
                rows.add(row);
            }
            if (read.items().size() < query.maxRecords()) {
                return new Pass<>(rows, date);
            }
            next = query.after(last);
        }
        throw new AutotaskException(Kind.NOT_AUTOTASK, collection);
    }
}
