package org.openworkspace.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openworkspace.integration.ConnectionModel;
import org.openworkspace.integration.IntegrationType;
import org.openworkspace.story.Story;
import org.openworkspace.tile.TileModel;
import org.openworkspace.tile.TilePage;
import org.openworkspace.tile.TileProvider;
import org.openworkspace.tile.TileRequest;
import org.openworkspace.user.WorkspaceUser;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;

/**
 * A program: a host that keeps the interfaces of the workspace and the libraries, and takes the
 * plugin's bundles in and out, in another start order each time, while somebody reads tiles. Ends
 * with 0 when no thread, no socket and no class loader is left behind.
 */
final class HotCycles {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String OURS = "org.openworkspace:";
    private static final String API = "org.openworkspace:workspace-api:";
    private static final String SIMULATOR = "org.openworkspace:autotask-simulator:";

    private final Framework framework;
    private final BundleContext context;
    private final URI control;
    private final List<String> plugin = new ArrayList<>();
    private final List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
    private final AtomicLong read = new AtomicLong();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    private HotCycles(Path home, int port) throws Exception {
        control = URI.create("http://localhost:" + port + "/control/");
        framework =
                ServiceLoader.load(FrameworkFactory.class)
                        .findFirst()
                        .orElseThrow()
                        .newFramework(properties(home, port));
        framework.init();
        context = framework.getBundleContext();
        Collection<String> kept = new ArrayList<>();
        for (String feature :
                List.of(
                        "osgi-runtime",
                        "autotask-tile",
                        "autotask-operations",
                        "autotask-simulator")) {
            for (String bundle : Shipped.bundles(feature).keySet()) {
                boolean ours = bundle.startsWith(OURS) && !bundle.startsWith(SIMULATOR);
                Collection<String> where = ours ? plugin : kept;
                if (!where.contains(bundle) && !bundle.startsWith(API)) {
                    where.add(bundle);
                }
            }
        }
        List<Bundle> libraries = new ArrayList<>();
        for (String bundle : kept) {
            libraries.add(install(bundle));
        }
        framework.start();
        for (Bundle library : libraries) {
            if (library.getHeaders().get(Constants.FRAGMENT_HOST) == null) {
                library.start();
            }
        }
    }

    /**
     * @param arguments how many cycles, and a folder to work in
     */
    public static void main(String[] arguments) throws Exception {
        int cycles = Integer.parseInt(arguments[0]);
        HotCycles hot = new HotCycles(Path.of(arguments[1]), Story.freePort());
        try {
            hot.run(cycles);
            System.exit(0);
        } catch (Exception | AssertionError e) {
            e.printStackTrace();
            System.exit(1);
        }
    }

    private void run(int cycles) throws Exception {
        long begin = System.nanoTime();
        // what is loaded once stays: the first cycle is no yardstick
        cycle(0);
        cycle(1);
        Set<String> threads = threads();
        long descriptors = descriptors();
        AtomicBoolean done = new AtomicBoolean();
        Thread reader = new Thread(() -> readTiles(done), "tile-reader");
        reader.start();
        for (int i = 2; i < cycles; i++) {
            if (i % 100 == 0) {
                forgetCalls();
            }
            cycle(i);
            if (failure.get() != null) {
                throw new AssertionError("a reader noticed in cycle " + i, failure.get());
            }
        }
        done.set(true);
        reader.join(PATIENCE.toMillis());
        until("no thread is left", () -> threads.containsAll(threads()), () -> "" + left(threads));
        until(
                "no socket or file is left",
                () -> descriptors() <= descriptors,
                () -> descriptors() + " where there were " + descriptors);
        forgetRecords();
        until(
                "no class loader is left",
                () -> {
                    System.gc();
                    return loadersLeft() == 0;
                },
                () -> loadersLeft() + " are left");
        System.out.printf(
                "%d cycles in %d s while %d tiles were read; metaspace %d MB%n",
                cycles,
                Duration.ofNanos(System.nanoTime() - begin).toSeconds(),
                read.get(),
                metaspace() / (1024 * 1024));
    }

    /** JDK 17 holds on to the last kind of record that was compared for the first time. */
    private static void forgetRecords() {
        record Last(Path path) {}

        if (!new Last(Path.of("")).equals(new Last(Path.of("")))) {
            throw new AssertionError("records do not compare");
        }
    }

    private long loadersLeft() {
        return loaders.stream().filter(loader -> loader.get() != null).count();
    }

    /** In, shown, and out again; every third time an update and every third a stop in between. */
    private void cycle(int number) throws Exception {
        List<Bundle> bundles = new ArrayList<>();
        for (String bundle : plugin) {
            bundles.add(install(bundle));
        }
        for (Bundle bundle : order(bundles, number)) {
            bundle.start();
        }
        shown();
        if (number % 3 == 1) {
            for (Bundle bundle : bundles) {
                bundle.stop();
                bundle.start();
            }
            shown();
        } else if (number % 3 == 2) {
            remember(bundles);
            for (int i = 0; i < bundles.size(); i++) {
                bundles.get(i).update(Files.newInputStream(Shipped.jar(plugin.get(i))));
            }
            refresh(bundles);
            shown();
        }
        remember(bundles);
        for (Bundle bundle : order(bundles, number + 1)) {
            bundle.uninstall();
        }
        refresh(bundles);
    }

    /** The n-th of all orders; after the last one the first again. */
    private static List<Bundle> order(List<Bundle> bundles, int number) {
        List<Bundle> rest = new ArrayList<>(bundles);
        List<Bundle> ordered = new ArrayList<>();
        int left = number;
        while (!rest.isEmpty()) {
            ordered.add(rest.remove(left % rest.size()));
            left /= rest.size() + 1;
        }
        return ordered;
    }

    private void remember(List<Bundle> bundles) {
        bundles.forEach(
                bundle ->
                        loaders.add(
                                new WeakReference<>(
                                        bundle.adapt(BundleWiring.class).getClassLoader())));
        loaders.removeIf(loader -> loader.get() == null);
    }

    private void refresh(List<Bundle> bundles) throws InterruptedException {
        CountDownLatch refreshed = new CountDownLatch(1);
        framework
                .adapt(FrameworkWiring.class)
                .refreshBundles(
                        bundles,
                        event -> {
                            if (event.getType() == FrameworkEvent.PACKAGES_REFRESHED) {
                                refreshed.countDown();
                            }
                        });
        if (!refreshed.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("the framework does not refresh");
        }
    }

    /** The connection that was configured once is there again, and shows a person's tickets. */
    private void shown() throws Exception {
        AtomicReference<Object> last = new AtomicReference<>("no tile");
        until(
                "a tile is ready",
                () -> {
                    Optional<TileModel> tile = tile();
                    last.set(tile.map(t -> t.state() + " " + t.problem()).orElse("no service"));
                    return tile.filter(t -> t.state() == TileModel.State.READY).isPresent();
                },
                () -> last.get().toString());
    }

    private Optional<TileModel> tile() {
        WorkspaceUser noor = Story.person("noor.jansen", false);
        Optional<String> connection =
                with(
                                IntegrationType.class,
                                integration ->
                                        integration
                                                .connections(Story.person("sanne", true))
                                                .stream()
                                                .map(ConnectionModel::id)
                                                .findFirst())
                        .flatMap(id -> id);
        return connection.flatMap(
                id ->
                        with(
                                TileProvider.class,
                                tiles ->
                                        tiles.tile(
                                                new TileRequest(
                                                        Optional.of(id), TilePage.FIRST, noor))));
    }

    /** Reads as a host does: takes the service, asks, gives it back. */
    private void readTiles(AtomicBoolean done) {
        try {
            while (!done.get()) {
                tile().ifPresent(tile -> read.incrementAndGet());
                TimeUnit.MILLISECONDS.sleep(1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | LinkageError e) {
            failure.compareAndSet(null, e);
        }
    }

    private <S, T> Optional<T> with(Class<S> type, Function<S, T> use) {
        ServiceReference<S> reference = context.getServiceReference(type);
        S service = reference == null ? null : context.getService(reference);
        if (service == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(use.apply(service));
        } catch (RuntimeException | LinkageError e) {
            if (reference.getBundle() == null) {
                // it was taken away while it was asked, and a host shows what there is instead
                return Optional.empty();
            }
            throw e;
        } finally {
            context.ungetService(reference);
        }
    }

    private Bundle install(String bundle) throws Exception {
        return context.installBundle(Shipped.jar(bundle).toUri().toString());
    }

    private void forgetCalls() throws IOException, InterruptedException {
        HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(control.resolve("counters")).DELETE().build(),
                        BodyHandlers.discarding());
    }

    private static Map<String, String> properties(Path home, int port) {
        return Map.of(
                Constants.FRAMEWORK_STORAGE,
                home.resolve("framework").toString(),
                Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                Stream.of("app", "integration", "tile", "user")
                        .map(name -> "org.openworkspace." + name + ";version=1.0.0")
                        .reduce("com.sun.net.httpserver", (all, one) -> all + "," + one),
                "felix.cm.dir",
                home.resolve("config").toString(),
                "org.openworkspace.home",
                home.toString(),
                "org.ops4j.pax.logging.DefaultServiceLog.level",
                "ERROR",
                "configurator.initial",
                """
                {":configurator:resource-version": 1,
                 ":configurator:symbolic-name": "hot", ":configurator:version": "1.0.0",
                 "org.openworkspace.autotask.simulator": {"port:Integer": %1$d, "control": true},
                 "org.openworkspace.autotask": {
                   ".tracking.identifier": "DEMOTRACKINGIDENTIFIER00001",
                   "discovery.url": "http://localhost:%1$d/ATServicesRest/",
                   "allowed.hosts": ["http://localhost:%1$d"]},
                 "org.openworkspace.autotask.connection~contoso": {
                   "name": "Contoso", "username": "api@contoso.example",
                   ".secret": "Contoso-demo-2026!"}}
                """
                        .formatted(port));
    }

    /** The names of all threads, without their numbers. */
    private static Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(thread -> thread.getName().replaceAll("\\d+", "#"))
                .collect(Collectors.toSet());
    }

    private static Set<String> left(Set<String> before) {
        Set<String> left = threads();
        left.removeAll(before);
        return left;
    }

    /** How many files and sockets are open; the same number everywhere but on Linux. */
    private static long descriptors() {
        Path open = Path.of("/proc/self/fd");
        if (!Files.isDirectory(open)) {
            return 0;
        }
        try (Stream<Path> all = Files.list(open)) {
            return all.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long metaspace() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getName().equals("Metaspace"))
                .mapToLong(pool -> pool.getUsage().getUsed())
                .sum();
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void until(String what, Condition condition, Supplier<String> seen)
            throws Exception {
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > giveUp) {
                throw new AssertionError("Not so: " + what + ". Seen: " + seen.get());
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }
}
