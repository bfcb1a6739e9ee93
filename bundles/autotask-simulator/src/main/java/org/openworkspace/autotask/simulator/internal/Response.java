package org.openworkspace.autotask.simulator.internal;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What is answered. */
record Response(int status, String contentType, byte[] body, Map<String, String> headers) {

    static Response of(int status, String contentType, String body) {
        return new Response(status, contentType, body.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    static Response empty(int status, Map<String, String> headers) {
        return new Response(status, "", new byte[0], headers);
    }
}
