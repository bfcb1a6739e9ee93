package org.openworkspace.host.internal;

import java.text.MessageFormat;

/** A request that is not answered, and why; becomes an error that the person can read. */
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Why, with the status it goes out under; its name is the code in the answer. */
    enum Reason {
        BAD_REQUEST(400),
        NOT_SIGNED_IN(401),
        NOT_ALLOWED(403),
        OTHER_ORIGIN(403),
        NOT_FOUND(404),
        NO_SUCH_METHOD(405),
        TOO_SLOW(408),
        TOO_LARGE(413),
        NOT_JSON(415),
        TOO_MANY(429),
        TOO_SOON(429),
        FAILED(500),
        STORAGE_FAILED(503);

        private final int status;

        Reason(int status) {
            this.status = status;
        }

        int status() {
            return status;
        }
    }

    private final Reason reason;
    private final String detail;

    Refusal(Reason reason) {
        this(reason, "");
    }

    /**
     * @param detail what exactly is wrong, for the one who wrote the request; never a value from it
     */
    Refusal(Reason reason, String detail) {
        super(reason + " " + detail, null, false, false);
        this.reason = reason;
        this.detail = detail;
    }

    Reason reason() {
        return reason;
    }

    String message(Texts texts) {
        return MessageFormat.format(texts.of("error." + reason), detail).strip();
    }
}
