package io.recado;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ModularityTest {

    @Test
    void modulesReachEachOtherOnlyDownwardsAndThroughTheirFacades() {
        ApplicationModules.of(Recado.class).verify();
    }
}
