package org.openworkspace.autotask.simulator.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/** Something that goes wrong on some paths. */
final class Fault {

    private final Pattern path;
    private final JsonNode what;
    private final AtomicInteger times;
    private final CountDownLatch hanging = new CountDownLatch(1);

    private Fault(JsonNode what) {
        this.path = Pattern.compile(what.path("path").asText(".*"), Pattern.CASE_INSENSITIVE);
        this.what = what;
        this.times = new AtomicInteger(what.path("times").asInt(Integer.MAX_VALUE));
    }

    static Fault of(JsonNode what) {
        return new Fault(what);
    }

    boolean strikes(String requested) {
        return path.matcher(requested).find() && times.getAndDecrement() > 0;
    }

    /** Lets what hangs go on. */
    void release() {
        hanging.countDown();
    }

    /** What is answered: late, something else, or torn in half, as the fault says. */
    Response around(Supplier<Response> answer) {
        try {
            TimeUnit.MILLISECONDS.sleep(what.path("latencyMillis").asLong(0));
            if (what.path("hang").asBoolean(false)) {
                hanging.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Refusal.web(503, "The simulator is stopping.");
        }
        if (what.has("redirect")) {
            return Response.empty(302, Map.of("Location", what.get("redirect").asText()));
        }
        if (what.has("megabytes")) {
            return inflating(what.get("megabytes").asInt());
        }
        if (what.has("status") || what.has("body")) {
            return Response.of(
                    what.path("status").asInt(200),
                    what.path("contentType").asText("application/json"),
                    what.path("body").asText(""));
        }
        Response response = answer.get();
        return what.path("truncate").asBoolean(false)
                ? new Response(
                        response.status(),
                        response.contentType(),
                        Arrays.copyOf(response.body(), response.body().length / 2),
                        response.headers())
                : response;
    }

    /** A small answer that grows so large for whoever unpacks it. */
    private static Response inflating(int megabytes) {
        byte[] blanks = new byte[1024 * 1024];
        Arrays.fill(blanks, (byte) ' ');
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream body = new GZIPOutputStream(packed)) {
            body.write('{');
            for (int i = 0; i < megabytes; i++) {
                body.write(blanks);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Response(
                200, "application/json", packed.toByteArray(), Map.of("Content-Encoding", "gzip"));
    }
}
