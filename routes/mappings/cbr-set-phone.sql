-- one statement: the guarded update, and the row as it was when the statement began. The number that the command replaces is compared by its
-- digits, put together from the two columns as cbr-agenda.jq does.
with visitor as (
    select id_visitante, indicativo, celular, eliminado,
           regexp_replace(
               case when coalesce(regexp_replace(indicativo, '\D', '', 'g'), '') in ('', '57') or celular ~ '^\s*([+]|00)'
                    then coalesce(celular, '') else indicativo || celular end, '\D', '', 'g') as digits
      from visitante where id_visitante = cast(:?id as int)
), changed as (
    update visitante v
       set indicativo = :?countryCode, celular = :?nationalNumber,
           fecha_modificacion = date_trunc('second', now() at time zone :?zone)
      from visitor
     where v.id_visitante = visitor.id_visitante
       and not v.eliminado
       and v.celular is not distinct from visitor.celular and v.indicativo is not distinct from visitor.indicativo
       and visitor.digits = regexp_replace(:?before, '\D', '', 'g')
    returning v.ver)
select 'set-phone' as target,
       (select count(*) from changed) as hits,
       visitor.id_visitante is not null as found,
       visitor.eliminado as removed,
       visitor.indicativo = :?countryCode and visitor.celular = :?nationalNumber as same,
       cast(null as text) as ver
  from (select 1) as always
  left join visitor on true
