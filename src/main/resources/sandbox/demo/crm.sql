-- One sales room in Bogotá. A second one exists that no hub knows: its commitments are somebody else's.
insert into macroproyecto (id_macroproyecto, nombre, ciudad)
values (1, 'Sala de Ventas Norte', 'Bogotá'), (2, 'Sala de Ventas Cartagena', 'Cartagena de Indias');

insert into proyecto (id_proyecto, id_macroproyecto, nombre, direccion, ciudad)
values
  (1, 1, 'Mirador de Usaquén', 'Calle 119 # 6-20', 'Bogotá'), (2, 1, 'Alameda del Cedro', 'Carrera 9 # 147-31', 'Bogotá'),
  (3, 1, 'Balcones de la Cañada', 'Calle 170 # 15-02', 'Bogotá'), (4, 1, 'Reserva Chicó', 'Carrera 11 # 93-68', 'Bogotá'),
  (5, 2, 'Bahía Morros', 'Anillo Vial km 8', 'Cartagena de Indias');

insert into tipo_inmueble (id_tipo_inmueble, nombre) values (1, 'Apartamento'), (2, 'Casa'), (3, 'Local comercial'), (4, 'Oficina');

-- ten units a project, dearer with each floor
insert into unidad (id_unidad, id_proyecto, id_tipo_inmueble, nombre, area, precio_lista, estado, fecha_modificacion)
select p * 100 + n, p, case when n = 10 then 3 when p = 4 and n > 7 then 4 when p = 5 then 2 else 1 end,
       case when n = 10 then 'Local 1' when p = 5 then 'Casa ' || n else 'Apto ' || ((n + 1) / 2 * 100 + 1 + (n + 1) % 2) end,
       42 + p * 6 + n * 3.5, (240 + p * 95 + n * 18) * 1000000::numeric,
       (array['DISPONIBLE', 'DISPONIBLE', 'RESERVADA', 'DISPONIBLE', 'VENDIDA', 'DISPONIBLE', 'SEPARADA', 'DISPONIBLE', 'BLOQUEADA',
              'DISPONIBLE'])[1 + (n + p) % 10],
       timestamp '2026-01-12 07:00:00'
  from generate_series(1, 5) as p, generate_series(1, 10) as n;

insert into grupo_asesores (id_grupo, nombre) values (1, 'Sala Norte'), (2, 'Preventas');

insert into asesor (id_asesor, nombre, correo, celular)
values
  (1, 'Marcela Rendón', 'marcela.rendon@example.org', '300 000 0091'), (2, 'Julián Arboleda', 'julian.arboleda@example.org', '300 000 0092'),
  (3, 'Catalina Peñaranda', 'catalina.penaranda@example.org', '300 000 0093'), (4, 'Édgar Santamaría', 'edgar.santamaria@example.org', '300 000 0094');

insert into grupo_asesor_miembro (id_grupo, id_asesor) values (1, 1), (1, 2), (1, 3), (2, 3), (2, 4);

insert into estado_embudo (id_estado, nombre, orden, es_cierre)
values
  (1, 'Lead', 1, false), (2, 'Contactado', 2, false), (3, 'Cita agendada', 3, false), (4, 'Visita realizada', 4, false),
  (5, 'Cotizado', 5, false), (7, 'Negociación', 6, false), (9, 'Reserva solicitada', 7, false), (10, 'Reserva autorizada', 8, false),
  (12, 'Separado', 9, false), (14, 'Cerrado ganado', 10, true), (15, 'Cerrado ganado y efectivo', 11, true), (16, 'Cerrado y perdido', 12, true);
