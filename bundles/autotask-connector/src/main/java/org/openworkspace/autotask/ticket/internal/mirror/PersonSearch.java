package org.openworkspace.autotask.ticket.internal.mirror;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.openworkspace.autotask.connection.AutotaskLookup.Person;
import org.openworkspace.autotask.connection.AutotaskLookup.Person.Finding;
import org.openworkspace.autotask.connection.AutotaskLookup.PersonContact;
import org.openworkspace.autotask.connection.AutotaskLookup.PersonContact.Portal;
import org.openworkspace.autotask.ticket.internal.http.AutotaskException;
import org.openworkspace.autotask.ticket.internal.http.AutotaskException.Kind;
import org.openworkspace.autotask.ticket.internal.http.Query;
import org.openworkspace.autotask.ticket.internal.http.Session;
import org.openworkspace.autotask.ticket.internal.json.CompanyItem;
import org.openworkspace.autotask.ticket.internal.json.ContactItem;
import org.openworkspace.autotask.ticket.internal.json.FieldInformation;
import org.openworkspace.autotask.ticket.internal.json.PortalUserItem;

/** Finds out what a person's tile shows, and why; counts tickets and reads none. */
record PersonSearch(Session session, Instant windowStart) {

    /** With more contacts than this, the first ones tell enough. */
    private static final int MOST_CONTACTS = 10;

    /** The portal account of a contact; the level is empty where it cannot be told. */
    private record Account(Portal portal, String level) {}

    Person of(String address, Set<Long> companyIds) {
        List<ContactItem> contacts = contacts(address.strip());
        if (contacts.isEmpty()) {
            return new Person(Finding.NO_CONTACT, List.of());
        }
        Map<Long, CompanyItem> companies = companies(contacts);
        Map<Long, Account> accounts = accounts(contacts, companies);
        Optional<String> wanted = Identity.of(address);
        List<ContactItem> own =
                contacts.stream()
                        .filter(c -> Identity.of(address(c)).equals(wanted) && wanted.isPresent())
                        .toList();
        List<ContactItem> active = own.stream().filter(ContactItem::active).toList();
        List<ContactItem> counting =
                active.stream()
                        .filter(c -> companyIds.isEmpty() || companyIds.contains(c.companyID()))
                        .toList();
        List<PersonContact> rows = new ArrayList<>();
        for (ContactItem contact : contacts) {
            Account account = accounts.getOrDefault(contact.id(), new Account(Portal.NONE, ""));
            rows.add(
                    new PersonContact(
                            contact.id(),
                            contact.active(),
                            counting.contains(contact),
                            Optional.ofNullable(companies.get(contact.companyID()))
                                    .map(CompanyItem::companyName)
                                    .orElseGet(() -> Long.toString(contact.companyID())),
                            account.portal(),
                            account.level(),
                            tickets(contact, windowStart)));
        }
        return new Person(finding(own, active, counting, rows), rows);
    }

    private Finding finding(
            List<ContactItem> own,
            List<ContactItem> active,
            List<ContactItem> counting,
            List<PersonContact> rows) {
        if (own.isEmpty()) {
            return Finding.OTHER_ADDRESS;
        }
        if (active.isEmpty()) {
            return Finding.CONTACT_INACTIVE;
        }
        if (counting.isEmpty()) {
            return Finding.OTHER_COMPANY;
        }
        if (counting.size() > 1) {
            return Finding.SEVERAL_CONTACTS;
        }
        if (rows.stream().anyMatch(row -> row.counts() && row.tickets() > 0)) {
            return Finding.TICKETS;
        }
        return tickets(counting.get(0), Instant.EPOCH) > 0
                ? Finding.OLD_TICKETS
                : Finding.NO_TICKETS;
    }

    private List<ContactItem> contacts(String address) {
        return rows(
                "Contacts",
                List.of("id", "companyID", "emailAddress", "isActive"),
                ContactItem.class,
                MOST_CONTACTS,
                Query.either(
                        Query.is("emailAddress", address),
                        Query.is("emailAddress2", address),
                        Query.is("emailAddress3", address)));
    }

    private Map<Long, CompanyItem> companies(List<ContactItem> contacts) {
        return rows(
                        "Companies",
                        List.of("id", "companyName", "isClientPortalActive"),
                        CompanyItem.class,
                        Query.MAX_PAGE,
                        Query.in(
                                "id",
                                contacts.stream().map(ContactItem::companyID).distinct().toList()))
                .stream()
                .collect(Collectors.toMap(CompanyItem::id, Function.identity()));
    }

    /** The accounts by contact; a user that may not see them does not spoil the rest. */
    private Map<Long, Account> accounts(
            List<ContactItem> contacts, Map<Long, CompanyItem> companies) {
        try {
            Map<Long, PortalUserItem> users =
                    rows(
                                    "ClientPortalUsers",
                                    List.of(
                                            "id",
                                            "contactID",
                                            "isClientPortalActive",
                                            "securityLevel"),
                                    PortalUserItem.class,
                                    Query.MAX_PAGE,
                                    Query.in(
                                            "contactID",
                                            contacts.stream().map(ContactItem::id).toList()))
                            .stream()
                            .collect(
                                    Collectors.toMap(
                                            PortalUserItem::contactID, u -> u, (one, two) -> one));
            Map<String, String> levels = users.isEmpty() ? Map.of() : levels();
            return contacts.stream()
                    .filter(c -> users.containsKey(c.id()))
                    .collect(
                            Collectors.toMap(
                                    ContactItem::id,
                                    c ->
                                            account(
                                                    Objects.requireNonNull(users.get(c.id())),
                                                    Optional.ofNullable(
                                                            companies.get(c.companyID())),
                                                    levels)));
        } catch (AutotaskException e) {
            if (e.kind() != Kind.NO_PERMISSION && e.kind() != Kind.SERVER_ERROR) {
                throw e;
            }
            return contacts.stream()
                    .collect(
                            Collectors.toMap(
                                    ContactItem::id, c -> new Account(Portal.UNKNOWN, "")));
        }
    }

    private static Account account(
            PortalUserItem user, Optional<CompanyItem> company, Map<String, String> levels) {
        boolean companyOff =
                company.map(CompanyItem::isClientPortalActive)
                        .filter(Boolean.FALSE::equals)
                        .isPresent();
        String level = String.valueOf(user.securityLevel());
        return new Account(
                user.isClientPortalActive() && !companyOff ? Portal.ACTIVE : Portal.OFF,
                levels.getOrDefault(level, level));
    }

    private Map<String, String> levels() {
        String path = "ClientPortalUsers/entityInformation/fields";
        return session.read(session.get(path), FieldInformation.class, path).fields().stream()
                .filter(field -> "securityLevel".equals(field.name()))
                .filter(field -> field.picklistValues() != null)
                .flatMap(field -> field.picklistValues().stream())
                .filter(value -> value.value() != null && value.label() != null)
                .collect(
                        Collectors.toMap(
                                FieldInformation.PicklistValue::value,
                                FieldInformation.PicklistValue::label,
                                (one, two) -> one));
    }

    private int tickets(ContactItem contact, Instant since) {
        return new TicketSource(session)
                .countTickets(new Slice.Batch(List.of(contact.id())), since);
    }

    private static String address(ContactItem contact) {
        return Objects.requireNonNullElse(contact.emailAddress(), "");
    }

    private <T> List<T> rows(
            String collection, List<String> fields, Class<T> type, int most, Query.Filter filter) {
        return session.rows(collection, new Query(most, fields, List.of(filter)), type);
    }
}
