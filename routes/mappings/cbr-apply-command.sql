-- the CRM's times are local to its zone, without saying so
-- one statement: the guarded update, and the row as it was when the statement began
with changed as (
    update compromiso
       set estado = :?target,
           motivo = coalesce(nullif(:?reason, ''), motivo),
           fecha_modificacion = date_trunc('second', now() at time zone :?zone),
           ver = nextval('ver_seq')
     where id_compromiso = cast(:?id as int)
       and inicio = cast(:?start as timestamptz) at time zone :?zone
       and estado in ('PROGRAMADA', 'CONFIRMADA')
       and estado <> :?target
       and not eliminado
       and :?target <> ''
    returning ver)
select cast(:?target as text) as target,
       (select count(*) from changed) as hits,
       c.id_compromiso is not null as found,
       c.estado,
       c.inicio = cast(:?start as timestamptz) at time zone :?zone as same_start,
       c.eliminado as removed,
       cast(coalesce((select ver from changed), c.ver) as text) as ver
  from (select 1) as always
  left join compromiso c on c.id_compromiso = cast(:?id as int)
