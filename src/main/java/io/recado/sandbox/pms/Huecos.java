package io.recado.sandbox.pms;

import io.recado.sandbox.pms.Ocupacion.Tramo;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where there is time: the hours of the professionals less what is taken of them and of the cabinas. Hours are the wall clock; gaps are
 * counted in real minutes, so that on the days the clock is changed an hour that does not exist is not offered, and one that comes twice
 * is offered twice.
 *
 * @param cabinas that may be used, in their order; each professional prefers the one at the same place in the order
 * @param ocupado what is taken at least of the days that are asked about
 */
record Huecos(ZoneId zona, List<Turno> turnos, List<Long> cabinas, List<Tramo> ocupado) {

    static final Duration PASO = Duration.ofMinutes(15);

    /** A professional and the hours of the week. */
    record Turno(long profesional, List<Franja> horario) {}

    /** Time that can be booked. */
    record Hueco(
            OffsetDateTime inicio,
            OffsetDateTime fin,
            @Nullable Long cabinaId,
            long profesionalId) {}

    /**
     * What is looked for.
     *
     * @param cabina whether one is needed
     * @param noAntes gaps begin at this moment at the earliest
     */
    record Busca(Duration cuanto, boolean cabina, Instant noAntes) {}

    private record Recurso(String que, long id) {}

    /** The gaps of some days, hasta not included, by their start and then by professional. */
    List<Hueco> libres(LocalDate desde, LocalDate hasta, Busca busca) {
        Map<Recurso, List<Tramo>> tramos = porRecurso();
        List<Hueco> huecos = new ArrayList<>();
        for (LocalDate dia = desde; dia.isBefore(hasta); dia = dia.plusDays(1)) {
            for (Turno turno : turnos) {
                for (Franja franja : turno.horario()) {
                    if (franja.dia() == dia.getDayOfWeek().getValue()) {
                        Instant abre = dia.atTime(franja.desde()).atZone(zona).toInstant();
                        Instant cierra = dia.atTime(franja.hasta()).atZone(zona).toInstant();
                        busca(turno.profesional(), abre, cierra, busca, tramos, huecos);
                    }
                }
            }
        }
        huecos.sort(Comparator.comparing((Hueco hueco) -> hueco.inicio().toInstant())
                .thenComparingLong(Hueco::profesionalId));
        return huecos;
    }

    /** Whether a professional works all that time. */
    boolean trabaja(long profesional, Instant inicio, Instant fin) {
        LocalDate dia = LocalDate.ofInstant(inicio, zona);
        return turnos.stream()
                .filter(turno -> turno.profesional() == profesional)
                .flatMap(turno -> turno.horario().stream())
                .anyMatch(franja -> franja.dia() == dia.getDayOfWeek().getValue()
                        && !inicio.isBefore(
                                dia.atTime(franja.desde()).atZone(zona).toInstant())
                        && !fin.isAfter(dia.atTime(franja.hasta()).atZone(zona).toInstant()));
    }

    boolean libre(long profesional, Instant inicio, Instant fin) {
        return libre(porRecurso(), new Recurso(Ocupacion.PROFESIONAL, profesional), inicio, fin);
    }

    /** The cabina that a professional would use, if any is free. */
    OptionalLong cabina(long profesional, Instant inicio, Instant fin) {
        return cabina(porRecurso(), profesional, inicio, fin);
    }

    private void busca(
            long profesional,
            Instant abre,
            Instant cierra,
            Busca busca,
            Map<Recurso, List<Tramo>> tramos,
            List<Hueco> huecos) {
        Recurso quien = new Recurso(Ocupacion.PROFESIONAL, profesional);
        for (Instant inicio = abre; !inicio.plus(busca.cuanto()).isAfter(cierra); inicio = inicio.plus(PASO)) {
            Instant fin = inicio.plus(busca.cuanto());
            if (!inicio.isBefore(busca.noAntes()) && libre(tramos, quien, inicio, fin)) {
                OptionalLong donde = cabina(tramos, profesional, inicio, fin);
                if (!busca.cabina() || donde.isPresent()) {
                    huecos.add(new Hueco(
                            local(inicio), local(fin), busca.cabina() ? donde.getAsLong() : null, profesional));
                }
            }
        }
    }

    private OptionalLong cabina(Map<Recurso, List<Tramo>> tramos, long profesional, Instant inicio, Instant fin) {
        int lugar = 0;
        while (lugar < turnos.size() && turnos.get(lugar).profesional() != profesional) {
            lugar++;
        }
        for (int n = 0; n < cabinas.size(); n++) {
            long cabina = cabinas.get((lugar + n) % cabinas.size());
            if (libre(tramos, new Recurso(Ocupacion.CABINA, cabina), inicio, fin)) {
                return OptionalLong.of(cabina);
            }
        }
        return OptionalLong.empty();
    }

    private static boolean libre(Map<Recurso, List<Tramo>> tramos, Recurso recurso, Instant inicio, Instant fin) {
        return tramos.getOrDefault(recurso, List.of()).stream()
                .noneMatch(tramo -> tramo.desde().isBefore(fin) && tramo.hasta().isAfter(inicio));
    }

    private Map<Recurso, List<Tramo>> porRecurso() {
        return ocupado.stream().collect(Collectors.groupingBy(tramo -> new Recurso(tramo.recurso(), tramo.id())));
    }

    private OffsetDateTime local(Instant cuando) {
        return cuando.atZone(zona).toOffsetDateTime();
    }
}
