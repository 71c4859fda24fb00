-- The demo's clinics remind from the first minute of the day before, so that there is something to see at any hour. What somebody has
-- changed since stays.

insert into reminder_settings (clinic, enabled, days_before, send_at, template, late_booking, version, changed_at)
values ('centro', true, 1, '00:01', 'recordatorio_cita', 'NOW', 1, now()),
       ('palermo', true, 1, '00:01', 'recordatorio_cita', 'NOW', 1, now()),
       ('sala-norte', true, 1, '00:01', 'visita_inmobiliaria', 'NOW', 1, now())
on conflict (clinic) do nothing;

-- Nor does the demo keep quiet at night.
insert into quiet_hours (clinic, kind, quiet, from_time, to_time, version, changed_at)
select clinic, kind, false, '22:00', '09:00', 1, now()
from unnest(array['centro', 'palermo', 'sala-norte']) as c(clinic), unnest(array['REMINDER', 'WAITING_LIST', 'CAMPAIGN']) as k(kind)
on conflict (clinic, kind) do nothing;
