package io.recado.sandbox.whatsapp.graph;

import static io.recado.sandbox.whatsapp.SandboxClient.MADRID;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recado.platform.TestDatabase;
import io.recado.sandbox.whatsapp.MetaContract;
import io.recado.sandbox.whatsapp.SandboxClient;
import io.recado.sandbox.whatsapp.SandboxClient.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a business number is asked for, its registration and its profile. */
class NumbersIT {

    private static final String PROFILE = MADRID + "/whatsapp_business_profile";
    private static SandboxClient sandbox;

    @BeforeAll
    static void start() {
        sandbox = new SandboxClient(TestDatabase.emptyUrl());
    }

    @AfterEach
    void reset() {
        sandbox.control("/reset", sandbox.object("{}"));
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @Test
    void aNumberHasTheFieldsAskedFor() {
        JsonNode number = sandbox.graph(MADRID
                        + "?fields=display_phone_number,verified_name,quality_rating,code_verification_status,name_status,"
                        + "throughput%7Blevel%7D,whatsapp_business_manager_messaging_limit,webhook_configuration,health_status,"
                        + "status,account_mode,platform_type,is_pin_enabled,username")
                .json();

        MetaContract.fits("PhoneNumberInfo", number);
        assertThat(number.path("display_phone_number").asText()).isEqualTo("+34910000000");
        assertThat(number.path("quality_rating").asText()).isEqualTo("GREEN");
        assertThat(number.at("/throughput/level").asText()).isEqualTo("HIGH");
        assertThat(number.path("whatsapp_business_manager_messaging_limit").asText())
                .isEqualTo("TIER_UNLIMITED");
        assertThat(number.at("/webhook_configuration/application").asText())
                .isEqualTo(sandbox.hook("/webhooks/whatsapp/centro-cloud"));
        assertThat(number.at("/health_status/can_send_message").asText()).isEqualTo("AVAILABLE");
        assertThat(number.at("/health_status/entities")).hasSize(4);
        assertThat(number.path("status").asText()).isEqualTo("CONNECTED");
        assertThat(sandbox.graph(MADRID + "?fields=shoe_size").code()).isEqualTo(100);
    }

    @Test
    void anAccountAndItsNumbersCanBeListed() {
        JsonNode account = sandbox.graph(
                        "102000000000001?fields=id,name,currency,business_verification_status,health_status")
                .json();
        MetaContract.fits("WhatsAppBusinessAccount", account);

        JsonNode first = sandbox.graph("102000000000001/phone_numbers?limit=2").json();
        MetaContract.fits("WhatsAppBusinessAccountPhoneNumbersConnection", first);
        assertThat(first.path("data")).hasSize(2);
        assertThat(first.at("/paging/next").asText()).startsWith(sandbox.url());
        JsonNode second = sandbox.graph("102000000000001/phone_numbers?limit=2&after="
                        + first.at("/paging/cursors/after").asText())
                .json();
        assertThat(second.path("data")).hasSize(1);
        assertThat(second.at("/paging/next").isMissingNode()).isTrue();
    }

    @Test
    void anUnregisteredNumberSendsNothing() {
        assertThat(post("deregister", "{}").json().path("success").asBoolean()).isTrue();
        assertThat(sandbox.send(sandbox.reminder("+34600000001", "x")).code()).isEqualTo(133010);
        assertThat(field("status")).isEqualTo("DISCONNECTED");

        ObjectNode registration = sandbox.object("{'messaging_product':'whatsapp','pin':'123456'}");
        MetaContract.fits("WhatsAppBusinessPhoneNumberRegistrationRequest", registration);
        Answer registered = sandbox.graph("POST", MADRID + "/register", registration);

        MetaContract.fits("WhatsAppBusinessPhoneNumberRegistrationResponse", registered.json());
        assertThat(sandbox.send(sandbox.reminder("+34600000001", "x")).status()).isEqualTo(200);
        assertThat(field("is_pin_enabled")).isEqualTo("true");
    }

    @Test
    void aPinIsNotGuessed() {
        assertThat(register("123456").status()).isEqualTo(200);
        for (int i = 0; i < 3; i++) {
            assertThat(register("000000").code()).isEqualTo(133005);
        }
        assertThat(register("123456").code()).isEqualTo(133009);
        advance("PT11S");
        assertThat(register("000000").code()).isEqualTo(133005);
        assertThat(register("000000").code()).isEqualTo(133005);
        assertThat(register("123456").code()).isEqualTo(133008);
        advance("PT1H");
        assertThat(register("123456").status()).isEqualTo(200);
        assertThat(register("12345").code()).isEqualTo(100);
    }

    @Test
    void registrationIsTriedTenTimesInThreeDays() {
        for (int i = 0; i < 10; i++) {
            assertThat(register("123456").status()).isEqualTo(200);
        }
        assertThat(register("123456").code()).isEqualTo(133016);
        advance("PT72H");
        assertThat(register("123456").status()).isEqualTo(200);
    }

    @Test
    void aNumberIsVerifiedBeforeItIsRegistered() {
        sandbox.control("/numbers/" + MADRID + "/unverify", sandbox.object("{}"));

        assertThat(register("123456").code()).isEqualTo(133006);
        assertThat(field("code_verification_status")).isEqualTo("UNVERIFIED");
    }

    @Test
    void theProfileKeepsWhatIsGiven() {
        ObjectNode update = sandbox.object(
                "{'messaging_product':'whatsapp','about':'Dentistas','email':'hola@sol.es','websites':['https://sol.es'],'vertical':'HEALTH'}");
        MetaContract.fits("WhatsAppBusinessProfileUpdateRequest", update);

        Answer changed = sandbox.graph("POST", PROFILE, update);

        MetaContract.fits("WhatsAppBusinessProfileUpdateResponse", changed.json());
        sandbox.graph("POST", PROFILE, sandbox.object("{'messaging_product':'whatsapp','about':'Clínica'}"));
        JsonNode profile =
                sandbox.graph(PROFILE + "?fields=about,email,websites,vertical").json();
        MetaContract.fits("WhatsAppBusinessProfileResponse", profile);
        assertThat(profile.at("/data/0/about").asText()).isEqualTo("Clínica");
        assertThat(profile.at("/data/0/email").asText()).isEqualTo("hola@sol.es");
        assertThat(profile.at("/data/0/websites/0").asText()).isEqualTo("https://sol.es");
        assertThat(sandbox.graph(PROFILE + "?fields=shoes").code()).isEqualTo(100);
    }

    @ParameterizedTest
    @CsvSource({
        "about, 139, 200",
        "about, 140, 400",
        "about, 0, 400",
        "address, 256, 200",
        "address, 257, 400",
        "description, 512, 200",
        "description, 513, 400"
    })
    void theProfilesTextsHaveLimits(String field, int length, int http) {
        ObjectNode update = sandbox.object("{'messaging_product':'whatsapp'}").put(field, "x".repeat(length));
        assertThat(sandbox.graph("POST", PROFILE, update).status()).isEqualTo(http);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"messaging_product\":\"whatsapp\",\"email\":\"nadie\"",
                "\"messaging_product\":\"whatsapp\",\"websites\":[\"https://a.es\",\"https://b.es\",\"https://c.es\"]",
                "\"messaging_product\":\"whatsapp\",\"websites\":[\"a.es\"]",
                "\"messaging_product\":\"whatsapp\",\"vertical\":\"DENTISTS\"",
                "\"messaging_product\":\"whatsapp\",\"hours\":\"9-14\"",
                "\"about\":\"x\""
            })
    void whatIsNoProfileIsRefused(String body) {
        Answer refused = sandbox.graph("POST", PROFILE, sandbox.object("{" + body + "}"));

        assertThat(refused.code()).as("%s", refused.json()).isEqualTo(100);
    }

    private static Answer register(String pin) {
        return post("register", "{'messaging_product':'whatsapp','pin':'" + pin + "'}");
    }

    private static Answer post(String path, String body) {
        return sandbox.graph("POST", MADRID + "/" + path, sandbox.object(body));
    }

    private static String field(String name) {
        return sandbox.graph(MADRID + "?fields=" + name).json().path(name).asText();
    }

    private static void advance(String duration) {
        sandbox.control("/clock", sandbox.object("{'advance':'" + duration + "'}"));
    }
}
