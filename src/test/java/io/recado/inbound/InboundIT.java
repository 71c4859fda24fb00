package io.recado.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.recado.channel.Standings;
import io.recado.configuration.ChannelId;
import io.recado.conversation.AnsweringHub;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Scanner;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

class InboundIT extends AnsweringHub {

    @LocalServerPort
    int door;

    @Autowired
    Standings standings;

    @Test
    void shakesHandsWithWhoKnowsTheToken() {
        var answer = get("centro-cloud", "hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=test-verify");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("1158201444");
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain"));
    }

    @Test
    void turnsAwayWhoDoesNot() {
        assertThat(get("centro-cloud", "hub.mode=subscribe&hub.challenge=1&hub.verify_token=guess")
                        .statusCode())
                .isEqualTo(403);
        assertThat(get("centro-cloud", "hub.challenge=1&hub.verify_token=test-verify")
                        .statusCode())
                .isEqualTo(403);
        assertThat(get("nowhere", "hub.mode=subscribe&hub.challenge=1&hub.verify_token=test-verify")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void keepsNothingThatIsNotSignedByTheChannelsApp() {
        var body = "{\"object\":\"whatsapp_business_account\",\"entry\":[],\"mark\":\"" + UUID.randomUUID() + "\"}";
        var bytes = body.getBytes(StandardCharsets.UTF_8);

        assertThat(post("centro-cloud", bytes, "").statusCode()).isEqualTo(401);
        assertThat(post("centro-cloud", bytes, signature(body + " ")).statusCode())
                .isEqualTo(401);
        assertThat(post("nowhere", bytes, signature(body)).statusCode()).isEqualTo(404);
        assertThat(post("centro-cloud", body).statusCode()).isEqualTo(200);

        await().until(() -> kept(body), count -> count > 0);
        assertThat(kept(body)).isEqualTo(1);
    }

    @Test
    void newsOfAnAccountChangeHowItsChannelsStand() {
        assertThat(post("centro-cloud", accountNews("102000000000001", "TIER_2K"))
                        .statusCode())
                .isEqualTo(200);

        await().until(() -> standings.of(new ChannelId("palermo-cloud")).limit(), "TIER_2K"::equals);

        var strangers = accountNews("999", "TIER_50");
        assertThat(post("centro-cloud", strangers).statusCode()).isEqualTo(200);
        await().until(() -> kept(strangers), count -> count > 0);
        assertThat(standings.of(new ChannelId("centro-cloud")).limit()).isEqualTo("TIER_2K");
        assertThat(post("centro-cloud", accountNews("102000000000001", "TIER_UNLIMITED"))
                        .statusCode())
                .isEqualTo(200);
        await().until(() ->
                standings.of(new ChannelId("centro-cloud")).peopleADay().isEmpty());
    }

    private static String accountNews(String account, String limit) {
        return """
                {"object":"whatsapp_business_account","entry":[{"id":"%s","time":1731705721,"changes":[
                 {"field":"business_capability_update","value":{"max_daily_conversations_per_business":"%s"}}]}],"mark":"%s"}""".formatted(account, limit, UUID.randomUUID());
    }

    @Test
    void refusesWhatIsLargerThanWhatsAppSends() throws IOException {
        // its size is enough; whoever goes on sending may be cut off before hearing the answer
        try (var caller = new Socket(InetAddress.getLoopbackAddress(), door)) {
            caller.setSoTimeout(30_000);
            caller.getOutputStream()
                    .write(
                            "POST /webhooks/whatsapp/centro-cloud HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: %d\r\n\r\n"
                                    .formatted((3 << 20) + 1)
                                    .getBytes(StandardCharsets.US_ASCII));

            assertThat(new Scanner(caller.getInputStream(), StandardCharsets.US_ASCII).nextLine())
                    .startsWith("HTTP/1.1 413");
        }
    }

    @Test
    void keepsTheBytesAsTheyCame() {
        var body = "{\"object\":\"whatsapp_business_account\",  \"entry\":[],\"t\":\"Se\\u00f1or " + UUID.randomUUID()
                + "\"}";

        post("centro-cloud", body);

        await().until(() -> kept(body), count -> count == 1);
    }

    @Test
    void showsWhatItCouldNotRead() {
        var body = "{\"object\":\"whatsapp_business_account\",\"entry\":[ " + UUID.randomUUID();

        assertThat(post("centro-cloud", body).statusCode()).isEqualTo(200);

        await().until(() -> kept(body), count -> count == 1);
        assertThat(inbound.dead(null, 1).getFirst().reason()).startsWith("the body is not JSON from line 1");
    }

    @Test
    void whatComesTwiceIsTakenOnce() {
        var ana = remindedAtCentro();
        var wamid = wamid();
        var body = payload(ana, text(ana, wamid, "Hola"));

        post("centro-cloud", body);
        post("centro-cloud", body);

        outcome(wamid);
        await().until(() -> kept(body), count -> count == 2);
        assertThat(count("select count(*) from answer where wamid = :id", wamid))
                .isEqualTo(1);
    }

    @Test
    void repeatsInAnyOrderChangeNothing() {
        var ana = remindedAtPalermo();
        var receipts = new ArrayList<String>();
        var wamids = new ArrayList<String>();
        for (int i = 0; i < 5; i++) {
            receipts.add(UUID.randomUUID().toString());
            wamids.add(wamid());
        }
        var random = new Random(7);
        var order = new ArrayList<Integer>();
        for (int i = 0; i < 40; i++) {
            order.add(i % 5);
        }
        Collections.shuffle(order, random);

        order.forEach(i -> read(receipts.get(i), payload(ana, text(ana, wamids.get(i), "Hola " + i)), 1));

        assertThat(wamids.stream().map(this::outcome).filter("notices_only"::equals))
                .hasSize(1);
        assertThat(wamids)
                .allSatisfy(wamid -> assertThat(count("select count(*) from inbound_message where wamid = :id", wamid))
                        .isEqualTo(1));
        assertThat(receipts).allSatisfy(receipt -> assertThat(
                        count("select count(*) from inbound_payload where receipt::text = :id", receipt))
                .isEqualTo(1));
    }

    @Test
    void aPlaceholderGivesWayToTheRealMessage() {
        var ana = remindedAtCentro();
        var wamid = wamid();
        var placeholder = text(ana, wamid, "").replaceAll("\"type\".*", "\"type\":\"unsupported\"}");

        read(UUID.randomUUID().toString(), payload(ana, placeholder), 1);
        assertThat(count("select count(*) from answer where wamid = :id", wamid))
                .isZero();
        read(UUID.randomUUID().toString(), payload(ana, text(ana, wamid, "Era esto")), 1);

        assertThat(outcome(wamid)).isEqualTo("for_staff");
        assertThat(jdbc.sql("select body from inbound_message where wamid = :id")
                        .param("id", wamid)
                        .query(String.class)
                        .single())
                .isEqualTo("Era esto");
    }

    @Test
    void oneMessageThatCannotBeTakenHoldsNoOther() {
        var ana = remindedAtCentro();
        var poison = wamid();
        var healthy = wamid();
        refuse(poison);
        var body = payload(ana, text(ana, poison, "a") + "," + text(ana, healthy, "b"));

        assertThat(post("centro-cloud", body).statusCode()).isEqualTo(200);

        assertThat(outcome(healthy)).isEqualTo("for_staff");
        await().untilAsserted(() -> assertThat(inbound.dead(null, 50)).anySatisfy(webhook -> {
            assertThat(webhook.reason()).isEqualTo("a message could not be taken: DuplicateKeyException");
            assertThat(webhook.state()).isEqualTo("partial");
        }));
    }

    @Test
    void aLetterThatTheHubMayHaveDiedOfIsTakenPartByPart() {
        var ana = remindedAtCentro();
        var wamid = wamid();
        var body = payload(ana, text(ana, wamid, "a"));

        read(UUID.randomUUID().toString(), body, 4);

        assertThat(outcome(wamid)).isEqualTo("for_staff");
        assertThat(kept(body)).isEqualTo(1);
    }

    /** The answer to this message exists already without its message: taking it fails every time. */
    private void refuse(String wamid) {
        jdbc.sql(
                        "insert into answer (channel, wamid, sender, kind, answered_at) values ('centro-cloud', :id, 'x', 'ignored', now())")
                .param("id", wamid)
                .update();
    }

    @Test
    void knowsWhenAPatientLastWrote() {
        var ana = remindedAtCentro();
        outcome(write(ana, "Hola"));

        assertThat(inbound.lastInbound(ana.channel(), List.of(ana.phone().digits())))
                .hasValueSatisfying(
                        at -> assertThat(Duration.between(at, clock.instant())).isLessThan(Duration.ofMinutes(1)));
    }

    private void read(String receipt, String body, int delivery) {
        inbound.read(receipt, "centro-cloud", clock.millis(), delivery, body.getBytes(StandardCharsets.UTF_8));
    }

    private int kept(String body) {
        return jdbc.sql("select count(*) from inbound_payload where raw = :raw")
                .param("raw", body.getBytes(StandardCharsets.UTF_8))
                .query(Integer.class)
                .single();
    }

    private int count(String sql, String id) {
        return jdbc.sql(sql).param("id", id).query(Integer.class).single();
    }
}
