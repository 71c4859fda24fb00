package io.recado.console;

import com.microsoft.playwright.Page;
import io.recado.sandbox.Browser;

/** A window on the console in which somebody has logged in. */
public final class ConsoleWindow {

    private ConsoleWindow() {}

    /** @param width in CSS pixels */
    public static Browser open(int port, String language, int width) {
        return comeIn(Browser.open("http://127.0.0.1:" + port, language, width));
    }

    public static Browser openDark(int port, String language, int width) {
        return comeIn(Browser.openDark("http://127.0.0.1:" + port, language, width));
    }

    private static Browser comeIn(Browser browser) {
        Page page = browser.go("/login");
        page.fill("input[name=username]", "admin");
        page.fill("input[name=password]", Visitor.PASSWORD);
        page.locator("form button[type=submit]").click();
        page.waitForURL(url -> !url.contains("/login"));
        return browser;
    }
}
