package org.openworkspace.autotask.connection;

import static java.util.Objects.requireNonNull;

import java.net.URI;

/**
 * The data centre that holds a customer's database, as zone discovery names it.
 *
 * @param name its name, such as {@code DE1}; free text
 * @param url the base of API calls, without version, ending in a slash
 * @param webUrl the base of web pages, ending in a slash
 * @param ci the customer's number; with {@code url} it names the database
 */
public record Zone(String name, URI url, URI webUrl, long ci) {

    public Zone {
        requireNonNull(name, "name");
        requireNonNull(url, "url");
        requireNonNull(webUrl, "webUrl");
    }
}
