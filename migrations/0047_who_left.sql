-- Names say whether their person is still there: whoever has left is written to no more (F8).

/* As it was (0001_first.sql), with `active`. */
create or replace view person_names with (security_barrier) as
  select id, name, side, case when side = 'partner' or (select sees_all()) then email end as email, active
  from people
  where (select sees_all()) or (side = 'staff' and (select actor_partner()) is not null) or partner_id = (select actor_partner());

/* Whom a ladder must not reach any more. The matrix is published to partners, and who of it is away (0011_stand_ins.sql). */
create view staff_who_left with (security_barrier) as
  select email from people
  where side = 'staff' and not active and ((select sees_all()) or (select actor_partner()) is not null);
grant select on staff_who_left to partner_desk_app;

/* As it was (0023_calls.sql), with `active`. */
create or replace view call_hosts with (security_barrier) as
  select c.id as call_id, m.id, m.name, m.email, coalesce(a.zone, m.zone) as zone, m.active
  from calls c join people m on m.id = c.host_id left join availabilities a on a.person_id = m.id
  where (select sees_all()) or c.partner_id = (select actor_partner());
