package io.recado.console.access;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.web.firewall.HttpStatusRequestRejectedHandler;
import org.springframework.security.web.firewall.RequestRejectedHandler;

/**
 * What Spring Security's firewall turns away, such as {@code //} or {@code ;} in a path, gets to none of the chains and would be answered
 * without the headers that they write.
 */
@Configuration(proxyBeanMethods = false)
class RejectedRequests {

    @Bean
    RequestRejectedHandler rejectedRequestHandler() {
        var usual = new HttpStatusRequestRejectedHandler();
        return (request, response, reason) -> {
            response.setHeader("Content-Security-Policy", SecurityChains.OUR_PAGES);
            response.setHeader("X-Content-Type-Options", "nosniff");
            response.setHeader("X-Frame-Options", "DENY");
            response.setHeader("Referrer-Policy", "same-origin");
            usual.handle(request, response, reason);
        };
    }
}
