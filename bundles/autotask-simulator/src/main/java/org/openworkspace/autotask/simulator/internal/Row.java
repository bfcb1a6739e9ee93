package org.openworkspace.autotask.simulator.internal;

import java.util.Arrays;
import java.util.Optional;

/**
 * One row of an entity. Most fields of most rows are empty, so a row keeps only those that are not:
 * their places, and their values. Times are milliseconds. Guarded by the lock of the world.
 */
final class Row {

    private final long id;
    private short[] places;
    private Object[] values;

    Row(long id, int expected) {
        this.id = id;
        this.places = new short[expected];
        this.values = new Object[expected];
        Arrays.fill(places, (short) -1);
    }

    long id() {
        return id;
    }

    Optional<Object> value(Field field) {
        if (field.index() == 0) {
            return Optional.of(id);
        }
        for (int i = 0; i < places.length; i++) {
            if (places[i] == field.index()) {
                return Optional.ofNullable(values[i]);
            }
        }
        return Optional.empty();
    }

    /** Sets a field; an empty value empties it. */
    Row set(Field field, Optional<?> value) {
        int free = -1;
        for (int i = 0; i < places.length; i++) {
            if (places[i] == field.index()) {
                values[i] = value.orElse(null);
                return this;
            }
            if (places[i] < 0 && free < 0) {
                free = i;
            }
        }
        if (value.isPresent()) {
            if (free < 0) {
                free = places.length;
                places = Arrays.copyOf(places, free + 4);
                values = Arrays.copyOf(values, free + 4);
                Arrays.fill(places, free, places.length, (short) -1);
            }
            places[free] = (short) field.index();
            values[free] = value.get();
        }
        return this;
    }

    Row set(Field field, Object value) {
        return set(field, Optional.of(value));
    }

    long number(Field field) {
        return value(field).map(v -> ((Number) v).longValue()).orElse(0L);
    }

    String text(Field field) {
        return value(field).map(Object::toString).orElse("");
    }
}
