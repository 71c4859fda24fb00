package io.recado.sandbox.pms;

import static io.recado.sandbox.pms.Fichero.instant;
import static io.recado.sandbox.pms.Fichero.utc;

import io.recado.sandbox.pms.Ficha.Cliente;
import io.recado.sandbox.pms.Ficha.Consentimientos;
import io.recado.sandbox.pms.Ficha.Telefono;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Patients. */
@Component
class Pacientes {

    private static final String CLIENTES = """
            select c.*,
                   array(select t.numero from pms.telefono t where t.cliente_id = c.id order by t.orden) as numeros,
                   array(select t.tipo from pms.telefono t where t.cliente_id = c.id order by t.orden) as tipos
              from pms.cliente c
            """;

    /** The digits that a number is found by: what comes before them is prefixes, which people leave out. */
    private static final int CIFRAS = 9;

    /** What is written down about a patient. Phones in their order; null consents: nobody asked. */
    record Datos(
            String nombre,
            String apellidos,
            List<Telefono> telefonos,
            @Nullable String email,
            @Nullable LocalDate fechaNacimiento,
            @Nullable String idioma,
            @Nullable Boolean recordatorios,
            @Nullable Boolean publicidadWhatsApp,
            @Nullable Boolean publicidadEmail,
            @Nullable Long clinicaPreferidaId) {

        /** No person in logs. */
        @Override
        public String toString() {
            return "Datos";
        }
    }

    private final JdbcClient jdbc;
    private final TransactionOperations transaction;
    private final Clock clock;

    Pacientes(JdbcClient jdbc, TransactionOperations transaction, Clock clock, PmsSchema schema) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Those that there are, by id. */
    Map<Long, Cliente> porId(Collection<Long> ids) {
        return jdbc
                .sql(CLIENTES + " where c.id = any(:ids)")
                .param("ids", ids.toArray(Long[]::new))
                .query(Pacientes::cliente)
                .list()
                .stream()
                .collect(Collectors.toMap(Cliente::id, Function.identity()));
    }

    /** Patients changed since a moment (inclusive; null: all) and after a place, in the order of (modificadoEn, id). */
    List<Cliente> cambiados(@Nullable Instant desde, @Nullable Cursor tras, int limite) {
        StringBuilder sql = new StringBuilder(CLIENTES).append(" where true");
        if (desde != null) {
            sql.append(" and c.modificado_en >= :desde");
        }
        if (tras != null) {
            sql.append(" and (c.modificado_en, c.id) > (:stamp, :id)");
        }
        var consulta = jdbc.sql(sql.append(" order by c.modificado_en, c.id limit :limite")
                        .toString())
                .param("limite", limite);
        if (desde != null) {
            consulta = consulta.param("desde", utc(desde));
        }
        if (tras != null) {
            consulta = consulta.param("stamp", utc(tras.modificado())).param("id", tras.id());
        }
        return consulta.query(Pacientes::cliente).list();
    }

    /** The patients of a clinic, by name. */
    List<Cliente> de(long clinica) {
        return jdbc.sql(CLIENTES + " where c.clinica_preferida_id = :clinica order by c.nombre, c.apellidos, c.id")
                .param("clinica", clinica)
                .query(Pacientes::cliente)
                .list();
    }

    /** Patients with a phone of these digits, however it was typed; of a long number its last nine. Family members share phones. */
    List<Cliente> porTelefono(String telefono) {
        String cifras = telefono.replaceAll("\\D", "");
        if (cifras.isEmpty()) {
            return List.of();
        }
        String cola = cifras.substring(Math.max(0, cifras.length() - CIFRAS));
        return jdbc.sql(CLIENTES + """
                         where exists (select 1 from pms.telefono t
                                        where t.cliente_id = c.id and right(regexp_replace(t.numero, '\\D', '', 'g'), :cifras) = :cola)
                         order by c.id
                        """)
                .param("cifras", CIFRAS)
                .param("cola", cola)
                .query(Pacientes::cliente)
                .list();
    }

    /** Patients of a clinic whose name or phone contains this; no more than so many. */
    List<Cliente> busca(long clinica, String texto, int cuantos) {
        return jdbc.sql(CLIENTES + """
                         where c.clinica_preferida_id = :clinica
                           and (position(lower(:texto) in lower(c.nombre || ' ' || c.apellidos)) > 0
                                or exists (select 1 from pms.telefono t
                                            where t.cliente_id = c.id and position(:texto in t.numero) > 0))
                         order by c.nombre, c.apellidos, c.id limit :cuantos
                        """)
                .param("clinica", clinica)
                .param("texto", texto)
                .param("cuantos", cuantos)
                .query(Pacientes::cliente)
                .list();
    }

    Cliente crea(Datos datos) {
        Long id = transaction.execute(status -> {
            long nuevo =
                    jdbc.sql("""
                            insert into pms.cliente (id, nombre, apellidos, modificado_en) values (nextval('pms.cliente_id'), '', '', :ahora)
                            returning id
                            """).param("ahora", utc(ahora())).query(Long.class).single();
            escribe(nuevo, datos, null);
            return nuevo;
        });
        return porId(List.of(id == null ? 0 : id)).values().iterator().next();
    }

    /** Writes all of it anew; false when there is no such patient. */
    boolean cambia(long cliente, Datos datos) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            Cliente antes = porId(List.of(cliente)).get(cliente);
            if (antes == null) {
                return false;
            }
            escribe(cliente, datos, antes.consentimientos());
            return true;
        }));
    }

    /** What came of an integration's wish to mend a phone. */
    enum Arreglo {
        HECHO,
        NO_EXISTE,
        ES_OTRO
    }

    /**
     * Puts one number in place of another, whatever stands beside it; of digits alone, as people type them in many ways.
     *
     * @param anterior the number that is replaced; null where there was none
     */
    Arreglo arreglaTelefono(long cliente, Telefono nuevo, @Nullable String anterior) {
        return Objects.requireNonNull(transaction.execute(status -> {
            var hay = jdbc.sql("select id from pms.cliente where id = :id for update")
                    .param("id", cliente)
                    .query(Long.class)
                    .optional();
            if (hay.isEmpty()) {
                return Arreglo.NO_EXISTE;
            }
            List<Telefono> telefonos = new ArrayList<>(
                    Objects.requireNonNull(porId(List.of(cliente)).get(cliente)).telefonos());
            int donde = donde(telefonos, anterior);
            if (donde < 0 && (donde(telefonos, nuevo.numero()) < 0) && !(telefonos.isEmpty() && vacio(anterior))) {
                return Arreglo.ES_OTRO;
            }
            if (donde >= 0) {
                telefonos.set(donde, nuevo);
            } else if (telefonos.isEmpty()) {
                telefonos.add(nuevo);
            }
            telefonos(cliente, telefonos);
            jdbc.sql("update pms.cliente set modificado_en = :ahora where id = :id")
                    .param("ahora", utc(ahora()))
                    .param("id", cliente)
                    .update();
            return Arreglo.HECHO;
        }));
    }

    private static boolean vacio(@Nullable String numero) {
        return numero == null || numero.isBlank();
    }

    private static int donde(List<Telefono> telefonos, @Nullable String numero) {
        if (vacio(numero)) {
            return -1;
        }
        String cifras = cifras(numero);
        for (int i = 0; i < telefonos.size(); i++) {
            if (cifras(telefonos.get(i).numero()).equals(cifras)) {
                return i;
            }
        }
        return -1;
    }

    private static String cifras(@Nullable String numero) {
        return numero == null ? "" : numero.replaceAll("\\D", "");
    }

    /** Replaces a patient's phones; one number, or none. */
    boolean cambiaTelefono(long cliente, @Nullable String numero) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            if (jdbc.sql("update pms.cliente set modificado_en = :ahora where id = :id")
                            .param("ahora", utc(ahora()))
                            .param("id", cliente)
                            .update()
                    == 0) {
                return false;
            }
            telefonos(cliente, numero == null ? List.of() : List.of(new Telefono(numero, "movil")));
            return true;
        }));
    }

    private void escribe(long id, Datos datos, @Nullable Consentimientos antes) {
        Instant ahora = ahora();
        Consentimientos sin =
                new Consentimientos(datos.recordatorios(), datos.publicidadWhatsApp(), datos.publicidadEmail(), null);
        Instant dicho = antes != null
                        && new Consentimientos(
                                        antes.recordatorios(),
                                        antes.publicidadWhatsApp(),
                                        antes.publicidadEmail(),
                                        null)
                                .equals(sin)
                ? antes.fecha()
                : sin.equals(new Consentimientos(null, null, null, null)) ? null : ahora;
        jdbc.sql("""
                        update pms.cliente
                           set nombre = :nombre, apellidos = :apellidos, email = :email, fecha_nacimiento = :nacimiento,
                               idioma = :idioma, acepta_recordatorios = :recordatorios,
                               acepta_publicidad_whatsapp = :whatsapp, acepta_publicidad_email = :porEmail,
                               consentimiento_en = :dicho, clinica_preferida_id = :clinica, modificado_en = :ahora
                         where id = :id
                        """)
                .param("nombre", datos.nombre())
                .param("apellidos", datos.apellidos())
                .param("email", datos.email())
                .param("nacimiento", datos.fechaNacimiento())
                .param("idioma", datos.idioma())
                .param("recordatorios", datos.recordatorios())
                .param("whatsapp", datos.publicidadWhatsApp())
                .param("porEmail", datos.publicidadEmail())
                .param("dicho", dicho == null ? null : utc(dicho))
                .param("clinica", datos.clinicaPreferidaId())
                .param("ahora", utc(ahora))
                .param("id", id)
                .update();
        telefonos(id, datos.telefonos());
    }

    private void telefonos(long cliente, List<Telefono> telefonos) {
        jdbc.sql("delete from pms.telefono where cliente_id = :id")
                .param("id", cliente)
                .update();
        for (int orden = 0; orden < telefonos.size(); orden++) {
            jdbc.sql("insert into pms.telefono (cliente_id, orden, numero, tipo) values (:id, :orden, :numero, :tipo)")
                    .param("id", cliente)
                    .param("orden", orden + 1)
                    .param("numero", telefonos.get(orden).numero())
                    .param("tipo", telefonos.get(orden).tipo())
                    .update();
        }
    }

    private Instant ahora() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static Cliente cliente(ResultSet rs, int row) throws SQLException {
        String[] numeros = (String[]) rs.getArray("numeros").getArray();
        String[] tipos = (String[]) rs.getArray("tipos").getArray();
        List<Telefono> telefonos = new ArrayList<>();
        for (int i = 0; i < numeros.length; i++) {
            telefonos.add(new Telefono(numeros[i], tipos[i]));
        }
        OffsetDateTime consentido = rs.getObject("consentimiento_en", OffsetDateTime.class);
        return new Cliente(
                rs.getLong("id"),
                rs.getString("nombre"),
                rs.getString("apellidos"),
                telefonos,
                rs.getString("email"),
                rs.getObject("fecha_nacimiento", LocalDate.class),
                rs.getString("idioma"),
                new Consentimientos(
                        rs.getObject("acepta_recordatorios", Boolean.class),
                        rs.getObject("acepta_publicidad_whatsapp", Boolean.class),
                        rs.getObject("acepta_publicidad_email", Boolean.class),
                        consentido == null ? null : consentido.toInstant()),
                rs.getObject("clinica_preferida_id", Long.class),
                instant(rs, "modificado_en"));
    }
}
