package io.recado.sandbox.pms;

import io.recado.sandbox.pms.Ficha.Cabina;
import io.recado.sandbox.pms.Ficha.Clinica;
import io.recado.sandbox.pms.Ficha.Profesional;
import io.recado.sandbox.pms.Ficha.Servicio;
import io.recado.sandbox.pms.Huecos.Busca;
import io.recado.sandbox.pms.Huecos.Hueco;
import io.recado.sandbox.pms.Huecos.Turno;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** When which services can be had at a clinic. */
@Component
class Disponibilidad {

    /** Services that go together in one cita: how long they take, and whether a cabina is needed. */
    record Conjunto(List<Servicio> servicios) {

        Duration cuanto() {
            return Duration.ofMinutes(
                    servicios.stream().mapToInt(Servicio::duracionMin).sum());
        }

        boolean cabina() {
            return servicios.stream().anyMatch(Servicio::requiereCabina);
        }

        List<Long> ids() {
            return servicios.stream().map(Servicio::id).toList();
        }

        /** Whether one of them must not go with one of those. */
        boolean choca(Collection<Long> otros) {
            return servicios.stream()
                    .anyMatch(servicio -> servicio.incompatibilidades().stream().anyMatch(otros::contains));
        }
    }

    private final Fichero fichero;
    private final Ocupacion ocupacion;
    private final Clock clock;

    Disponibilidad(Fichero fichero, Ocupacion ocupacion, Clock clock) {
        this.fichero = fichero;
        this.ocupacion = ocupacion;
        this.clock = clock;
    }

    /**
     * Reads a list of services.
     *
     * @throws Problema when there is none, one is not known or two do not go together
     */
    Conjunto conjunto(@Nullable List<Long> ids) {
        Map<Long, Servicio> todos =
                fichero.servicios().stream().collect(Collectors.toMap(Servicio::id, Function.identity()));
        if (ids == null || ids.isEmpty() || !todos.keySet().containsAll(ids)) {
            throw new Problema(
                    Codigo.PARAMETRO_INVALIDO,
                    "servicios: se esperaba al menos uno de %s, vino %s"
                            .formatted(todos.keySet().stream().sorted().toList(), ids));
        }
        Set<Long> distintos = new HashSet<>(ids);
        if (distintos.size() < ids.size()) {
            throw new Problema(Codigo.PARAMETRO_INVALIDO, "servicios: ninguno dos veces, vino " + ids);
        }
        Conjunto conjunto = new Conjunto(ids.stream().map(todos::get).toList());
        if (conjunto.choca(distintos)) {
            throw new Problema(
                    Codigo.SERVICIOS_INCOMPATIBLES,
                    "Entre los servicios %s hay incompatibilidades; resérvelos en días distintos".formatted(ids));
        }
        return conjunto;
    }

    /** The first moment that can still be booked. */
    Instant antes(Clinica clinica) {
        return clock.instant().plus(Duration.ofMinutes(clinica.antelacionMinimaMin()));
    }

    /** The gaps of some days, hasta not included, that can still be booked. */
    List<Hueco> huecos(
            Clinica clinica, LocalDate desde, LocalDate hasta, Conjunto servicios, @Nullable Long profesional) {
        return mapa(clinica, desde, hasta)
                .libres(desde, hasta, new Busca(servicios.cuanto(), servicios.cabina(), antes(clinica)))
                .stream()
                .filter(hueco -> profesional == null || profesional == hueco.profesionalId())
                .toList();
    }

    /** Hours and what is taken of all who work there. */
    Huecos mapa(Clinica clinica, LocalDate desde, LocalDate hasta) {
        ZoneId zona = ZoneId.of(clinica.zonaHoraria());
        Map<Long, List<Franja>> horarios = fichero.horarios();
        return new Huecos(
                zona,
                fichero.profesionales().stream()
                        .filter(p -> p.clinicaId() == clinica.id() && p.activo())
                        .map(Profesional::id)
                        .map(id -> new Turno(id, horarios.getOrDefault(id, List.of())))
                        .toList(),
                fichero.cabinas().stream()
                        .filter(c -> c.clinicaId() == clinica.id())
                        .map(Cabina::id)
                        .toList(),
                ocupacion.entre(
                        clinica.id(),
                        desde.atStartOfDay(zona).toInstant(),
                        hasta.plusDays(1).atStartOfDay(zona).toInstant(),
                        clock.instant()));
    }
}
