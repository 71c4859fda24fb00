-- The database of a CBR-style CRM for property sales, as such a product would have it: not Recado's, only looked at and
-- written to from outside. Database `recado_sandbox_crm`, schema `public`, user of the hub `cbr_hub` (grants at the end).
--
-- What a connector has to know:
-- * A sales room ("sala de ventas") is a macroproyecto: visita.id_macroproyecto is the clinic id, "1" in the demonstration.
-- * TIMESTAMP columns are Bogotá's wall clock (America/Bogota, no daylight saving), written without an offset. Read them as
--   text, for instance to_char(inicio, 'YYYY-MM-DD"T"HH24:MI:SS'), so that no driver moves them.
-- * ver moves on every insert and on every update, by a trigger. It comes from one sequence for all tables, so
--   greatest(compromiso.ver, visita.ver, visitante.ver) is the version of what a reminder says. A row with a lower ver may
--   become visible after one with a higher ver (the slow transaction): read with an overlap.
--   fecha_modificacion has whole seconds and many ties; some programs forget to set it. It is no watermark.
-- * Rows are never deleted; eliminado = true means deleted.
-- * A moved commitment is REPROGRAMADA, and a new row points back to it with id_compromiso_anterior.
-- * tipo CITA is a meeting with the visitor; COMPROMISO is a task of the advisor (call back, send papers), nobody is waited for.
-- * celular is what somebody typed; indicativo is often empty, which means 57.

CREATE SEQUENCE ver_seq;

CREATE TABLE macroproyecto (
  id_macroproyecto INT PRIMARY KEY,
  nombre VARCHAR(120) NOT NULL,
  ciudad VARCHAR(80),
  activo BOOLEAN NOT NULL DEFAULT true
);

CREATE TABLE proyecto (
  id_proyecto INT PRIMARY KEY,
  id_macroproyecto INT NOT NULL REFERENCES macroproyecto,
  nombre VARCHAR(120) NOT NULL,
  direccion VARCHAR(160),
  ciudad VARCHAR(80),
  activo BOOLEAN NOT NULL DEFAULT true
);

CREATE TABLE tipo_inmueble (
  id_tipo_inmueble INT PRIMARY KEY,
  nombre VARCHAR(60) NOT NULL
);

CREATE TABLE unidad (
  id_unidad INT PRIMARY KEY,
  id_proyecto INT NOT NULL REFERENCES proyecto,
  id_tipo_inmueble INT NOT NULL REFERENCES tipo_inmueble,
  nombre VARCHAR(60) NOT NULL,
  area NUMERIC(10,2),
  precio_lista NUMERIC(16,2),
  moneda CHAR(3) NOT NULL DEFAULT 'COP',
  estado VARCHAR(20) NOT NULL
    CHECK (estado IN ('DISPONIBLE','RESERVADA','RESERVA_AUTORIZADA','SEPARADA','VENDIDA','BLOQUEADA')),
  fecha_modificacion TIMESTAMP NOT NULL,
  ver BIGINT NOT NULL DEFAULT nextval('ver_seq')
);

CREATE TABLE grupo_asesores (
  id_grupo INT PRIMARY KEY,
  nombre VARCHAR(60) NOT NULL
);

CREATE TABLE asesor (
  id_asesor INT PRIMARY KEY,
  nombre VARCHAR(120) NOT NULL,
  correo VARCHAR(160),
  celular VARCHAR(30),
  activo BOOLEAN NOT NULL DEFAULT true
);

CREATE TABLE grupo_asesor_miembro (
  id_grupo INT REFERENCES grupo_asesores,
  id_asesor INT REFERENCES asesor,
  PRIMARY KEY (id_grupo, id_asesor)
);

CREATE TABLE estado_embudo (
  id_estado INT PRIMARY KEY,
  nombre VARCHAR(60) NOT NULL,
  orden INT NOT NULL,
  es_cierre BOOLEAN NOT NULL DEFAULT false
);

CREATE TABLE visitante (
  id_visitante INT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id_externo VARCHAR(64) UNIQUE,
  nombres VARCHAR(80),
  apellidos VARCHAR(80),
  correo VARCHAR(160),
  celular VARCHAR(30),
  indicativo VARCHAR(5),
  documento VARCHAR(30),
  autoriza_manejo_informacion BOOLEAN NOT NULL DEFAULT false,
  autoriza_correo BOOLEAN NOT NULL DEFAULT false,
  autoriza_sms BOOLEAN NOT NULL DEFAULT false,
  autoriza_whatsapp BOOLEAN NOT NULL DEFAULT false,
  autoriza_llamada BOOLEAN NOT NULL DEFAULT false,
  fecha_autorizacion TIMESTAMP,
  fecha_creacion TIMESTAMP NOT NULL,
  fecha_modificacion TIMESTAMP NOT NULL,
  eliminado BOOLEAN NOT NULL DEFAULT false,
  ver BIGINT NOT NULL DEFAULT nextval('ver_seq')
);

CREATE TABLE visita (
  id_visita INT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id_externo VARCHAR(64) UNIQUE,
  id_visitante INT NOT NULL REFERENCES visitante,
  id_macroproyecto INT NOT NULL REFERENCES macroproyecto,
  id_proyecto INT REFERENCES proyecto,
  id_tipo_inmueble INT REFERENCES tipo_inmueble,
  id_asesor INT REFERENCES asesor,
  id_estado INT NOT NULL REFERENCES estado_embudo,
  origen VARCHAR(60),
  medio_publicitario VARCHAR(60),
  campana VARCHAR(120),
  rango_precio_min NUMERIC(16,2),
  rango_precio_max NUMERIC(16,2),
  observacion VARCHAR(2000),
  fecha_creacion TIMESTAMP NOT NULL,
  fecha_modificacion TIMESTAMP NOT NULL,
  eliminado BOOLEAN NOT NULL DEFAULT false,
  ver BIGINT NOT NULL DEFAULT nextval('ver_seq')
);

CREATE TABLE seguimiento (
  id_seguimiento INT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id_visita INT NOT NULL REFERENCES visita,
  id_externo VARCHAR(64) UNIQUE,
  tipo_gestion VARCHAR(30) NOT NULL,
  texto VARCHAR(4000),
  id_asesor INT,
  fecha TIMESTAMP NOT NULL
);

CREATE TABLE compromiso (
  id_compromiso INT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id_externo VARCHAR(64) UNIQUE,
  id_visita INT NOT NULL REFERENCES visita,
  id_asesor INT NOT NULL REFERENCES asesor,
  tipo VARCHAR(20) NOT NULL CHECK (tipo IN ('CITA','COMPROMISO')),
  lugar VARCHAR(160),
  inicio TIMESTAMP NOT NULL,
  fin TIMESTAMP NOT NULL,
  estado VARCHAR(20) NOT NULL
    CHECK (estado IN ('PROGRAMADA','CONFIRMADA','CUMPLIDA','NO_ASISTIO','CANCELADA','REPROGRAMADA')),
  id_compromiso_anterior INT REFERENCES compromiso,
  motivo VARCHAR(200),
  fecha_modificacion TIMESTAMP NOT NULL,
  eliminado BOOLEAN NOT NULL DEFAULT false,
  ver BIGINT NOT NULL DEFAULT nextval('ver_seq'),
  CHECK (fin > inicio)
);

CREATE TABLE cotizacion (
  id_cotizacion INT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id_visita INT NOT NULL REFERENCES visita,
  id_unidad INT NOT NULL REFERENCES unidad,
  tipo VARCHAR(12) NOT NULL CHECK (tipo IN ('SIMULADA','FORMAL')),
  valor NUMERIC(16,2) NOT NULL,
  cuota_inicial NUMERIC(16,2),
  plazo_meses INT,
  url_pdf VARCHAR(300),
  vigencia DATE,
  fecha_creacion TIMESTAMP NOT NULL
);

CREATE TABLE reserva (
  id_reserva INT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id_externo VARCHAR(64) UNIQUE,
  id_visita INT NOT NULL REFERENCES visita,
  id_unidad INT NOT NULL REFERENCES unidad,
  estado VARCHAR(12) NOT NULL CHECK (estado IN ('SOLICITADA','AUTORIZADA','VENCIDA','DESISTIDA')),
  vence TIMESTAMP,
  autorizada_por INT REFERENCES asesor,
  fecha_creacion TIMESTAMP NOT NULL,
  fecha_modificacion TIMESTAMP NOT NULL,
  ver BIGINT NOT NULL DEFAULT nextval('ver_seq')
);

CREATE UNIQUE INDEX ux_reserva_viva ON reserva (id_unidad) WHERE estado IN ('SOLICITADA','AUTORIZADA');

CREATE INDEX ix_compromiso_inicio ON compromiso (inicio);
CREATE INDEX ix_compromiso_visita ON compromiso (id_visita);
CREATE INDEX ix_visita_visitante ON visita (id_visitante);

-- what a rowversion column does by itself on other servers
CREATE FUNCTION mover_ver() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.ver := nextval('ver_seq');
  RETURN NEW;
END
$$;

CREATE TRIGGER unidad_ver BEFORE UPDATE ON unidad FOR EACH ROW EXECUTE FUNCTION mover_ver();
CREATE TRIGGER visitante_ver BEFORE UPDATE ON visitante FOR EACH ROW EXECUTE FUNCTION mover_ver();
CREATE TRIGGER visita_ver BEFORE UPDATE ON visita FOR EACH ROW EXECUTE FUNCTION mover_ver();
CREATE TRIGGER compromiso_ver BEFORE UPDATE ON compromiso FOR EACH ROW EXECUTE FUNCTION mover_ver();
CREATE TRIGGER reserva_ver BEFORE UPDATE ON reserva FOR EACH ROW EXECUTE FUNCTION mover_ver();

-- The hub's user: reads the agenda, answers commitments, moves them (a new row and the old one REPROGRAMADA), mends phones.
-- It deletes nothing and cannot touch prices. Roles belong to the whole server, hence the question first.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'cbr_hub') THEN
    CREATE ROLE cbr_hub LOGIN PASSWORD 'sandbox-cbr';
  END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; -- somebody else's migration came first
END
$$;

GRANT USAGE ON SCHEMA public TO cbr_hub;
GRANT USAGE ON SEQUENCE ver_seq TO cbr_hub;
GRANT SELECT ON macroproyecto, proyecto, tipo_inmueble, unidad, asesor, grupo_asesores, grupo_asesor_miembro, estado_embudo,
  visitante, visita, seguimiento, compromiso, cotizacion, reserva TO cbr_hub;
GRANT UPDATE (estado, motivo, fecha_modificacion, ver) ON compromiso TO cbr_hub;
GRANT INSERT ON compromiso, seguimiento TO cbr_hub;
GRANT UPDATE (celular, indicativo, fecha_modificacion, ver) ON visitante TO cbr_hub;
