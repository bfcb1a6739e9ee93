package org.openworkspace.autotask.ticket.internal.mirror;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.openworkspace.autotask.ticket.Ticket;
import org.openworkspace.autotask.ticket.internal.TestSettings;
import org.openworkspace.autotask.ticket.internal.http.AutotaskException;
import org.openworkspace.autotask.ticket.internal.http.RestClient;
import org.openworkspace.autotask.ticket.internal.http.RestClient.Answer;
import org.openworkspace.autotask.ticket.internal.json.ContactItem;
import org.openworkspace.autotask.ticket.internal.json.FieldInformation;
import org.openworkspace.autotask.ticket.internal.json.TicketItem;

/** Any rows and picklists: tickets and contacts that are what they say, or none. */
public final class RowFuzz {

    private static final RestClient CLIENT =
            new RestClient(
                    new TestSettings(
                            URI.create("https://webservices.autotask.example/"),
                            List.of(),
                            10_000));

    private RowFuzz() {}

    public static void fuzzerTestOneInput(FuzzedDataProvider data) {
        int kind = data.consumeInt(0, 2);
        Answer answer = new Answer(data.consumeRemainingAsBytes(), Optional.empty());
        try {
            switch (kind) {
                case 0 -> tickets(answer, Labels.NONE);
                case 1 -> contacts(answer);
                default ->
                        Labels.of(
                                CLIENT.read(answer, FieldInformation.class, "fields"),
                                Instant.EPOCH);
            }
        } catch (AutotaskException | IllegalArgumentException e) {
            // refused, which whoever reads rows is ready for
        }
    }

    private static void tickets(Answer answer, Labels labels) {
        for (TicketItem item : CLIENT.page(answer, TicketItem.class, "Tickets").items()) {
            WireMapping.changed(item);
            Optional<TicketRow> row = WireMapping.ticket(item);
            if (row.isEmpty()) {
                continue;
            }
            Ticket ticket = labels.applied(row.get());
            if (ticket.id() != item.id() || row.get().contactId() != item.contactID()) {
                throw new AssertionError("a ticket of somebody else");
            }
        }
    }

    private static void contacts(Answer answer) {
        for (ContactItem item : CLIENT.page(answer, ContactItem.class, "Contacts").items()) {
            ContactRow row = WireMapping.contact(item);
            if (row.id() != item.id() || row.companyId() != item.companyID()) {
                throw new AssertionError("a contact of somebody else");
            }
        }
    }
}
