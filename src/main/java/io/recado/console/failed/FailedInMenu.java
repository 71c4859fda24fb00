package io.recado.console.failed;

import io.recado.console.access.Permission;
import io.recado.console.frame.MenuItem;
import io.recado.console.frame.MenuItem.Group;
import io.recado.outbox.FailedCount;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class FailedInMenu {

    @Bean
    MenuItem failedMenuItem(FailedDesk desk) {
        return MenuItem.of("failed", Group.WORK, 20, "/failed", "message-x", Permission.SEE_MESSAGES)
                .counting(viewer -> desk.waiting(viewer).stream()
                        .mapToLong(FailedCount::count)
                        .sum());
    }
}
