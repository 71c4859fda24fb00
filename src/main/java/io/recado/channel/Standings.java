package io.recado.channel;

import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.recado.channel.Standing.Quality;
import io.recado.configuration.ChannelId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How the channels stand with WhatsApp: read on a schedule, and corrected by what webhooks tell in between. */
@Component("standings")
public class Standings {

    private static final Logger log = LoggerFactory.getLogger(Standings.class);

    private final JdbcClient jdbc;
    private final ObjectMapper json;
    private final Clock clock;
    private final Channels channels;

    Standings(JdbcClient jdbc, ObjectMapper json, Clock clock, Channels channels) {
        this.channels = channels;
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /** Of every channel that WhatsApp ever said anything about. */
    public Map<ChannelId, Standing> all() {
        return jdbc.sql("select * from channel_standing").query(Standings::read).list().stream()
                .collect(toMap(Standing::channel, Function.identity()));
    }

    public Standing of(ChannelId channel) {
        return all().getOrDefault(channel, Standing.unknown(channel));
    }

    /**
     * What WhatsApp answered when it was asked about a channel's number.
     *
     * @param answer the Graph API's node of the number
     */
    public void asked(String channel, String answer) {
        try {
            var node = json.readTree(answer);
            jdbc.sql("""
                    insert into channel_standing as s
                           (channel, display_number, quality, messaging_limit, throughput, webhook, told_at)
                    values (:channel, :number, :quality, :limit, :throughput, :webhook, :now)
                    on conflict (channel) do update
                    set display_number = coalesce(excluded.display_number, s.display_number), quality = excluded.quality,
                        messaging_limit = coalesce(excluded.messaging_limit, s.messaging_limit),
                        throughput = coalesce(excluded.throughput, s.throughput), webhook = coalesce(excluded.webhook, s.webhook),
                        told_at = excluded.told_at
                    """)
                    .param("channel", new ChannelId(channel).value())
                    .param("number", digits(node.path("display_phone_number").asText()))
                    .param(
                            "quality",
                            quality(
                                            node.path("quality_rating").asText(),
                                            node.path("status").asText())
                                    .name())
                    .param(
                            "limit",
                            word(node.path("whatsapp_business_manager_messaging_limit")
                                    .asText()))
                    .param("throughput", word(node.at("/throughput/level").asText()))
                    .param("webhook", webhook(node.path("webhook_configuration")))
                    .param("now", at(clock.instant()))
                    .update();
        } catch (JsonProcessingException notJson) {
            log.warn("WhatsApp's answer about the number of channel {} is not JSON; what was known stays", channel);
        }
    }

    /** What a webhook told about an account. Telling it again changes nothing. */
    public void told(AccountNews news) {
        for (var channel : channels.ofAccount(news.account())) {
            switch (news) {
                case AccountNews.Number number -> number(channel, number);
                case AccountNews.Limit limit -> change(channel, "messaging_limit = :value", limit.limit(), null);
                case AccountNews.Restricted restricted ->
                    change(channel, "restricted = true, restricted_until = :until", null, restricted.until());
                case AccountNews.Reinstated again ->
                    change(channel, "restricted = false, restricted_until = :until", null, null);
            }
        }
    }

    private void number(ChannelId channel, AccountNews.Number news) {
        if (news.limit() != null) {
            // the limit is the business's, whichever of its numbers the webhook is about
            change(channel, "messaging_limit = :value", news.limit(), null);
        }
        var change =
                switch (news.event()) {
                    case "FLAGGED" -> "quality = 'RED'";
                    case "UNFLAGGED" -> "quality = case when s.quality = 'RED' then 'UNKNOWN' else s.quality end";
                    case "THROUGHPUT_UPGRADE" -> "throughput = 'HIGH'";
                    default -> "";
                };
        if (!change.isEmpty()) {
            jdbc.sql("update channel_standing s set " + change
                            + ", told_at = :now where channel = :channel and display_number = :number")
                    .param("channel", channel.value())
                    .param("number", news.number())
                    .param("now", at(clock.instant()))
                    .update();
        }
    }

    /** WhatsApp takes no marketing through this channel before an instant, because of spam. */
    public void spam(ChannelId channel, Instant until) {
        change(channel, "spam_until = greatest(s.spam_until, :until)", null, until);
    }

    private void change(ChannelId channel, String what, @Nullable String value, @Nullable Instant until) {
        jdbc.sql("""
                insert into channel_standing (channel, quality, told_at) values (:channel, 'UNKNOWN', :now) on conflict do nothing
                """)
                .param("channel", channel.value())
                .param("now", at(clock.instant()))
                .update();
        jdbc.sql("update channel_standing s set " + what + ", told_at = :now where channel = :channel")
                .param("channel", channel.value())
                .param("value", value)
                .param("until", at(until))
                .param("now", at(clock.instant()))
                .update();
    }

    /** The nearest of the addresses that WhatsApp knows: the number's own, its account's, its app's. */
    private static @Nullable String webhook(JsonNode configuration) {
        return configuration.isMissingNode()
                ? null
                : Stream.of("phone_number", "whatsapp_business_account", "application")
                        .map(level -> configuration.path(level).asText())
                        .filter(address -> !address.isBlank())
                        .findFirst()
                        .orElse("");
    }

    private static Quality quality(String rating, String status) {
        if (status.equals("FLAGGED")) {
            return Quality.RED;
        }
        return Arrays.stream(Quality.values())
                .filter(known -> known.name().equals(rating))
                .findFirst()
                .orElse(Quality.UNKNOWN);
    }

    private static @Nullable String digits(String text) {
        return word(text.replaceAll("\\D", ""));
    }

    private static @Nullable String word(String text) {
        return text.isBlank() ? null : text;
    }

    private static @Nullable OffsetDateTime at(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    private static Standing read(ResultSet row, int number) throws SQLException {
        return new Standing(
                new ChannelId(row.getString("channel")),
                Quality.valueOf(row.getString("quality")),
                row.getString("messaging_limit"),
                row.getString("throughput"),
                row.getBoolean("restricted"),
                instant(row, "restricted_until"),
                instant(row, "spam_until"),
                row.getString("webhook"),
                instant(row, "told_at"));
    }
}
