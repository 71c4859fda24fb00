package io.recado.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.recado.platform.Kamelet.Parameter;
import io.recado.platform.Kamelet.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class KameletFileTest {

    private static final String WITH_SECRETS = """
            spec:
              definition:
                title: Leaky
                required: [url]
                properties:
                  url: { title: Address, description: Where it is, default: "http://here" }
                  token:
                    title: Token
                    format: password
                    default: sesame-1
              template:
                from:
                  uri: kamelet:source
                  steps:
                    - setHeader:
                        name: Authorization
                        expression: { constant: { expression: "Bearer abc123def456" } }
                    - choice:
                        when:
                          - simple: ${body} == null
                            steps:
                              - stop: {}
                        otherwise:
                          steps:
                            - to: { uri: "{{url}}" , parameters: { x: 1 } }
                    - setProperty:
                        apiKey: 12345678
                        password: "{{password}}"
            """;

    @Test
    void readsTheKameletsOfThisHub() throws IOException {
        try (var files = Files.list(Path.of("routes", "kamelets"))) {
            assertThat(files).isNotEmpty().allSatisfy(file -> {
                var name = file.getFileName().toString().replace(".kamelet.yaml", "");
                var kamelet = new KameletFile(Files.readString(file)).read(name);
                assertThat(kamelet.steps()).isNotEmpty();
                assertThat(kamelet.parameters()).isNotEmpty();
                assertThat(kamelet.description()).isNotBlank();
                // nothing in them is a secret, so nothing is blotted out
                assertThat(kamelet.yaml()).isEqualTo(Files.readString(file));
            });
        }
    }

    @Test
    void tellsItsParametersAndSteps() {
        var kamelet = new KameletFile(WITH_SECRETS).read("leaky");

        assertThat(kamelet.parameters())
                .containsExactly(
                        new Parameter("url", "Address", "Where it is", "http://here", true, false),
                        new Parameter("token", "Token", null, null, false, true));
        assertThat(kamelet.steps())
                .containsExactly(
                        new Step("setHeader", "Authorization = Bearer ••••••", List.of()),
                        new Step(
                                "choice",
                                "",
                                List.of(
                                        new Step("when", "", List.of(new Step("stop", "", List.of()))),
                                        new Step("otherwise", "", List.of(new Step("to", "{{url}}", List.of()))))),
                        new Step("setProperty", "", List.of()));
    }

    @Test
    void blotsOutWhatSomebodyWroteIntoTheFileInsteadOfTheEnvironment() {
        var yaml = new KameletFile(WITH_SECRETS).read("leaky").yaml();

        assertThat(yaml)
                .doesNotContain("abc123def456", "12345678")
                .contains("password: \"{{password}}\"", "apiKey: ••••••", "format: password");
    }
}
