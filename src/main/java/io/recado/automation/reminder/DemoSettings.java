package io.recado.automation.reminder;

import io.recado.clinic.Clinics;
import io.recado.configuration.ClinicId;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * What the people of the demo's sales room would have set: visitors are reminded of a visit, not of a treatment. Done once; whatever
 * is changed later stays.
 */
@Component
@Profile("demo")
class DemoSettings implements SmartInitializingSingleton {

    private static final ClinicId SALES_ROOM = new ClinicId("sala-norte");

    private final Clinics clinics;
    private final RemindersPerClinic settings;

    DemoSettings(Clinics clinics, RemindersPerClinic settings) {
        this.clinics = clinics;
        this.settings = settings;
    }

    @Override
    public void afterSingletonsInstantiated() {
        if (clinics.find(SALES_ROOM).isPresent() && settings.get(SALES_ROOM).version() == 0) {
            settings.save(ReminderSettings.untouched(SALES_ROOM).withTemplate("visita_inmobiliaria"));
        }
    }
}
