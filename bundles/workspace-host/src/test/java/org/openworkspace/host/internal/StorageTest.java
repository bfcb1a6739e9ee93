package org.openworkspace.host.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.openworkspace.host.internal.HostSettings.Storage;
import org.openworkspace.host.internal.TileGroup.Size;
import org.openworkspace.host.internal.TileGroup.Tile;
import org.openworkspace.user.WorkspaceUser;

@ParameterizedClass
@EnumSource(TestDatabases.class)
class StorageTest {

    private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");
    private static final WorkspaceUser ADMIN = user("admin", true, "it");
    private static final WorkspaceUser ANN = user("ann", false, "office");
    private static final WorkspaceUser BOB = user("bob", false, "warehouse");

    @Parameter private TestDatabases engine;
    @TempDir private Path folder;

    private Storage storage;
    private Database database;
    private Apps apps;
    private Tiles tiles;

    @BeforeEach
    void open() throws SQLException {
        storage = engine.create(folder);
        start();
    }

    @AfterEach
    void close() {
        if (database != null) {
            database.close();
        }
    }

    @Test
    void whoDidWhatFromWhereIsKeptForTheirOrganisationAlone() {
        Caller.from("192.0.2.7", () -> database.record(ADMIN, "connection.changed", "one", "name"));
        database.record(ADMIN, "connection.deleted", "one", "");

        assertThat(database.entries(ADMIN.organisation()))
                .containsExactly(
                        new Database.Entry(NOW, "admin", "connection.deleted", "one", "", ""),
                        new Database.Entry(
                                NOW, "admin", "connection.changed", "one", "name", "192.0.2.7"));
        assertThat(database.entries("another")).isEmpty();
    }

    @Test
    void allOfItSurvivesARestart() {
        App app = app("one", new Audience(false, Set.of("ann"), Set.of("office")));
        apps.save(app);
        apps.picture("one", Optional.of(new Picture(new byte[] {1, 2}, "mark")));
        String group = tiles.addGroup(ANN, false, "Work", Audience.NOBODY);
        String tile = tiles.add(ANN, group, "one", Size.SMALL);
        tiles.change(tile, "My own name", Size.LARGE);
        database.prefer(ANN, new Preference("en", "light"));
        database.prefer(ANN, new Preference("nl", "dark"));

        restart();

        assertThat(apps.find("one")).isEqualTo(Optional.of(withImage(app, "mark")));
        assertThat(apps.picture("one").orElseThrow()).containsExactly(1, 2);
        assertThat(tiles.groups(ANN))
                .containsExactly(
                        new TileGroup(
                                group,
                                Optional.of("ann"),
                                "Work",
                                Audience.NOBODY,
                                List.of(new Tile(tile, "one", "My own name", Size.LARGE))));
        assertThat(tiles.seen(ANN)).isEqualTo(Map.of("one", NOW));
        assertThat(database.preference(ANN)).contains(new Preference("nl", "dark"));
    }

    @Test
    void aSharedGroupIsShownToItsMembersAndToAdministrators() {
        String group = tiles.addGroup(ADMIN, true, "", new Audience(false, Set.of(), Set.of("it")));
        tiles.changeGroup(group, "News", new Audience(false, Set.of("bob"), Set.of()));
        assertThat(tiles.groups(BOB)).extracting(TileGroup::title).containsExactly("News");
        assertThat(tiles.groups(ADMIN)).hasSize(1);
        assertThat(tiles.groups(ANN)).isEmpty();
    }

    @Test
    void nobodySeesAnothersGroup() {
        apps.save(app("one", Audience.EVERYONE));
        tiles.addToOwn(ANN, "one", Size.WIDE);
        assertThat(tiles.groups(BOB)).isEmpty();
        assertThat(tiles.groups(ADMIN)).isEmpty();
    }

    @Test
    void sharingASecondAppUsesTheSameGroup() {
        apps.save(app("one", Audience.EVERYONE));
        apps.save(app("two", Audience.EVERYONE));
        tiles.share(ADMIN, "one", Size.LARGE);
        tiles.share(ADMIN, "two", Size.LARGE);
        assertThat(tiles.groups(ANN)).hasSize(1);
        assertThat(appsOf(tiles.groups(ANN).get(0))).containsExactly("one", "two");
    }

    @Test
    void tilesMoveWithinAndBetweenGroups() {
        for (String id : List.of("one", "two", "three")) {
            apps.save(app(id, Audience.EVERYONE));
            tiles.addToOwn(ANN, id, Size.WIDE);
        }
        TileGroup first = tiles.groups(ANN).get(0);
        tiles.move(tileOf("three"), first.id(), Optional.of(tileOf("one")));
        assertThat(appsOf(tiles.groups(ANN).get(0))).containsExactly("three", "one", "two");
        tiles.move(tileOf("three"), first.id(), Optional.empty());
        assertThat(appsOf(tiles.groups(ANN).get(0))).containsExactly("one", "two", "three");
        String second = tiles.addGroup(ANN, false, "Second", Audience.NOBODY);
        tiles.move(tileOf("two"), second, Optional.of("no such tile"));
        assertThat(tiles.groups(ANN).stream().map(StorageTest::appsOf))
                .containsExactly(List.of("one", "three"), List.of("two"));
        tiles.moveGroup(ANN, tiles.groups(ANN).get(1), Optional.of(first.id()));
        assertThat(tiles.groups(ANN)).extracting(TileGroup::title).containsExactly("Second", "");
    }

    @Test
    void aRemovedAppTakesItsTilesAlong() {
        apps.save(app("one", Audience.EVERYONE));
        tiles.addToOwn(ANN, "one", Size.WIDE);
        tiles.share(ADMIN, "one", Size.LARGE);
        assertThat(tiles.counts()).isEqualTo(Map.of("one", 2));
        apps.remove("one");
        assertThat(tiles.counts()).isEmpty();
        assertThat(apps.find("one")).isEmpty();
    }

    @Test
    void aRemovedGroupTakesItsTilesAlong() {
        apps.save(app("one", Audience.EVERYONE));
        tiles.addToOwn(ANN, "one", Size.WIDE);
        tiles.removeGroup(tiles.groups(ANN).get(0).id());
        assertThat(tiles.groups(ANN)).isEmpty();
        assertThat(tiles.counts()).isEmpty();
    }

    @Test
    void manyTabsThatSayTheSameAtOnceDoNotFail() throws Exception {
        apps.save(app("one", Audience.EVERYONE));
        List<Callable<Boolean>> tabs =
                IntStream.range(0, 16)
                        .mapToObj(
                                i ->
                                        (Callable<Boolean>)
                                                () -> {
                                                    tiles.seen(ANN, "one");
                                                    return true;
                                                })
                        .toList();
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            for (Future<Boolean> done : pool.invokeAll(tabs)) {
                assertThat(done.get()).isTrue();
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(tiles.seen(ANN)).containsOnlyKeys("one");
    }

    @Test
    void workThatFailsLeavesNothing() {
        apps.save(app("one", Audience.EVERYONE));
        assertThatThrownBy(
                        () ->
                                database.transaction(
                                        sql -> {
                                            sql.update("delete from app");
                                            throw new SQLException("no more");
                                        }))
                .isInstanceOf(UncheckedIOException.class);
        restart();
        assertThat(apps.find("one")).isPresent();
    }

    /** As after a power cut between a statement and the note that its file is done. */
    @Test
    void everyFileOfTheSchemaCanBeAppliedAgain() {
        apps.save(app("one", Audience.EVERYONE));
        database.transaction(sql -> sql.update("delete from changelog"));
        restart();
        assertThat(apps.find("one")).isPresent();
    }

    @Test
    void aDatabaseOfANewerHostIsNotTouched() {
        database.transaction(sql -> sql.update("insert into changelog values (99, '', '')"));
        database.close();
        assertThatThrownBy(() -> new Database(storage, Clock.systemUTC()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("version 99");
    }

    private void restart() {
        database.close();
        start();
    }

    private void start() {
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        database = new Database(storage, clock);
        apps = new Apps(database);
        tiles = new Tiles(database, clock);
    }

    private String tileOf(String app) {
        return tiles.groups(ANN).stream()
                .flatMap(group -> group.tiles().stream())
                .filter(tile -> tile.appId().equals(app))
                .findFirst()
                .orElseThrow()
                .id();
    }

    private static List<String> appsOf(TileGroup group) {
        return group.tiles().stream().map(Tile::appId).toList();
    }

    private static App app(String id, Audience access) {
        return new App(
                id,
                WorkspaceUser.DEFAULT_ORGANISATION,
                "clock",
                "Clock",
                "clock",
                Optional.empty(),
                "#0f6cbd",
                Optional.of("connection"),
                true,
                access,
                new Audience(false, Set.of("bob"), Set.of("warehouse")),
                true);
    }

    private static App withImage(App app, String mark) {
        return new App(
                app.id(),
                app.organisation(),
                app.type(),
                app.name(),
                app.icon(),
                Optional.of(mark),
                app.colour(),
                app.connectionId(),
                app.newWindow(),
                app.access(),
                app.owners(),
                app.enabled());
    }

    private static WorkspaceUser user(String id, boolean administrator, String group) {
        return new WorkspaceUser(
                id,
                id + "@contoso.example",
                "",
                id,
                Locale.ENGLISH,
                ZoneOffset.UTC,
                Set.of(group),
                administrator,
                WorkspaceUser.DEFAULT_ORGANISATION);
    }
}
