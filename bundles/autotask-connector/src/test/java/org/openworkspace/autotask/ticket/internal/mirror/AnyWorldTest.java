package org.openworkspace.autotask.ticket.internal.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openworkspace.autotask.connection.Connection;
import org.openworkspace.autotask.ticket.Ticket;
import org.openworkspace.autotask.ticket.TicketView;
import org.openworkspace.autotask.ticket.TicketView.State;

/**
 * Anything happens in Autotask, anything goes wrong on the way, people look all the while; a plain
 * model of the world says what may be on a tile. Whatever happens, nobody sees a ticket of a
 * contact that was never theirs; what is shown as fresh is right within the bounds that are
 * published; and when things calm down, it is right.
 */
class AnyWorldTest {

    private static final List<String> PEOPLE =
            List.of("ada", "bea", "cas", "dirk", "eef", "fay", "guus", "hans");
    private static final List<String> TROUBLE =
            List.of(
                    "{\"path\":\"query\",\"status\":500,\"body\":\"\"}",
                    "{\"path\":\"query\",\"status\":503,\"body\":\"busy\"}",
                    "{\"path\":\"query\",\"truncate\":true}",
                    "{\"path\":\"tickets\",\"status\":200,\"contentType\":\"text/html\",\"body\":\"<html>\"}",
                    "{\"path\":\"contacts\",\"status\":429,\"body\":\"\"}",
                    "{\"path\":\"tickets\",\"body\":\"{\\\"items\\\":[],\\\"pageDetails\\\":null}\"}");

    /** Fresh means not older than three refreshes; then a moved ticket has left. */
    private static final Duration FRESH = Duration.ofMinutes(3).plusSeconds(2);

    /**
     * Contacts are read every five minutes, with the refresh after that; here two steps of time.
     */
    private static final Duration CONTACTS = FRESH.plusMinutes(5 + 3);

    private static final Duration SWEEPS = Duration.ofHours(3);

    /** How a ticket stopped being somebody's, and so how soon that must show. */
    private record Loss(Instant at, Duration within) {}

    private static final class Contact {
        private final Map<String, Instant> left = new HashMap<>();
        private String address;
        private boolean active = true;

        Contact(String address) {
            this.address = address;
        }

        /** Whether a tile may take this contact for somebody's, as far as the bounds go. */
        boolean mayStillBe(String person, Instant now) {
            Instant gone = left.getOrDefault(person, Instant.EPOCH);
            return address.equals(person) || !gone.plus(CONTACTS).isBefore(now);
        }
    }

    private final List<Contact> contacts = new ArrayList<>();
    private final Map<Long, Contact> owners = new HashMap<>();
    private final Map<Long, Contact> deleted = new HashMap<>();
    private final Map<String, Set<Long>> truth = new HashMap<>();
    private final Map<String, Map<Long, Loss>> losses = new HashMap<>();
    private final Map<String, Map<Long, Instant>> gains = new HashMap<>();
    private final Map<String, Set<Long>> ever = new ConcurrentHashMap<>();
    private Random random = new Random();

    @ParameterizedTest
    @ValueSource(longs = {7, 8, 100, 105, 111})
    void nobodySeesWhatIsNotTheirs(long seed) throws IOException, InterruptedException {
        random = new Random(seed);
        try (MirroredWorld world = new MirroredWorld(2000, MirroredWorld.large(0, 0))) {
            Connection connection = world.connect();
            PEOPLE.forEach(person -> ever.put(person, ConcurrentHashMap.newKeySet()));
            for (String person : PEOPLE) {
                newContact(world, person);
            }
            Set<String> wrong = ConcurrentHashMap.newKeySet();
            Thread reader = new Thread(() -> readOn(world, connection, wrong));
            reader.start();
            for (int step = 0; step < 350; step++) {
                Duration within = happen(world);
                compare(world.instant(), within);
                PEOPLE.forEach(person -> world.view(connection, person));
                world.pass(Duration.ofSeconds(random.nextInt(90)));
                for (String person : PEOPLE) {
                    check(world.view(connection, person), person, world.instant(), step);
                }
            }
            reader.interrupt();
            reader.join();
            assertThat(wrong).isEmpty();

            world.control("DELETE", "faults", "");
            world.control("POST", "up", "");
            for (int minute = 0; minute < SWEEPS.toMinutes(); minute++) {
                PEOPLE.forEach(person -> world.view(connection, person));
                world.pass(Duration.ofMinutes(1));
            }
            for (String person : PEOPLE) {
                TicketView view = world.view(connection, person);
                assertThat(view.state()).as(person).isEqualTo(state(person));
                assertThat(ids(view)).as(person).isEqualTo(truth(person));
            }
        }
    }

    private void readOn(MirroredWorld world, Connection connection, Set<String> wrong) {
        while (!Thread.currentThread().isInterrupted()) {
            for (String person : PEOPLE) {
                Set<Long> foreign = ids(world.view(connection, person));
                foreign.removeAll(ever.get(person));
                foreign.forEach(ticket -> wrong.add(person + " saw " + ticket));
            }
        }
    }

    private void check(TicketView view, String person, Instant now, int step) {
        Set<Long> mine = truth.getOrDefault(person, Set.of());
        assertThat(ids(view))
                .as("%s at step %d, %s", person, step, view.state())
                .isSubsetOf(ever.get(person));
        if (view.state() != State.READY) {
            return;
        }
        for (Long shown : ids(view)) {
            Loss loss = losses.getOrDefault(person, Map.of()).get(shown);
            if (!mine.contains(shown) && !deleted.containsKey(shown) && loss != null) {
                assertThat(loss.at().plus(loss.within()))
                        .as("%s still sees %d at step %d", person, shown, step)
                        .isAfterOrEqualTo(now);
            }
        }
        for (Long owned : mine) {
            if (!ids(view).contains(owned)) {
                Instant gained = gains.getOrDefault(person, Map.of()).getOrDefault(owned, now);
                assertThat(gained.plus(CONTACTS))
                        .as("%s does not see %d at step %d", person, owned, step)
                        .isAfterOrEqualTo(now);
            }
        }
    }

    /** Something happens; how soon it must show. */
    private Duration happen(MirroredWorld world) {
        String person = PEOPLE.get(random.nextInt(PEOPLE.size()));
        Optional<Contact> contact = first(person);
        Optional<Long> ticket =
                owners.keySet().stream().skip(random.nextInt(owners.size() + 1)).findFirst();
        switch (random.nextInt(20)) {
            case 0, 1, 2, 3, 4, 5 -> contact.ifPresent(c -> newTicket(world, person, c));
            case 6, 7, 8, 9 ->
                    ticket.filter(t -> contact.isPresent())
                            .ifPresent(
                                    t -> {
                                        owners.put(t, contact.get());
                                        expect(FRESH, world.instant());
                                        world.control(
                                                "PATCH",
                                                "tickets/" + t,
                                                "{\"contactEmail\":\"%s\"}"
                                                        .formatted(address(person)));
                                    });
            case 10 ->
                    ticket.ifPresent(
                            t -> {
                                deleted.put(t, owners.remove(t));
                                world.control("DELETE", "tickets/" + t, "");
                                expect(SWEEPS.multipliedBy(1000), world.instant());
                            });
            case 11 -> {
                if (contacts.stream().filter(c -> c.address.equals(person)).count() < 2) {
                    newContact(world, person);
                }
                return CONTACTS;
            }
            case 12, 13 -> {
                contact.ifPresent(
                        c -> {
                            c.active = !c.active;
                            expect(CONTACTS, world.instant());
                            patch(world, person, "{\"isActive\":%d}".formatted(c.active ? 1 : 0));
                        });
                return CONTACTS;
            }
            case 14 -> {
                String other = PEOPLE.get(random.nextInt(PEOPLE.size()));
                contact.ifPresent(
                        c -> {
                            c.left.put(c.address, world.instant());
                            c.address = other;
                            expect(CONTACTS, world.instant());
                            patch(
                                    world,
                                    person,
                                    "{\"emailAddress\":\"%s\"}".formatted(address(other)));
                        });
                return CONTACTS;
            }
            case 15, 16 ->
                    world.control(
                            "PUT",
                            "faults",
                            "[" + TROUBLE.get(random.nextInt(TROUBLE.size())) + "]");
            case 17, 18 -> world.control("DELETE", "faults", "");
            default -> world.control("POST", random.nextBoolean() ? "down" : "up", "");
        }
        return FRESH;
    }

    /** Before Autotask is told: what somebody owns from here on may be seen from here on. */
    private void expect(Duration within, Instant now) {
        compare(now, within);
    }

    private void compare(Instant now, Duration within) {
        for (String person : PEOPLE) {
            Set<Long> before = truth.getOrDefault(person, Set.of());
            Set<Long> after = truth(person);
            ever.get(person).addAll(of(owners, c -> c.mayStillBe(person, now)));
            ever.get(person).addAll(of(deleted, c -> c.mayStillBe(person, now)));
            Map<Long, Loss> lost = losses.computeIfAbsent(person, key -> new HashMap<>());
            Map<Long, Instant> gained = gains.computeIfAbsent(person, key -> new HashMap<>());
            before.stream()
                    .filter(t -> !after.contains(t))
                    .forEach(t -> lost.put(t, new Loss(now, within)));
            after.stream().filter(t -> !before.contains(t)).forEach(t -> gained.put(t, now));
            truth.put(person, after);
        }
    }

    private Set<Long> truth(String person) {
        List<Contact> holders = active(person);
        return holders.size() != 1 ? Set.of() : of(owners, c -> c == holders.get(0));
    }

    private static Set<Long> of(Map<Long, Contact> tickets, Predicate<Contact> by) {
        return tickets.entrySet().stream()
                .filter(owned -> by.test(owned.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private State state(String person) {
        int holders = active(person).size();
        return holders == 1
                ? State.READY
                : holders == 0 ? State.NO_CONTACT : State.SEVERAL_CONTACTS;
    }

    private List<Contact> active(String person) {
        return contacts.stream().filter(c -> c.active && c.address.equals(person)).toList();
    }

    /** The contact that the control API means by an address: the first one, active or not. */
    private Optional<Contact> first(String person) {
        return contacts.stream().filter(c -> c.address.equals(person)).findFirst();
    }

    private void newContact(MirroredWorld world, String person) {
        contacts.add(new Contact(person));
        expect(CONTACTS, world.instant());
        world.control("POST", "contacts", "{\"email\":\"%s\"}".formatted(address(person)));
    }

    private void newTicket(MirroredWorld world, String person, Contact contact) {
        long id =
                world.control(
                                "POST",
                                "tickets",
                                "{\"email\":\"%s\",\"title\":\"T\"}".formatted(address(person)))
                        .get("id")
                        .asLong();
        owners.put(id, contact);
        compare(world.instant(), FRESH);
    }

    private static void patch(MirroredWorld world, String person, String change) {
        world.control("PATCH", "contacts?email=" + address(person), change);
    }

    private static String address(String person) {
        return person + "@contoso.example";
    }

    private static Set<Long> ids(TicketView view) {
        return view.tickets().stream()
                .map(Ticket::id)
                .collect(Collectors.toCollection(HashSet::new));
    }
}
