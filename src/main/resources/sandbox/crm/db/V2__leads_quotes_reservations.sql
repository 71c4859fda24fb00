-- What a connector needs beyond the agenda: leads, quotes, reservations. Statements to copy: ../statements.sql.
--
-- * A client reserves (SOLICITADA) and withdraws (DESISTIDA); only an advisor's program, user `cbr_asesor`, authorises (AUTORIZADA), and
--   only before `vence`. What nobody authorised in time becomes VENCIDA.
-- * A living reservation and its unit go together: the unit is RESERVADA, then RESERVA_AUTORIZADA, and DISPONIBLE again when the reservation
--   ends. Asking takes two statements in one transaction; a reservation without the unit is refused at commit.
-- * now() is the moment in the session's zone, and drivers send the zone of the client's machine. Say SET TIME ZONE 'America/Bogota'
--   first, or every stamp is some hours off.

-- Row locks need the right to update a column. This one is there to be locked: the group row, before a lead gets its advisor.
ALTER TABLE grupo_asesores ADD COLUMN turno INT NOT NULL DEFAULT 0;

CREATE INDEX ix_visita_asesor ON visita (id_asesor);
CREATE INDEX ix_visita_creacion ON visita (fecha_creacion);
CREATE INDEX ix_seguimiento_visita ON seguimiento (id_visita);
CREATE INDEX ix_cotizacion_visita ON cotizacion (id_visita);
CREATE INDEX ix_reserva_visita ON reserva (id_visita);
CREATE INDEX ix_unidad_proyecto ON unidad (id_proyecto);

CREATE FUNCTION reserva_vigilar() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.estado <> 'SOLICITADA' OR NEW.autorizada_por IS NOT NULL THEN
      RAISE EXCEPTION 'Una reserva nace SOLICITADA y sin autorizar, no %', NEW.estado USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
  END IF;
  IF NEW.estado = OLD.estado THEN
    RETURN NEW;
  END IF;
  IF NOT (OLD.estado = 'SOLICITADA' OR OLD.estado = 'AUTORIZADA' AND NEW.estado = 'DESISTIDA') THEN
    RAISE EXCEPTION 'La reserva % está % y no puede pasar a %', OLD.id_reserva, OLD.estado, NEW.estado USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.estado = 'AUTORIZADA' THEN
    IF NOT EXISTS (SELECT 1 FROM asesor WHERE id_asesor = NEW.autorizada_por AND activo) THEN
      RAISE EXCEPTION 'La reserva % la autoriza un asesor activo (autorizada_por)', OLD.id_reserva USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.vence <= NEW.fecha_modificacion THEN
      RAISE EXCEPTION 'La reserva % venció el %', OLD.id_reserva, NEW.vence USING ERRCODE = 'check_violation';
    END IF;
  END IF;
  RETURN NEW;
END
$$;

CREATE FUNCTION reserva_mover_unidad() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE unidad
     SET estado = CASE WHEN NEW.estado = 'AUTORIZADA' THEN 'RESERVA_AUTORIZADA' ELSE 'DISPONIBLE' END,
         fecha_modificacion = NEW.fecha_modificacion
   WHERE id_unidad = NEW.id_unidad AND estado IN ('RESERVADA', 'RESERVA_AUTORIZADA');
  RETURN NULL;
END
$$;

CREATE FUNCTION reserva_con_unidad() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM reserva r JOIN unidad u USING (id_unidad)
              WHERE r.id_reserva = NEW.id_reserva AND r.estado = 'SOLICITADA' AND u.estado <> 'RESERVADA') THEN
    RAISE EXCEPTION 'La reserva % pide la unidad %, que no está RESERVADA: ambas cosas van en una transacción', NEW.id_reserva, NEW.id_unidad
      USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END
$$;

CREATE TRIGGER reserva_vigilar BEFORE INSERT OR UPDATE ON reserva FOR EACH ROW EXECUTE FUNCTION reserva_vigilar();
CREATE TRIGGER reserva_mover_unidad AFTER UPDATE OF estado ON reserva FOR EACH ROW
  WHEN (NEW.estado <> OLD.estado) EXECUTE FUNCTION reserva_mover_unidad();
CREATE CONSTRAINT TRIGGER reserva_con_unidad AFTER INSERT ON reserva DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION reserva_con_unidad();

-- The two users' rights: what a vendor would grant, named columns only.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'cbr_asesor') THEN
    CREATE ROLE cbr_asesor LOGIN PASSWORD 'sandbox-asesor';
  END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; -- somebody else's migration came first
END
$$;

GRANT INSERT ON visitante, visita, cotizacion, reserva TO cbr_hub;
GRANT UPDATE (nombres, apellidos, correo, autoriza_manejo_informacion, autoriza_correo, autoriza_sms, autoriza_whatsapp, autoriza_llamada,
  fecha_autorizacion) ON visitante TO cbr_hub;
GRANT UPDATE (id_proyecto, id_tipo_inmueble, id_asesor, id_estado, rango_precio_min, rango_precio_max, observacion, fecha_modificacion, ver)
  ON visita TO cbr_hub;
GRANT UPDATE (estado, fecha_modificacion, ver) ON unidad, reserva TO cbr_hub;
GRANT UPDATE (turno) ON grupo_asesores TO cbr_hub;

GRANT USAGE ON SCHEMA public TO cbr_asesor;
GRANT USAGE ON SEQUENCE ver_seq TO cbr_asesor;
GRANT SELECT ON macroproyecto, proyecto, tipo_inmueble, unidad, asesor, grupo_asesores, grupo_asesor_miembro, estado_embudo,
  visitante, visita, seguimiento, compromiso, cotizacion, reserva TO cbr_asesor;
GRANT UPDATE (estado, autorizada_por, fecha_modificacion, ver) ON reserva TO cbr_asesor;

-- Every row is everybody's, but for one rule: the client may take what is free, and do nothing else to a unit.
DO $$
DECLARE
  tabla TEXT;
BEGIN
  FOREACH tabla IN ARRAY ARRAY['macroproyecto', 'proyecto', 'tipo_inmueble', 'unidad', 'asesor', 'grupo_asesores', 'grupo_asesor_miembro',
    'estado_embudo', 'visitante', 'visita', 'seguimiento', 'compromiso', 'cotizacion', 'reserva'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', tabla);
    EXECUTE format('CREATE POLICY todos ON %I USING (true) WITH CHECK (true)', tabla);
  END LOOP;
END
$$;
CREATE POLICY solo_reservar ON unidad AS RESTRICTIVE FOR UPDATE TO cbr_hub USING (estado = 'DISPONIBLE') WITH CHECK (estado = 'RESERVADA');

-- What the vendor's own program works on. A view keeps its names when a column of its table is renamed, so that program never notices.
CREATE SCHEMA producto;
CREATE VIEW producto.macroproyecto AS SELECT * FROM public.macroproyecto;
CREATE VIEW producto.proyecto AS SELECT * FROM public.proyecto;
CREATE VIEW producto.tipo_inmueble AS SELECT * FROM public.tipo_inmueble;
CREATE VIEW producto.unidad AS SELECT * FROM public.unidad;
CREATE VIEW producto.grupo_asesores AS SELECT * FROM public.grupo_asesores;
CREATE VIEW producto.asesor AS SELECT * FROM public.asesor;
CREATE VIEW producto.grupo_asesor_miembro AS SELECT * FROM public.grupo_asesor_miembro;
CREATE VIEW producto.estado_embudo AS SELECT * FROM public.estado_embudo;
CREATE VIEW producto.visitante AS SELECT * FROM public.visitante;
CREATE VIEW producto.visita AS SELECT * FROM public.visita;
CREATE VIEW producto.seguimiento AS SELECT * FROM public.seguimiento;
CREATE VIEW producto.compromiso AS SELECT * FROM public.compromiso;
CREATE VIEW producto.cotizacion AS SELECT * FROM public.cotizacion;
CREATE VIEW producto.reserva AS SELECT * FROM public.reserva;
