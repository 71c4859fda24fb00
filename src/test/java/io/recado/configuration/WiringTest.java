package io.recado.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.validation.ValidationAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class WiringTest {

    private static final List<String> SOUND = List.of(
            "recado.organisation=Clínicas Sol",
            "recado.public-url=https://recado.example.org",
            "recado.clinics[0].id=centro",
            "recado.clinics[0].name=Clínica Sol Centro",
            "recado.clinics[0].country=ES",
            "recado.clinics[0].zone=Europe/Madrid",
            "recado.clinics[0].channel=centro-cloud",
            "recado.channels[0].id=centro-cloud",
            "recado.channels[0].type=whatsapp-cloud",
            "recado.channels[0].base-url=https://graph.facebook.com",
            "recado.channels[0].phone-number-id=1",
            "recado.channels[0].access-token=a",
            "recado.channels[0].app-secret=b",
            "recado.channels[0].verify-token=c",
            "recado.sources[0].id=pms",
            "recado.sources[0].read=flowww-read-agenda-action",
            "recado.sources[0].clinics.1=centro");

    @Test
    void soundSettingsStart() {
        with().run(context -> assertThat(context)
                .hasNotFailed()
                .getBean(Wiring.class)
                .extracting(Wiring::organisation)
                .isEqualTo("Clínicas Sol"));
    }

    @Test
    void aMisspeltKeyStopsTheStartAndIsNamed() {
        stopsNaming("recado.chanels[0].id", "recado.chanels[0].id=x");
    }

    @Test
    void aMissingSettingStopsTheStartAndIsNamed() {
        stopsNaming(
                "clinics[1].channel",
                "recado.clinics[1].id=b",
                "recado.clinics[1].name=B",
                "recado.clinics[1].country=ES",
                "recado.clinics[1].zone=Europe/Madrid");
    }

    @Test
    void anUnknownZoneStopsTheStartAndIsNamed() {
        stopsNaming("recado.clinics[0].zone", "recado.clinics[0].zone=Europe/Madriz");
    }

    @Test
    void aClinicOnAChannelThatDoesNotExistStopsTheStartAndNamesThoseThatDo() {
        stopsNaming("[centro-cloud]", "recado.clinics[0].channel=centro");
    }

    @Test
    void aSourceForAClinicThatDoesNotExistStopsTheStart() {
        stopsNaming("maps '2' to 'norte'", "recado.sources[0].clinics.2=norte");
    }

    @Test
    void aCloudChannelWithoutItsSecretStopsTheStart() {
        stopsNaming("by which webhooks are signed", "recado.channels[0].app-secret=");
    }

    @Test
    void aLedgerThatForgetsTooSoonStopsTheStart() {
        stopsNaming("delivery.keep", "recado.delivery.keep=7d");
    }

    @Test
    void anIdUsedTwiceStopsTheStart() {
        stopsNaming(
                "is already the id of sources[0]",
                "recado.sources[1].id=pms",
                "recado.sources[1].read=r",
                "recado.sources[1].clinics.1=centro");
    }

    @Test
    void aFallbackThatDoesNotExistOrLeadsBackStopsTheStart() {
        stopsNaming("is no channel's id", "recado.channels[0].fallback=norte");
        stopsNaming("must not go round in a circle", "recado.channels[0].fallback=centro-cloud");
        stopsNaming(
                "leads back to 'norte'",
                "recado.channels[0].fallback=norte",
                "recado.channels[1].id=norte",
                "recado.channels[1].type=waha",
                "recado.channels[1].base-url=http://waha",
                "recado.channels[1].fallback=centro-cloud");
    }

    @Test
    void environmentVariablesOfTheHubAreNotMistakenForSettings() {
        var variables = List.of(
                "RECADO_PORT=8080",
                "RECADO_DATA=/x",
                "RECADO_DATABASE_URL=jdbc:x",
                "RECADO_API_TOKEN=t",
                "RECADO_KAFKA=k");
        with().withInitializer(context -> context.getEnvironment()
                        .getPropertySources()
                        .addFirst(new org.springframework.core.env.SystemEnvironmentPropertySource(
                                "systemEnvironment-test",
                                variables.stream()
                                        .map(line -> line.split("=", 2))
                                        .collect(java.util.stream.Collectors.toMap(v -> v[0], v -> (Object) v[1])))))
                .run(context -> assertThat(context.getEnvironment().getProperty("recado.data"))
                        .isEqualTo("/x"));
    }

    private static void stopsNaming(String expected, String... settings) {
        with(settings)
                .run(context -> assertThat(context).getFailure().satisfies(failure -> assertThat(wholeStory(failure))
                        .contains(expected)));
    }

    private static ApplicationContextRunner with(String... settings) {
        var all = new ArrayList<>(SOUND);
        all.addAll(List.of(settings));
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(ValidationAutoConfiguration.class))
                .withUserConfiguration(ConfigurationCheck.class)
                .withPropertyValues(all.toArray(String[]::new));
    }

    private static String wholeStory(Throwable failure) {
        var story = new StringBuilder();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            story.append(cause.getMessage()).append('\n');
        }
        return story.toString();
    }
}
