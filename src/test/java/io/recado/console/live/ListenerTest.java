package io.recado.console.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.recado.configuration.ClinicId;
import io.recado.configuration.ClinicScope;
import io.recado.console.access.Permission;
import io.recado.console.access.Viewer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What an open page is told of, and what not. */
class ListenerTest {

    private static final ClinicId CENTRO = new ClinicId("centro");
    private static final ClinicId PALERMO = new ClinicId("palermo");

    @Test
    void hearsOfItsClinicsOnly() throws InterruptedException {
        var page = page(Set.of(Permission.SEE_AGENDA), ClinicScope.of(CENTRO));

        page.tell(news(new Change("1", PALERMO, 11), new Change("2", CENTRO, 12), new Change("3", PALERMO, 13)));

        assertThat(next(page)).contains("data:12\n").doesNotContain("11", "13");
    }

    @Test
    void hearsNothingOfAppointmentsWithoutThePermission() throws InterruptedException {
        var page = page(Set.of(Permission.OPERATIONS), ClinicScope.everywhere());

        page.tell(news(new Change("1", CENTRO, 11)));
        page.tell(new News(List.of(), true));
        page.close();

        assertThat(page.next()).isNull();
    }

    @Test
    void gathersWhatComesWhileItIsBusyAndSaysItOnce() throws InterruptedException {
        var page = page(Set.of(Permission.SEE_AGENDA), ClinicScope.everywhere());

        page.tell(news(new Change("1", CENTRO, 12), new Change("2", CENTRO, 11)));
        page.tell(news(new Change("3", CENTRO, 12)));

        assertThat(next(page)).contains("event:appointments\n", "data:11,12\n");
    }

    @Test
    void isToldToLookAtEverythingWhenTooMuchHappened() throws InterruptedException {
        var page = page(Set.of(Permission.SEE_AGENDA), ClinicScope.of(CENTRO));

        page.tell(new News(List.of(), true));

        assertThat(next(page)).contains("data:*\n");
    }

    private static Listener page(Set<Permission> permissions, ClinicScope clinics) {
        return new Listener(new Viewer("ana", Viewer.Kind.PERSON, permissions, clinics, null), Duration.ofMinutes(1));
    }

    private static News news(Change... changes) {
        return new News(List.of(changes), false);
    }

    private static String next(Listener page) throws InterruptedException {
        return Objects.requireNonNull(page.next()).build().stream()
                .map(part -> part.getData().toString())
                .collect(Collectors.joining());
    }
}
