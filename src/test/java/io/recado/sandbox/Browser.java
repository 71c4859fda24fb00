package io.recado.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.args.AxeRunOptions;
import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/**
 * A visitor with a window of their own in the machine's Chromium. Without Chromium the tests that want one are skipped, with one line
 * on the error stream; with the environment's {@code CI=true} they fail. A script's error, a request that leaves the sandbox or
 * something that the page's content policy refused fails the test when the window is closed.
 */
public final class Browser implements AutoCloseable {

    public static final int NARROW = 390;
    public static final int WIDE = 1280;

    private static final int HEIGHT = 844;
    private static final Path SHOTS = Path.of("target", "screenshots");
    private static final Set<String> GRAVE = Set.of("serious", "critical");

    private final BrowserContext context;
    private final Page page;
    private final List<String> troubles = new CopyOnWriteArrayList<>();

    private Browser(String url, String language, int width, ColorScheme scheme) {
        context = Running.chromium()
                .newContext(new com.microsoft.playwright.Browser.NewContextOptions()
                        .setBaseURL(url)
                        .setLocale(language)
                        .setTimezoneId("Europe/Madrid")
                        .setViewportSize(width, HEIGHT)
                        .setColorScheme(scheme)
                        .setPermissions(List.of("microphone"))
                        .setReducedMotion(ReducedMotion.REDUCE));
        context.setDefaultTimeout(30_000);
        page = watched(context.newPage(), URI.create(url).getAuthority());
        context.onPage(another -> watched(another, URI.create(url).getAuthority()));
    }

    /**
     * Opens a window in the light.
     *
     * @param url what relative addresses start with
     * @param language what the browser asks for, such as {@code es}
     * @param width in CSS pixels
     */
    public static Browser open(String url, String language, int width) {
        return new Browser(url, language, width, ColorScheme.LIGHT);
    }

    public static Browser openDark(String url, String language, int width) {
        return new Browser(url, language, width, ColorScheme.DARK);
    }

    public Page page() {
        return page;
    }

    /** Goes to a path of the sandbox; the page's scripts have run when this returns. */
    public Page go(String path) {
        page.navigate(path);
        return page;
    }

    /** Waits until an expression of the page's is true. Playwright's own way needs eval, which the pages' policy forbids. */
    public void until(String expression) {
        Awaitility.await(expression).pollInSameThread().until(() -> Boolean.TRUE.equals(page.evaluate(expression)));
    }

    /** Another tab of the same visitor. */
    public Page tab() {
        return context.newPage();
    }

    /** Keeps what the window shows as {@code target/screenshots/<name>.png}. */
    public Path shot(String name) {
        return shot(page, name);
    }

    public static Path shot(Page page, String name) {
        Path file = SHOTS.resolve(name + ".png");
        page.screenshot(new Page.ScreenshotOptions().setPath(file));
        return file;
    }

    /** The same of the whole page, also what lies below the window's edge. */
    public static Path whole(Page page, String name) {
        Path file = SHOTS.resolve(name + ".png");
        page.screenshot(new Page.ScreenshotOptions().setPath(file).setFullPage(true));
        return file;
    }

    /** Nothing on the page keeps people out who use a keyboard, a screen reader or need contrast, as far as axe-core can tell. */
    public void assertAccessible() {
        // the pages have no frames, and nobody reads what passed: both would cost most of the time
        var violationsOnly = new AxeRunOptions();
        violationsOnly.setResultTypes(List.of("violations"));
        List<String> grave = new AxeBuilder(page)
                .setLegacyMode(true).options(violationsOnly).analyze().getViolations().stream()
                        .filter(rule -> GRAVE.contains(rule.getImpact()))
                        .map(rule -> rule.getId() + ": " + rule.getHelp() + "\n"
                                + rule.getNodes().stream()
                                        .limit(8)
                                        .map(node -> "    " + node.getTarget() + " " + node.getHtml() + "\n"
                                                + node.getFailureSummary())
                                        .collect(Collectors.joining("\n")))
                        .toList();
        assertThat(grave).as("what axe-core finds on " + page.url()).isEmpty();
    }

    /** The page is not wider than the window. */
    public void assertFits() {
        Object surplus = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        assertThat(surplus).as("pixels that " + page.url() + " is too wide").isEqualTo(0);
    }

    private Page watched(Page opened, String authority) {
        opened.onPageError(error -> troubles.add("script: " + error));
        opened.onConsoleMessage(message -> {
            // an answer of 4xx is written there too, and may be what the test is about
            if (message.type().equals("error") && !message.text().startsWith("Failed to load resource")) {
                troubles.add("console: " + message.text());
            }
        });
        opened.onRequest(request -> {
            URI uri = URI.create(request.url());
            if (uri.getScheme().startsWith("http") && !authority.equals(uri.getAuthority())) {
                troubles.add("leaves the sandbox: " + request.url());
            }
        });
        return opened;
    }

    @Override
    public void close() {
        context.close();
        assertThat(troubles).as("troubles of the pages").isEmpty();
    }

    /** One Chromium for the whole run; it ends with the process that started it. */
    private static final class Running {

        private static final com.microsoft.playwright.@Nullable Browser CHROMIUM = launch();

        static com.microsoft.playwright.Browser chromium() {
            if (CHROMIUM != null) {
                return CHROMIUM;
            }
            if (Boolean.parseBoolean(System.getenv("CI"))) {
                throw new IllegalStateException("CI=true: a Chromium was expected at /usr/bin/chromium, found none");
            }
            throw new TestAbortedException("no Chromium");
        }

        private static com.microsoft.playwright.@Nullable Browser launch() {
            Path program = Stream.of("chromium", "chromium-browser", "google-chrome")
                    .map(name -> Path.of("/usr/bin", name))
                    .filter(Files::isExecutable)
                    .findFirst()
                    .orElse(null);
            if (program == null) {
                System.err.println("Tests of pages in a browser are skipped: there is no /usr/bin/chromium");
                return null;
            }
            // its own browsers would come from the internet
            var settings = new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"));
            return Playwright.create(settings)
                    .chromium()
                    .launch(new BrowserType.LaunchOptions()
                            .setExecutablePath(program)
                            .setArgs(List.of(
                                    "--no-sandbox",
                                    "--use-fake-device-for-media-stream",
                                    "--use-fake-ui-for-media-stream",
                                    "--autoplay-policy=no-user-gesture-required")));
        }
    }
}
