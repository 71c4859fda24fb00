package io.recado;

import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * How long every test waits for what it expects when it says nothing else: a busy machine is slower than a test's author thought. JUnit finds
 * it by its service file.
 */
public final class TestPatience implements BeforeAllCallback {

    private static final Duration AT_MOST = Duration.ofSeconds(30);

    @Override
    public void beforeAll(ExtensionContext context) {
        Awaitility.setDefaultTimeout(AT_MOST);
        PlaywrightAssertions.setDefaultAssertionTimeout(AT_MOST.toMillis());
    }
}
