package io.recado.sandbox.pms;

/** Why the PMS said no: the {@code codigo} of its problems, with the HTTP status that goes with it. */
enum Codigo {
    PARAMETRO_INVALIDO(400, "Parámetro no válido"),
    CURSOR_INVALIDO(400, "Cursor no válido"),
    FALTA_CLAVE(400, "Falta Idempotency-Key"),
    NO_AUTORIZADO(401, "No autorizado"),
    TOKEN_CADUCADO(401, "Token caducado"),
    NO_ENCONTRADA(404, "No encontrada"),
    ESTADO_NO_PERMITE(409, "El estado no lo permite"),
    HUECO_OCUPADO(409, "Hueco ocupado"),
    RETENCION_CADUCADA(409, "Retención caducada"),
    TELEFONO_DISTINTO(409, "El teléfono ha cambiado"),
    CURSOR_CADUCADO(410, "Cursor caducado"),
    VERSION_DISTINTA(412, "La cita ha cambiado"),
    ANTELACION_MINIMA(422, "Antelación mínima"),
    FUERA_DE_HORARIO(422, "Fuera de horario"),
    SERVICIOS_INCOMPATIBLES(422, "Servicios incompatibles"),
    CLAVE_REUTILIZADA(422, "Idempotency-Key ya usada"),
    FALTA_VERSION(428, "Falta If-Match"),
    DEMASIADAS_PETICIONES(429, "Demasiadas peticiones"),
    ERROR_INTERNO(500, "Error interno"),
    NO_DISPONIBLE(503, "No disponible");

    private final int http;
    private final String titulo;

    Codigo(int http, String titulo) {
        this.http = http;
        this.titulo = titulo;
    }

    int http() {
        return http;
    }

    String titulo() {
        return titulo;
    }
}
