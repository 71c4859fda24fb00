package io.recado.configuration;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Everything under {@code recado:} in {@code config/}. A key that is missing, misspelt or contradicts another one stops the start
 * with its name, what was found and what is expected.
 *
 * @param organisation the group's name as its people know it
 * @param dataFolder where the embedded database and broker keep their files; unused when both servers are external
 * @param publicUrl the hub's address as seen from the internet, without a trailing slash
 */
@Validated
@ConfigurationProperties(prefix = "recado", ignoreUnknownFields = false)
public record Wiring(
        @NotBlank String organisation,
        @NotNull URI publicUrl,
        @DefaultValue("data") @NotBlank String dataFolder,
        @NotEmpty @Valid List<ClinicEntry> clinics,
        @NotEmpty @Valid List<ChannelEntry> channels,
        @NotEmpty @Valid List<SourceEntry> sources,
        @DefaultValue @Valid Delivery delivery,
        @DefaultValue @Valid Inbound inbound,
        @DefaultValue @Valid Console console) {

    /**
     * One clinic.
     *
     * @param country ISO 3166 code; the prefix of phone numbers that come without one
     * @param channel id of the channel that its messages go through
     * @param rescheduleUrl where patients move their own appointments; absent without such an add-on
     * @param hours opening hours by days, in the clinic's zone
     */
    public record ClinicEntry(
            @NotBlank String id,
            @NotBlank String name,

            @NotNull @Pattern(regexp = "[A-Z]{2}", message = "must be a two-letter country code such as ES")
            String country,

            @NotNull ZoneId zone,
            @DefaultValue("es") @NotBlank String language,
            @Nullable String phone,
            @Nullable String address,
            @NotBlank String channel,
            @Nullable URI rescheduleUrl,
            @DefaultValue Map<String, String> hours) {}

    /** What a channel's number is for: notices only, a staffed inbox, or a bot that answers first. */
    public enum Mode {
        NOTIFY,
        INBOX,
        BOT
    }

    /**
     * One way to WhatsApp. Secrets come from the environment through placeholders and appear in no log.
     *
     * @param send name of the kamelet that sends through it; by default {@code <type>-send-action}
     * @param messagesPerSecond the number's rate; WhatsApp grants 80 and, after an upgrade, 1,000
     * @param lanes messages of this channel that one node has under way at the same time
     * @param fallback id of the channel that tries, once, whom this one cannot reach; absent for none
     * @param standingEvery how often WhatsApp is asked for the number's quality and limits
     */
    public record ChannelEntry(
            @NotBlank String id,

            @NotNull
            @Pattern(regexp = "whatsapp-cloud|waha|evolution", message = "must be whatsapp-cloud, waha or evolution")
            String type,

            @Nullable String send,
            @DefaultValue("inbox") Mode mode,
            @NotNull URI baseUrl,
            @DefaultValue("v23.0") String version,
            @Nullable String phoneNumberId,
            @Nullable String businessAccountId,
            @Nullable String accessToken,
            @Nullable String appSecret,
            @Nullable String verifyToken,
            @DefaultValue("80") @Positive int messagesPerSecond,
            @DefaultValue("32") @Positive int lanes,
            @Nullable String fallback,
            @DefaultValue("10m") Duration standingEvery) {

        @Override
        public String toString() {
            return "ChannelEntry[%s, %s]".formatted(id, type);
        }
    }

    /**
     * One outside system.
     *
     * @param read name of the kamelet that reads a page of its agenda
     * @param write name of the kamelet that applies a command; absent when the system can only be read
     * @param parameters the kamelets' own parameters
     * @param clinics the source's clinic ids and ours
     */
    public record SourceEntry(
            @NotBlank String id,
            @NotBlank String read,
            @Nullable String write,
            @DefaultValue("30s") Duration fastLane,
            @DefaultValue("30m") Duration slowLane,
            @DefaultValue @Valid Window window,
            @DefaultValue Map<String, String> parameters,
            @NotEmpty Map<String, String> clinics) {

        @Override
        public String toString() {
            return "SourceEntry[%s, %s]".formatted(id, read);
        }
    }

    /** The days around today that the slow lane compares. */
    public record Window(
            @DefaultValue("1d") Duration back,
            @DefaultValue("60d") Duration ahead) {}

    /**
     * The door of the console.
     *
     * @param idleTimeout after this long without a click a login is over
     * @param changeFirstPassword whether a password that was made or given at the start has to be changed at the first login
     * @param oidc another system whose accounts may come in; absent without one
     */
    public record Console(
            @DefaultValue("4h") Duration idleTimeout,
            @DefaultValue("true") boolean changeFirstPassword,
            @Nullable @Valid Oidc oidc) {}

    /**
     * A server that speaks OpenID Connect. Who comes in through it is known by its subject there, and has the first role and the clinics
     * that the claims say; without a role nobody comes in.
     *
     * @param issuer the server's address, under which {@code .well-known/openid-configuration} is found
     * @param label what the button of the login page calls it
     * @param nameClaim the claim that holds the account's name
     * @param rolesClaim the claim that holds groups or roles, one or several; dots lead into objects
     * @param roles what the claim says, and our role for it, the strongest first
     * @param clinicsClaim the claim that holds clinics; absent: all clinics
     * @param clinics what that claim says, and our clinic for it, or {@code *} for all
     */
    public record Oidc(
            @NotNull URI issuer,
            @NotBlank String clientId,
            @NotBlank String clientSecret,
            @DefaultValue("OpenID Connect") @NotBlank String label,
            @DefaultValue({"openid", "profile"}) List<String> scopes,
            @DefaultValue("preferred_username") @NotBlank String nameClaim,
            @DefaultValue("groups") @NotBlank String rolesClaim,
            @NotEmpty Map<String, String> roles,
            @Nullable String clinicsClaim,
            @DefaultValue Map<String, String> clinics) {

        @Override
        public String toString() {
            return "Oidc[%s, %s]".formatted(issuer, clientId);
        }
    }

    /**
     * How messages leave.
     *
     * @param settlingTime how long a message whose answer was lost waits for news before it is sent again
     * @param sendingTimeout after this long without an answer a message counts as in doubt
     * @param probeEvery how often one message tries whether a channel that was closed by WhatsApp is open again
     * @param keep how long messages stay in the ledger's lists after they ended; then they are archived, where their ids still find them
     * @param handleFailedWithin a failed message that waits for somebody longer than this makes the hub's health a warning
     */
    public record Delivery(
            @DefaultValue("2m") Duration settlingTime,
            @DefaultValue("45s") Duration sendingTimeout,
            @DefaultValue("10m") Duration probeEvery,
            @DefaultValue("400d") Duration keep,
            @DefaultValue("1d") Duration handleFailedWithin) {}

    /**
     * What comes in.
     *
     * @param keep how long webhooks are kept as they came; what patients said in them is kept with the messages
     */
    public record Inbound(@DefaultValue("90d") Duration keep) {}
}
