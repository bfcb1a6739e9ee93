package org.openworkspace.autotask.simulator.internal;

import java.util.Set;

/**
 * One field of an entity.
 *
 * @param name its REST name
 * @param index its place in a row
 * @param type long, integer, short, string, datetime, boolean, double or decimal
 * @param length how long a text may be; 0 if it is none
 * @param flags {@code req}, {@code ro}, {@code noquery}
 * @param reference the entity it points to, {@code pick} for a picklist, or empty
 */
record Field(String name, int index, String type, int length, Set<String> flags, String reference) {

    boolean is(String flag) {
        return flags.contains(flag);
    }

    boolean number() {
        return switch (type) {
            case "long", "integer", "short", "double", "decimal" -> true;
            default -> false;
        };
    }
}
