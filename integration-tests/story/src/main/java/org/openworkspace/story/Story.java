package org.openworkspace.story;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.openworkspace.app.AppUse;
import org.openworkspace.autotask.connection.Connection;
import org.openworkspace.autotask.connection.IntegrationExtension;
import org.openworkspace.integration.ConnectionDraft;
import org.openworkspace.integration.ConnectionModel;
import org.openworkspace.integration.IntegrationModel.Action;
import org.openworkspace.integration.IntegrationType;
import org.openworkspace.integration.Level;
import org.openworkspace.integration.NoticeModel;
import org.openworkspace.integration.OutcomeModel;
import org.openworkspace.integration.SaveModel;
import org.openworkspace.tile.ItemModel;
import org.openworkspace.tile.TileModel;
import org.openworkspace.tile.TilePage;
import org.openworkspace.tile.TileProvider;
import org.openworkspace.tile.TileRequest;
import org.openworkspace.tile.Watch;
import org.openworkspace.user.AuditTrail;
import org.openworkspace.user.WorkspaceUser;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.Configuration.ConfigurationAttribute;
import org.osgi.service.cm.ConfigurationAdmin;

/** A simulator, the plugin, and people who look; every method is one part of the story. */
public final class Story implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String USERNAME = "api@contoso.example";
    private static final String OLD_USERNAME = "legacy@contoso.example";
    private static final String OLD_IDENTIFIER = "CUSTOMTRACKINGIDENTIFIER001";
    private static final String SECRET = "Contoso-demo-2026!";
    private static final String SETTINGS = "org.openworkspace.autotask";
    private static final String KEY = SETTINGS + ".key";
    private static final String REFUSED = SETTINGS + ".refused";
    private static final String ACTIVITY_LISTENER =
            "org.openworkspace.autotask.ticket.ActivityListener";
    private static final Pattern METER = Pattern.compile("\\bautotask_\\w+");

    private final BundleContext context;
    private final ConfigurationAdmin configurations;
    private final HttpClient http = HttpClient.newHttpClient();
    private final URI control;
    private final Path secrets;

    /** Starts a simulator on a free port and lets the plugin find it. */
    public Story(BundleContext context) throws IOException {
        this.context = context;
        this.configurations = service(ConfigurationAdmin.class, "(service.id=*)");
        int port = freePort();
        this.control = URI.create("http://localhost:" + port + "/control/");
        configure(
                "org.openworkspace.autotask.simulator",
                Map.of("port", port, "world", "demo", "control", true));
        this.secrets = Files.createTempDirectory("secrets");
        until("the simulator answers", () -> simulated("GET", "counters", ""), c -> !c.isEmpty());
        findTheSimulator();
    }

    private void findTheSimulator() throws IOException {
        String origin = "http://localhost:" + control.getPort();
        configure(
                SETTINGS,
                Map.of(
                        ".tracking.identifier",
                        "DEMOTRACKINGIDENTIFIER00001",
                        "discovery.url",
                        origin + "/ATServicesRest/",
                        "allowed.hosts",
                        new String[] {origin},
                        "refresh.seconds",
                        10,
                        "secrets.directory",
                        secrets.toString()));
        // a configuration arrives when Configuration Admin gets to it
        until(
                "a test finds the simulator",
                () -> integration().check(draft(SECRET), person("sanne.devries", true)),
                check -> check.level() == Level.OK);
    }

    /** A new connection is tried out, saved, found to work, and shows each person their own. */
    public void eachPersonSeesTheirOwnTickets() {
        String connection = save(draft(SECRET));
        assertTrue(!connected(connection).columns().getOrDefault("zone", "").isBlank());

        List<ItemModel> noors = ready(connection, "noor.jansen").items();
        List<ItemModel> milans = ready(connection, "milan.bakker").items();
        assertEquals(8, noors.size());
        assertEquals(3, milans.size());
        assertTrue(noors.stream().noneMatch(milans::contains));
        assertTrue(
                noors.get(0)
                        .link()
                        .orElseThrow()
                        .getPath()
                        .equals("/ClientPortal/ServiceTickets/ServiceTicketDetail.aspx"));
    }

    /** Nobody's tickets are shown to a person without a contact, or with two. */
    public void whoIsNotFoundOnceIsTold() {
        String connection = connected(save(draft(SECRET))).id();
        assertEquals("NO_CONTACT", problem(connection, "daan.visser"));
        assertEquals("SEVERAL_CONTACTS", problem(connection, "eva.smit"));
    }

    /** What changes in Autotask changes on the tile, and the host is told so. */
    public void aChangeArrivesByItself() throws InterruptedException {
        String connection = connected(save(draft(SECRET))).id();
        ready(connection, "lotte.mulder");
        CountDownLatch told = new CountDownLatch(1);
        Watch watch = tiles().watch(request(connection, "lotte.mulder"), told::countDown);
        try {
            simulated(
                    "POST",
                    "tickets",
                    "{\"email\":\"lotte.mulder@contoso.example\",\"title\":\"Brand new\",\"status\":1}");
            assertTrue(told.await(PATIENCE.toSeconds(), TimeUnit.SECONDS), "nobody was told");
        } finally {
            watch.close();
        }
        until(
                "the new ticket shows",
                () -> tile(connection, "lotte.mulder"),
                tile -> tile.items().stream().anyMatch(i -> i.title().equals("Brand new")));
    }

    /** A refused login is sent once, however many people look. */
    public void aRefusedLoginIsSentOnce() {
        String connection = save(draft("not the secret"));
        until(
                "the refusal shows",
                () -> connection(connection),
                c -> c.map(ConnectionModel::level).equals(Optional.of(Level.ERROR)));
        for (String person : List.of("noor.jansen", "milan.bakker", "sanne.devries")) {
            assertEquals("NEEDS_ATTENTION", problem(connection, person));
        }
        assertEquals(1, failedLogins(USERNAME));
    }

    /** Connections that share a refused login send it once, all together. */
    public void aRefusedLoginOfSeveralConnectionsIsSentOnce() {
        List<String> connections =
                Stream.of("One", "Two", "Three")
                        .map(name -> save(draft(name, "not their secret")))
                        .toList();
        for (String connection : connections) {
            for (String person : List.of("noor.jansen", "milan.bakker")) {
                assertEquals("NEEDS_ATTENTION", problem(connection, person));
            }
        }
        assertEquals(1, failedLogins(USERNAME));
    }

    /** While a login is replaced, under load, every look at a tile finds the person's tickets. */
    public void noTileMissesATicketWhileALoginIsReplaced() throws Exception {
        String replacement = "replacement@contoso.example";
        simulated("PUT", "users/" + replacement, "{\"secret\":\"" + SECRET + "\"}");
        String connection = connected(save(draft(SECRET))).id();
        ready(connection, "noor.jansen");
        AtomicBoolean replaced = new AtomicBoolean();
        AtomicInteger looks = new AtomicInteger();
        Queue<TileModel> misses = new ConcurrentLinkedQueue<>();
        List<Thread> people =
                Stream.generate(
                                () ->
                                        new Thread(
                                                () -> {
                                                    while (!replaced.get()) {
                                                        TileModel tile =
                                                                tile(connection, "noor.jansen");
                                                        looks.incrementAndGet();
                                                        if (tile.items().size() != 8) {
                                                            misses.add(tile);
                                                        }
                                                    }
                                                }))
                        .limit(4)
                        .toList();
        people.forEach(Thread::start);
        try {
            integration()
                    .save(
                            new ConnectionDraft(
                                    Optional.of(connection),
                                    Map.of(
                                            "name", "Contoso",
                                            "username", replacement,
                                            ".secret", SECRET)),
                            person("sanne.devries", true));
            until(
                    "the new login serves",
                    () -> connection(connection),
                    c ->
                            c.map(m -> m.columns().get("username")).equals(Optional.of(replacement))
                                    && c.map(ConnectionModel::level).equals(Optional.of(Level.OK)));
            ready(connection, "noor.jansen");
        } finally {
            replaced.set(true);
            for (Thread person : people) {
                person.join();
            }
        }
        assertTrue(looks.get() > 100, looks::toString);
        assertTrue(misses.isEmpty(), () -> misses.size() + " misses, the first " + misses.peek());
    }

    /**
     * A connection that a console stores is served, and its secret does not stay clear; it is said
     * to come from outside, and is ours to change.
     */
    public void aConfiguredConnectionIsServedAndSealed() throws Exception {
        Configuration configuration = factoryConfiguration("dropped-in");
        configuration.update(
                dictionary(Map.of("name", "Dropped in", "username", USERNAME, ".secret", SECRET)));
        until(
                "the secret is sealed",
                () -> String.valueOf(properties(configuration).get(".secret")),
                secret -> secret.startsWith("sealed:"));
        String id = id("Dropped in");
        connected(id);
        ready(id, "noor.jansen");
        assertEquals(
                "Outside the workspace", connection(id).orElseThrow().columns().get("changedBy"));

        assertTrue(
                integration()
                        .save(
                                new ConnectionDraft(
                                        Optional.of(id),
                                        Map.of("name", "Changed here", "username", USERNAME)),
                                person("sanne.devries", true))
                        .problems()
                        .isEmpty());
        assertEquals("sanne.devries", connected(id).columns().get("changedBy"));
        assertEquals("Changed here", connection(id).orElseThrow().name());
    }

    /** A file that refers to its secret is served, and stays as it is to the letter. */
    public void aFileWithAReferenceStaysAsItIs(Path file) throws Exception {
        Files.writeString(secrets.resolve("contoso"), SECRET + "\n");
        String content =
                "name = Referred\nusername = " + USERNAME + "\n.secret.ref = file:contoso\n";
        Files.writeString(file, content);
        try {
            connected(id("Referred"));
            ready(id("Referred"), "noor.jansen");
            assertEquals(content, Files.readString(file));
        } finally {
            Files.delete(file);
        }
        until(
                "the connection goes with its file",
                () -> integration().connections(person("sanne.devries", true)),
                List::isEmpty);
    }

    /**
     * A secret in clear in a file that cannot be written is named, and sent to nobody; the file may
     * be mended, or made writable.
     *
     * @param file where the connection is looked for
     * @param elsewhere where a file can be made unwritable before it is looked for
     */
    public void aFileThatCannotBeWrittenIsNamed(Path file, Path elsewhere) throws Exception {
        String content =
                "name = Unwritable\nusername = " + USERNAME + "\n.secret = " + SECRET + "\n";
        Files.writeString(elsewhere, content);
        writable(elsewhere, false);
        double calls = counted().getOrDefault("version", 0.0);
        try {
            Files.createSymbolicLink(file, elsewhere);
            String id = id("Unwritable");
            until(
                    "the secret in clear is named",
                    () -> connection(id).flatMap(ConnectionModel::helpId),
                    Optional.of("SECRET_IN_CLEAR")::equals);
            assertEquals("NEEDS_ATTENTION", problem(id, "noor.jansen"));
            assertEquals(calls, counted().getOrDefault("version", 0.0));
            assertEquals(content, Files.readString(elsewhere));
        } finally {
            writable(elsewhere, true);
        }
        Files.writeString(elsewhere, content.replace("Unwritable", "Writable"));
        connected(id("Writable"));
        until(
                "the file holds no secret in clear",
                () -> read(file),
                text -> !text.contains(SECRET) && text.contains("Writable"));
        Files.delete(file);
        until(
                "the connection goes with its file",
                () -> integration().connections(person("sanne.devries", true)),
                List::isEmpty);
    }

    /** Makes a file one that nobody may write, not even root. */
    private static void writable(Path file, boolean writable) throws Exception {
        if (System.getProperty("user.name").equals("root")) {
            int status =
                    new ProcessBuilder("chattr", writable ? "-i" : "+i", file.toString())
                            .inheritIO()
                            .start()
                            .waitFor();
            assertEquals(0, status, "chattr");
        } else {
            assertTrue(file.toFile().setWritable(writable));
        }
        assertEquals(writable, Files.isWritable(file));
    }

    /**
     * A secret in clear where nothing may be written is named, sent to nobody, and changed by
     * nobody here; a reference in its place is served and stays one. What only the framework could
     * fill in is named as well.
     */
    public void aSecretThatCannotBeSealedIsNamed() throws Exception {
        WorkspaceUser administrator = person("sanne.devries", true);
        Configuration locked = factoryConfiguration("locked");
        Bundle plugin = bundle("connection-config");
        plugin.stop();
        try {
            locked.update(
                    dictionary(Map.of("name", "Locked", "username", USERNAME, ".secret", SECRET)));
            locked.addAttributes(ConfigurationAttribute.READ_ONLY);
        } finally {
            plugin.start();
        }
        double calls = counted().getOrDefault("version", 0.0);
        String id = id("Locked");
        ConnectionModel named = connection(id).orElseThrow();
        assertEquals(Optional.of("SECRET_IN_CLEAR"), named.helpId());
        assertEquals("NEEDS_ATTENTION", problem(id, "noor.jansen"));
        assertTrue(!named.editable());
        assertTrue(!integration().enable(id, false, administrator));
        assertTrue(!integration().delete(id, administrator));
        assertTrue(
                !integration()
                        .save(
                                new ConnectionDraft(
                                        Optional.of(id),
                                        Map.of("name", "Mine", "username", USERNAME)),
                                administrator)
                        .problems()
                        .isEmpty());
        assertEquals(calls, counted().getOrDefault("version", 0.0));

        locked.removeAttributes(ConfigurationAttribute.READ_ONLY);
        locked.update(
                dictionary(
                        Map.of(
                                "name",
                                "Locked",
                                "username",
                                USERNAME,
                                ".secret",
                                "$[secret:contoso]")));
        until(
                "what is not resolved is named",
                () -> connection(id).flatMap(ConnectionModel::helpId),
                Optional.of("SECRET_REFERENCE_LITERAL")::equals);

        Files.writeString(secrets.resolve("contoso"), SECRET);
        locked.update(
                dictionary(
                        Map.of(
                                "name",
                                "Locked",
                                "username",
                                USERNAME,
                                ".secret.ref",
                                "file:contoso")));
        connected(id);
        ready(id, "noor.jansen");
        assertEquals("file:contoso", properties(locked).get(".secret.ref"));
        assertTrue(properties(locked).get(".secret") == null);
    }

    /**
     * What a bundle brings through the Configurator is served. A newer bundle changes what nobody
     * changed here, and leaves alone what somebody did; so does taking it away.
     */
    public void aBundleBringsConnections() throws Exception {
        Files.writeString(secrets.resolve("contoso"), SECRET);
        WorkspaceUser administrator = person("sanne.devries", true);
        Bundle bundle = context.installBundle("configurations", configurations(1));
        bundle.start();
        try {
            connected(id("Referred 1"));
            String id = connected(id("Sealed 1")).id();
            assertTrue(!properties(factoryConfiguration("sealed")).toString().contains(SECRET));
            assertEquals(
                    "Outside the workspace",
                    connection(id).orElseThrow().columns().get("changedBy"));
            integration()
                    .save(
                            new ConnectionDraft(
                                    Optional.of(id),
                                    Map.of("name", "Changed here", "username", USERNAME)),
                            administrator);

            bundle.update(configurations(2));
            connected(id("Referred 2"));
            assertEquals("Changed here", connected(id).name());
        } finally {
            bundle.uninstall();
        }
        until(
                "what nobody changed here is gone",
                () ->
                        integration().connections(administrator).stream()
                                .map(ConnectionModel::name)
                                .toList(),
                List.of("Changed here")::equals);
    }

    /** A bundle as an operator would build it. */
    private static InputStream configurations(int version) throws IOException {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue("Bundle-ManifestVersion", "2");
        headers.putValue("Bundle-SymbolicName", "example.configurations");
        headers.putValue("Bundle-Version", version + ".0.0");
        headers.putValue(
                "Require-Capability",
                "osgi.extender;filter:=\"(osgi.extender=osgi.configurator)\"");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
            jar.putNextEntry(new ZipEntry("OSGI-INF/configurator/connections.json"));
            jar.write(
                    """
                    {
                      ":configurator:resource-version": 1,
                      "org.openworkspace.autotask.connection~sealed": {
                        "name": "Sealed %1$d", "username": "%2$s", ".secret": "%3$s"
                      },
                      "org.openworkspace.autotask.connection~referred": {
                        "name": "Referred %1$d", "username": "%2$s", ".secret.ref": "file:contoso"
                      }
                    }
                    """
                            .formatted(version, USERNAME, SECRET)
                            .getBytes(StandardCharsets.UTF_8));
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }

    /**
     * What a shell stores with the framework's own commands is served, and shows no secret there.
     */
    public void aShellStoresAConnection(Shell shell) throws Exception {
        shell.run(
                "config:edit --factory --alias shelled org.openworkspace.autotask.connection;"
                        + "config:property-set name Shelled;"
                        + "config:property-set username "
                        + USERNAME
                        + ";config:property-set .secret '"
                        + SECRET
                        + "';config:update");
        String id = connected(id("Shelled")).id();
        ready(id, "noor.jansen");
        until(
                "the shell shows no secret",
                () -> {
                    try {
                        return shell.run("config:list \"(name=Shelled)\"");
                    } catch (Exception e) {
                        return e.toString();
                    }
                },
                text -> text.contains(USERNAME) && !text.contains(SECRET));
        shell.run(
                "config:delete " + configurations.listConfigurations("(name=Shelled)")[0].getPid());
        until(
                "the connection goes with its configuration",
                () -> connection(id),
                Optional::isEmpty);
    }

    /** A deleted connection takes its tiles' content with it. */
    public void aDeletedConnectionIsGone() {
        String connection = connected(save(draft(SECRET))).id();
        ready(connection, "noor.jansen");
        assertTrue(integration().delete(connection, person("sanne.devries", true)));
        assertEquals("CONNECTION_GONE", problem(connection, "noor.jansen"));
    }

    /** What another bundle adds to the settings page shows while that bundle is there. */
    public void whatAnotherBundleAddsComesAndGoes() {
        String connection = save(draft(SECRET));
        WorkspaceUser administrator = person("sanne.devries", true);
        Report report = new Report();
        ServiceRegistration<IntegrationExtension> registration =
                context.registerService(IntegrationExtension.class, report, null);
        try {
            until(
                    "the action shows",
                    () -> integration().actions(administrator),
                    actions -> actions.contains(Report.ACTION));
            assertTrue(connection(connection).orElseThrow().actions().contains(Report.ACTION));
            assertEquals(
                    Optional.of("all"),
                    integration().run("report", administrator).map(OutcomeModel::title));
            assertEquals(
                    Optional.of(connection),
                    integration()
                            .run("report", connection, administrator)
                            .map(OutcomeModel::title));
            assertEquals(Optional.empty(), integration().run("unknown", administrator));
            assertTrue(integration().notices(administrator).contains(Report.NOTICE));
            assertTrue(integration().dismiss("report.1", administrator));
            assertTrue(!integration().notices(administrator).contains(Report.NOTICE));
        } finally {
            registration.unregister();
        }
        until(
                "the action is gone",
                () -> integration().actions(administrator),
                actions -> !actions.contains(Report.ACTION));
    }

    /**
     * A connection that a file brings is served, says which file, and is changed in its file alone;
     * a secret in clear is sealed in the file itself.
     *
     * @param file a file that the framework's file installer takes up
     * @param content what is written to it, with {@code SECRET} for the secret
     */
    public void aConnectionFromAFileBelongsToTheFile(Path file, String content) throws Exception {
        WorkspaceUser administrator = person("sanne.devries", true);
        Files.writeString(file, content.replace("SECRET", SECRET));
        try {
            ConnectionModel connection =
                    until(
                                    "the connection of the file is listed",
                                    () ->
                                            integration().connections(administrator).stream()
                                                    .filter(c -> c.name().equals("From a file"))
                                                    .findFirst(),
                                    Optional::isPresent)
                            .orElseThrow();
            connected(connection.id());
            ready(connection.id(), "noor.jansen");
            assertTrue(!connection.editable());
            assertEquals("File " + file.getFileName(), connection.columns().get("changedBy"));
            assertTrue(!integration().enable(connection.id(), false, administrator));
            assertTrue(!integration().delete(connection.id(), administrator));
            until(
                    "the file holds no secret in clear",
                    () -> read(file),
                    text -> !text.contains(SECRET) && text.contains("From a file"));
        } finally {
            Files.delete(file);
        }
        until(
                "the connection goes with its file",
                () -> integration().connections(administrator),
                List::isEmpty);
    }

    /**
     * Connections from before 3.45 come along by themselves: one whose user belongs to the vendor
     * just works; one whose user does not goes on with its own identifier, until it gets another.
     */
    public void oldConnectionsComeAlong() throws Exception {
        WorkspaceUser administrator = person("sanne.devries", true);
        Configuration prepared = old("Prepared", USERNAME, SECRET, "HSE3NJNASRAHVJ5JHROCNC3YSV");
        Configuration unprepared =
                old("Unprepared", OLD_USERNAME, "Legacy-demo-2026!", OLD_IDENTIFIER);
        until("the one is migrated", () -> properties(prepared), p -> p.get("url") == null);
        until("the other is migrated", () -> properties(unprepared), p -> p.get("url") == null);

        assertTrue(properties(prepared).get("trackingIdentifier") == null);
        assertTrue(properties(prepared).get(".legacy.identifier") == null);
        ready(connected(id("Prepared")).id(), "noor.jansen");

        String stored = String.valueOf(properties(unprepared));
        assertTrue(!stored.contains(OLD_IDENTIFIER) && !stored.contains("Legacy-demo"), stored);
        String id = id("Unprepared");
        assertEquals(Level.ERROR, connection(id).orElseThrow().level());
        ready(id, "noor.jansen");
        assertEquals(1, failedLogins(OLD_USERNAME));

        OutcomeModel report = integration().run("migration.report", administrator).orElseThrow();
        assertEquals("1 migrated, 1 need action", report.title());
        assertEquals(2, report.table().orElseThrow().rows().size());
        assertTrue(integration().dismiss("migration-dismissed", administrator));
        assertTrue(
                integration().notices(administrator).stream()
                        .allMatch(notice -> notice.dismissalId().isEmpty()));

        assertEquals(
                Optional.of(Level.OK),
                integration().run("migration.undo", id, administrator).map(OutcomeModel::level));
        assertTrue(properties(unprepared).get("url") != null);
        assertEquals("NEEDS_ATTENTION", problem(id, "noor.jansen"));
        assertEquals(
                Optional.of(Level.OK),
                integration().run("migration.resume", id, administrator).map(OutcomeModel::level));
        until("it is migrated again", () -> properties(unprepared), p -> p.get("url") == null);
        assertEquals(2, failedLogins(OLD_USERNAME));

        SaveModel saved =
                integration()
                        .save(
                                new ConnectionDraft(
                                        Optional.of(id),
                                        Map.of(
                                                "name", "Unprepared",
                                                "username", USERNAME,
                                                ".secret", SECRET)),
                                administrator);
        assertTrue(saved.problems().isEmpty(), saved::toString);
        connected(id);
        until(
                "nothing of the old identifier is left",
                () -> properties(unprepared),
                p -> p.get(".legacy.identifier") == null);
    }

    /**
     * A shell lists, tests and explains what the settings page does, in 80 columns; what goes wrong
     * is an error that says what to do, and nothing that it prints is secret.
     */
    public void theShellTellsTheSame(Shell shell) throws Exception {
        List<String> audited = new CopyOnWriteArrayList<>();
        AuditTrail trail = (actor, action, subject, detail) -> audited.add(actor.id() + action);
        ServiceRegistration<AuditTrail> registration =
                context.registerService(AuditTrail.class, trail, null);
        try {
            connected(save(draft(SECRET)));
            ready(id("Contoso"), "noor.jansen");
            until("list shows it", () -> printed(shell, "list"), t -> t.contains("Connected"));
            assertEquals("Contoso", printed(shell, "names").replaceAll("[\\[\\]\\s]", ""));
            assertTrue(printed(shell, "test contoso").startsWith("Contoso: Connected."));
            assertTrue(printed(shell, "usage").contains("Contoso"));
            until(
                    "the history is there",
                    () -> printed(shell, "check-user Contoso noor.jansen@contoso.example"),
                    text ->
                            text.contains("shows this person's tickets")
                                    && !text.contains("Printer")
                                    && audited.contains("shelluser.checked"));
            assertTrue(
                    printed(shell, "check-user Contoso eva.smit@contoso.example")
                            .contains("more than one active contact"));
            assertTrue(printed(shell, "migrate --dry-run").length() > 0);
            assertTrue(printed(shell, "rotate-key").length() > 0);
            assertTrue(printed(shell, "simulate counters").contains("callsByEndpoint"));
            printed(shell, "simulate down");
            assertTrue(refused(shell, "test Contoso").contains("Contoso: Unreachable."));
            printed(shell, "simulate up");
            printed(shell, "test Contoso");
            assertTrue(refused(shell, "test Fabrikam").contains("There are: Contoso."));
            assertTrue(refused(shell, "check-user Contoso noor").contains("noor.jansen@"));
            for (String command :
                    List.of(
                            "list",
                            "names",
                            "test",
                            "usage",
                            "check-user",
                            "migrate",
                            "rotate-key",
                            "remove-data")) {
                assertTrue(printed(shell, command + " --help").contains("autotask:" + command));
                assertTrue(refused(shell, command + " --no").contains("autotask:" + command));
            }
        } finally {
            registration.unregister();
        }
    }

    /**
     * Removing what is kept is an act of its own: it says first what goes and which apps that
     * leaves without tickets, goes on where something was locked, and leaves nothing behind.
     *
     * @param folder where the key file is
     */
    public void dataStaysUntilItIsRemoved(Shell shell, Path folder) throws Exception {
        WorkspaceUser administrator = person("sanne.devries", true);
        List<String> audited = new CopyOnWriteArrayList<>();
        AuditTrail trail = (actor, action, subject, detail) -> audited.add(actor.id() + action);
        ServiceRegistration<AuditTrail> history =
                context.registerService(AuditTrail.class, trail, null);
        AppUse use = (organisation, id) -> List.of("Service desk");
        ServiceRegistration<AppUse> apps = context.registerService(AppUse.class, use, null);
        try {
            connected(save(draft(SECRET)));
            save(draft("Fabrikam", "not the secret"));
            until("the refusal is remembered", () -> kept(folder), k -> k.contains(REFUSED));
            Configuration old =
                    old("Unprepared", OLD_USERNAME, "Legacy-demo-2026!", OLD_IDENTIFIER);
            until("it is migrated", () -> properties(old), p -> p.get("url") == null);
            Configuration locked = factoryConfiguration("locked");
            locked.update(dictionary(Map.of("name", "Locked", "username", USERNAME)));
            id("Locked");
            locked.addAttributes(ConfigurationAttribute.READ_ONLY);

            String foreseen = printed(shell, "remove-data");
            assertTrue(foreseen.contains("Nothing is removed yet"), foreseen);
            assertTrue(foreseen.contains("Without Contoso these apps show nothing: Service desk"));
            assertTrue(foreseen.matches("(?s).*removed for good:.*Fabrikam.*stay:.*Locked.*"));
            assertEquals(4, integration().connections(administrator).size());
            assertTrue(kept(folder).contains(REFUSED));
            assertTrue(kept(folder).contains("org.openworkspace.autotask.migration"));

            String removed = printed(shell, "remove-data --yes");
            assertTrue(removed.contains("Connections removed: 3."), removed);
            until(
                    "what is locked stays, alone",
                    () ->
                            integration().connections(administrator).stream()
                                    .map(ConnectionModel::name)
                                    .toList(),
                    List.of("Locked")::equals);
            assertEquals(3, audited.stream().filter("shellconnection.deleted"::equals).count());
            until("the key alone is left", () -> kept(folder), List.of(KEY)::equals);
            assertTrue(configurations.getConfiguration(SETTINGS, "?").getProperties() != null);

            locked.removeAttributes(ConfigurationAttribute.READ_ONLY);
            assertTrue(printed(shell, "remove-data --with-settings --yes").contains("key file"));
            assertEquals("Nothing is kept.", printed(shell, "remove-data"));
            until("nothing is left", () -> kept(folder), List::isEmpty);
            assertTrue(
                    configurations.listConfigurations(
                                    "(|(service.pid=" + SETTINGS + ")(username=*))")
                            == null);
        } finally {
            history.unregister();
            apps.unregister();
        }
        Bundle plugin = bundle("connection-config");
        plugin.stop();
        plugin.start();
        findTheSimulator();
        connected(save(draft(SECRET)));
        assertTrue(kept(folder).contains(KEY));
    }

    /** What the plugin keeps in a folder; an empty lock holds nothing. */
    private static List<String> kept(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith(SETTINGS) && !name.endsWith(".lock"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Felix's health checks say what the settings page says; looking at them sends nothing, least
     * of all a login that was refused.
     */
    public void healthFollowsTheConnections(Shell shell) {
        connected(save(draft(SECRET)));
        until("all is well", () -> health(shell, "autotask"), h -> h.contains("OK"));
        for (String tag : List.of("connection", "key", "quota", "vendor")) {
            assertTrue(health(shell, tag).contains("OK"), tag);
        }
        String refused = save(draft("Fabrikam", "not the secret"));
        until(
                "the refusal shows",
                () -> connection(refused),
                c -> c.map(ConnectionModel::level).equals(Optional.of(Level.ERROR)));
        double before = counted().getOrDefault("version", 0.0);
        assertTrue(before > 0);
        until(
                "the check warns",
                () -> health(shell, "connection"),
                h -> h.contains("WARN") && h.contains("Fabrikam: Needs attention"));
        assertEquals(1, failedLogins(USERNAME));
        assertEquals(before, counted().getOrDefault("version", 0.0));
    }

    /**
     * The web console has a page with what the settings page says, and no secret.
     *
     * @param page its address
     */
    public void theWebConsoleShowsConnections(URI page) {
        connected(save(draft(SECRET)));
        String refused = save(draft("A <b> & \"B\"", "no secret"));
        ConnectionModel named =
                until(
                                "the refusal shows",
                                () -> connection(refused),
                                c -> c.map(ConnectionModel::level).equals(Optional.of(Level.ERROR)))
                        .orElseThrow();
        String administrator =
                "Basic " + Base64.getEncoder().encodeToString("admin:admin".getBytes(UTF_8));
        String shown =
                until(
                        "the page is there",
                        () -> page(page, administrator),
                        text -> text.contains(named.state()));
        assertTrue(shown.contains("<td>A &lt;b&gt; &amp; &quot;B&quot;</td>"), shown);
        assertTrue(shown.contains(named.detail()), shown);
        assertTrue(shown.contains("<td>Contoso</td><td>Connected</td>"), shown);
        assertTrue(shown.contains("/configMgr/org.openworkspace.autotask\""), shown);
        for (String secret : List.of(SECRET, "no secret", USERNAME, "DEMOTRACK")) {
            assertTrue(!shown.contains(secret), shown);
        }
    }

    /**
     * The reference host serves the meters to whoever has the token. They say what the simulator
     * counted, name nobody, and go with their connection and with the bundle that makes them.
     *
     * @param host where the reference host listens
     * @param token what the host is configured to want
     * @param documents files that name meters as Prometheus does: each of them exists
     */
    public void metersTellWhatWasAsked(URI host, String token, List<Path> documents)
            throws Exception {
        until(
                "what happens is measured",
                () -> context.getServiceReference(ACTIVITY_LISTENER),
                Objects::nonNull);
        simulated("DELETE", "counters", "");
        String connection = connected(save(draft(SECRET))).id();
        ready(connection, "noor.jansen");
        ready(connection, "milan.bakker");
        String scraped =
                until(
                        "the meters agree with the simulator",
                        () -> scraped(host, token),
                        text -> counted(text).equals(counted()));
        assertEquals(401, asked(meters(host), "Bearer another token").statusCode());
        assertEquals(2, meter(scraped, "autotask_mirror_watched"));
        assertEquals(11, meter(scraped, "autotask_mirror_tickets"));
        assertEquals(2, meter(scraped, "autotask_mirror_contacts"));
        assertTrue(meter(scraped, "autotask_mirror_age_seconds") < 60, () -> scraped);
        assertEquals(1, meter(scraped, "autotask_connection_state", "CONNECTED"));
        assertEquals(1, meter(scraped, "autotask_connection_state"));
        assertEquals(
                500,
                meter(scraped, "autotask_budget_used") + meter(scraped, "autotask_budget_left"));
        assertEquals(10_000, meter(scraped, "autotask_customer_limit"));
        double tiles = meter(scraped, "autotask_tiles_seconds_count");
        tile(connection, "noor.jansen");
        assertEquals(tiles + 1, meter(scraped(host, token), "autotask_tiles_seconds_count"));

        String refused = save(draft("api@fabrikam.example", "not Fabrikam's secret"));
        String both =
                until(
                        "the refusal shows",
                        () -> scraped(host, token),
                        text ->
                                meter(text, "autotask_connection_state", "NEEDS_ATTENTION", refused)
                                        == 1);
        assertEquals(1, meter(both, "autotask_calls_seconds_count", "NOT_AUTHORIZED", refused));
        for (String secret : List.of(SECRET, "Fabrikam's", token, "@", "DEMOTRACK")) {
            assertTrue(!both.contains(secret), both);
        }
        for (Path document : documents) {
            Matcher name = METER.matcher(Files.readString(document));
            assertTrue(name.find(), document::toString);
            do {
                String found = name.group();
                assertTrue(
                        both.lines().anyMatch(line -> line.startsWith(found + "{")),
                        () -> found + " of " + document + " is not in " + both);
            } while (name.find());
        }

        assertTrue(integration().delete(refused, person("sanne.devries", true)));
        until("its meters go with it", () -> scraped(host, token), text -> !text.contains(refused));
        assertTrue(scraped(host, token).contains(connection));
        Bundle operations = bundle("autotask-operations");
        operations.stop();
        try {
            assertTrue(!scraped(host, token).contains("autotask"), scraped(host, token));
        } finally {
            operations.start();
        }
        until(
                "they come back with the bundle",
                () -> scraped(host, token),
                text -> meter(text, "autotask_connection_state", "CONNECTED", connection) == 1);
    }

    /** What the simulator counted, by endpoint. */
    private Map<String, Double> counted() {
        Map<String, Double> counts = new TreeMap<>();
        String counters = simulated("GET", "counters", "");
        Matcher part = Pattern.compile("\"callsByEndpoint\"\\s*:\\s*\\{([^}]*)}").matcher(counters);
        assertTrue(part.find(), counters);
        Matcher count = Pattern.compile("\"(\\w+)\"\\s*:\\s*(\\d+)").matcher(part.group(1));
        while (count.find()) {
            counts.put(count.group(1).toLowerCase(Locale.ROOT), Double.valueOf(count.group(2)));
        }
        return counts;
    }

    /** What the meters counted, by endpoint. */
    private static Map<String, Double> counted(String scraped) {
        Map<String, Double> counts = new TreeMap<>();
        scraped.lines()
                .filter(line -> line.startsWith("autotask_calls_seconds_count{"))
                .forEach(
                        line ->
                                counts.merge(
                                        line.replaceFirst(".*endpoint=\"(\\w+)\".*", "$1")
                                                .toLowerCase(Locale.ROOT),
                                        Double.valueOf(line.substring(line.lastIndexOf(' '))),
                                        Double::sum));
        return counts;
    }

    /** The sum of a meter over all lines that have some texts in their tags. */
    private static double meter(String scraped, String name, String... tags) {
        return scraped.lines()
                .filter(line -> line.startsWith(name + "{"))
                .filter(line -> Stream.of(tags).allMatch(tag -> line.contains('"' + tag + '"')))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private String scraped(URI host, String token) {
        return page(meters(host), "Bearer " + token);
    }

    private static URI meters(URI host) {
        return host.resolve("/metrics");
    }

    /** What a page shows; empty while it is not there. */
    private String page(URI page, String authorization) {
        try {
            HttpResponse<String> response = asked(page, authorization);
            return response.statusCode() == 200 ? response.body() : "";
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private HttpResponse<String> asked(URI page, String authorization)
            throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(page).header("Authorization", authorization).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static String health(Shell shell, String tag) {
        try {
            return shell.run("hc:exec " + tag);
        } catch (Exception e) {
            return e.toString();
        }
    }

    /** Runs a line as somebody would type it. */
    @FunctionalInterface
    public interface Shell {
        /** Returns what is printed; throws what the command throws. */
        String run(String line) throws Exception;
    }

    private static String printed(Shell shell, String command) {
        try {
            String text = shell.run("autotask:" + command).strip();
            assertTrue(!text.contains(SECRET), text);
            if (!command.startsWith("simulate")) {
                assertTrue(text.lines().allMatch(line -> line.length() <= 80), text);
            }
            return text;
        } catch (Exception e) {
            throw new AssertionError(command, e);
        }
    }

    private static String refused(Shell shell, String command) {
        try {
            return fail(command + " printed " + shell.run("autotask:" + command));
        } catch (Exception e) {
            return e.toString();
        }
    }

    /**
     * Without the migration an old connection is served as it is; with it, it comes along, and then
     * nothing keeps the migration.
     */
    public void theMigrationCanBeTakenAway() throws Exception {
        WorkspaceUser administrator = person("sanne.devries", true);
        String username = "left@contoso.example";
        simulated(
                "PUT",
                "users/" + username,
                "{\"secret\":\"" + SECRET + "\",\"identifier\":\"" + OLD_IDENTIFIER + "\"}");
        Bundle migration = bundle("migration");
        migration.stop();
        Configuration old = old("Left", username, SECRET, OLD_IDENTIFIER);
        try {
            ready(id("Left"), "noor.jansen");
            assertTrue(properties(old).get("url") != null);
            assertEquals(0, failedLogins(username));
            assertTrue(
                    integration().actions(administrator).stream()
                            .noneMatch(action -> action.id().startsWith("migration.")));
        } finally {
            migration.start();
        }
        until("it is migrated", () -> properties(old), p -> p.get("url") == null);
        until(
                "the report says when the migration can go",
                () -> integration().run("migration.report", administrator),
                report ->
                        report.map(OutcomeModel::text)
                                .filter(text -> text.contains("can be removed from"))
                                .isPresent());
        ready(id("Left"), "noor.jansen");
    }

    private Configuration old(String name, String username, String secret, String identifier)
            throws IOException {
        Configuration configuration = factoryConfiguration(name);
        configuration.update(
                dictionary(
                        Map.of(
                                "name",
                                name,
                                "url",
                                "https://webservices4.autotask.net/atservices/1.6/atws.asmx",
                                "username",
                                username,
                                "password",
                                secret,
                                "trackingIdentifier",
                                identifier)));
        return configuration;
    }

    private String id(String name) {
        return until(
                        name + " is listed",
                        () ->
                                integration().connections(person("sanne.devries", true)).stream()
                                        .filter(c -> c.name().equals(name))
                                        .findFirst(),
                        Optional::isPresent)
                .orElseThrow()
                .id();
    }

    private int failedLogins(String username) {
        Matcher failed =
                Pattern.compile("\"" + username + "\"\\s*:\\s*(\\d+)")
                        .matcher(simulated("GET", "counters", ""));
        return failed.find() ? Integer.parseInt(failed.group(1)) : 0;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Configuration factoryConfiguration(String name) throws IOException {
        return configurations.getFactoryConfiguration(
                "org.openworkspace.autotask.connection", name, "?");
    }

    private Bundle bundle(String name) {
        return Stream.of(context.getBundles())
                .filter(b -> ("org.openworkspace." + name).equals(b.getSymbolicName()))
                .findFirst()
                .orElseThrow();
    }

    /** Deletes what the story made. */
    @Override
    public void close() {
        WorkspaceUser administrator = person("sanne.devries", true);
        integration()
                .connections(administrator)
                .forEach(c -> integration().delete(c.id(), administrator));
        until(
                "the connections are gone",
                () -> integration().connections(administrator),
                List::isEmpty);
    }

    private String save(ConnectionDraft draft) {
        SaveModel saved = integration().save(draft, person("sanne.devries", true));
        return saved.id().orElseGet(() -> fail(saved.toString()));
    }

    /** Makes a connection that works; it is called Contoso. */
    public void connect() {
        connected(save(draft(SECRET)));
    }

    /** What an administrator types to connect to the simulator. */
    public Map<String, String> typed() {
        return draft(SECRET).values();
    }

    private static ConnectionDraft draft(String secret) {
        return draft("Contoso", secret);
    }

    private static ConnectionDraft draft(String name, String secret) {
        return new ConnectionDraft(
                Optional.empty(), Map.of("name", name, "username", USERNAME, ".secret", secret));
    }

    private Optional<ConnectionModel> connection(String id) {
        return integration().connections(person("sanne.devries", true)).stream()
                .filter(c -> c.id().equals(id))
                .findFirst();
    }

    private ConnectionModel connected(String id) {
        return until(
                        "the connection works",
                        () -> connection(id),
                        c -> c.map(ConnectionModel::level).equals(Optional.of(Level.OK)))
                .orElseThrow();
    }

    private TileModel ready(String connection, String person) {
        return until(
                "the tile of " + person + " is ready",
                () -> tile(connection, person),
                tile -> tile.state() == TileModel.State.READY);
    }

    private String problem(String connection, String person) {
        return until(
                        "the tile of " + person + " says what is wrong",
                        () -> tile(connection, person),
                        tile -> tile.state() == TileModel.State.PROBLEM)
                .problem()
                .orElseThrow()
                .code();
    }

    private TileModel tile(String connection, String person) {
        return tiles().tile(request(connection, person));
    }

    private static TileRequest request(String connection, String person) {
        return new TileRequest(Optional.of(connection), TilePage.FIRST, person(person, false));
    }

    /** Somebody of Contoso who reads English. */
    public static WorkspaceUser person(String name, boolean administrator) {
        String address = name + "@contoso.example";
        return new WorkspaceUser(
                name,
                address,
                address,
                name,
                Locale.ENGLISH,
                ZoneOffset.UTC,
                Set.of(),
                administrator,
                WorkspaceUser.DEFAULT_ORGANISATION);
    }

    private TileProvider tiles() {
        return service(TileProvider.class, "(tile.id=autotask.tickets)");
    }

    private IntegrationType integration() {
        return service(IntegrationType.class, "(service.id=*)");
    }

    private <S> S service(Class<S> type, String filter) {
        return until(
                        type.getSimpleName() + " is registered",
                        () -> {
                            try {
                                return context.getServiceReferences(type, filter).stream()
                                        .findFirst()
                                        .map((ServiceReference<S> s) -> context.getService(s));
                            } catch (InvalidSyntaxException e) {
                                throw new AssertionError(e);
                            }
                        },
                        Optional::isPresent)
                .orElseThrow();
    }

    private void configure(String pid, Map<String, Object> properties) throws IOException {
        configurations.getConfiguration(pid, "?").update(dictionary(properties));
    }

    private static Dictionary<String, Object> dictionary(Map<String, Object> properties) {
        return new Hashtable<>(properties);
    }

    private static Dictionary<String, Object> properties(Configuration configuration) {
        return configuration.getProperties();
    }

    private String simulated(String method, String path, String body) {
        try {
            HttpResponse<String> response =
                    http.send(
                            HttpRequest.newBuilder(control.resolve(path))
                                    .method(method, HttpRequest.BodyPublishers.ofString(body))
                                    .header("Content-Type", "application/json")
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertTrue(response.statusCode() < 300, response::body);
            return response.body();
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** A port that nobody listens on. */
    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** An extension with one action and one notice. */
    private static final class Report implements IntegrationExtension {

        static final Action ACTION = new Action("report", "Report");
        static final NoticeModel NOTICE =
                new NoticeModel(
                        Level.WARNING,
                        "Look here",
                        "",
                        Optional.empty(),
                        Optional.of("report"),
                        Optional.of("report.1"));

        private volatile boolean dismissed;

        @Override
        public List<Action> actions(WorkspaceUser viewer) {
            return List.of(ACTION);
        }

        @Override
        public List<Action> actions(Connection connection, Locale locale) {
            return List.of(ACTION);
        }

        @Override
        public List<NoticeModel> notices(WorkspaceUser viewer) {
            return dismissed ? List.of() : List.of(NOTICE);
        }

        @Override
        public boolean dismiss(String dismissalId, WorkspaceUser actor) {
            dismissed = dismissalId.equals("report.1");
            return dismissed;
        }

        @Override
        public Optional<OutcomeModel> run(String actionId, WorkspaceUser actor) {
            return outcome(actionId, "all");
        }

        @Override
        public Optional<OutcomeModel> run(
                String actionId, Connection connection, WorkspaceUser actor) {
            return outcome(actionId, connection.id());
        }

        private static Optional<OutcomeModel> outcome(String actionId, String title) {
            return actionId.equals(ACTION.id())
                    ? Optional.of(OutcomeModel.of(Level.OK, title, ""))
                    : Optional.empty();
        }
    }

    /** Looks again and again until what is seen is as it should be. */
    public static <T> T until(String what, Supplier<T> look, Predicate<T> asItShouldBe) {
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        T seen = look.get();
        while (!asItShouldBe.test(seen)) {
            if (System.nanoTime() > giveUp) {
                fail("Not so after " + PATIENCE.toSeconds() + " s: " + what + ". Seen: " + seen);
            }
            try {
                TimeUnit.MILLISECONDS.sleep(50);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            seen = look.get();
        }
        return seen;
    }
}
