package io.recado.console.settings;

import io.recado.console.access.Permission;
import io.recado.console.frame.MenuItem;
import io.recado.console.frame.MenuItem.Group;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class SettingsInMenu {

    @Bean
    MenuItem clinicSettingsInMenu() {
        return MenuItem.of(
                "settings",
                Group.ADMINISTRATION,
                10,
                "/settings/clinics",
                "settings",
                Permission.WHATSAPP_SETTINGS_EDIT);
    }
}
