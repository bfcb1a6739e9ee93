package org.openworkspace.autotask.simulator.internal;

/** A request that is answered with an error, as Autotask words it. */
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int status;
    private final boolean web;

    private Refusal(int status, String text, boolean web) {
        super(text);
        this.status = status;
        this.web = web;
    }

    /** What the application refuses: nearly always a 500 with texts. */
    static Refusal application(String text) {
        return new Refusal(500, text, false);
    }

    static Refusal application(int status, String text) {
        return new Refusal(status, text, false);
    }

    /** What the web framework refuses, in its own shape. */
    static Refusal web(int status, String text) {
        return new Refusal(status, text, true);
    }

    /** Not signed in: a 401 without a body. */
    static Refusal login() {
        return new Refusal(401, "", true);
    }

    int status() {
        return status;
    }

    boolean web() {
        return web;
    }
}
