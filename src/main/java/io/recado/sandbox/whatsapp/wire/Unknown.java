package io.recado.sandbox.whatsapp.wire;

/** A phone, message or button that the control interface was asked for and that is not there. */
public final class Unknown extends RuntimeException {

    public Unknown(String message) {
        super(message, null, false, false);
    }
}
