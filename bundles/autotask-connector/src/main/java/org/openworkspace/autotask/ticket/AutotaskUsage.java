package org.openworkspace.autotask.ticket;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.openworkspace.autotask.connection.Connection;
import org.osgi.annotation.versioning.ProviderType;

/** What was asked of Autotask in the last hour, and on what. Reading costs no call. Thread-safe. */
@ProviderType
public interface AutotaskUsage {

    /**
     * The use of the Autotask database behind a connection, by all connections to it together.
     *
     * @return empty if the connection has no login, and so never asks anything
     */
    Optional<Usage> of(Connection connection);

    /**
     * What was used.
     *
     * @param calls how many calls we made in the last hour
     * @param share how many we allow ourselves in an hour
     * @param callsByEndpoint the calls by what was asked, such as {@code Tickets}
     * @param customer what Autotask last said of the customer's calls; empty until it was asked
     */
    record Usage(
            int calls,
            int share,
            Map<String, Integer> callsByEndpoint,
            Optional<CustomerUsage> customer) {

        public Usage {
            callsByEndpoint = Map.copyOf(callsByEndpoint);
            requireNonNull(customer, "customer");
        }
    }

    /**
     * What all integrations of a customer have used together.
     *
     * @param calls calls in the hour before it was read
     * @param limit calls that an hour has
     * @param readAt when Autotask said so
     */
    record CustomerUsage(int calls, int limit, Instant readAt) {

        public CustomerUsage {
            requireNonNull(readAt, "readAt");
        }
    }
}
