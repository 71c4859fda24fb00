package io.recado.sandbox.pms;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

@Configuration(proxyBeanMethods = false)
class PmsSetup {

    @Bean
    PmsSettings pmsSettings(Environment environment) {
        return Binder.get(environment).bind("sandbox.pms", PmsSettings.class).get();
    }
}
