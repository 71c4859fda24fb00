package io.recado.platform;

import java.time.Clock;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.CoreAddressConfiguration;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.camel.component.jms.JmsHeaderFilterStrategy;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.jms.artemis.ArtemisConfigurationCustomizer;
import org.springframework.boot.autoconfigure.jms.artemis.ArtemisProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Spring's part of the ground: clock, broker settings, and JMS as Camel uses it. */
@Configuration(proxyBeanMethods = false)
class Platform {

    private static final String DEAD_LETTERS = "dead.letters";
    private static final String DEAD_OUTBOUND = "dead.outbound";
    private static final int ATTEMPTS = 10;
    private static final int WITHOUT_END = -1;
    private static final long REDELIVERY_MILLIS = 1_000;
    private static final long REDELIVERY_MOST_MILLIS = 60_000;
    private static final long PAGE_ABOVE_BYTES = 32L << 20;

    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return Clock.systemUTC();
    }

    /**
     * The embedded broker keeps what it accepted in its journal, writes to disk what does not fit in memory, and gives up on a message only into
     * {@code dead.letters}, or {@code dead.outbound} if it is a message's id. On those it never gives up. An external broker wants the same settings; {@code docker/} has them.
     */
    @Bean
    ArtemisConfigurationCustomizer broker(ArtemisProperties properties) {
        return configuration -> {
            configuration
                    // brokers of one process that share a name would take each other's MBeans away
                    .setName("recado-" + properties.getEmbedded().getServerId())
                    .setJMXManagementEnabled(true)
                    .setMessageCounterEnabled(true)
                    .setGlobalMaxSize(4 * PAGE_ABOVE_BYTES)
                    .addAddressSetting(
                            "#",
                            new AddressSettings()
                                    .setDeadLetterAddress(SimpleString.of(DEAD_LETTERS))
                                    .setExpiryAddress(SimpleString.of(DEAD_LETTERS))
                                    .setMaxDeliveryAttempts(ATTEMPTS)
                                    .setRedeliveryDelay(REDELIVERY_MILLIS)
                                    .setRedeliveryMultiplier(2)
                                    .setMaxRedeliveryDelay(REDELIVERY_MOST_MILLIS)
                                    .setMaxSizeBytes(PAGE_ABOVE_BYTES)
                                    .setAddressFullMessagePolicy(AddressFullMessagePolicy.PAGE)
                                    // a queue that is empty for a moment is not gone: its name is part of the panels
                                    .setAutoDeleteQueues(false)
                                    .setAutoDeleteAddresses(false))
                    // ids of the ledger never become dead letters: what becomes of their messages is the ledger's to
                    // say. A broker of somebody's own that gives up on one lays it where the ledger hears of it
                    .addAddressSetting(
                            "outbound.#",
                            new AddressSettings()
                                    .setDeadLetterAddress(SimpleString.of(DEAD_OUTBOUND))
                                    .setMaxDeliveryAttempts(WITHOUT_END)
                                    .setRedeliveryDelay(REDELIVERY_MILLIS)
                                    .setRedeliveryMultiplier(2)
                                    .setMaxRedeliveryDelay(REDELIVERY_MOST_MILLIS))
                    .addAddressSetting("dead.#", new AddressSettings().setMaxDeliveryAttempts(WITHOUT_END));
            configuration.addAddressConfiguration(queue(DEAD_LETTERS)).addAddressConfiguration(queue(DEAD_OUTBOUND));
        };
    }

    private static CoreAddressConfiguration queue(String name) {
        return new CoreAddressConfiguration()
                .setName(name)
                .addRoutingType(RoutingType.ANYCAST)
                .addQueueConfiguration(QueueConfiguration.of(name).setRoutingType(RoutingType.ANYCAST));
    }

    /**
     * Header names of JMS messages are compared in lower case, because with Camel's default a header such as {@code CAmelHttpUri} passes the filter
     * and steers the components behind it (CVE-2026-40453). The other settings of JMS are in {@code config/application.yaml}: what a bean of
     * the component sets, the starter overwrites with its own defaults.
     */
    @Bean
    HeaderFilterStrategy strictHeaderFilter() {
        var filter = new JmsHeaderFilterStrategy();
        filter.setLowerCase(true);
        return filter;
    }
}
