package io.recado.sandbox.pms;

import io.recado.sandbox.pms.Fallo.Clase;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Faults on order, in the database: each is played a number of times, then gone. */
@Component
class Fallos {

    private final JdbcClient jdbc;
    private final Clock clock;

    Fallos(JdbcClient jdbc, Clock clock, PmsSchema schema) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Orders a fault, or changes what is left of the one of the same kind and scope; none left takes it back. */
    void pon(
            Clase clase,
            String ambito,
            int veces,
            @Nullable Integer segundos,
            @Nullable String campo,
            @Nullable String nuevo) {
        if (veces <= 0) {
            jdbc.sql("delete from pms.fallo where clase = :clase and ambito = :ambito")
                    .param("clase", clase.codigo())
                    .param("ambito", ambito)
                    .update();
            return;
        }
        jdbc.sql("""
                        insert into pms.fallo (clase, ambito, quedan, segundos, campo, nuevo, puesto_en)
                        values (:clase, :ambito, :veces, :segundos, :campo, :nuevo, :ahora)
                        on conflict (clase, ambito) do update
                           set quedan = excluded.quedan, segundos = excluded.segundos, campo = excluded.campo, nuevo = excluded.nuevo
                        """)
                .param("clase", clase.codigo())
                .param("ambito", ambito)
                .param("veces", veces)
                .param("segundos", segundos)
                .param("campo", campo)
                .param("nuevo", nuevo)
                .param("ahora", Fichero.utc(clock.instant()))
                .update();
    }

    /** What will still go wrong, in the order it was asked for. */
    List<Fallo> armados() {
        return jdbc.sql("select id, clase, ambito, quedan, segundos, campo, nuevo from pms.fallo order by id")
                .query((rs, row) -> new Fallo(
                        rs.getLong("id"),
                        Clase.de(rs.getString("clase")).orElseThrow(),
                        rs.getString("ambito"),
                        rs.getInt("quedan"),
                        rs.getObject("segundos", Integer.class),
                        rs.getString("campo"),
                        rs.getString("nuevo")))
                .list();
    }

    /** Takes one of what is left of a fault; false when somebody else took the last. */
    boolean gasta(Fallo fallo) {
        boolean ultimo = jdbc.sql("delete from pms.fallo where id = :id and quedan = 1")
                        .param("id", fallo.id())
                        .update()
                == 1;
        return ultimo
                || jdbc.sql("update pms.fallo set quedan = quedan - 1 where id = :id and quedan > 1")
                                .param("id", fallo.id())
                                .update()
                        == 1;
    }

    /** Takes one of a fault of webhooks, if one is armed for this event. */
    Optional<Fallo> deAviso(String tipo) {
        return armados().stream()
                .filter(fallo -> fallo.clase().deAvisos() && fallo.alcanza(tipo))
                .filter(this::gasta)
                .findFirst();
    }

    /** Takes a fault back; false when it is not there any more. */
    boolean quita(long id) {
        return jdbc.sql("delete from pms.fallo where id = :id").param("id", id).update() == 1;
    }

    void quitaTodos() {
        jdbc.sql("delete from pms.fallo").update();
    }
}
