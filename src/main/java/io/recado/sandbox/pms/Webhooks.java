package io.recado.sandbox.pms;

import static io.recado.sandbox.pms.Fichero.instant;
import static io.recado.sandbox.pms.Fichero.utc;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnore;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who wants to be told what. */
@Component
class Webhooks {

    private static final Set<String> AQUI = Set.of("127.0.0.1", "localhost", "[::1]");
    private static final int SECRETO_BYTES = 24;

    /** A subscription. The secret is shown once, to who makes it. */
    record Webhook(
            long id,
            @JsonIgnore String sistema,
            String url,
            List<Suceso> eventos,
            @JsonIgnore String secreto,

            @JsonFormat(pattern = Ficha.MILISEGUNDOS, timezone = "UTC")
            Instant creadoEn) {

        @Override
        public String toString() {
            return "Webhook[%d]".formatted(id);
        }
    }

    private final JdbcClient jdbc;
    private final Clock clock;
    private final SecureRandom azar = new SecureRandom();

    Webhooks(JdbcClient jdbc, Clock clock, PmsSchema schema) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Subscribes.
     *
     * @param eventos by name, {@code cita.creada} and so on; none: all
     * @param secreto what signatures are made with; null: one is made up
     * @throws Problema when the address is not one of this machine or an event has another name
     */
    Webhook suscribe(String sistema, @Nullable String url, @Nullable List<String> eventos, @Nullable String secreto) {
        String destino = deAqui(url);
        List<Suceso> cuales = sucesos(eventos);
        long id = jdbc.sql("""
                        insert into pms.webhook (sistema, url, eventos, secreto, creado_en)
                        values (:sistema, :url, :eventos, :secreto, :ahora) returning id
                        """)
                .param("sistema", sistema)
                .param("url", destino)
                .param("eventos", cuales.stream().map(Suceso::tipo).toArray(String[]::new))
                .param("secreto", secreto == null || secreto.isBlank() ? inventado() : secreto.strip())
                .param("ahora", utc(clock.instant().truncatedTo(ChronoUnit.MILLIS)))
                .query(Long.class)
                .single();
        return busca(id).orElseThrow();
    }

    Optional<Webhook> busca(long id) {
        return jdbc.sql("select * from pms.webhook where id = :id")
                .param("id", id)
                .query(Webhooks::webhook)
                .optional();
    }

    List<Webhook> todos() {
        return jdbc.sql("select * from pms.webhook order by id")
                .query(Webhooks::webhook)
                .list();
    }

    List<Webhook> de(String sistema) {
        return todos().stream().filter(uno -> uno.sistema().equals(sistema)).toList();
    }

    /** Ends a subscription; what it was not told yet it will not be told. */
    boolean quita(long id) {
        return jdbc.sql("delete from pms.webhook where id = :id")
                        .param("id", id)
                        .update()
                == 1;
    }

    private String inventado() {
        byte[] bytes = new byte[SECRETO_BYTES];
        azar.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** Nothing may leave this machine, so webhooks go to it alone. */
    private static String deAqui(@Nullable String url) {
        try {
            URI uri = new URI(url == null ? "" : url.strip());
            String host = uri.getHost();
            if (("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
                    && host != null
                    && AQUI.contains(host)) {
                return uri.toString();
            }
        } catch (URISyntaxException noEsUnaUrl) {
            // the same answer as for an address elsewhere
        }
        throw new Problema(
                Codigo.PARAMETRO_INVALIDO,
                "url: se esperaba una dirección http de esta máquina, como http://127.0.0.1:9000/avisos: nada sale de ella");
    }

    private static List<Suceso> sucesos(@Nullable List<String> nombres) {
        if (nombres == null || nombres.isEmpty()) {
            return List.of(Suceso.values());
        }
        List<Suceso> cuales = new ArrayList<>();
        for (String nombre : nombres) {
            cuales.add(Suceso.de(nombre)
                    .orElseThrow(() -> new Problema(
                            Codigo.PARAMETRO_INVALIDO,
                            "eventos: se esperaba uno de %s"
                                    .formatted(Arrays.stream(Suceso.values())
                                            .map(Suceso::tipo)
                                            .toList()))));
        }
        return cuales.stream().distinct().toList();
    }

    private static Webhook webhook(ResultSet rs, int row) throws SQLException {
        return new Webhook(
                rs.getLong("id"),
                rs.getString("sistema"),
                rs.getString("url"),
                Arrays.stream((String[]) rs.getArray("eventos").getArray())
                        .map(Suceso::de)
                        .flatMap(Optional::stream)
                        .toList(),
                rs.getString("secreto"),
                instant(rs, "creado_en"));
    }
}
