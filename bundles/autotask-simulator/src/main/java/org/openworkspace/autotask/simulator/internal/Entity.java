package org.openworkspace.autotask.simulator.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An entity and its fields, from the one table of them.
 *
 * @param name its name in the singular, as error texts have it
 * @param collection its name in paths
 * @param fields its fields, in the order in which they are rendered
 * @param byName the same by lower-case name
 */
record Entity(String name, String collection, List<Field> fields, Map<String, Field> byName) {

    /** What a caller may do with an entity, besides reading it. */
    enum Operation {
        CREATE,
        UPDATE,
        DELETE
    }

    private static final Map<String, Set<Operation>> OPERATIONS =
            Map.of(
                    "Ticket", Set.of(Operation.CREATE, Operation.UPDATE),
                    "Contact", Set.of(Operation.CREATE, Operation.UPDATE, Operation.DELETE),
                    "Company", Set.of(Operation.CREATE, Operation.UPDATE),
                    "TicketNote", Set.of(Operation.CREATE, Operation.UPDATE),
                    "Resource", Set.of(Operation.UPDATE),
                    "ClientPortalUser", Set.of(Operation.CREATE, Operation.UPDATE),
                    "TicketCategory", Set.of(Operation.UPDATE),
                    "TicketAdditionalContact", Set.of(Operation.CREATE, Operation.DELETE));
    private static final Set<String> EXTENSIBLE = Set.of("Ticket", "Contact", "Company");
    private static final Map<String, String> COLLECTIONS =
            Map.of(
                    "Ticket", "Tickets",
                    "Contact", "Contacts",
                    "Company", "Companies",
                    "TicketNote", "TicketNotes",
                    "Resource", "Resources",
                    "ClientPortalUser", "ClientPortalUsers",
                    "TicketCategory", "TicketCategories",
                    "TicketAdditionalContact", "TicketAdditionalContacts");

    /** Reads the table; all entities by lower-case collection name. */
    static Map<String, Entity> all() {
        Map<String, List<Field>> fields = new LinkedHashMap<>();
        try (InputStream table = Entity.class.getResourceAsStream("fields.tsv")) {
            if (table == null) {
                throw new IllegalStateException("fields.tsv is missing");
            }
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(table, StandardCharsets.UTF_8));
            lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t", -1))
                    .forEach(
                            cells -> {
                                List<Field> own =
                                        fields.computeIfAbsent(cells[0], e -> new ArrayList<>());
                                own.add(
                                        new Field(
                                                cells[1],
                                                own.size(),
                                                cells[2],
                                                Integer.parseInt(cells[3]),
                                                cells.length > 4
                                                        ? Set.of(cells[4].split(" "))
                                                        : Set.of(),
                                                cells.length > 5 ? cells[5] : ""));
                            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, Entity> entities = new LinkedHashMap<>();
        fields.forEach(
                (name, own) -> {
                    Map<String, Field> byName = new LinkedHashMap<>();
                    own.forEach(field -> byName.put(lower(field.name()), field));
                    String collection = COLLECTIONS.getOrDefault(name, name + "s");
                    entities.put(
                            lower(collection),
                            new Entity(name, collection, List.copyOf(own), Map.copyOf(byName)));
                });
        return entities;
    }

    /** An entity that the table is known to have. */
    static Entity of(Map<String, Entity> entities, String collection) {
        return Optional.ofNullable(entities.get(collection)).orElseThrow();
    }

    Optional<Field> field(String fieldName) {
        return Optional.ofNullable(byName.get(lower(fieldName)));
    }

    boolean allows(Operation operation) {
        return OPERATIONS.getOrDefault(name, Set.of()).contains(operation);
    }

    /** Whether a customer may add fields of their own. */
    boolean extensible() {
        return EXTENSIBLE.contains(name);
    }

    /** A field that the table is known to have. */
    Field the(String fieldName) {
        return field(fieldName)
                .orElseThrow(() -> new IllegalArgumentException(name + "." + fieldName));
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
