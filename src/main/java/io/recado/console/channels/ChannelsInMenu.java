package io.recado.console.channels;

import io.recado.console.access.Permission;
import io.recado.console.frame.MenuItem;
import io.recado.console.frame.MenuItem.Group;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ChannelsInMenu {

    @Bean
    MenuItem channelsMenuItem() {
        return MenuItem.of("channels", Group.OPERATIONS, 20, "/channels", "brand-whatsapp", Permission.SEE_CHANNELS);
    }
}
