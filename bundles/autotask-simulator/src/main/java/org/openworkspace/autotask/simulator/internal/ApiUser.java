package org.openworkspace.autotask.simulator.internal;

/**
 * An API user.
 *
 * @param secret its password
 * @param identifier the tracking identifier it hangs on
 * @param readsContacts whether it may read contacts; if not, that is an error
 * @param seesTickets whether its line of business has tickets; if not, there are just none
 */
record ApiUser(
        String secret,
        String identifier,
        boolean readsContacts,
        boolean seesTickets,
        boolean locked,
        int refusals) {

    ApiUser(String secret, String identifier, boolean readsContacts, boolean seesTickets) {
        this(secret, identifier, readsContacts, seesTickets, false, 0);
    }

    /**
     * Whether it hangs on an identifier. Users of the vendor are let in with the published
     * temporary one, too; nobody knows whether the real one does that.
     */
    boolean accepts(String sent) {
        return identifier.equals(sent)
                || identifier.equals(VendorApi.VENDOR_IDENTIFIER)
                        && sent.equals(VendorApi.TEMPORARY_IDENTIFIER);
    }

    ApiUser with(String newSecret, String newIdentifier, boolean nowLocked, int nowRefusals) {
        return new ApiUser(
                newSecret, newIdentifier, readsContacts, seesTickets, nowLocked, nowRefusals);
    }

    ApiUser may(boolean nowReadsContacts, boolean nowSeesTickets) {
        return new ApiUser(secret, identifier, nowReadsContacts, nowSeesTickets, locked, refusals);
    }
}
