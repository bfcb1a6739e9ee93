package org.openworkspace.host.internal;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.openworkspace.host.internal.TileGroup.Size;
import org.openworkspace.host.internal.TileGroup.Tile;
import org.openworkspace.user.WorkspaceUser;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Where people's tiles are, and what they have seen of them. What was asked for last is kept in
 * memory until something changes. Says nothing about rights: the routes do. Thread-safe.
 */
@Component(service = Tiles.class)
public final class Tiles {

    private static final int MOST_REMEMBERED = 10_000;
    private static final String SHARED = "";

    private final Database database;
    private final Clock clock;
    private final AtomicLong revision = new AtomicLong();
    private final Map<Whose, Remembered> remembered =
            new LinkedHashMap<>(16, .75f, true) {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Whose, Remembered> eldest) {
                    return size() > MOST_REMEMBERED;
                }
            };

    private record Whose(String organisation, String user) {}

    private record Remembered(long revision, List<TileGroup> groups) {}

    private record GroupRow(String id, String title, boolean everyone) {}

    @Activate
    public Tiles(@Reference Database database) {
        this(database, Clock.systemUTC());
    }

    Tiles(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Counts the changes, so that one can tell whether there were any. */
    long revision() {
        return revision.get();
    }

    /** What a person sees: the shared groups that are meant for them, then their own. */
    List<TileGroup> groups(WorkspaceUser user) {
        return Stream.of(SHARED, user.id())
                .flatMap(whose -> groups(new Whose(user.organisation(), whose)).stream())
                .filter(group -> group.shownTo(user))
                .toList();
    }

    /** Adds a group at the end; its identifier. */
    String addGroup(WorkspaceUser user, boolean shared, String title, Audience audience) {
        return change(sql -> addGroup(sql, user, shared, title, audience));
    }

    void changeGroup(String id, String title, Audience audience) {
        change(
                sql -> {
                    sql.update(
                            "update tile_group set title = ?, everyone = ? where id = ?",
                            title,
                            audience.everyone(),
                            id);
                    sql.update("delete from group_member where tile_group = ?", id);
                    insertMembers(sql, id, audience);
                    return id;
                });
    }

    /** Puts a group before another one of the same person, or last. */
    void moveGroup(WorkspaceUser user, TileGroup group, Optional<String> before) {
        change(
                sql -> {
                    List<String> order =
                            order(
                                    sql.list(
                                            row -> row.getString(1),
                                            "select id from tile_group where organisation = ? and"
                                                    + " user_id = ? order by place",
                                            user.organisation(),
                                            group.owner().orElse(SHARED)),
                                    group.id(),
                                    before);
                    for (int i = 0; i < order.size(); i++) {
                        sql.update("update tile_group set place = ? where id = ?", i, order.get(i));
                    }
                    return order;
                });
    }

    /** Removes a group with its tiles. */
    void removeGroup(String id) {
        change(sql -> sql.update("delete from tile_group where id = ?", id));
    }

    /** Puts a tile at the end of a group; its identifier. */
    String add(WorkspaceUser user, String groupId, String appId, Size size) {
        return change(
                sql -> {
                    seen(sql, user, appId);
                    return add(sql, groupId, appId, size);
                });
    }

    /** Puts a tile at the end of a person's first own group, which is made if there is none. */
    String addToOwn(WorkspaceUser user, String appId, Size size) {
        Optional<TileGroup> own = groups(user).stream().filter(g -> !g.shared()).findFirst();
        return change(
                sql -> {
                    String group =
                            own.isPresent()
                                    ? own.get().id()
                                    : addGroup(sql, user, false, "", Audience.NOBODY);
                    seen(sql, user, appId);
                    return add(sql, group, appId, size);
                });
    }

    /** Puts a tile where everybody of the organisation sees it who may see the app. */
    String share(WorkspaceUser user, String appId, Size size) {
        return change(
                sql -> {
                    Optional<String> group =
                            sql.find(
                                    row -> row.getString(1),
                                    "select id from tile_group where organisation = ? and user_id = ?"
                                            + " and everyone order by place",
                                    user.organisation(),
                                    SHARED);
                    return add(
                            sql,
                            group.isPresent()
                                    ? group.get()
                                    : addGroup(sql, user, true, "", Audience.EVERYONE),
                            appId,
                            size);
                });
    }

    void change(String id, String title, Size size) {
        change(
                sql ->
                        sql.update(
                                "update tile set title = ?, size = ? where id = ?",
                                title,
                                size.name(),
                                id));
    }

    /** Puts a tile into a group, before another tile there or last. */
    void move(String id, String groupId, Optional<String> before) {
        change(
                sql -> {
                    List<String> order =
                            order(
                                    sql.list(
                                            row -> row.getString(1),
                                            "select id from tile where tile_group = ? order by"
                                                    + " place",
                                            groupId),
                                    id,
                                    before);
                    for (int i = 0; i < order.size(); i++) {
                        sql.update(
                                "update tile set tile_group = ?, place = ? where id = ?",
                                groupId,
                                i,
                                order.get(i));
                    }
                    return order;
                });
    }

    void remove(String id) {
        change(sql -> sql.update("delete from tile where id = ?", id));
    }

    /** How many tiles each app has, on all workspaces together. */
    Map<String, Integer> counts() {
        return database.transaction(
                sql -> {
                    Map<String, Integer> counts = new HashMap<>();
                    sql.list(
                            row -> counts.put(row.getString(1), row.getInt(2)),
                            "select app, count(*) from tile group by app");
                    return counts;
                });
    }

    /** Remembers that a person has looked at an app's tile just now. */
    void seen(WorkspaceUser user, String appId) {
        database.transaction(sql -> seen(sql, user, appId));
    }

    /** When a person has last looked at each app's tile. */
    Map<String, Instant> seen(WorkspaceUser user) {
        return database.transaction(
                sql -> {
                    Map<String, Instant> seen = new HashMap<>();
                    sql.list(
                            row ->
                                    seen.put(
                                            row.getString(1),
                                            row.getObject(2, OffsetDateTime.class).toInstant()),
                            "select app, seen_at from seen where organisation = ? and user_id = ?",
                            user.organisation(),
                            user.id());
                    return seen;
                });
    }

    private <T> T change(Database.Work<T> work) {
        try {
            return database.transaction(work);
        } finally {
            revision.incrementAndGet();
        }
    }

    private boolean seen(Sql sql, WorkspaceUser user, String appId) throws SQLException {
        sql.updateOrInsert(
                "update seen set seen_at = ? where organisation = ? and user_id = ? and app = ?",
                "insert into seen (seen_at, organisation, user_id, app) values (?, ?, ?, ?)",
                clock.instant().truncatedTo(ChronoUnit.MILLIS).atOffset(ZoneOffset.UTC),
                user.organisation(),
                user.id(),
                appId);
        return true;
    }

    private static String addGroup(
            Sql sql, WorkspaceUser user, boolean shared, String title, Audience audience)
            throws SQLException {
        String id = UUID.randomUUID().toString();
        sql.update(
                "insert into tile_group (id, organisation, user_id, title, place, everyone) values"
                        + " (?, ?, ?, ?, (select coalesce(max(place), -1) + 1 from tile_group), ?)",
                id,
                user.organisation(),
                shared ? SHARED : user.id(),
                title,
                audience.everyone());
        insertMembers(sql, id, audience);
        return id;
    }

    private static String add(Sql sql, String groupId, String appId, Size size)
            throws SQLException {
        String id = UUID.randomUUID().toString();
        sql.update(
                "insert into tile (id, tile_group, app, title, size, place) values (?, ?, ?, '', ?,"
                        + " (select coalesce(max(place), -1) + 1 from tile where tile_group = ?))",
                id,
                groupId,
                appId,
                size.name(),
                groupId);
        return id;
    }

    private static void insertMembers(Sql sql, String group, Audience audience)
            throws SQLException {
        for (String user : audience.users()) {
            sql.update("insert into group_member values (?, 'USER', ?)", group, user);
        }
        for (String member : audience.groups()) {
            sql.update("insert into group_member values (?, 'GROUP', ?)", group, member);
        }
    }

    private static List<String> order(List<String> all, String moved, Optional<String> before) {
        List<String> order = new ArrayList<>(all);
        order.remove(moved);
        int place = before.map(order::indexOf).filter(found -> found >= 0).orElse(order.size());
        order.add(place, moved);
        return order;
    }

    private List<TileGroup> groups(Whose whose) {
        long now = revision.get();
        synchronized (remembered) {
            Remembered known = remembered.get(whose);
            if (known != null && known.revision() == now) {
                return known.groups();
            }
        }
        List<TileGroup> groups = database.transaction(sql -> read(sql, whose));
        synchronized (remembered) {
            remembered.put(whose, new Remembered(now, groups));
        }
        return groups;
    }

    private static List<TileGroup> read(Sql sql, Whose whose) throws SQLException {
        Object[] owner = {whose.organisation(), whose.user()};
        String ours = " from tile_group g%s where g.organisation = ? and g.user_id = ?";
        Map<String, List<Tile>> tiles = new HashMap<>();
        sql.list(
                row ->
                        tiles.computeIfAbsent(row.getString(1), id -> new ArrayList<>())
                                .add(
                                        new Tile(
                                                row.getString(2),
                                                row.getString(3),
                                                row.getString(4),
                                                Size.valueOf(row.getString(5)))),
                "select g.id, t.id, t.app, t.title, t.size"
                        + ours.formatted(" join tile t on t.tile_group = g.id")
                        + " order by t.place",
                owner);
        Map<String, Set<String>> members = new HashMap<>();
        sql.list(
                row ->
                        members.computeIfAbsent(
                                        row.getString(1) + row.getString(2), id -> new HashSet<>())
                                .add(row.getString(3)),
                "select m.kind, g.id, m.member"
                        + ours.formatted(" join group_member m on m.tile_group = g.id"),
                owner);
        return sql
                .list(
                        row -> new GroupRow(row.getString(1), row.getString(2), row.getBoolean(3)),
                        "select g.id, g.title, g.everyone" + ours.formatted("") + " order by place",
                        owner)
                .stream()
                .map(
                        group ->
                                new TileGroup(
                                        group.id(),
                                        Optional.of(whose.user())
                                                .filter(user -> !user.equals(SHARED)),
                                        group.title(),
                                        new Audience(
                                                group.everyone(),
                                                members.getOrDefault("USER" + group.id(), Set.of()),
                                                members.getOrDefault(
                                                        "GROUP" + group.id(), Set.of())),
                                        tiles.getOrDefault(group.id(), List.of())))
                .toList();
    }
}
