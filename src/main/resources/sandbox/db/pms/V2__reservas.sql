-- Booking by integrations: when professionals work, what is taken, what is held, who waits, who is told, and what goes wrong on order.

-- dia: 1 Monday … 7 Sunday; hours are the wall clock of the clinic
create table horario (
  profesional_id bigint not null references profesional on delete cascade,
  dia integer not null check (dia between 1 and 7),
  desde time not null,
  hasta time not null,
  primary key (profesional_id, dia, desde),
  check (hasta > desde)
);

create table incompatibilidad (
  servicio_id bigint not null references servicio on delete cascade,
  otro_id bigint not null references servicio on delete cascade,
  primary key (servicio_id, otro_id),
  check (servicio_id < otro_id)
);

-- ids below a billion are those of the demonstration
create sequence cliente_id start 1000000001;
create sequence ficha_id start 1001;

-- the client system that booked it, and the reference that system knows it by
alter table cita add column sistema text;
alter table cita add column referencia_externa text;
alter table cita add constraint cita_referencia unique (sistema, referencia_externa);

-- free time that a client system keeps for itself for a few minutes
create table retencion (
  id bigint generated always as identity (start 1001) primary key,
  clinica_id bigint not null references clinica,
  profesional_id bigint not null references profesional,
  cabina_id bigint references cabina,
  inicio timestamptz(3) not null,
  fin timestamptz(3) not null,
  servicios bigint[] not null,
  sistema text not null,
  caduca_en timestamptz(3) not null,
  check (fin > inicio)
);

-- Time taken of a professional or a cabina, by a cita or by a hold: what two of them cannot both have. The range of one number
-- stands for equality, so that no extension is needed.
create table ocupacion (
  recurso text not null check (recurso in ('profesional', 'cabina')),
  recurso_id bigint not null,
  tramo tstzrange not null,
  cita_id bigint references cita on delete cascade,
  retencion_id bigint references retencion on delete cascade,
  check (num_nonnulls(cita_id, retencion_id) = 1),
  constraint ocupacion_profesional exclude using gist (int8range(recurso_id, recurso_id, '[]') with &&, tramo with &&)
    where (recurso = 'profesional'),
  constraint ocupacion_cabina exclude using gist (int8range(recurso_id, recurso_id, '[]') with &&, tramo with &&)
    where (recurso = 'cabina')
);

create index ocupacion_cita on ocupacion (cita_id);
create index ocupacion_retencion on ocupacion (retencion_id);

-- of two citas that were written over one another before this could not happen, the one that was there first stays
update cita c
   set estado = 'anulada', motivo = 'solapada', version = version + 1,
       modificada_en = (select max(modificada_en) from cita)
 where c.estado in ('pendiente', 'confirmada', 'asistida', 'no_asistida')
   and exists (
     select 1 from cita o
      where o.id < c.id and (o.profesional_id = c.profesional_id or o.cabina_id = c.cabina_id)
        and o.estado in ('pendiente', 'confirmada', 'asistida', 'no_asistida')
        and o.inicio < c.fin and o.fin > c.inicio);

insert into ocupacion (recurso, recurso_id, tramo, cita_id)
select r.recurso, r.id, tstzrange(c.inicio, c.fin), c.id
  from cita c, lateral (values ('profesional', c.profesional_id), ('cabina', c.cabina_id)) as r (recurso, id)
 where c.estado in ('pendiente', 'confirmada', 'asistida', 'no_asistida') and r.id is not null;

create function ocupa_cita() returns trigger language plpgsql as $$
begin
  delete from pms.ocupacion where cita_id = new.id;
  if new.estado in ('pendiente', 'confirmada', 'asistida', 'no_asistida') then
    insert into pms.ocupacion (recurso, recurso_id, tramo, cita_id)
    select r.recurso, r.id, tstzrange(new.inicio, new.fin), new.id
      from (values ('profesional', new.profesional_id), ('cabina', new.cabina_id)) as r (recurso, id)
     where r.id is not null;
  end if;
  return null;
end $$;

create trigger cita_ocupa after insert or update of profesional_id, cabina_id, inicio, fin, estado on cita
  for each row execute function ocupa_cita();

create function ocupa_retencion() returns trigger language plpgsql as $$
begin
  insert into pms.ocupacion (recurso, recurso_id, tramo, retencion_id)
  select r.recurso, r.id, tstzrange(new.inicio, new.fin), new.id
    from (values ('profesional', new.profesional_id), ('cabina', new.cabina_id)) as r (recurso, id)
   where r.id is not null;
  return null;
end $$;

create trigger retencion_ocupa after insert on retencion for each row execute function ocupa_retencion();

create table lista_espera (
  id bigint generated always as identity (start 1001) primary key,
  clinica_id bigint not null references clinica,
  cliente_id bigint not null references cliente,
  servicios bigint[] not null,
  duracion_min integer not null check (duracion_min > 0),
  -- [{"dia":1,"desde":"09:00","hasta":"12:00"}]; empty: any time
  franjas jsonb not null default '[]',
  valida_hasta date,
  estado text not null check (estado in ('activa', 'avisada', 'atendida', 'caducada')),
  version integer not null default 1,
  creada_en timestamptz(3) not null,
  modificada_en timestamptz(3) not null
);

create index lista_espera_clinica on lista_espera (clinica_id, estado);

create table webhook (
  id bigint generated always as identity (start 1) primary key,
  sistema text not null,
  url text not null,
  eventos text[] not null,
  secreto text not null,
  creado_en timestamptz(3) not null
);

-- one thing to tell one subscriber; kept after it is told, so that the page can show it
create table aviso (
  id bigint generated always as identity (start 1) primary key,
  webhook_id bigint not null references webhook on delete cascade,
  suceso_id text not null,
  tipo text not null,
  cita_id bigint not null,
  version integer not null,
  cuerpo text not null,
  estado text not null check (estado in ('pendiente', 'entregado', 'abandonado', 'perdido')),
  intentos integer not null default 0,
  ultima_respuesta text,
  ocurrido_en timestamptz(3) not null,
  proximo_en timestamptz(3) not null,
  entregado_en timestamptz(3)
);

create index aviso_pendiente on aviso (proximo_en, id) where estado = 'pendiente';
create index aviso_webhook on aviso (webhook_id, id);

create table fallo (
  id bigint generated always as identity (start 1) primary key,
  clase text not null,
  -- where it is played: "POST /citas/**", "/clinicas/1/citas", an event of webhooks; empty: everywhere
  ambito text not null,
  quedan integer not null check (quedan > 0),
  segundos integer,
  campo text,
  nuevo text,
  puesto_en timestamptz(3) not null,
  unique (clase, ambito)
);
