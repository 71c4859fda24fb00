package io.recado.sandbox.pms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** What a fault makes of an answer. */
final class Estropicio {

    private static final String CAMPO = "inicio";
    private static final String NUEVO = "fechaInicio";
    private static final int DECIMA = 10;
    private static final DateTimeFormatter HORA =
            DateTimeFormatter.ofPattern(Ficha.MILISEGUNDOS).withZone(ZoneOffset.UTC);

    private Estropicio() {}

    /** The spoilt answer; equal to the sound one when the fault finds nothing in it to spoil. */
    static JsonNode de(Fallo fallo, JsonNode sano) {
        return switch (fallo.clase()) {
            case ESCASO -> escaso(sano);
            case RELOJ -> adelantado(sano, fallo.duracion());
            case CAMPO -> rebautizado(sano, o(fallo.campo(), CAMPO), o(fallo.nuevo(), NUEVO));
            default -> sano;
        };
    }

    private static JsonNode escaso(JsonNode sano) {
        JsonNode malo = sano.deepCopy();
        if (malo instanceof ObjectNode pagina && pagina.get("datos") instanceof ArrayNode datos) {
            quita(datos);
            if (pagina.has("cursorSiguiente")) {
                pagina.putNull("cursorSiguiente");
            }
        } else if (malo instanceof ArrayNode lista) {
            quita(lista);
        }
        return malo;
    }

    private static void quita(ArrayNode filas) {
        int quedan = filas.size() / DECIMA;
        while (filas.size() > quedan) {
            filas.remove(filas.size() - 1);
        }
    }

    private static JsonNode adelantado(JsonNode sano, int segundos) {
        if (!sano.path("horaServidor").isTextual()) {
            return sano;
        }
        ObjectNode malo = sano.deepCopy();
        Instant hora = Instant.parse(sano.get("horaServidor").asText());
        return malo.put("horaServidor", HORA.format(hora.plusSeconds(segundos)));
    }

    private static JsonNode rebautizado(JsonNode sano, String campo, String nuevo) {
        if (sano instanceof ArrayNode lista) {
            ArrayNode malo = JsonNodeFactory.instance.arrayNode();
            lista.forEach(uno -> malo.add(rebautizado(uno, campo, nuevo)));
            return malo;
        }
        if (sano instanceof ObjectNode objeto) {
            ObjectNode malo = JsonNodeFactory.instance.objectNode();
            objeto.properties()
                    .forEach(uno -> malo.set(
                            uno.getKey().equals(campo) ? nuevo : uno.getKey(),
                            rebautizado(uno.getValue(), campo, nuevo)));
            return malo;
        }
        return sano;
    }

    private static String o(@Nullable String dicho, String siempre) {
        return dicho == null ? siempre : dicho;
    }
}
