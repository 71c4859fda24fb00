package io.recado.console.people;

import io.recado.console.access.Permission;
import io.recado.console.frame.MenuItem;
import io.recado.console.frame.MenuItem.Group;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The menu's entries of this package's pages. */
@Configuration(proxyBeanMethods = false)
class PeopleMenu {

    @Bean
    MenuItem usersInMenu() {
        return MenuItem.of("users", Group.ADMINISTRATION, 10, "/users", "users", Permission.MANAGE_USERS);
    }

    @Bean
    MenuItem rolesInMenu() {
        return MenuItem.of("roles", Group.ADMINISTRATION, 20, "/roles", "user-shield", Permission.MANAGE_ROLES);
    }

    @Bean
    MenuItem tokensInMenu() {
        return MenuItem.of("tokens", Group.ADMINISTRATION, 30, "/tokens", "key", Permission.MANAGE_TOKENS);
    }

    @Bean
    MenuItem auditInMenu() {
        return MenuItem.of("audit", Group.ADMINISTRATION, 40, "/audit", "history", Permission.SEE_AUDIT);
    }
}
