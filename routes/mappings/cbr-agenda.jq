# rows of cbr-agenda.sql → a page of canonical agenda records
# variables: request (what was asked for), zone, pageSize
(variable("request") | fromjson) as $request
| (variable("pageSize") | tonumber) as $limit
| ($request.cursor // "\($request.since // "0"):0") as $cursor
| (if length > 0 then "\(.[-1].ver):\(.[-1].id)" else $cursor end) as $last
| {
  records: [
    .[] | {
      type: "appointment",
      externalId: (.id | tostring),
      clinic: (.sala | tostring),
      start: .inicio,
      end: .fin,
      zone: variable("zone"),
      status: ({
        PROGRAMADA: "pending", CONFIRMADA: "confirmed", CUMPLIDA: "completed", NO_ASISTIO: "missed",
        CANCELADA: "cancelled", REPROGRAMADA: "cancelled"
      }[.estado] // "unknown"),
      deleted: .eliminado,
      version: (.ver_compromiso | tostring),
      changedAt: .modificado,
      patient: {
        externalId: (.id_visitante | tostring),
        firstName: (.nombres // ""),
        lastName: (.apellidos // ""),
        # Colombian numbers go on as typed; the clinic's country is theirs. Others need the prefix that stands in a column of its own
        phone: (((.indicativo // "") | gsub("[^0-9]"; "")) as $prefix | (.celular // "") as $number
          | if $prefix == "" or $prefix == "57" or ($number | test("^\\s*([+]|00)")) or $number == ""
            then $number else "+\($prefix) \($number)" end),
        email: .correo,
        consent: { service: .autoriza_manejo_informacion, marketing: .autoriza_whatsapp }
      },
      professional: { externalId: (.id_asesor | tostring), name: .asesor },
      services: (if .id_proyecto == null then [] else [{ externalId: (.id_proyecto | tostring), name: .proyecto }] end),
      room: .lugar
    }
  ],
  cursor: (if length == $limit then $last else null end),
  mark: ($last | split(":")[0]),
  serverTime: .[0].hora?
}
