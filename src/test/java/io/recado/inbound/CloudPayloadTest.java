package io.recado.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.recado.channel.AccountNews;
import io.recado.channel.Channels;
import io.recado.channel.Failure;
import io.recado.channel.FailureClass;
import io.recado.configuration.ChannelId;
import io.recado.inbound.InboundMessage.Said;
import io.recado.outbox.MessageId;
import io.recado.outbox.Status;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CloudPayloadTest {

    private static final ChannelId CENTRO = new ChannelId("centro-cloud");
    private static final ChannelId PALERMO = new ChannelId("palermo-cloud");
    private static final Instant RECEIVED = Instant.parse("2026-11-20T10:00:00Z");
    private static final long SENT = RECEIVED.getEpochSecond() - 3;

    private final ObjectMapper json = new ObjectMapper();

    @Test
    void aTextIsWhatThePatientWrote() {
        var reading = messages("{%s,'type':'text','text':{'body':'Hola, ¿qué tal?'}}");

        var message = reading.messages().getFirst().message();
        assertThat(message.said()).isEqualTo(new Said.Text("Hola, ¿qué tal?"));
        assertThat(message.channel()).isEqualTo(CENTRO);
        assertThat(message.waId()).isEqualTo("34600111222");
        assertThat(message.userId()).isEqualTo("ES.1349");
        assertThat(message.wamid()).isEqualTo("wamid.IN");
        assertThat(message.at()).isEqualTo(Instant.ofEpochSecond(SENT));
        assertThat(reading.messages().getFirst().opensWindow()).isTrue();
        assertThat(reading.problems()).isEmpty();
    }

    @Test
    void aTemplatesButtonSaysItsPayload() {
        var message = first(
                "{%s,'type':'button','button':{'payload':'recado1:confirm:7:n','text':'Confirmar'},'context':{'from':'3491','id':'wamid.OUT'}}");

        assertThat(message.said()).isEqualTo(new Said.Tap("recado1:confirm:7:n", "Confirmar"));
        assertThat(message.replyTo()).isEqualTo("wamid.OUT");
    }

    @ParameterizedTest
    @CsvSource({"stop, true", "resume, false"})
    void aWishAboutMarketingIsThePersons(String choice, boolean stop) {
        var reading = preference("'wa_id':'34600111222','category':'marketing_messages','value':'" + choice + "'");

        assertThat(reading.wishes())
                .containsExactly(new MarketingWish(CENTRO, "34600111222", stop, Instant.ofEpochSecond(SENT)));
        assertThat(reading.problems()).isEmpty();
    }

    @Test
    void aWishThatCannotBeKeptIsPassedOverOrNamed() {
        assertThat(preference("'user_id':'ES.1349','category':'marketing_messages','value':'stop'"))
                .isEqualTo(new Reading(List.of(), List.of(), List.of(), List.of(), List.of()));
        assertThat(preference("'wa_id':'34600111222','category':'marketing_messages','value':'perhaps'")
                        .problems())
                .containsExactly("entry[0].changes[0].user_preferences[0] says neither stop nor resume");
    }

    private Reading preference(String fields) {
        return read(
                "{'object':'whatsapp_business_account','entry':[{'id':'1','changes':[{'field':'user_preferences','value':{"
                        + "'metadata':{'phone_number_id':'" + CENTRO_NUMBER + "'},'user_preferences':[{" + fields
                        + ",'timestamp':" + SENT + "}]}}]}]}");
    }

    @Test
    void aButtonWithoutPayloadSaysItsText() {
        assertThat(first("{%s,'type':'button','button':{'text':'Sí'}}").said()).isEqualTo(new Said.Tap("Sí", "Sí"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"button_reply", "list_reply"})
    void aReplyToAnInteractiveMessageSaysItsId(String type) {
        assertThat(first("{%s,'type':'interactive','interactive':{'type':'" + type + "','" + type
                                + "':{'id':'x1','title':'Uno'}}}")
                        .said())
                .isEqualTo(new Said.Tap("x1", "Uno"));
    }

    @ParameterizedTest
    @CsvSource({
        "image,{'caption':'mira'},mira",
        "audio,{'voice':true},",
        "location,{'latitude':1},",
        "reaction,{'message_id':'wamid.OUT'},",
        "hologram,{'new':'in 2031'},"
    })
    void everythingElseIsKnownByItsType(String type, String content, String caption) {
        var received = messages("{%s,'type':'" + type + "','" + type + "':" + content + "}")
                .messages()
                .getFirst();

        assertThat(received.message().said()).isEqualTo(new Said.Other(type));
        assertThat(received.body()).isEqualTo(caption);
    }

    @Test
    void aCompletedFlowIsNoTap() {
        assertThat(first("{%s,'type':'interactive','interactive':{'type':'nfm_reply','nfm_reply':{'name':'flow'}}}")
                        .said())
                .isEqualTo(new Said.Other("interactive"));
    }

    @Test
    void anUnsupportedMessageIsAPlaceholderThatOpensNoWindow() {
        var received = messages("{%s,'type':'unsupported','errors':[{'code':131060}]}")
                .messages()
                .getFirst();

        assertThat(received.placeholder()).isTrue();
        assertThat(received.opensWindow()).isFalse();
    }

    @Test
    void newsAboutThePatientsNumberOpensNoWindow() {
        var received = messages("{%s,'type':'system','system':{'type':'user_changed_number','wa_id':'34600999888'}}")
                .messages()
                .getFirst();

        assertThat(received.opensWindow()).isFalse();
        assertThat(received.message().said()).isEqualTo(new Said.Other("system"));
    }

    @Test
    void aSenderWithAHiddenNumberIsKnownByTheUserId() {
        var message = first(
                "{'id':'wamid.IN','from_user_id':'ES.1349','timestamp':'" + SENT
                        + "','type':'text','text':{'body':'a'}}",
                "[{'profile':{'username':'ana'},'user_id':'ES.1349'}]");

        assertThat(message.waId()).isNull();
        assertThat(message.userId()).isEqualTo("ES.1349");
    }

    @Test
    void aBatchIsReadPartByPartAndABrokenPartStopsNobody() {
        var reading = messages("{'type':'text'},{%s,'type':'text'},{%s,'type':'text','text':{'body':'ok'}}");

        assertThat(reading.messages()).hasSize(1);
        assertThat(reading.problems())
                .containsExactly(
                        "entry[0].changes[0].messages[0] has no id",
                        "entry[0].changes[0].messages[1] of type text has not the fields of its type");
        assertThat(reading.useless()).isFalse();
    }

    @Test
    void aMessageOfNobodyIsNamedAmongTheProblems() {
        var reading = read(change("'messages':[{'id':'wamid.IN','type':'text','text':{'body':'a'}}]", CENTRO_NUMBER));

        assertThat(reading.problems()).containsExactly("entry[0].changes[0].messages[0] names no sender");
    }

    @Test
    void aNumberOfAnotherChannelWithTheSameSecretGoesThere() {
        var reading = read(change("'messages':[%s]".formatted(text()), "104500000000002"));

        assertThat(reading.messages().getFirst().message().channel()).isEqualTo(PALERMO);
    }

    @Test
    void aNumberOfNoChannelIsAProblem() {
        var reading = read(change("'messages':[%s]".formatted(text()), "999"));

        assertThat(reading.messages()).isEmpty();
        assertThat(reading.problems())
                .containsExactly("entry[0].changes[0] is about a number of no channel with this app secret");
    }

    @Test
    void otherFieldsArePassedOver() {
        var reading = read("{'object':'whatsapp_business_account','entry':[{'id':'1','changes':[{'field':"
                + "'message_template_status_update','value':{'event':'APPROVED'}}]}]}");

        assertThat(reading.problems()).isEmpty();
        assertThat(reading.useless()).isFalse();
    }

    @Test
    void anotherObjectIsRejected() {
        assertThat(read("{'object':'page','entry':[]}").useless()).isTrue();
    }

    @Test
    void anErrorOfTheAccountIsAProblemToLookAt() {
        assertThat(read(change("'errors':[{'code':130429,'title':'Rate limit hit'}]", CENTRO_NUMBER))
                        .problems())
                .containsExactly("entry[0].changes[0] tells of the account's error 130429");
    }

    @ParameterizedTest
    @CsvSource({"sent,SENT", "delivered,DELIVERED", "read,READ", "played,READ"})
    void aStatusIsToldWithTheLedgersId(String word, Status meaning) {
        var update = read(change(
                        "'statuses':[{'id':'wamid.OUT','status':'" + word + "','timestamp':'" + SENT
                                + "','recipient_id':'34600111222','biz_opaque_callback_data':'0198a7c2-1111-7000-8000-000000000001'}]",
                        CENTRO_NUMBER))
                .statuses()
                .getFirst();

        assertThat(update.status()).isEqualTo(meaning);
        assertThat(update.message()).isEqualTo(MessageId.of("0198a7c2-1111-7000-8000-000000000001"));
        assertThat(update.wamid()).isEqualTo("wamid.OUT");
        assertThat(update.at()).isEqualTo(Instant.ofEpochSecond(SENT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"deleted", "warning", "teleported"})
    void aStatusOfNoConcernIsPassedOver(String word) {
        var reading = read(change("'statuses':[{'id':'wamid.OUT','status':'" + word + "'}]", CENTRO_NUMBER));

        assertThat(reading.statuses()).isEmpty();
        assertThat(reading.problems()).isEmpty();
    }

    @Test
    void aFailureBringsItsCode() {
        var update = read(change(
                        "'statuses':[{'id':'wamid.OUT','status':'failed','timestamp':'" + SENT
                                + "','biz_opaque_callback_data':'somebody-elses','errors':[{'code':131049,'title':'Not delivered',"
                                + "'error_data':{'details':'healthy ecosystem'}}]}]",
                        CENTRO_NUMBER))
                .statuses()
                .getFirst();

        assertThat(update.status()).isEqualTo(Status.FAILED);
        assertThat(update.message()).isNull();
        assertThat(update.failure()).extracting(Failure::code).isEqualTo(131049);
    }

    @Test
    void aTimeThatIsMissingOrToComeIsTheMomentOfReceipt() {
        var later = SENT + 3600;

        assertThat(first("{'id':'wamid.IN','from':'34600111222','timestamp':'" + later
                                + "','type':'text','text':{'body':'a'}}")
                        .at())
                .isEqualTo(RECEIVED);
        assertThat(first("{'id':'wamid.IN','from':'34600111222','type':'text','text':{'body':'a'}}")
                        .at())
                .isEqualTo(RECEIVED);
    }

    @Test
    void whatADatabaseCannotHoldIsLeftOut() {
        assertThat(first("{%s,'type':'text','text':{'body':'a\\u0000b\\ud83d'}}")
                        .said())
                .isEqualTo(new Said.Text("ab?"));
    }

    private static final String CENTRO_NUMBER = "104500000000001";
    private static final String CONTACTS = "[{'profile':{'name':'Ana'},'wa_id':'34600111222','user_id':'ES.1349'}]";

    private static String text() {
        return base("{%s,'type':'text','text':{'body':'a'}}");
    }

    private static String base(String messages) {
        return messages.replace(
                "%s", "'from':'34600111222','from_user_id':'ES.1349','id':'wamid.IN','timestamp':'" + SENT + "'");
    }

    private InboundMessage first(String message) {
        return messages(message).messages().getFirst().message();
    }

    private InboundMessage first(String message, String contacts) {
        return read(change("'messages':[" + message + "],'contacts':" + contacts, CENTRO_NUMBER))
                .messages()
                .getFirst()
                .message();
    }

    private Reading messages(String messages) {
        return read(change("'contacts':" + CONTACTS + ",'messages':[" + base(messages) + "]", CENTRO_NUMBER));
    }

    @Test
    void tellsOfLimitsQualityAndRestrictionsOfAnAccount() {
        assertThat(account(
                        "phone_number_quality_update",
                        "{'display_phone_number':'+34 910 00 00 00','event':'FLAGGED','current_limit':'TIER_2K'}"))
                .containsExactly(new AccountNews.Number("7", "34910000000", "FLAGGED", "TIER_2K"));
        assertThat(account("business_capability_update", "{'max_daily_conversations_per_business':'TIER_10K'}"))
                .containsExactly(new AccountNews.Limit("7", "TIER_10K"));
        assertThat(account("business_capability_update", "{'max_daily_conversation_per_phone':-1}"))
                .containsExactly(new AccountNews.Limit("7", "TIER_UNLIMITED"));
        assertThat(
                        account(
                                "account_update",
                                "{'event':'ACCOUNT_RESTRICTION','restriction_info':[{'restriction_type':'RESTRICTED_ADD_PHONE_NUMBER_ACTION'},"
                                        + "{'restriction_type':'RESTRICTED_BIZ_INITIATED_MESSAGING','expiration':1798000000}]}"))
                .containsExactly(new AccountNews.Restricted("7", Instant.ofEpochSecond(1_798_000_000)));
        assertThat(account("account_update", "{'event':'DISABLED_UPDATE','ban_info':{'waba_ban_state':'REINSTATE'}}"))
                .containsExactly(new AccountNews.Reinstated("7"));
    }

    @Test
    void passesOverWhatDoesNotBearOnSending() {
        assertThat(account("account_update", "{'event':'PARTNER_ADDED'}")).isEmpty();
        assertThat(account("template_category_update", "{}")).isEmpty();
    }

    private List<AccountNews> account(String field, String value) {
        var reading = read("{'object':'whatsapp_business_account','entry':[{'id':'7','changes':[{'field':'" + field
                + "','value':" + value + "}]}]}");
        assertThat(reading.problems()).isEmpty();
        return reading.accounts();
    }

    private static String change(String value, String number) {
        return "{'object':'whatsapp_business_account','entry':[{'id':'1','changes':[{'field':'messages','value':{"
                + "'messaging_product':'whatsapp','metadata':{'phone_number_id':'" + number + "'}," + value + "}}]}]}";
    }

    private Reading read(String payload) {
        var channels = mock(Channels.class);
        when(channels.reported(anyInt(), any(), any()))
                .thenAnswer(call ->
                        new Failure(FailureClass.RETRY_LATER, call.getArgument(0), "title", call.getArgument(2), null));
        try {
            return CloudPayload.read(
                    json.readTree(payload.replace('\'', '"')),
                    new Statuses(channels),
                    number -> switch (number) {
                        case CENTRO_NUMBER -> Optional.of(CENTRO);
                        case "104500000000002" -> Optional.of(PALERMO);
                        default -> Optional.empty();
                    },
                    CENTRO,
                    RECEIVED);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(payload, e);
        }
    }
}
