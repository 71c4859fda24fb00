package io.recado.inbound;

import com.fasterxml.jackson.databind.JsonNode;
import io.recado.channel.AccountNews;
import io.recado.configuration.ChannelId;
import io.recado.inbound.InboundMessage.Said;
import io.recado.inbound.Reading.Received;
import io.recado.outbox.StatusUpdate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a webhook of the Cloud API. Every part is taken on its own: what is broken is named among the problems and does not stop the next
 * part; what is new or of another field is passed over, since the payload is kept anyway.
 */
final class CloudPayload {

    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{6,14}");
    private static final Pattern USER_ID = Pattern.compile("[A-Z]{2}\\.[A-Za-z0-9.]{1,140}");
    private static final Pattern TYPE_NAME = Pattern.compile("[a-z_]{1,40}");
    /** What WhatsApp tells about a person, as opposed to what the person wrote. */
    private static final Pattern NOT_WRITTEN = Pattern.compile("system|request_welcome|unsupported|unknown|group");

    private final Statuses reports;
    private final Function<String, Optional<ChannelId>> channels;
    private final ChannelId addressed;
    private final Instant receivedAt;
    private final List<Received> messages = new ArrayList<>();
    private final List<StatusUpdate> statuses = new ArrayList<>();
    private final List<MarketingWish> wishes = new ArrayList<>();
    private final List<AccountNews> accounts = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    private CloudPayload(
            Statuses reports, Function<String, Optional<ChannelId>> channels, ChannelId addressed, Instant receivedAt) {
        this.reports = reports;
        this.channels = channels;
        this.addressed = addressed;
        this.receivedAt = receivedAt;
    }

    /**
     * @param channels the channel of a phone number id, among those whose webhooks carry the same signature
     * @param addressed the channel in the webhook's URL, for parts that name no number
     */
    static Reading read(
            JsonNode root,
            Statuses reports,
            Function<String, Optional<ChannelId>> channels,
            ChannelId addressed,
            Instant receivedAt) {
        if (!root.path("object").asText().equals("whatsapp_business_account")) {
            return Reading.rejected("the object is not a whatsapp_business_account");
        }
        var payload = new CloudPayload(reports, channels, addressed, receivedAt);
        int entries = 0;
        for (JsonNode entry : root.path("entry")) {
            int changes = 0;
            for (JsonNode change : entry.path("changes")) {
                payload.change(text(entry.path("id")), change, "entry[%d].changes[%d]".formatted(entries, changes++));
            }
            entries++;
        }
        return new Reading(payload.messages, payload.statuses, payload.wishes, payload.accounts, payload.problems);
    }

    private void change(@Nullable String account, JsonNode change, String place) {
        var field = change.path("field").asText();
        if (!field.equals("messages") && !field.equals("user_preferences")) {
            if (account != null) {
                AccountNews.read(account, field, change.path("value")).ifPresent(accounts::add);
            }
            return;
        }
        var value = change.path("value");
        var channel = channelOf(value);
        if (channel.isEmpty()) {
            problems.add(place + " is about a number of no channel with this app secret");
            return;
        }
        int number = 0;
        for (JsonNode message : value.path("messages")) {
            message(message, value.path("contacts"), channel.get(), "%s.messages[%d]".formatted(place, number++));
        }
        number = 0;
        for (JsonNode status : value.path("statuses")) {
            status(status, channel.get(), "%s.statuses[%d]".formatted(place, number++));
        }
        number = 0;
        for (JsonNode preference : value.path("user_preferences")) {
            preference(preference, channel.get(), "%s.user_preferences[%d]".formatted(place, number++));
        }
        for (JsonNode error : value.path("errors")) {
            problems.add("%s tells of the account's error %d"
                    .formatted(place, error.path("code").asInt()));
        }
    }

    private Optional<ChannelId> channelOf(JsonNode value) {
        var number = text(value.path("metadata").path("phone_number_id"));
        return number == null ? Optional.of(addressed) : channels.apply(number);
    }

    private void message(JsonNode message, JsonNode contacts, ChannelId channel, String place) {
        var wamid = text(message.path("id"));
        var contact = contacts.size() == 1 ? contacts.get(0) : message.path("contact");
        var waId = shaped(NUMBER, firstOf(message.path("from"), contact.path("wa_id")));
        var userId = shaped(USER_ID, firstOf(message.path("from_user_id"), contact.path("user_id")));
        if (wamid == null || (waId == null && userId == null)) {
            problems.add(place + (wamid == null ? " has no id" : " names no sender"));
            return;
        }
        var type = type(message);
        var said = said(message, type);
        if (said == null) {
            problems.add("%s of type %s has not the fields of its type".formatted(place, type));
            return;
        }
        messages.add(new Received(
                new InboundMessage(
                        channel,
                        wamid,
                        waId,
                        userId,
                        time(message.path("timestamp")),
                        text(message.path("context").path("id")),
                        said),
                type,
                body(message, type, said),
                !NOT_WRITTEN.matcher(type).matches()));
    }

    private static String type(JsonNode message) {
        if (message.hasNonNull("group_id")) {
            return "group";
        }
        var type = message.path("type").asText();
        return TYPE_NAME.matcher(type).matches() ? type : "unknown";
    }

    private static @Nullable Said said(JsonNode message, String type) {
        return switch (type) {
            case "text" -> {
                var body = text(message.path("text").path("body"));
                yield body == null ? null : new Said.Text(body);
            }
            case "button" -> {
                var button = message.path("button");
                yield tap(firstOf(button.path("payload"), button.path("text")), text(button.path("text")));
            }
            case "interactive" -> interactive(message.path("interactive"));
            default -> new Said.Other(type);
        };
    }

    private static @Nullable Said interactive(JsonNode interactive) {
        var type = interactive.path("type").asText();
        return switch (type) {
            case "button_reply", "list_reply" -> {
                var reply = interactive.path(type);
                yield tap(text(reply.path("id")), text(reply.path("title")));
            }
            default -> new Said.Other("interactive");
        };
    }

    private static @Nullable Said tap(@Nullable String payload, @Nullable String title) {
        return payload == null ? null : new Said.Tap(payload, title == null ? payload : title);
    }

    private static @Nullable String body(JsonNode message, String type, Said said) {
        return switch (said) {
            case Said.Text(var body) -> body;
            case Said.Tap(var payload, var title) -> title;
            case Said.Other other -> text(message.path(type).path("caption"));
        };
    }

    private void status(JsonNode status, ChannelId channel, String place) {
        var wamid = text(status.path("id"));
        var word = text(status.path("status"));
        if (wamid == null || word == null) {
            problems.add(place + (wamid == null ? " has no id" : " has no status"));
            return;
        }
        reports.update(status, channel, wamid, word, time(status.path("timestamp")))
                .ifPresent(statuses::add);
    }

    /** Who hides the number is known to no clinic by it: WhatsApp itself keeps that wish, and refuses with 131050. */
    private void preference(JsonNode preference, ChannelId channel, String place) {
        if (!preference.path("category").asText().equals("marketing_messages")) {
            return;
        }
        var choice = preference.path("value").asText();
        var waId = shaped(NUMBER, text(preference.path("wa_id")));
        if (!choice.equals("stop") && !choice.equals("resume")) {
            problems.add(place + " says neither stop nor resume");
        } else if (waId != null) {
            wishes.add(new MarketingWish(channel, waId, choice.equals("stop"), time(preference.path("timestamp"))));
        }
    }

    /** Unix seconds as text or number, as WhatsApp writes them; what is missing or lies in the future is taken as the moment of receipt. */
    private Instant time(JsonNode timestamp) {
        long seconds = timestamp.asLong(-1);
        if (seconds <= 0 || seconds > receivedAt.getEpochSecond()) {
            return receivedAt;
        }
        return Instant.ofEpochSecond(seconds);
    }

    private static @Nullable String firstOf(JsonNode one, JsonNode other) {
        var text = text(one);
        return text != null ? text : text(other);
    }

    private static @Nullable String shaped(Pattern shape, @Nullable String text) {
        return text != null && shape.matcher(text).matches() ? text : null;
    }

    static @Nullable String text(JsonNode node) {
        return node.isValueNode() && !node.isNull() && !node.asText().isEmpty() ? Storable.text(node.asText()) : null;
    }
}
