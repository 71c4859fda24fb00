package io.recado.console;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A request that a handler would take: with everything that it reads before it asks who is there, so that a refusal is the permission's or
 * the clinic's and no complaint about the request.
 *
 * @param form names and values in turn
 * @param json the body of a program's request
 */
record Call(String method, String path, List<String> form, String json) {

    /** About what belongs to Clínica Sol Centro, and such that it would show or change it. */
    static Call about(Belongings centro, Handler handler) {
        return new Call(
                handler.method(),
                centro.fill(handler.path()) + query(centro, handler),
                handler.program() || !handler.changes() ? List.of() : form(centro, handler.path()),
                handler.program() ? json(centro, handler.path()) : "");
    }

    /** The same of a source that is not there: reading one in earnest would be in the way of other tests. */
    Call harmless() {
        return method.equals("GET")
                ? this
                : new Call(method, path.replace("/sources/pms", "/sources/nowhere"), form, json);
    }

    boolean says(String text) {
        return Stream.concat(Stream.of(path, json), form.stream()).anyMatch(part -> part.contains(text));
    }

    private static String query(Belongings centro, Handler handler) {
        var day = centro.start.atZone(ZoneId.of("Europe/Madrid")).toLocalDate();
        return switch (handler.toString()) {
            case "GET /" -> "?date=" + day;
            case "GET /today/changes" -> "?date=" + day + "&ids=" + centro.appointment;
            case "GET /search", "GET /search/suggestions" -> "?q=" + centro.surname.substring(0, 10);
            case "GET /users" -> "?name=" + centro.user.substring(0, 10);
            case "GET /audit" -> "?action=settings_changed";
            case "GET /api/v1/appointments" -> "?limit=200&from=" + centro.start;
            case "GET /api/v1/messages",
                    "GET /api/v1/failed",
                    "GET /api/v1/write-backs",
                    "GET /api/v1/rejected",
                    "GET /api/v1/dead-webhooks",
                    "GET /api/v1/dead-letters" -> "?limit=200";
            case "POST /api/v1/dead-webhooks/{id}/discard" -> "?reason=because";
            default -> "";
        };
    }

    private static List<String> form(Belongings centro, String path) {
        var form = new ArrayList<>(List.of(
                "what",
                "discard",
                "text",
                "because",
                "reason",
                "because",
                "active",
                "false",
                "message",
                centro.message));
        form.addAll(List.of("name", "zq-" + centro.user, "role", "" + centro.role, "clinics", "centro"));
        form.addAll(List.of("permissions", "SEE_AGENDA", "permissions", "SEE_MESSAGES", "phone", "+34600000000"));
        if (path.startsWith("/settings/")) {
            form.addAll(
                    List.of("enabled", "on", "daysBefore", "3", "sendAt", "09:00", "template", "recordatorio_cita"));
            form.addAll(List.of("lateBooking", "SKIP", "switchVersion", "0", "version", "0"));
        } else {
            form.addAll(List.of("version", "1"));
        }
        if (path.startsWith("/failed/find") || path.startsWith("/failed/all")) {
            form.addAll(List.of("clinic", "centro", "whom", centro.phone.substring(3)));
        }
        return form;
    }

    private static String json(Belongings centro, String path) {
        var end = path.substring(path.lastIndexOf('/') + 1);
        return switch (end) {
            case "contacted" -> "{\"by\":\"phone\",\"note\":\"because\"}";
            case "discard" -> "{\"reason\":\"because\"}";
            case "check-phone", "correct-phone" -> "{\"phone\":\"+34600000000\"}";
            case "search" -> "{\"text\":\"%s\"}".formatted(centro.phone.substring(6));
            case "resend" -> path.contains("{") ? "" : "{\"text\":\"%s\"}".formatted(centro.phone.substring(3));
            case "reviews" -> "{\"clinic\":\"centro\"}";
            default -> "";
        };
    }
}
