package io.recado.sandbox.whatsapp;

/** A phone, message or button that the control interface was asked for and that is not there. */
final class Unknown extends RuntimeException {

    Unknown(String message) {
        super(message, null, false, false);
    }
}
