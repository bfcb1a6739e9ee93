package org.openworkspace.autotask.simulator.internal;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;

/** The customer's database: rows by entity, in the order of their ids. Thread-safe. */
final class World {

    private static final long DAY = 86_400_000L;
    private static final DateTimeFormatter NUMBER_DATE =
            DateTimeFormatter.ofPattern("uuuuMMdd").withZone(ZoneOffset.UTC);
    private static final int AGENT = 29682885;
    private static final int[] OPEN = {1, 8, 10, 7, 9, 12, 13, 29682801, 8, 1};

    private final Map<String, Entity> entities;
    private final Map<String, List<Row>> rows = new HashMap<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Clock clock;
    private final Random random;
    private final Titles titles;

    World(Map<String, Entity> entities, Clock clock, long seed) {
        this.entities = entities;
        this.clock = clock;
        this.random = new Random(seed);
        this.titles = new Titles(random);
        entities.values().forEach(entity -> rows.put(entity.name(), new ArrayList<>()));
    }

    static World grown(
            Map<String, Entity> entities,
            Clock clock,
            String name,
            int contacts,
            int tickets,
            long seed) {
        World world = new World(entities, clock, seed);
        if (!name.equals("empty")) {
            world.people();
            boolean large = name.equals("large");
            world.crowd(large ? contacts : 50, large ? tickets : 380);
        }
        return world;
    }

    private Entity entity(String name) {
        return entities.values().stream()
                .filter(e -> e.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    synchronized List<Row> select(Entity entity, Predicate<Row> filter, long after, int limit) {
        List<Row> found = new ArrayList<>();
        List<Row> all = rows(entity);
        for (int i = position(all, after == Long.MIN_VALUE ? after : after + 1);
                i < all.size() && found.size() < limit;
                i++) {
            if (filter.test(all.get(i))) {
                found.add(all.get(i));
            }
        }
        return found;
    }

    /** The last rows before an id, still in the order of their ids. */
    synchronized List<Row> selectBefore(
            Entity entity, Predicate<Row> filter, long before, int limit) {
        Deque<Row> found = new ArrayDeque<>();
        List<Row> all = rows(entity);
        for (int i = position(all, before) - 1; i >= 0 && found.size() < limit; i--) {
            if (filter.test(all.get(i))) {
                found.addFirst(all.get(i));
            }
        }
        return List.copyOf(found);
    }

    synchronized long count(Entity entity, Predicate<Row> filter) {
        return rows(entity).stream().filter(filter).count();
    }

    synchronized Optional<Row> find(Entity entity, long id) {
        List<Row> all = rows(entity);
        int position = position(all, id);
        return position < all.size() && all.get(position).id() == id
                ? Optional.of(all.get(position))
                : Optional.empty();
    }

    /** Makes a row with the next id. */
    synchronized Row add(Entity entity, Map<Field, Object> values) {
        List<Row> all = rows(entity);
        long id = all.isEmpty() ? 1 : all.get(all.size() - 1).id() + 1;
        Row row = new Row(id, values.size());
        values.forEach(row::set);
        all.add(row);
        return row;
    }

    synchronized void remove(Entity entity, Row row) {
        rows(entity).remove(row);
    }

    synchronized void change(Row row, Map<Field, Optional<Object>> values) {
        values.forEach(row::set);
    }

    /** Makes a ticket of a contact, now. */
    synchronized Row ticket(Row contact, String title, int status, long created, long activity) {
        Entity entity = entity("Ticket");
        Map<Field, Object> values = new HashMap<>();
        values.put(
                entity.the("companyID"),
                contact.value(entity("Contact").the("companyID")).orElse(0));
        values.put(entity.the("contactID"), contact.id());
        values.put(entity.the("ticketNumber"), nextNumber(created));
        values.put(entity.the("title"), title);
        values.put(entity.the("status"), status);
        values.put(entity.the("priority"), 1 + random.nextInt(4));
        values.put(entity.the("queueID"), 29682833);
        values.put(entity.the("ticketType"), 1);
        values.put(entity.the("ticketCategory"), 3);
        values.put(entity.the("source"), 4);
        values.put(entity.the("createDate"), created);
        values.put(entity.the("lastActivityDate"), activity);
        values.put(entity.the("lastTrackedModificationDateTime"), activity);
        if (random.nextInt(3) == 0) {
            values.put(entity.the("dueDateTime"), created + 3 * DAY);
        }
        if (status == 5) {
            values.put(entity.the("completedDate"), activity);
        }
        return add(entity, values);
    }

    /** Moves a ticket on, now. */
    synchronized void touch(Row ticket, Map<Field, Optional<Object>> values) {
        Entity entity = entity("Ticket");
        change(ticket, values);
        long now = clock.millis();
        ticket.set(entity.the("lastActivityDate"), now);
        ticket.set(entity.the("lastTrackedModificationDateTime"), now);
    }

    synchronized Row contact(
            String first, String last, String address, int company, boolean active) {
        Entity entity = entity("Contact");
        Map<Field, Object> values = new HashMap<>();
        long now = clock.millis();
        values.put(entity.the("companyID"), company);
        values.put(entity.the("firstName"), first);
        values.put(entity.the("lastName"), last);
        values.put(entity.the("emailAddress"), address);
        values.put(entity.the("isActive"), active ? 1 : 0);
        values.put(entity.the("createDate"), now - 400 * DAY);
        values.put(entity.the("lastModifiedDate"), now - 200 * DAY);
        values.put(entity.the("lastActivityDate"), now - 10 * DAY);
        return add(entity, values);
    }

    /** The active contacts first, then the others, with an address. */
    synchronized Optional<Row> contact(String address) {
        Entity entity = entity("Contact");
        Field field = entity.the("emailAddress");
        return rows(entity).stream()
                .filter(row -> row.text(field).equalsIgnoreCase(address))
                .findFirst();
    }

    /** Something happens: most often a status moves, now and then there is a new ticket. */
    synchronized void live() {
        Entity entity = entity("Ticket");
        List<Row> tickets = rows(entity);
        if (tickets.isEmpty()) {
            return;
        }
        Row ticket = tickets.get(random.nextInt(tickets.size()));
        if (random.nextInt(5) == 0) {
            find(entity("Contact"), ticket.number(entity.the("contactID")))
                    .ifPresent(
                            contact ->
                                    ticket(
                                            contact,
                                            titles.next(),
                                            1,
                                            clock.millis(),
                                            clock.millis()));
        } else {
            touch(
                    ticket,
                    Map.of(entity.the("status"), Optional.of(OPEN[random.nextInt(OPEN.length)])));
        }
    }

    private List<Row> rows(Entity entity) {
        return rows.getOrDefault(entity.name(), List.of());
    }

    /** The place of the first row whose id is not below this one. */
    private static int position(List<Row> rows, long id) {
        int low = 0;
        int high = rows.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (rows.get(middle).id() < id) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The next ticket number of a day. */
    synchronized String nextNumber(long created) {
        String date = NUMBER_DATE.format(Instant.ofEpochMilli(created));
        return "T%s.%04d".formatted(date, numbers.merge(date, 1, Integer::sum));
    }

    private void people() {
        companies();
        int[] statuses = {1, 8, 7, 5, 9, 29682801, 8, 1};
        tickets(
                contact("Sanne", "de Vries", "sanne.devries@contoso.example", 1, true),
                6,
                statuses);
        tickets(contact("Milan", "Bakker", "milan.bakker@contoso.example", 1, true), 3, statuses);
        Row noor = contact("Noor", "Jansen", "Noor.Jansen@contoso.example", 1, true);
        long now = clock.millis();
        ticket(noor, "Printer <b>\"drukt\"</b> & stopt", 8, now - 2 * DAY, now - 3_700_000);
        tickets(noor, 7, statuses);
        ticket(noor, "Oude vraag over de toegangspas", 5, now - 120 * DAY, now - 100 * DAY);
        contact("Lotte", "Mulder", "lotte.mulder@contoso.example", 1, true);
        tickets(contact("Eva", "Smit", "eva.smit@contoso.example", 1, true), 2, statuses);
        tickets(contact("Eva", "Smit", "eva.smit@contoso.example", 2, true), 2, statuses);
        tickets(contact("Tim", "de Jong", "tim.dejong@contoso.example", 1, false), 2, statuses);
        portalUsers();
    }

    private void tickets(Row contact, int count, int... statuses) {
        long now = clock.millis();
        for (int i = 0; i < count; i++) {
            long activity = now - (i + 1) * (i + 2) * 4_111_000L - random.nextInt(3_000_000);
            Row ticket =
                    ticket(
                            contact,
                            titles.next(),
                            statuses[i % statuses.length],
                            activity - DAY,
                            activity);
            note(ticket, "Gezien, we kijken ernaar.", 1, activity);
            note(ticket, "Internal: ask the network team first.", 2, activity);
        }
    }

    /**
     * @param publish 1 for everybody, 2 for colleagues alone
     */
    private void note(Row ticket, String description, int publish, long at) {
        Entity entity = entity("TicketNote");
        Map<Field, Object> values = new HashMap<>();
        values.put(entity.the("ticketID"), ticket.id());
        values.put(entity.the("title"), "Service note");
        values.put(entity.the("description"), description);
        values.put(entity.the("noteType"), 1);
        values.put(entity.the("publish"), publish);
        values.put(entity.the("creatorResourceID"), AGENT);
        values.put(entity.the("createDateTime"), at);
        values.put(entity.the("lastActivityDate"), at);
        add(entity, values);
    }

    private void companies() {
        Entity entity = entity("Company");
        String[] names = {"Contoso IT Services", "Contoso", "Fabrikam", "Tailspin", "Wingtip"};
        for (int i = 0; i < names.length; i++) {
            Row row = new Row(i, 6);
            row.set(entity.the("companyName"), names[i]);
            row.set(entity.the("companyType"), 1);
            row.set(entity.the("ownerResourceID"), AGENT);
            row.set(entity.the("phone"), "+31 20 000 000" + i);
            row.set(entity.the("isActive"), true);
            row.set(entity.the("isClientPortalActive"), true);
            rows(entity).add(row);
        }
        Entity resource = entity("Resource");
        Row agent = new Row(AGENT, 5);
        agent.set(resource.the("firstName"), "Anouk");
        agent.set(resource.the("lastName"), "Visser");
        agent.set(resource.the("email"), "anouk@msp.example");
        agent.set(resource.the("isActive"), true);
        rows(resource).add(agent);
        Entity category = entity("TicketCategory");
        Row standard = new Row(3, 3);
        standard.set(category.the("name"), "Standard");
        standard.set(category.the("isActive"), true);
        rows(category).add(standard);
    }

    private void portalUsers() {
        Entity entity = entity("ClientPortalUser");
        Field address = entity("Contact").the("emailAddress");
        for (Row contact : List.copyOf(rows(entity("Contact")))) {
            add(
                    entity,
                    Map.of(
                            entity.the("contactID"),
                            contact.id(),
                            entity.the("userName"),
                            contact.text(address),
                            entity.the("isClientPortalActive"),
                            true,
                            entity.the("securityLevel"),
                            1));
        }
    }

    private void crowd(int contacts, int tickets) {
        List<Row> crowd = new ArrayList<>(contacts);
        for (int i = 0; i < contacts; i++) {
            String first = Titles.FIRST_NAMES[i % Titles.FIRST_NAMES.length];
            String last = Titles.LAST_NAMES[(i / 7) % Titles.LAST_NAMES.length];
            String address =
                    "%s.%s%d@customer%d.example"
                            .formatted(first, last, i, i % 40)
                            .toLowerCase(Locale.ROOT);
            crowd.add(contact(first, last, address, 1 + i % 4, true));
        }
        if (crowd.isEmpty()) {
            return;
        }
        long now = clock.millis();
        for (int i = 0; i < tickets; i++) {
            long age = (long) (Math.pow(random.nextDouble(), 2) * 110 * DAY);
            long activity = now - age;
            int status =
                    age > 20 * DAY && random.nextInt(4) != 0
                            ? 5
                            : OPEN[random.nextInt(OPEN.length)];
            ticket(
                    crowd.get(random.nextInt(crowd.size())),
                    titles.next(),
                    status,
                    activity - random.nextInt(5) * DAY,
                    // some without a fraction, as the real ones
                    i % 3 == 0 ? activity / 1000 * 1000 : activity);
        }
    }
}
