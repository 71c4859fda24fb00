package io.recado.console.sources;

import io.recado.console.access.Permission;
import io.recado.console.frame.MenuItem;
import io.recado.console.frame.MenuItem.Group;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class SourcesInMenu {

    @Bean
    MenuItem sourcesMenuItem() {
        return MenuItem.of("sources", Group.OPERATIONS, 10, "/sources", "database-import", Permission.SEE_SOURCES);
    }
}
