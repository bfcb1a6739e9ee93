package org.openworkspace.host.internal;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One thing that can be asked of the host.
 *
 * @param path the path below {@code /api}, with <code>{}</code> for each part that comes from data
 */
record Route(String method, Pattern path, Access access, Handler handler) {

    /** Who may ask. */
    enum Access {
        ANYONE,
        SIGNED_IN,
        /** Administrators, and owners of at least one app. */
        MANAGER,
        ADMINISTRATOR
    }

    /** Answers one route. */
    interface Handler {
        Answer answer(Call call);
    }

    /**
     * What goes back.
     *
     * @param body bytes are a PNG, everything else is drawn as JSON; empty list for none
     */
    record Answer(int status, List<Object> body) {

        static Answer ok(Object body) {
            return new Answer(200, List.of(body));
        }

        static Answer created(Object body) {
            return new Answer(201, List.of(body));
        }

        static Answer invalid(Object body) {
            return new Answer(422, List.of(body));
        }

        static Answer png(byte[] image) {
            return new Answer(200, List.of(image));
        }

        static Answer done() {
            return new Answer(204, List.of());
        }
    }

    static Route of(String method, String path, Access access, Handler handler) {
        return new Route(
                method, Pattern.compile(path.replace("{}", "([^/]{1,300})")), access, handler);
    }

    Matcher match(String actual) {
        return path.matcher(actual);
    }
}
