package org.openworkspace.autotask.ticket.internal.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What is asked of a collection. Autotask drops a condition whose operator it does not know and
 * returns everything, so operators come from an enum and can not be mistyped.
 *
 * @param maxRecords the size of a page, 1 to {@value #MAX_PAGE}
 * @param includeFields the fields that come back; the id must be among them, or nothing can be
 *     paged
 * @param filter all of these must hold; never empty, because Autotask wants a filter
 */
public record Query(
        @JsonProperty("MaxRecords") int maxRecords,
        @JsonProperty("IncludeFields") List<String> includeFields,
        @JsonProperty("Filter") List<Filter> filter) {

    /** The largest page that Autotask gives. */
    public static final int MAX_PAGE = 500;

    /** The operators, spelt as Autotask has them. */
    public enum Op {
        EQ("eq"),
        GT("gt"),
        GTE("gte"),
        LTE("lte"),
        EXIST("exist"),
        IN("in"),
        CONTAINS("contains"),
        AND("and"),
        OR("or");

        private final String wire;

        Op(String wire) {
            this.wire = wire;
        }

        @JsonValue
        String wire() {
            return wire;
        }
    }

    /** One condition. */
    public sealed interface Filter permits Condition, Presence, Group {}

    /** A field compared with a value. */
    public record Condition(Op op, String field, Object value) implements Filter {}

    /** A field that has a value. */
    public record Presence(Op op, String field) implements Filter {}

    /** Conditions joined by AND or OR. */
    public record Group(Op op, List<Filter> items) implements Filter {}

    public Query {
        includeFields = List.copyOf(includeFields);
        filter = List.copyOf(filter);
        if (filter.isEmpty()) {
            throw new IllegalArgumentException("Autotask wants a filter");
        }
    }

    public static Filter is(String field, Object value) {
        return new Condition(Op.EQ, field, value);
    }

    public static Filter above(String field, Object value) {
        return new Condition(Op.GT, field, value);
    }

    public static Filter atLeast(String field, Object value) {
        return new Condition(Op.GTE, field, value);
    }

    public static Filter atMost(String field, Object value) {
        return new Condition(Op.LTE, field, value);
    }

    /** Any value at all. */
    public static Filter present(String field) {
        return new Presence(Op.EXIST, field);
    }

    /** One of these values; Autotask counts each as an OR and takes 500 in a query. */
    public static Filter in(String field, List<?> values) {
        return new Condition(Op.IN, field, List.copyOf(values));
    }

    /** A text that contains another, without regard to case. */
    public static Filter contains(String field, String text) {
        return new Condition(Op.CONTAINS, field, text);
    }

    public static Filter either(Filter... filters) {
        return new Group(Op.OR, Arrays.asList(filters));
    }

    /** The same query for the rows after an id. */
    public Query after(long id) {
        List<Filter> all = new ArrayList<>(filter);
        all.add(above("id", id));
        return new Query(maxRecords, includeFields, all);
    }
}
