-- Statements of a client of this CRM. Parameters are written :name. They want a session in the sales room's zone:
--   SET TIME ZONE 'America/Bogota'

-- @agenda
-- Changed commitments of a window; the mark is the version. Read with an overlap: a lower version may become visible after a higher one.
SELECT c.id_compromiso,c.tipo,c.inicio,c.fin,c.estado,c.lugar,c.eliminado,v.id_visita,ee.nombre AS estado_visita,p.nombre AS proyecto,p.direccion,
       a.id_asesor,a.nombre AS asesor,vi.id_visitante,vi.nombres,vi.apellidos,vi.correo,COALESCE(NULLIF(vi.indicativo,''),'57') AS indicativo,vi.celular,
       vi.autoriza_manejo_informacion,vi.autoriza_whatsapp,GREATEST(c.ver,v.ver,vi.ver) AS ver
FROM compromiso c JOIN visita v ON v.id_visita=c.id_visita JOIN visitante vi ON vi.id_visitante=v.id_visitante
JOIN asesor a ON a.id_asesor=c.id_asesor JOIN estado_embudo ee ON ee.id_estado=v.id_estado LEFT JOIN proyecto p ON p.id_proyecto=v.id_proyecto
WHERE c.inicio>=:from AND c.inicio<:to AND GREATEST(c.ver,v.ver,vi.ver)>:ver ORDER BY ver,c.id_compromiso LIMIT 500;

-- @confirm
-- One row is expected; none: it was moved, cancelled or deleted meanwhile.
UPDATE compromiso SET estado='CONFIRMADA',fecha_modificacion=now(),ver=nextval('ver_seq')
 WHERE id_compromiso=:id AND estado IN ('PROGRAMADA','CONFIRMADA') AND NOT eliminado AND inicio=:inicio RETURNING ver;

-- @cancel
UPDATE compromiso SET estado='CANCELADA',motivo=:motivo,fecha_modificacion=now(),ver=nextval('ver_seq')
 WHERE id_compromiso=:id AND estado IN ('PROGRAMADA','CONFIRMADA') AND NOT eliminado AND inicio=:inicio;

-- @book
-- Books once: id_externo is the client's own reference; no row on repetition.
INSERT INTO compromiso(id_externo,id_visita,id_asesor,tipo,inicio,fin,estado,fecha_modificacion)
VALUES(:ext,:visita,:asesor,'CITA',:inicio,:fin,'PROGRAMADA',now()) ON CONFLICT (id_externo) DO NOTHING;

-- @busy
-- Does the advisor have something then?
SELECT 1 FROM compromiso WHERE id_asesor=:asesor AND NOT eliminado AND estado IN ('PROGRAMADA','CONFIRMADA') AND inicio<:fin AND fin>:inicio;

-- @visitor
-- A new lead, first half: the visitor, once by id_externo.
INSERT INTO visitante(id_externo,nombres,apellidos,correo,indicativo,celular,autoriza_manejo_informacion,autoriza_whatsapp,fecha_autorizacion,
                      fecha_creacion,fecha_modificacion)
VALUES(:ext,:nombres,:apellidos,:correo,:indicativo,:celular,:manejo,:whatsapp,now(),now(),now()) ON CONFLICT (id_externo) DO NOTHING;

-- @lock-group
-- In the transaction of the lead, before asking for an advisor: two leads at a time wait for each other.
SELECT id_grupo FROM grupo_asesores WHERE id_grupo=:grupo FOR UPDATE;

-- @assign
-- Who gets the lead: least open visits in the group, then longest without one.
WITH cand AS (SELECT a.id_asesor, count(v.id_visita) FILTER (WHERE NOT e.es_cierre AND NOT v.eliminado) AS carga, max(v.fecha_creacion) AS ult
  FROM grupo_asesor_miembro g JOIN asesor a ON a.id_asesor=g.id_asesor AND a.activo
  LEFT JOIN visita v ON v.id_asesor=a.id_asesor LEFT JOIN estado_embudo e ON e.id_estado=v.id_estado WHERE g.id_grupo=:grupo GROUP BY a.id_asesor)
SELECT id_asesor FROM cand ORDER BY carga, ult NULLS FIRST, id_asesor LIMIT 1;

-- @visit
-- A new lead, second half: the visit, once by id_externo. Stage 1 is Lead.
INSERT INTO visita(id_externo,id_visitante,id_macroproyecto,id_proyecto,id_asesor,id_estado,origen,fecha_creacion,fecha_modificacion)
SELECT :ext,vi.id_visitante,:sala,:proyecto,:asesor,1,'WhatsApp',now(),now() FROM visitante vi WHERE vi.id_externo=:visitante
ON CONFLICT (id_externo) DO NOTHING;

-- @whose
-- Which visit does an incoming conversation belong to: the chosen one, else the newest.
SELECT v.id_visita FROM visita v JOIN visitante vi USING(id_visitante) WHERE vi.indicativo||vi.celular=:e164SinMas AND NOT v.eliminado
 ORDER BY v.fecha_creacion DESC,v.id_visita DESC LIMIT 1;

-- @follow-up
-- What was said, for the advisor.
INSERT INTO seguimiento(id_visita,id_externo,tipo_gestion,texto,fecha) VALUES(:visita,:ext,'WHATSAPP',:texto,now()) ON CONFLICT (id_externo) DO NOTHING;

-- @quote
-- SIMULADA: a calculation; FORMAL: an offer with a last day.
INSERT INTO cotizacion(id_visita,id_unidad,tipo,valor,cuota_inicial,plazo_meses,vigencia,fecha_creacion)
VALUES(:visita,:u,:tipo,:valor,:cuota,:meses,:vigencia,now()) RETURNING id_cotizacion;

-- @take-unit
-- A reservation, first half. One row is expected; none: somebody else has the unit, roll back.
UPDATE unidad SET estado='RESERVADA',fecha_modificacion=now(),ver=nextval('ver_seq') WHERE id_unidad=:u AND estado='DISPONIBLE';

-- @reserve
-- A reservation, second half, in the same transaction.
INSERT INTO reserva(id_externo,id_visita,id_unidad,estado,vence,fecha_creacion,fecha_modificacion) VALUES(:ext,:visita,:u,'SOLICITADA',:vence,now(),now());

-- @withdraw
-- The visitor no longer wants it; the unit becomes DISPONIBLE by itself.
UPDATE reserva SET estado='DESISTIDA',fecha_modificacion=now(),ver=nextval('ver_seq') WHERE id_reserva=:r AND estado IN ('SOLICITADA','AUTORIZADA');

-- @authorise
-- For the advisors' program only (user cbr_asesor).
UPDATE reserva SET estado='AUTORIZADA',autorizada_por=:asesor,fecha_modificacion=now(),ver=nextval('ver_seq') WHERE id_reserva=:r AND estado='SOLICITADA' AND vence>now();

-- @catalogue
-- For a conversation that filters by price.
SELECT p.id_proyecto,p.nombre,min(u.precio_lista) AS desde,max(u.precio_lista) AS hasta,count(*) AS unidades FROM proyecto p JOIN unidad u USING(id_proyecto)
 WHERE p.activo AND u.estado='DISPONIBLE' AND u.precio_lista BETWEEN :min AND :max GROUP BY 1,2 ORDER BY 2;

-- @catalogue-filtered
-- The same by city and type as well; null: any.
SELECT p.id_proyecto,p.nombre,p.ciudad,min(u.precio_lista) AS desde,max(u.precio_lista) AS hasta,count(*) AS unidades
FROM proyecto p JOIN unidad u USING(id_proyecto)
 WHERE p.activo AND u.estado='DISPONIBLE' AND u.precio_lista BETWEEN :min AND :max
   AND (CAST(:ciudad AS text) IS NULL OR p.ciudad=:ciudad) AND (CAST(:tipo AS int) IS NULL OR u.id_tipo_inmueble=:tipo)
 GROUP BY 1,2,3 ORDER BY 2;
