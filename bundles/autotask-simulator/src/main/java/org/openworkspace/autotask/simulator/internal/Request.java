package org.openworkspace.autotask.simulator.internal;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What was asked.
 *
 * @param method the HTTP method
 * @param path the path, decoded
 * @param segments its segments in lower case
 * @param query the raw query
 * @param body the body
 */
record Request(
        HttpExchange exchange,
        String method,
        String path,
        List<String> segments,
        String query,
        byte[] body) {

    private static final int MOST = 10 * 1024 * 1024;

    static Request of(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        return new Request(
                exchange,
                exchange.getRequestMethod(),
                path,
                Arrays.stream(path.split("/"))
                        .filter(s -> !s.isEmpty())
                        .map(s -> s.toLowerCase(Locale.ROOT))
                        .toList(),
                Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse(""),
                exchange.getRequestBody().readNBytes(MOST));
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
    }

    Optional<String> parameter(String name) {
        return Arrays.stream(query.split("&"))
                .map(pair -> pair.split("=", 2))
                .filter(pair -> pair.length == 2 && pair[0].equalsIgnoreCase(name))
                .map(pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8))
                .findFirst();
    }

    /** A segment in lower case, or nothing where the path is shorter. */
    String segment(int index) {
        return index < segments.size() ? segments.get(index) : "";
    }
}
