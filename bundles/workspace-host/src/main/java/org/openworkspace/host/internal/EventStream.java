package org.openworkspace.host.internal;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Server-sent events to one browser. Never blocks: what a slow browser has not read yet waits here,
 * each event once. Thread-safe.
 */
final class EventStream implements WriteListener, AsyncListener, AutoCloseable {

    private final AsyncContext context;
    private final ServletOutputStream out;
    private final Runnable closed;
    private final Set<String> waiting = new LinkedHashSet<>();
    private boolean begun;
    private boolean unflushed;
    private boolean broken;
    private boolean ended;

    /**
     * @param closed run once, when the stream has ended for whatever reason
     */
    EventStream(AsyncContext context, Runnable closed) throws IOException {
        this.context = context;
        this.out = context.getResponse().getOutputStream();
        this.closed = closed;
        waiting.add("retry: 2000\n\n");
    }

    /** Lets the container take over; nothing is sent before. */
    void begin() {
        context.setTimeout(0);
        context.addListener(this);
        out.setWriteListener(this);
    }

    void send(String event, String data) {
        add("event: " + event + "\ndata: " + data + "\n\n");
    }

    /** Whether the browser has left without a word; the stream then waits to be closed. */
    synchronized boolean broken() {
        return broken;
    }

    /** Sends a line that says nothing but that we are still here. */
    void beat() {
        add(":\n\n");
    }

    @Override
    public synchronized void onWritePossible() {
        begun = true;
        drain();
    }

    @Override
    public void onError(Throwable failure) {
        close();
    }

    @Override
    public void onError(AsyncEvent event) {
        close();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        close();
    }

    @Override
    public void onComplete(AsyncEvent event) {
        close();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // A stream is started once.
    }

    @Override
    public void close() {
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
        }
        closed.run();
        context.complete();
    }

    private synchronized void add(String text) {
        waiting.add(text);
        drain();
    }

    private void drain() {
        try {
            while (begun && !ended && !broken && out.isReady()) {
                Iterator<String> next = waiting.iterator();
                if (next.hasNext()) {
                    unflushed = true;
                    out.write(next.next().getBytes(StandardCharsets.UTF_8));
                    next.remove();
                } else if (unflushed) {
                    unflushed = false;
                    out.flush();
                } else {
                    return;
                }
            }
        } catch (IOException e) {
            broken = true;
        }
    }
}
