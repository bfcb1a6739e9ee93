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
import org.openworkspace.autotask.ticket.internal.json.FieldInformation;
import org.openworkspace.autotask.ticket.internal.json.Page;
import org.openworkspace.autotask.ticket.internal.json.TicketItem;

/**
 * Reads whole lists of contacts and tickets; a list that is not whole is an exception, never a
 * part.
 */
record TicketSource(Session session) {

    /** How many values go into one {@code in} condition; Autotask takes 500. */
    static final int BATCH = 200;

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

    List<ContactRow> contacts(Collection<String> addresses) {
        List<ContactRow> found = new ArrayList<>();
        for (List<String> batch : batches(addresses)) {
            Query query =
                    new Query(
                            Query.MAX_PAGE,
                            CONTACT_FIELDS,
                            List.of(Query.in("emailAddress", batch), Query.is("isActive", 1)));
            found.addAll(
                    all("Contacts", query, ContactItem.class, ContactItem::id).rows().stream()
                            .map(WireMapping::contact)
                            .toList());
        }
        return found;
    }

    Pass<TicketItem> tickets(Collection<Long> contacts, Instant since) {
        List<TicketItem> found = new ArrayList<>();
        Optional<Instant> date = Optional.empty();
        for (List<Long> batch : batches(contacts)) {
            Pass<TicketItem> pass =
                    tickets(
                            Query.in("contactID", batch),
                            Query.atLeast("lastActivityDate", since.toString()));
            found.addAll(pass.rows());
            date = date.isPresent() ? date : pass.date();
        }
        return new Pass<>(found, date);
    }

    Pass<TicketItem> changedSince(Instant since) {
        return tickets(
                Query.either(
                        Query.atLeast("lastActivityDate", since.toString()),
                        Query.atLeast("lastTrackedModificationDateTime", since.toString())));
    }

    FieldInformation ticketFields() {
        String path = "Tickets/entityInformation/fields";
        return session.read(session.get(path), FieldInformation.class, path);
    }

    private Pass<TicketItem> tickets(Query.Filter... filter) {
        return all(
                "Tickets",
                new Query(Query.MAX_PAGE, TICKET_FIELDS, List.of(filter)),
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

    private static <T> List<List<T>> batches(Collection<T> values) {
        List<T> all = List.copyOf(values);
        List<List<T>> batches = new ArrayList<>();
        for (int from = 0; from < all.size(); from += BATCH) {
            batches.add(all.subList(from, Math.min(from + BATCH, all.size())));
        }
        return batches;
    }
}
