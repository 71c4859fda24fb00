package io.recado.sandbox;

import java.util.concurrent.atomic.AtomicReference;

/** Where the system under demonstration listens: the base of the default webhook addresses, without a trailing slash. */
public final class HubAddress {

    private final AtomicReference<String> url;

    public HubAddress(String url) {
        this.url = new AtomicReference<>(url);
    }

    /** Replaces the placeholder {@code {hub}} in an address of the settings. */
    public String resolve(String address) {
        return address.replace("{hub}", url.get());
    }

    void set(String url) {
        this.url.set(url);
    }
}
