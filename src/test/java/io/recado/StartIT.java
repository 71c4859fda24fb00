package io.recado;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.camel.CamelContext;
import org.apache.camel.ServiceStatus;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The cheapest guard there is: everything starts. */
@WholeHub
class StartIT {

    @Autowired
    CamelContext camel;

    @Test
    void everyRouteOfTheHubStarts() {
        assertThat(camel.getStatus()).isEqualTo(ServiceStatus.Started);
        assertThat(camel.getRoutes())
                .allSatisfy(route -> assertThat(camel.getRouteController().getRouteStatus(route.getRouteId()))
                        .as(route.getRouteId())
                        .isEqualTo(ServiceStatus.Started));
    }
}
