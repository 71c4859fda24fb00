-- Two clinics. Their phones are the organisation's; nobody answers at them.
insert into pms.clinica (id, nombre_comercial, direccion, telefono, ciudad, pais, prefijo, zona_horaria, antelacion_minima_min,
                         reagenda_url, area_clientes_url, saldo_gestion, actualizado_en)
values
  (1, 'Clínica Sol Centro', 'Calle Mayor 1', '+34910000000', 'Madrid', 'ES', '+34', 'Europe/Madrid', 120,
   'https://citas.example.org/centro', 'https://area.example.org/centro', 'SISTEMA', '2026-01-12T08:00:00Z'),
  (2, 'Clínica Sol Palermo', 'Av. Santa Fe 3200', '+541150000000', 'Buenos Aires', 'AR', '+54', 'America/Argentina/Buenos_Aires', 180,
   'https://citas.example.org/palermo', 'https://area.example.org/palermo', 'CENTRO', '2026-01-12T08:00:00Z')
on conflict do nothing;

insert into pms.profesional (id, clinica_id, nombre, especialidad)
values
  (1, 1, 'Dra. Elena Ruiz', 'Odontología'), (2, 1, 'Dr. Iñaki Azpiazu', 'Ortodoncia'), (3, 1, 'Dra. Mercè Ballester', 'Dermatología'),
  (4, 1, 'Sonia Yáñez', 'Estética'), (5, 1, 'Dr. Rubén Cáceres', 'Fisioterapia'), (6, 1, 'Lola Barragán', 'Higiene dental'),
  (11, 2, 'Dra. Valeria Scarponi', 'Odontología'), (12, 2, 'Dr. Germán Iturralde', 'Dermatología'),
  (13, 2, 'Lic. Rocío Pagani', 'Kinesiología'), (14, 2, 'Belén Mansilla', 'Estética')
on conflict do nothing;

insert into pms.cabina (id, clinica_id, nombre)
values
  (1, 1, 'Gabinete 1'), (2, 1, 'Gabinete 2'), (3, 1, 'Consulta 3'), (4, 1, 'Cabina 4'), (5, 1, 'Sala de fisio'), (6, 1, 'Gabinete 6'),
  (11, 2, 'Consultorio A'), (12, 2, 'Consultorio B'), (13, 2, 'Gimnasio'), (14, 2, 'Cabina D')
on conflict do nothing;

insert into pms.servicio (id, nombre, duracion_min)
values
  (1, 'Limpieza dental', 30), (2, 'Revisión', 30), (3, 'Empaste', 45), (4, 'Ortodoncia: ajuste', 30), (5, 'Endodoncia', 60),
  (6, 'Limpieza facial', 45), (7, 'Depilación láser', 30), (8, 'Masaje descontracturante', 60), (9, 'Consulta de dermatología', 30),
  (10, 'Peeling químico', 45), (11, 'Fisioterapia', 60), (12, 'Blanqueamiento', 60), (13, 'Radiografía', 15)
on conflict do nothing;

insert into pms.servicio (id, nombre, duracion_min, requiere_cabina) values (14, 'Videoconsulta', 20, false) on conflict do nothing;

-- on one day neither laser and peeling, nor peeling and a facial, nor whitening and root canal treatment
insert into pms.incompatibilidad (servicio_id, otro_id) values (7, 10), (6, 10), (5, 12) on conflict do nothing;

-- every day of the week, so that a first start on a Sunday has something to show
insert into pms.horario (profesional_id, dia, desde, hasta)
select p.id, d.dia, h.desde::time, h.hasta::time
  from pms.profesional p
 cross join generate_series(1, 7) as d (dia)
  join (values (1, '09:00', '14:00'), (1, '16:00', '20:00'), (2, '09:00', '13:00'), (2, '14:00', '18:00')) as h (clinica, desde, hasta)
    on h.clinica = p.clinica_id
 where not exists (select 1 from pms.horario)
on conflict do nothing;
