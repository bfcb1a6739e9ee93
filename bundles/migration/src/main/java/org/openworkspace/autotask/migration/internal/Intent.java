package org.openworkspace.autotask.migration.internal;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Map;

/**
 * What is being done to one connection; written, and on the disk, before it is done.
 *
 * @param phase how far it is
 * @param at when that was written
 * @param old what was stored before, with sealed secrets; empty once it must not come back
 * @param next what is to be stored; empty while that is not decided
 */
record Intent(Phase phase, Instant at, Map<String, Object> old, Map<String, Object> next) {

    /** How far something is. */
    enum Phase {
        /** It is going to be migrated; nothing has changed. */
        INTENDED,
        /** The new form is being stored, or was a moment ago. */
        WRITING,
        /** The new form is stored, and the old one is kept for an undo. */
        KEPT,
        /** The old form is being put back, or was a moment ago. */
        UNDOING
    }

    Intent {
        requireNonNull(phase, "phase");
        requireNonNull(at, "at");
        old = Map.copyOf(old);
        next = Map.copyOf(next);
    }

    /** Names the phase alone: what is stored are secrets. */
    @Override
    public String toString() {
        return "Intent[" + phase + "]";
    }
}
