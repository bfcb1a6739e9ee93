package org.openworkspace.host.internal;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.openworkspace.host.internal.Refusal.Reason;

/**
 * The body of a request.
 *
 * @param sent what came
 * @param refusal why the request is refused whatever it asks; empty if it is not
 */
record Body(byte[] sent, Optional<Reason> refusal) {

    /** The most bytes that a body may have. */
    static final int LARGEST = 64 * 1024;

    private static final String ATTRIBUTE = Body.class.getName();
    private static final Body NONE = new Body(new byte[0], Optional.empty());

    /** How long a browser may take to send all of it, in milliseconds. */
    private static final int PATIENCE = 10_000;

    /**
     * Returns the body if it is there. Otherwise it is read as it comes in, without a thread that
     * waits for it, so that browsers which send slowly, however many, keep nobody else waiting;
     * then the request is dispatched anew.
     */
    static Optional<Body> of(HttpServletRequest request) throws IOException {
        if (request.getAttribute(ATTRIBUTE) instanceof Body body) {
            return Optional.of(body);
        }
        if (request.getContentLengthLong() == 0
                || request.getContentLengthLong() < 0
                        && request.getHeader("Transfer-Encoding") == null) {
            return Optional.of(NONE);
        }
        AsyncContext context = request.startAsync();
        context.setTimeout(PATIENCE);
        ServletInputStream in = request.getInputStream();
        Reading reading = new Reading(context, in);
        context.addListener(reading);
        in.setReadListener(reading);
        return Optional.empty();
    }

    /**
     * Looks whether it has arrived.
     *
     * @throws Refusal if it has not
     */
    void check() {
        if (refusal.isPresent()) {
            throw new Refusal(refusal.get());
        }
    }

    /**
     * Returns what was sent.
     *
     * @throws Refusal if it was too large
     */
    byte[] content() {
        if (sent.length > LARGEST) {
            throw new Refusal(Reason.TOO_LARGE);
        }
        return sent;
    }

    /** A body that is coming in. */
    private static final class Reading implements ReadListener, AsyncListener {

        private final AsyncContext context;
        private final ServletInputStream in;
        private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
        private final byte[] buffer = new byte[4096];
        private final AtomicBoolean ended = new AtomicBoolean();

        Reading(AsyncContext context, ServletInputStream in) {
            this.context = context;
            this.in = in;
        }

        @Override
        public void onDataAvailable() throws IOException {
            while (!ended.get() && in.isReady() && !in.isFinished()) {
                int count = in.read(buffer);
                // of what is too large the beginning is enough; the rest is read so that the
                // connection is not closed under the answer
                if (count > 0 && sent.size() <= LARGEST) {
                    sent.write(buffer, 0, count);
                }
            }
        }

        @Override
        public void onAllDataRead() {
            end(Optional.empty());
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            end(Optional.of(Reason.TOO_SLOW));
        }

        @Override
        public void onError(Throwable failure) {
            leave();
        }

        @Override
        public void onError(AsyncEvent event) {
            leave();
        }

        @Override
        public void onComplete(AsyncEvent event) {
            // nothing is kept
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
            // nothing else is begun on a request with a body
        }

        private void end(Optional<Reason> refusal) {
            if (ended.compareAndSet(false, true)) {
                context.getRequest().setAttribute(ATTRIBUTE, new Body(sent.toByteArray(), refusal));
                context.dispatch();
            }
        }

        /** The browser went away, and nobody waits for an answer. */
        private void leave() {
            if (ended.compareAndSet(false, true)) {
                context.complete();
            }
        }
    }
}
