package org.openworkspace.host.internal;

/** Where the request comes from that this thread answers, for the audit trail. */
final class Caller {

    private static final ThreadLocal<String> ADDRESS = ThreadLocal.withInitial(() -> "");

    private Caller() {}

    /** Runs what answers a request from an address. */
    interface Answering<E extends Exception> {
        void run() throws E;
    }

    static <E extends Exception> void from(String address, Answering<E> answering) throws E {
        ADDRESS.set(address);
        try {
            answering.run();
        } finally {
            ADDRESS.remove();
        }
    }

    /** The address; empty on a thread that answers no request. */
    static String address() {
        return ADDRESS.get();
    }
}
