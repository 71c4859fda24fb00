-- Meetings with visitors, by row version. Keyset (ver, id): several meetings of one visitor share a version when the visitor changed.
-- A row takes its version before its transaction commits, so a lower version may become visible after a higher one. That is why the hub does
-- not ask above the last version it saw, but above the one it had seen a minute before (see io.recado.source.Marks).
select c.id_compromiso as id,
       v.id_macroproyecto as sala,
       to_char(c.inicio, 'YYYY-MM-DD"T"HH24:MI:SS') as inicio,
       to_char(c.fin, 'YYYY-MM-DD"T"HH24:MI:SS') as fin,
       to_char(c.fecha_modificacion, 'YYYY-MM-DD"T"HH24:MI:SS') as modificado,
       c.estado, c.lugar, c.eliminado or v.eliminado or vi.eliminado as eliminado,
       greatest(c.ver, v.ver, vi.ver) as ver,
       c.ver as ver_compromiso,
       a.id_asesor, a.nombre as asesor, p.id_proyecto, p.nombre as proyecto,
       vi.id_visitante, vi.nombres, vi.apellidos, vi.correo, vi.indicativo, vi.celular,
       vi.autoriza_manejo_informacion, vi.autoriza_whatsapp,
       to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as hora
  from compromiso c
  join visita v on v.id_visita = c.id_visita
  join visitante vi on vi.id_visitante = v.id_visitante
  join asesor a on a.id_asesor = c.id_asesor
  left join proyecto p on p.id_proyecto = v.id_proyecto
 where c.tipo = 'CITA'
   and c.inicio >= cast(:?from as timestamptz) at time zone :?zone
   and c.inicio < cast(:?to as timestamptz) at time zone :?zone
   and (greatest(c.ver, v.ver, vi.ver), c.id_compromiso) > (cast(:?version as bigint), cast(:?id as integer))
 order by greatest(c.ver, v.ver, vi.ver), c.id_compromiso
 limit cast(:?limit as integer)
