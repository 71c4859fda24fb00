# a page of flowww citas → a page of canonical agenda records
# variables: request (what was asked for)
(variable("request") | fromjson) as $request
| ((($request.cursor // "\($request.clinics[0]):") | split(":"))[0]) as $clinic
| ([$request.clinics | to_entries[] | select(.value == $clinic) | .key][0]) as $place
| {
  records: [
    # a row without a client only blocks the cabina
    .datos[] | select(.clienteId != null) | {
      type: "appointment",
      externalId: (.id | tostring),
      clinic: (.clinicaId | tostring),
      start: .inicio,
      end: .fin,
      status: ({
        pendiente: "pending", confirmada: "confirmed", anulada: "cancelled", reagendada: "cancelled",
        asistida: "completed", no_asistida: "missed", eliminada: "cancelled"
      }[.estado] // "unknown"),
      deleted: (.estado == "eliminada"),
      version: (.version | tostring),
      changedAt: .modificadaEn,
      bookedAt: .creadaEn,
      patient: ({ externalId: (.clienteId | tostring) } + (
        if .cliente == null then {} else .cliente | {
          firstName: .nombre,
          lastName: .apellidos,
          phone: ([.telefonos[]? | select(.tipo == "movil")][0].numero // .telefonos[0]?.numero // null),
          email: .email,
          birthDate: .fechaNacimiento,
          language: .idioma,
          consent: { service: .consentimientos.recordatorios, marketing: .consentimientos.publicidadWhatsApp }
        } end)),
      professional: (if .profesional == null then null else { externalId: (.profesional.id | tostring), name: .profesional.nombre } end),
      services: [.servicios[]? | { externalId: (.id | tostring), name: .nombre }],
      room: (if .cabina == null then null else .cabina.nombre end)
    }
  ],
  cursor: (
    if .cursorSiguiente != null then "\($clinic):\(.cursorSiguiente)"
    elif $request.clinics[$place + 1] != null then "\($request.clinics[$place + 1]):"
    else null
    end),
  serverTime: .horaServidor
}
