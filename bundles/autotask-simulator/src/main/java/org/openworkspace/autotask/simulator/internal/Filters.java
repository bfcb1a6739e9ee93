package org.openworkspace.autotask.simulator.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

/** Makes a predicate of a filter, traps included. */
final class Filters {

    private static final int MOST_ORS = 500;
    private static final Predicate<Row> ALL = row -> true;

    private final Entity entity;
    private int ors;

    private Filters(Entity entity) {
        this.entity = entity;
    }

    static Predicate<Row> of(Entity entity, JsonNode filter) {
        if (filter == null || !filter.isArray() && !filter.isObject()) {
            throw Refusal.application("Value cannot be null. Parameter name: filters");
        }
        return new Filters(entity).all(filter.isArray() ? filter : List.of(filter));
    }

    private Predicate<Row> all(Iterable<JsonNode> filters) {
        Predicate<Row> all = ALL;
        for (JsonNode filter : filters) {
            all = all.and(one(filter));
        }
        return all;
    }

    private Predicate<Row> one(JsonNode filter) {
        String op = text(filter, "op");
        switch (op) {
            case "and":
                return all(items(filter));
            case "or":
                return or(items(filter));
            default:
                return condition(op, filter);
        }
    }

    private Predicate<Row> or(List<JsonNode> items) {
        count(items.size());
        if (items.isEmpty()) {
            return ALL;
        }
        Predicate<Row> any = row -> false;
        for (JsonNode item : items) {
            any = any.or(one(item));
        }
        return any;
    }

    private void count(int more) {
        ors += more;
        if (ors > MOST_ORS) {
            throw Refusal.application(
                    "Invalid query syntax. Queries are limited to 500 or fewer 'OR' conditions.");
        }
    }

    private Predicate<Row> condition(String op, JsonNode filter) {
        String name = text(filter, "field");
        Field field =
                entity.field(name)
                        .filter(f -> !f.is("noquery"))
                        .filter(f -> !filter.path("udf").asBoolean(false))
                        .orElseThrow(
                                () ->
                                        Refusal.application(
                                                "Unable to find %s in the %s Entity."
                                                        .formatted(name, entity.name())));
        Optional<JsonNode> value = member(filter, "value").filter(v -> !v.isNull());
        return switch (op.toLowerCase(Locale.ROOT)) {
            case "exist" -> row -> present(row, field);
            case "notexist" -> row -> !present(row, field);
            case "in" -> in(field, value);
            case "notin" -> {
                Predicate<Row> in = in(field, value);
                yield row -> present(row, field) && !in.test(row);
            }
            case "eq", "noteq", "gt", "gte", "lt", "lte" -> compared(op, field, value);
            case "beginswith" -> textual(field, value, String::startsWith);
            case "endswith" -> textual(field, value, String::endsWith);
            case "contains" -> textual(field, value, String::contains);
            // an operator that is not known is dropped, and so everything comes back
            default -> ALL;
        };
    }

    private Predicate<Row> in(Field field, Optional<JsonNode> value) {
        List<JsonNode> values =
                value.filter(JsonNode::isArray)
                        .map(v -> StreamSupport.stream(v.spliterator(), false).toList())
                        .orElseGet(() -> value.map(List::of).orElse(List.of()));
        count(values.size());
        Set<Object> wanted = new HashSet<>();
        values.forEach(v -> comparable(field, v).ifPresent(wanted::add));
        return row -> row.value(field).map(v -> wanted.contains(key(v))).orElse(false);
    }

    private Predicate<Row> compared(String op, Field field, Optional<JsonNode> value) {
        Optional<Comparable<Object>> wanted = value.flatMap(v -> comparable(field, v));
        if (wanted.isEmpty()) {
            return row -> false;
        }
        Comparable<Object> right = wanted.get();
        return row ->
                row.value(field)
                        .map(
                                v -> {
                                    int order = -right.compareTo(key(v));
                                    return switch (op.toLowerCase(Locale.ROOT)) {
                                        case "eq" -> order == 0;
                                        case "noteq" -> order != 0;
                                        case "gt" -> order > 0;
                                        case "gte" -> order >= 0;
                                        case "lt" -> order < 0;
                                        default -> order <= 0;
                                    };
                                })
                        .orElse(false);
    }

    private Predicate<Row> textual(
            Field field, Optional<JsonNode> value, BiPredicate<String, String> test) {
        String wanted = value.map(JsonNode::asText).orElse("").toLowerCase(Locale.ROOT);
        return row ->
                row.value(field)
                        .map(v -> test.test(v.toString().toLowerCase(Locale.ROOT), wanted))
                        .orElse(false);
    }

    private static boolean present(Row row, Field field) {
        return row.value(field).filter(v -> !v.equals("")).isPresent();
    }

    /**
     * The form in which values are compared: texts without case and trailing blanks, as SQL Server
     * has it.
     */
    private static Object key(Object value) {
        if (value instanceof String text) {
            return text.toLowerCase(Locale.ROOT).stripTrailing();
        }
        if (value instanceof Boolean flag) {
            return flag ? 1.0 : 0.0;
        }
        return ((Number) value).doubleValue();
    }

    @SuppressWarnings("unchecked")
    private Optional<Comparable<Object>> comparable(Field field, JsonNode value) {
        if (field.type().equals("datetime")) {
            return Optional.of((Comparable<Object>) (Object) (double) Times.read(value.asText()));
        }
        if (field.type().equals("boolean")) {
            if (!value.isBoolean()) {
                throw Refusal.application(
                        "Unexpected character encountered while parsing value: "
                                + value.asText().charAt(0));
            }
            return Optional.of((Comparable<Object>) key(value.booleanValue()));
        }
        if (field.number()) {
            if (value.isNumber() || value.isBoolean()) {
                return Optional.of(
                        (Comparable<Object>)
                                (Object)
                                        (value.isBoolean()
                                                ? (value.booleanValue() ? 1.0 : 0.0)
                                                : value.doubleValue()));
            }
            try {
                return Optional.of((Comparable<Object>) (Object) Double.valueOf(value.asText()));
            } catch (NumberFormatException e) {
                if (field.type().equals("long")) {
                    return Optional.empty();
                }
                throw Refusal.application(
                        "Conversion failed when converting the nvarchar value '%s' to data type int."
                                .formatted(value.asText()));
            }
        }
        return Optional.of((Comparable<Object>) key(value.asText()));
    }

    private static List<JsonNode> items(JsonNode filter) {
        return member(filter, "items")
                .map(items -> StreamSupport.stream(items.spliterator(), false).toList())
                .orElseGet(ArrayList::new);
    }

    private static String text(JsonNode node, String name) {
        return member(node, name).map(JsonNode::asText).orElse("");
    }

    /** A member of an object, whatever the case of its name. */
    static Optional<JsonNode> member(JsonNode node, String name) {
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            if (member.getKey().equalsIgnoreCase(name)) {
                return Optional.of(member.getValue());
            }
        }
        return Optional.empty();
    }
}
