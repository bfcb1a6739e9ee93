package org.openworkspace.autotask.connection;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Looks things up in Autotask while an administrator fills in a form. The connector provides it;
 * each method blocks for as long as Autotask takes, at most one minute, and never throws for what
 * Autotask does. A refused login ({@link LoginGuard}) is not sent again.
 */
@ProviderType
public interface AutotaskLookup {

    /** Returns the active companies whose name contains a text, at most 500, by name. */
    Found<List<Entry>> companies(Login login, String text);

    /** Returns the customer's words for the status of a ticket, in the customer's order. */
    Found<List<Entry>> statuses(Login login);

    /**
     * Counts for how many of these addresses there is a contact that a connection would match.
     *
     * @param companyIds the companies whose contacts may match; empty for all
     */
    Found<Matches> matches(Login login, Collection<String> addresses, Set<Long> companyIds);

    /**
     * Finds out what a person's tile shows, and why: their contacts, and how many tickets each has.
     * No ticket is read.
     *
     * @param address the person's address, as the host would give it
     * @param companyIds the companies whose contacts may match; empty for all
     */
    Found<Person> person(Login login, String address, Set<Long> companyIds);

    /**
     * What Autotask has of a person.
     *
     * @param finding what their tile shows
     * @param contacts every contact that has the address anywhere, active or not
     */
    record Person(Finding finding, List<PersonContact> contacts) {

        /** What a person's tile shows, and why. */
        public enum Finding {
            /** Tickets. */
            TICKETS,
            /** Nobody has the address. */
            NO_CONTACT,
            /** The contact with the address is not active. */
            CONTACT_INACTIVE,
            /** The address is only the second or third of a contact. */
            OTHER_ADDRESS,
            /** The contact belongs to a company that the connection leaves out. */
            OTHER_COMPANY,
            /** More than one active contact has the address. */
            SEVERAL_CONTACTS,
            /** The contact never had a ticket. */
            NO_TICKETS,
            /** The contact's tickets all lie before the window. */
            OLD_TICKETS
        }

        public Person {
            requireNonNull(finding, "finding");
            contacts = List.copyOf(contacts);
        }
    }

    /**
     * One contact of a person.
     *
     * @param id its number in Autotask
     * @param active whether it is active
     * @param counts whether a tile would show its tickets, if it were alone
     * @param company the name of its company
     * @param portal whether it may use the client portal
     * @param portalLevel its security level there, in the customer's words; empty if there is none
     * @param tickets how many of its tickets lie inside the window
     */
    record PersonContact(
            long id,
            boolean active,
            boolean counts,
            String company,
            Portal portal,
            String portalLevel,
            int tickets) {

        /** Access to the client portal. */
        public enum Portal {
            /** An account that is active. */
            ACTIVE,
            /** An account that is switched off, its own or its company's. */
            OFF,
            /** No account. */
            NONE,
            /** The API user may not see portal accounts. */
            UNKNOWN
        }

        public PersonContact {
            requireNonNull(company, "company");
            requireNonNull(portal, "portal");
            requireNonNull(portalLevel, "portalLevel");
        }
    }

    /**
     * Something that can be chosen.
     *
     * @param id its number in Autotask
     * @param label how the customer calls it
     */
    record Entry(long id, String label) {

        public Entry {
            requireNonNull(label, "label");
        }
    }

    /**
     * How addresses and contacts meet.
     *
     * @param one how many addresses have exactly one active contact
     * @param none how many have none
     * @param several how many have more than one
     */
    record Matches(int one, int none, int several) {}

    /**
     * What was found, or how the login fares instead.
     *
     * @param value what was found; empty if Autotask did not answer as it should
     * @param trouble why there is nothing; empty if there is
     */
    record Found<T>(Optional<T> value, Optional<ConnectionState> trouble) {

        public Found {
            if (requireNonNull(value, "value").isPresent()
                    == requireNonNull(trouble, "trouble").isPresent()) {
                throw new IllegalArgumentException("either a value or what the trouble is");
            }
        }

        /** Returns the same with its value turned into another. */
        public <R> Found<R> map(Function<T, R> turn) {
            return new Found<>(value.map(turn), trouble);
        }

        public static <T> Found<T> of(T value) {
            return new Found<>(Optional.of(value), Optional.empty());
        }

        public static <T> Found<T> not(ConnectionState trouble) {
            return new Found<>(Optional.empty(), Optional.of(trouble));
        }
    }
}
