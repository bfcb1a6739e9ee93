package org.openworkspace.host.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.openworkspace.app.AppUse;
import org.openworkspace.user.WorkspaceUser;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The apps of all organisations. They are few and asked for with every tile, so they are kept in
 * memory as well: one host at a time works on a database. Thread-safe.
 */
@Component(service = {Apps.class, AppUse.class})
public final class Apps implements AppUse {

    private static final String ACCESS = "ACCESS";
    private static final String OWNER = "OWNER";
    private static final String USER = "USER";
    private static final String GROUP = "GROUP";

    private final Database database;
    private volatile Map<String, App> all;

    private record Members(String app, String role, String kind) {}

    @Activate
    public Apps(@Reference Database database) {
        this.database = database;
        this.all = database.transaction(Apps::read);
    }

    /** The apps of an organisation, in the order of their names. */
    List<App> of(String organisation) {
        return all.values().stream()
                .filter(app -> app.organisation().equals(organisation))
                .sorted((a, b) -> a.name().compareToIgnoreCase(b.name()))
                .toList();
    }

    @Override
    public List<String> using(String organisation, String connectionId) {
        return of(organisation).stream()
                .filter(app -> app.connectionId().filter(connectionId::equals).isPresent())
                .map(App::name)
                .toList();
    }

    Optional<App> find(String id) {
        return Optional.ofNullable(all.get(id));
    }

    /** Whether a person may change any app at all. */
    boolean managedBy(WorkspaceUser user) {
        return user.administrator() || all.values().stream().anyMatch(app -> app.managedBy(user));
    }

    /** Stores a new app, or what is new about one; its picture stays as it is. */
    void save(App app) {
        change(
                sql -> {
                    sql.updateOrInsert(
                            "update app set organisation = ?, type = ?, name = ?, icon = ?, colour ="
                                    + " ?, connection = ?, new_window = ?, everyone = ?, enabled ="
                                    + " ? where id = ?",
                            "insert into app (organisation, type, name, icon, colour, connection,"
                                    + " new_window, everyone, enabled, id) values (?, ?, ?, ?, ?,"
                                    + " ?, ?, ?, ?, ?)",
                            app.organisation(),
                            app.type(),
                            app.name(),
                            app.icon(),
                            app.colour(),
                            app.connectionId(),
                            app.newWindow(),
                            app.access().everyone(),
                            app.enabled(),
                            app.id());
                    sql.update("delete from app_member where app = ?", app.id());
                    insert(sql, app.id(), ACCESS, app.access());
                    insert(sql, app.id(), OWNER, app.owners());
                });
    }

    /** Gives an app a picture of its own, or its icon back. */
    void picture(String id, Optional<Picture> picture) {
        change(
                sql ->
                        sql.update(
                                "update app set image = ?, image_mark = ? where id = ?",
                                picture.map(Picture::png),
                                picture.map(Picture::mark),
                                id));
    }

    Optional<byte[]> picture(String id) {
        return database.transaction(
                sql ->
                        sql.find(
                                        row -> Optional.ofNullable(row.getBytes(1)),
                                        "select image from app where id = ?",
                                        id)
                                .flatMap(image -> image));
    }

    /** Removes an app with all its tiles. */
    void remove(String id) {
        change(sql -> sql.update("delete from app where id = ?", id));
    }

    private interface Change {
        void in(Sql sql) throws SQLException;
    }

    private synchronized void change(Change change) {
        all =
                database.transaction(
                        sql -> {
                            change.in(sql);
                            return read(sql);
                        });
    }

    private static void insert(Sql sql, String app, String role, Audience audience)
            throws SQLException {
        for (Map.Entry<String, Set<String>> members :
                Map.of(USER, audience.users(), GROUP, audience.groups()).entrySet()) {
            for (String member : members.getValue()) {
                sql.update(
                        "insert into app_member (app, role, kind, member) values (?, ?, ?, ?)",
                        app,
                        role,
                        members.getKey(),
                        member);
            }
        }
    }

    private static Map<String, App> read(Sql sql) throws SQLException {
        Map<Members, Set<String>> members = new HashMap<>();
        sql.list(
                row ->
                        members.computeIfAbsent(
                                        new Members(
                                                row.getString(1),
                                                row.getString(2),
                                                row.getString(3)),
                                        key -> new HashSet<>())
                                .add(row.getString(4)),
                "select app, role, kind, member from app_member");
        Map<String, App> apps = new HashMap<>();
        sql.list(
                row -> apps.put(row.getString("id"), app(row, members)),
                "select id, organisation, type, name, icon, image_mark, colour, connection,"
                        + " new_window, everyone, enabled from app");
        return Map.copyOf(apps);
    }

    private static App app(ResultSet row, Map<Members, Set<String>> members) throws SQLException {
        String id = row.getString("id");
        return new App(
                id,
                row.getString("organisation"),
                row.getString("type"),
                row.getString("name"),
                row.getString("icon"),
                Optional.ofNullable(row.getString("image_mark")),
                row.getString("colour"),
                Optional.ofNullable(row.getString("connection")),
                row.getBoolean("new_window"),
                audience(row.getBoolean("everyone"), id, ACCESS, members),
                audience(false, id, OWNER, members),
                row.getBoolean("enabled"));
    }

    private static Audience audience(
            boolean everyone, String app, String role, Map<Members, Set<String>> members) {
        return new Audience(
                everyone,
                members.getOrDefault(new Members(app, role, USER), Set.of()),
                members.getOrDefault(new Members(app, role, GROUP), Set.of()));
    }
}
