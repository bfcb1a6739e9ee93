package org.openworkspace.autotask.ticket.internal.mirror;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.openworkspace.autotask.ticket.internal.json.ContactItem;
import org.openworkspace.autotask.ticket.internal.json.TicketItem;

/** Makes our values of Autotask's rows; the one place that knows how Autotask writes things. */
final class WireMapping {

    private WireMapping() {}

    /** A ticket; empty if it has no contact, and so is nobody's, or never had any activity. */
    static Optional<TicketRow> ticket(TicketItem item) {
        Optional<Long> contact = Optional.ofNullable(item.contactID());
        Optional<Instant> activity = instant(item.lastActivityDate());
        return contact.isEmpty() || activity.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new TicketRow(
                                item.id(),
                                contact.get(),
                                text(item.ticketNumber()),
                                text(item.title()),
                                Optional.ofNullable(item.status()).orElse(0),
                                Optional.ofNullable(item.priority()).orElse(0),
                                millis(instant(item.createDate())),
                                millis(activity),
                                millis(instant(item.dueDateTime()))));
    }

    /** When a row last changed in any way that a delta pass looks at. */
    static Optional<Instant> changed(TicketItem item) {
        Optional<Instant> activity = instant(item.lastActivityDate());
        Optional<Instant> modification = instant(item.lastTrackedModificationDateTime());
        return activity.filter(a -> modification.filter(a::isBefore).isEmpty())
                .or(() -> modification);
    }

    static ContactRow contact(ContactItem item) {
        return new ContactRow(
                item.id(),
                item.companyID(),
                Identity.of(text(item.emailAddress())).orElse(""),
                item.active());
    }

    private static long millis(Optional<Instant> time) {
        try {
            return time.map(Instant::toEpochMilli).orElse(TicketRow.NEVER);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("a time beyond all times", e);
        }
    }

    /**
     * Reads a time: UTC with or without Z, with any fraction, or a date alone.
     *
     * @throws IllegalArgumentException if it is none of these
     */
    static Optional<Instant> instant(String text) {
        if (text == null || text.isBlank()) {
            return Optional.empty();
        }
        try {
            if (text.indexOf('T') < 0) {
                return Optional.of(LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC));
            }
            char sign = text.charAt(Math.max(text.length() - "+00:00".length(), 0));
            boolean zoned = text.endsWith("Z") || sign == '+' || sign == '-';
            return Optional.of(
                    zoned
                            ? OffsetDateTime.parse(text).toInstant()
                            : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("no time", e);
        }
    }

    private static String text(String text) {
        return text == null ? "" : text;
    }
}
