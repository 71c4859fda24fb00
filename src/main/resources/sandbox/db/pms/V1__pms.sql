-- What a flowww-like practice management system keeps: two clinics, their people and their agenda. Moments are UTC with
-- milliseconds; the REST surface shows them with the offset of the clinic's zone.

create table clinica (
  id bigint primary key,
  nombre_comercial text not null,
  direccion text not null,
  telefono text not null,
  ciudad text not null,
  pais text not null,
  prefijo text not null,
  zona_horaria text not null,
  antelacion_minima_min integer not null,
  reagenda_url text not null,
  area_clientes_url text not null,
  saldo_gestion text not null check (saldo_gestion in ('SISTEMA', 'CENTRO')),
  actualizado_en timestamptz(3) not null
);

create table profesional (
  id bigint primary key,
  clinica_id bigint not null references clinica,
  nombre text not null,
  especialidad text not null,
  activo boolean not null default true
);

create table cabina (
  id bigint primary key,
  clinica_id bigint not null references clinica,
  nombre text not null
);

create table servicio (
  id bigint primary key,
  nombre text not null,
  duracion_min integer not null check (duracion_min > 0),
  requiere_cabina boolean not null default true
);

create table cliente (
  id bigint primary key,
  nombre text not null,
  apellidos text not null,
  email text,
  fecha_nacimiento date,
  idioma text,
  -- three values: yes, no, and nobody asked
  acepta_recordatorios boolean,
  acepta_publicidad_whatsapp boolean,
  acepta_publicidad_email boolean,
  consentimiento_en timestamptz(3),
  clinica_preferida_id bigint references clinica,
  modificado_en timestamptz(3) not null
);

create table telefono (
  cliente_id bigint not null references cliente on delete cascade,
  orden integer not null,
  numero text not null,
  tipo text not null check (tipo in ('movil', 'fijo', 'trabajo')),
  primary key (cliente_id, orden)
);

-- ids below a billion are those of the demonstration, which depend on the day only
create sequence cita_id start 1000000001;

create table cita (
  id bigint primary key,
  clinica_id bigint not null references clinica,
  -- a row without a client blocks the cabina: a meeting, a repair
  cliente_id bigint references cliente,
  profesional_id bigint not null references profesional,
  cabina_id bigint references cabina,
  inicio timestamptz(3) not null,
  fin timestamptz(3) not null,
  estado text not null check (estado in
    ('pendiente', 'confirmada', 'anulada', 'reagendada', 'asistida', 'no_asistida', 'eliminada')),
  motivo text,
  nota text,
  origen text not null,
  cita_anterior_id bigint references cita,
  version integer not null default 1,
  creada_en timestamptz(3) not null,
  modificada_en timestamptz(3) not null,
  check (fin > inicio)
);

create index cita_modificada on cita (clinica_id, modificada_en, id);
create index cita_inicio on cita (clinica_id, inicio);
create index cita_cliente on cita (cliente_id);

create table cita_servicio (
  cita_id bigint not null references cita on delete cascade,
  orden integer not null,
  servicio_id bigint not null references servicio,
  primary key (cita_id, orden)
);

-- answers kept by Idempotency-Key, so that a repeated call gets the first answer again
create table respuesta (
  clave text primary key,
  llamada text not null,
  estado_http integer not null,
  etag text not null,
  cuerpo text not null,
  lugar text,
  dada_en timestamptz(3) not null
);

-- which parts of which day the demonstration has been given already; lugar 1 and 2 are the clinics, 3 is the CRM's sales room
create table dia_demo (
  dia date not null,
  lugar integer not null,
  capa text not null,
  primary key (dia, lugar, capa)
);
