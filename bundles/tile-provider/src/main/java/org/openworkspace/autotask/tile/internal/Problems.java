package org.openworkspace.autotask.tile.internal;

import java.util.List;
import java.util.Optional;
import org.openworkspace.autotask.connection.Connection;
import org.openworkspace.autotask.connection.ConnectionState;
import org.openworkspace.autotask.connection.ConnectionStates;
import org.openworkspace.tile.ProblemModel;
import org.openworkspace.tile.ProblemModel.Advice;
import org.openworkspace.tile.TileModel;
import org.openworkspace.user.WorkspaceUser;

/** What a tile says when there is trouble: to everybody what to do, to administrators also why. */
final class Problems {

    private Problems() {}

    static TileModel connectionGone(WorkspaceUser user) {
        return TileModel.problem(own("CONNECTION_GONE", user, Optional.empty()), List.of());
    }

    static TileModel noAddress(Connection connection, PortalLinks links, WorkspaceUser user) {
        return own("NO_ADDRESS", connection, links, user);
    }

    static TileModel noContact(Connection connection, PortalLinks links, WorkspaceUser user) {
        return own("NO_CONTACT", connection, links, user);
    }

    static TileModel severalContacts(Connection connection, PortalLinks links, WorkspaceUser user) {
        return own("SEVERAL_CONTACTS", connection, links, user);
    }

    /**
     * Why nothing new comes through a connection; the cause is the connection's own, in its words.
     */
    static ProblemModel of(
            ConnectionState state,
            Connection connection,
            ConnectionStates states,
            WorkspaceUser user) {
        String code =
                switch (state.kind()) {
                    case OFF -> "OFF";
                    case NEEDS_ATTENTION -> "NEEDS_ATTENTION";
                    case LIMITED -> "LIMITED";
                    // a list may be older than promised before anybody has noticed why
                    case UNREACHABLE, CONNECTED, NOT_TESTED -> "UNREACHABLE";
                };
        ConnectionStates.Explanation explanation = states.explain(state, user.locale());
        return said(
                code,
                Texts.in(user.locale()),
                Optional.of(
                                new Advice(
                                        explanation.text().isEmpty()
                                                ? explanation.label()
                                                : explanation.text(),
                                        explanation.nextStep(),
                                        Optional.of(connection.id())))
                        .filter(advice -> user.administrator()));
    }

    private static TileModel own(
            String code, Connection connection, PortalLinks links, WorkspaceUser user) {
        return TileModel.problem(
                own(code, user, Optional.of(connection.id())), links.all(Texts.in(user.locale())));
    }

    private static ProblemModel own(
            String code, WorkspaceUser user, Optional<String> connectionId) {
        Texts texts = Texts.in(user.locale());
        return said(
                code,
                texts,
                Optional.of(
                                new Advice(
                                        texts.of(code + ".cause"),
                                        texts.of(code + ".step"),
                                        connectionId))
                        .filter(advice -> user.administrator()));
    }

    private static ProblemModel said(String code, Texts texts, Optional<Advice> advice) {
        return new ProblemModel(code, texts.of(code + ".title"), texts.of(code + ".text"), advice);
    }
}
