package io.recado.configuration;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.validation.Validator;

/** Has Spring Boot check the wiring as a whole when it is read, so that it reports all findings by key and stops. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(Wiring.class)
class ConfigurationCheck {

    /** The name is Spring Boot's. */
    @Bean
    static Validator configurationPropertiesValidator() {
        return new WiringCheck();
    }
}
