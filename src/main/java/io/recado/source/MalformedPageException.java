package io.recado.source;

/** What a kamelet gave is no page. The pull fails; nothing of the page is taken. */
public final class MalformedPageException extends RuntimeException {

    MalformedPageException(String found) {
        super("A page is {\"records\": […], \"cursor\": …, \"serverTime\": …}, found %s. Look at the kamelet's mapping."
                .formatted(found));
    }
}
