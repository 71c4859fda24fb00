package io.recado.console.web;

import io.recado.console.access.Permission;
import io.recado.console.frame.MenuItem;
import io.recado.console.frame.MenuItem.Group;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The menu's entries of this package's pages, and of what others serve. */
@Configuration(proxyBeanMethods = false)
class MenuConfiguration {

    @Bean
    MenuItem todayInMenu() {
        return MenuItem.of("today", Group.WORK, 10, "/", "calendar-event", Permission.SEE_AGENDA);
    }

    @Bean
    MenuItem hawtioInMenu() {
        return MenuItem.of("hawtio", Group.OPERATIONS, 90, "/actuator/hawtio/", "route", Permission.OPERATIONS);
    }

    @Bean
    MenuItem apiInMenu() {
        return MenuItem.of("api", Group.OPERATIONS, 95, "/v3/api-docs", "api", Permission.OPERATIONS);
    }
}
