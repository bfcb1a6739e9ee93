package org.openworkspace.autotask.simulator.internal;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.openworkspace.autotask.simulator.SimulatorOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens, and hands each request to the API that it is for. */
public final class SimulatorServer {

    private static final Logger LOG = LoggerFactory.getLogger(SimulatorServer.class);
    private static final int THREADS = 32;

    private final HttpServer server;
    private final ExecutorService threads;
    private final ScheduledExecutorService activity;
    private final boolean controlled;
    private final ControlApi control;
    private final VendorApi vendor;
    private final PortalPages portal;

    private SimulatorServer(SimulatorOptions options, Clock clock) throws IOException {
        Map<String, Entity> entities = Entity.all();
        World world =
                World.grown(
                        entities,
                        clock,
                        options.world(),
                        options.contacts(),
                        options.tickets(),
                        options.seed());
        Limits limits = new Limits(options, clock);
        vendor = new VendorApi(options, entities, world, limits, clock);
        control = new ControlApi(entities, world, limits, vendor, clock);
        controlled = options.control();
        portal = new PortalPages(Entity.of(entities, "tickets"), world);
        server = HttpServer.create(new InetSocketAddress(options.host(), options.port()), 0);
        threads =
                Executors.newFixedThreadPool(
                        THREADS,
                        task -> {
                            Thread thread = new Thread(task, "autotask-simulator");
                            thread.setDaemon(true);
                            return thread;
                        });
        activity =
                Executors.newSingleThreadScheduledExecutor(
                        task -> {
                            Thread thread = new Thread(task, "autotask-simulator-activity");
                            thread.setDaemon(true);
                            return thread;
                        });
        if (options.activitySeconds() > 0) {
            activity.scheduleWithFixedDelay(
                    world::live,
                    options.activitySeconds(),
                    options.activitySeconds(),
                    TimeUnit.SECONDS);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
        LOG.info(
                "A simulated Autotask listens on port {}, with the world {}",
                port(),
                options.world());
    }

    public static SimulatorServer start(SimulatorOptions options, Clock clock) throws IOException {
        // read once by the JDK's server: without it a body waits 40 ms for its headers'
        // acknowledgement
        System.setProperty("sun.net.httpserver.nodelay", "true");
        return new SimulatorServer(options, clock);
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public void close() {
        server.stop(0);
        threads.shutdownNow();
        activity.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Request request = Request.of(exchange);
            boolean controlCall = controlled && request.segment(0).equals("control");
            if (!controlCall && control.down()) {
                return;
            }
            send(exchange, answer(request, controlCall));
        }
    }

    private Response answer(Request request, boolean controlCall) {
        try {
            if (controlCall) {
                return control.answer(request);
            }
            String base =
                    request.segment(0).equals("zone2") ? request.segment(1) : request.segment(0);
            return switch (base) {
                case "atservicesrest" ->
                        vendor.answer(request, origin(request), control.fault(request.path()));
                case "clientportal" -> portal.answer(request);
                default -> throw Refusal.web(404, "There is nothing here.");
            };
        } catch (Refusal e) {
            return refused(e, request);
        } catch (RuntimeException e) {
            LOG.error("The simulator stumbled over {} {}", request.method(), request.path(), e);
            return Response.of(500, "text/html", "<html><body>Server Error</body></html>");
        }
    }

    private static Response refused(Refusal refusal, Request request) {
        if (refusal.status() == 401) {
            return Response.empty(
                    401,
                    Map.of(
                            "WWW-Authenticate",
                            "Basic Realm=\"" + request.header("Host").orElse("localhost") + "\""));
        }
        return Response.of(
                refusal.status(),
                "application/json; charset=utf-8",
                Json.write(
                        refusal.web()
                                ? Map.of("Message", refusal.getMessage())
                                : Map.of("errors", new String[] {refusal.getMessage()})));
    }

    private String origin(Request request) {
        return "http://" + request.header("Host").orElse("localhost:" + port()) + "/";
    }

    private static void send(HttpExchange exchange, Response response) throws IOException {
        response.headers().forEach(exchange.getResponseHeaders()::set);
        if (!response.contentType().isEmpty()) {
            exchange.getResponseHeaders().set("Content-Type", response.contentType());
        }
        int length = response.body().length;
        boolean none = length == 0 || exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(response.status(), none ? -1 : length);
        if (!none) {
            try (OutputStream body = exchange.getResponseBody()) {
                body.write(response.body());
            }
        }
    }
}
