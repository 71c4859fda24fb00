package io.recado.sandbox;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import io.recado.platform.TestDatabase;
import io.recado.sandbox.whatsapp.SandboxClient;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody clicks through becomes a file, and the file a test. */
class ScenarioBrowserIT {

    private static final String NUMBER = "34600000150";

    private static SandboxClient sandbox;

    @BeforeAll
    static void start() {
        sandbox = new SandboxClient(TestDatabase.emptyUrl());
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @Test
    void whatIsRecordedInABrowserPassesWhenItIsPlayedAndFailsWhenTheBusinessSaysSomethingElse(@TempDir Path folder)
            throws Exception {
        String yaml = record();
        assertThat(yaml)
                .contains("write:", "expect:", "tap:", "as: m1", "answers: m1")
                .doesNotContain("wamid", "look");
        Path file = Files.writeString(folder.resolve("good.yaml"), yaml);

        Thread business = business();
        assertThat(play(file, folder.resolve("good.xml")))
                .startsWith("0")
                .contains("passed")
                .containsPattern("ok +1 \\+34600000150 writes «Hola»");
        assertThat(folder.resolve("good.xml")).content().contains("failures=\"0\"");

        business.join();
        business = business();
        Path wrong = Files.writeString(
                folder.resolve("wrong.yaml"),
                yaml.replace("¿Qué día", "¿Qué hora").replace("PT10S", "PT5S"));
        assertThat(play(wrong, folder.resolve("wrong.xml")))
                .startsWith("1")
                .contains("expected within", "¿Qué hora", "found: interactive «¿Qué día prefiere?»", "skipped");
        assertThat(folder.resolve("wrong.xml")).content().contains("failures=\"1\"", "step 2: ");
        business.join();
    }

    @Test
    void aFileThatIsNoScenarioIsRefusedWithTheStepsNumber(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("bad.yaml"), "steps:\n  - write: {phone: '+34600000150'}\n");
        assertThat(play(file, folder.resolve("bad.xml"))).startsWith("1").contains("step 1: write needs text");
    }

    private static String record() throws Exception {
        try (Browser browser = Browser.open(sandbox.url(), "en", Browser.WIDE)) {
            Page page = browser.go("/phone/" + NUMBER);
            page.locator("#recorder button").click();
            assertThat(page.locator("#recorder")).hasClass(Pattern.compile("running"));
            Thread business = business();
            page.locator("textarea").fill("Hola");
            page.keyboard().press("Enter");
            page.locator(".message.theirs .buttons button").first().click();
            assertThat(page.locator(".message.mine")).hasCount(2);
            business.join();
            browser.shot("recorder");

            Download download =
                    page.waitForDownload(() -> page.locator("#recorder button").click());
            assertThat(download.suggestedFilename()).endsWith(".yaml");
            return Files.readString(download.path());
        }
    }

    /** A business that asks for the day whenever somebody says hello. */
    private static Thread business() {
        int before = sandbox.values().size();
        return Thread.startVirtualThread(() -> {
            Awaitility.await()
                    .until(() -> sandbox.values().stream().skip(before).anyMatch(value -> "Hola"
                            .equals(value.at("/messages/0/text/body").asText())));
            sandbox.send(sandbox.object("""
                    {'messaging_product':'whatsapp','to':'+%s','type':'interactive','interactive':{'type':'button','body':{'text':'¿Qué día prefiere?'},
                     'action':{'buttons':[{'type':'reply','reply':{'id':'d1','title':'Lunes'}},
                      {'type':'reply','reply':{'id':'d2','title':'Martes'}}]}}}""".formatted(NUMBER)));
        });
    }

    private static String play(Path file, Path junit) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int code = Scenario.run(
                List.of("--sandbox=" + sandbox.url(), "--junit=" + junit, file.toString()),
                new PrintStream(out, true, StandardCharsets.UTF_8));
        return code + "\n" + out.toString(StandardCharsets.UTF_8);
    }
}
