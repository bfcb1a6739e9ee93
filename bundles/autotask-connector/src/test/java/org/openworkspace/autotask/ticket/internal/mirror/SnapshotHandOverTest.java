package org.openworkspace.autotask.ticket.internal.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;

/**
 * One pass hands snapshot after snapshot over to readers: in every order of steps that two readers
 * and a pass can take, each reader sees a state that was published, whole.
 */
public class SnapshotHandOverTest {

    private static final Instant BEGIN = Instant.ofEpochMilli(0);

    private volatile Snapshot snapshot =
            Snapshot.EMPTY
                    .with(
                            Directory.EMPTY.answered(
                                    Set.of("noor", "milan"),
                                    List.of(contact(1, "noor"), contact(2, "milan"))))
                    .with(Tickets.EMPTY.loaded(Set.of(1L, 2L), List.of(ticket(10, 1)), BEGIN));

    @Operation(nonParallelGroup = "pass")
    public void ticketGoesToMilan() {
        give(2);
    }

    @Operation(nonParallelGroup = "pass")
    public void ticketGoesToNoor() {
        give(1);
    }

    private void give(long contact) {
        Snapshot before = snapshot;
        snapshot =
                before.with(before.tickets().changed(Set.of(10L), List.of(ticket(10, contact))))
                        .freshAt(BEGIN);
    }

    @Operation(nonParallelGroup = "pass")
    public void noorGetsADouble() {
        snapshot = snapshot.with(snapshot.directory().changed(List.of(contact(3, "noor"))));
    }

    @Operation(nonParallelGroup = "pass")
    public void theDoubleGoes() {
        snapshot = snapshot.with(snapshot.directory().without(Set.of(3L)));
    }

    /** Whose the ticket is, by one snapshot. */
    @Operation
    public String look() {
        Snapshot seen = snapshot;
        return List.of("noor", "milan").stream()
                .map(
                        person -> {
                            Snapshot.Answer answer = seen.of(person, Set.of(), BEGIN);
                            return person + answer.state() + answer.rows().size();
                        })
                .collect(Collectors.joining(" "));
    }

    @Test
    void everyReaderSeesOneSnapshot() {
        new ModelCheckingOptions()
                .iterations(1)
                .invocationsPerIteration(60)
                .threads(2)
                .actorsPerThread(2)
                .check(SnapshotHandOverTest.class);
        assertThat(look()).isEqualTo("noorREADY1 milanREADY0");
    }

    private static ContactRow contact(long id, String identity) {
        return new ContactRow(id, 1, identity, true);
    }

    private static TicketRow ticket(long id, long contact) {
        return new TicketRow(id, contact, "T", "T", 1, 1, 0, 1, TicketRow.NEVER);
    }
}
