package io.recado.platform;

import java.util.HashMap;
import java.util.List;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.component.kamelet.KameletComponent;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;

/** Gives kamelets their parameters before Camel starts, and makes the configured routes once it has started. */
@Component
class RoutesAtStart implements CamelContextConfiguration, ApplicationRunner {

    private final List<ConfiguredRoutes> configured;
    private final CamelContext camel;

    RoutesAtStart(List<ConfiguredRoutes> configured, CamelContext camel) {
        this.configured = configured;
        this.camel = camel;
    }

    @Override
    public void beforeApplicationStart(CamelContext context) {
        var kamelets = context.getComponent("kamelet", KameletComponent.class);
        var parameters = new HashMap<String, Properties>();
        if (kamelets.getRouteProperties() != null) {
            parameters.putAll(kamelets.getRouteProperties());
        }
        configured.forEach(module -> parameters.putAll(module.kameletParameters()));
        kamelets.setRouteProperties(parameters);
    }

    @Override
    public void afterApplicationStart(CamelContext context) {
        // what fails here is only logged by Camel; run() stops the start
    }

    @Override
    public void run(ApplicationArguments arguments) throws Exception {
        for (var module : configured) {
            for (var route : module.routes()) {
                camel.addRouteFromTemplate(route.routeId(), route.template(), route.parameters());
            }
        }
    }
}
