package io.recado.sandbox.whatsapp.media;

/** Why a linked file cannot be used, in the words of the failed message. */
public final class NotFetched extends Exception {

    NotFetched(String details) {
        super(details, null, false, false);
    }

    public String details() {
        return String.valueOf(getMessage());
    }
}
