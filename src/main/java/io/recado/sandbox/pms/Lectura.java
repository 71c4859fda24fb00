package io.recado.sandbox.pms;

import io.recado.sandbox.pms.Citas.Consulta;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads the agenda and the patients page by page, in the order of their last change. */
@Component
class Lectura {

    /** How long a deleted cita is still shown as {@code eliminada}. */
    static final Duration LAPIDA = Duration.ofDays(30);

    private final Citas citas;
    private final Fichero fichero;
    private final Pacientes pacientes;
    private final Clock clock;

    Lectura(Citas citas, Fichero fichero, Pacientes pacientes, Clock clock) {
        this.citas = citas;
        this.fichero = fichero;
        this.pacientes = pacientes;
        this.clock = clock;
    }

    /** What a cita can be asked to bring along. */
    enum Expansion {
        CLIENTE,
        PROFESIONAL,
        CABINA
    }

    /** Either a page or why there is none. */
    sealed interface Resultado<T> {
        record Leida<T>(Pagina<T> pagina) implements Resultado<T> {}

        record Negada<T>(Codigo codigo, String detalle) implements Resultado<T> {}
    }

    Resultado<Cita> citas(Filtro filtro, Set<Expansion> expandir, @Nullable String cursor, int limite) {
        Instant ahora = ahora();
        return paginas(
                cursor,
                Objects.hash("citas", filtro),
                ahora,
                tras -> expande(citas.lee(filtro.consulta(ahora.minus(LAPIDA)), tras, limite + 1), expandir),
                limite,
                Cita::modificadaEn,
                cita -> cita.id().valor());
    }

    Resultado<Ficha.Cliente> clientes(@Nullable Instant modificadosDesde, @Nullable String cursor, int limite) {
        return paginas(
                cursor,
                Objects.hash("clientes", modificadosDesde),
                ahora(),
                tras -> pacientes.cambiados(modificadosDesde, tras, limite + 1),
                limite,
                Ficha.Cliente::modificadoEn,
                Ficha.Cliente::id);
    }

    Optional<Cita> cita(CitaId id, Set<Expansion> expandir) {
        Instant lapidas = ahora().minus(LAPIDA);
        return citas.busca(id)
                .filter(cita -> cita.estado() != Estado.ELIMINADA
                        || !cita.modificadaEn().isBefore(lapidas))
                .map(cita -> expande(List.of(cita), expandir).getFirst());
    }

    /**
     * A clinic's citas.
     *
     * @param desde first moment of the window, hasta its end (not included)
     */
    record Filtro(
            long clinica,
            @Nullable Instant desde,
            @Nullable Instant hasta,
            @Nullable Instant modificadasDesde,
            boolean anuladas) {

        Consulta consulta(Instant lapidas) {
            return new Consulta(clinica, desde, hasta, modificadasDesde, anuladas, lapidas);
        }
    }

    private static <T> Resultado<T> paginas(
            @Nullable String cursor,
            int consulta,
            Instant ahora,
            Function<@Nullable Cursor, List<T>> lee,
            int limite,
            Function<T, Instant> modificado,
            Function<T, Long> id) {
        Cursor tras = null;
        if (cursor != null) {
            Optional<Cursor> leido = Cursor.lee(cursor);
            if (leido.isEmpty() || leido.get().consulta() != consulta) {
                return new Resultado.Negada<>(Codigo.CURSOR_INVALIDO, "El cursor no es de esta consulta");
            }
            tras = leido.get();
            if (tras.caducado(ahora)) {
                return new Resultado.Negada<>(
                        Codigo.CURSOR_CADUCADO, "El cursor ha caducado; empiece de nuevo, sin cursor");
            }
        }
        List<T> filas = lee.apply(tras);
        Instant desde = tras == null ? ahora : tras.desde();
        boolean hayMas = filas.size() > limite;
        List<T> datos = hayMas ? filas.subList(0, limite) : filas;
        String siguiente = hayMas
                ? new Cursor(desde, consulta, modificado.apply(datos.getLast()), id.apply(datos.getLast())).texto()
                : null;
        return new Resultado.Leida<>(new Pagina<>(datos, siguiente, desde));
    }

    private List<Cita> expande(List<Cita> lista, Set<Expansion> expandir) {
        if (expandir.isEmpty() || lista.isEmpty()) {
            return lista;
        }
        Map<Long, Ficha.Cliente> clientes = expandir.contains(Expansion.CLIENTE)
                ? pacientes.porId(lista.stream()
                        .map(Cita::clienteId)
                        .filter(Objects::nonNull)
                        .collect(Collectors.toSet()))
                : Map.of();
        Map<Long, Ficha.Profesional> profesionales = expandir.contains(Expansion.PROFESIONAL)
                ? indice(fichero.profesionales(), Ficha.Profesional::id)
                : Map.of();
        Map<Long, Ficha.Cabina> cabinas =
                expandir.contains(Expansion.CABINA) ? indice(fichero.cabinas(), Ficha.Cabina::id) : Map.of();
        return lista.stream()
                .map(cita -> cita.con(
                        cita.clienteId() == null ? null : clientes.get(cita.clienteId()),
                        profesionales.get(cita.profesionalId()),
                        cita.cabinaId() == null ? null : cabinas.get(cita.cabinaId())))
                .toList();
    }

    private static <T> Map<Long, T> indice(List<T> lista, Function<T, Long> id) {
        return lista.stream().collect(Collectors.toMap(id, Function.identity()));
    }

    private Instant ahora() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
