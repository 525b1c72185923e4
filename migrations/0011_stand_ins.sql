-- Who answers in whose stead (F8), and what lists of escalations and disputes are found by (F4, C7).

/* First and last day, both in it; without a stand-in the person is away and its levels fall to whoever stands behind them. */
create table stand_ins (
  id uuid primary key,
  /* Of the person of the matrix, in lower case: people there need not be on the staff. */
  email text not null check (email = lower(email)),
  from_on date not null,
  to_on date not null,
  stand_in_name text,
  stand_in_email text,
  created_by uuid not null references people,
  created_at timestamptz(3) not null,
  check (from_on <= to_on),
  check ((stand_in_name is null) = (stand_in_email is null))
);
create index stand_ins_by_day on stand_ins (to_on, from_on);
alter table stand_ins enable row level security;
/* The matrix is published to partners, and so is who stands in. */
create policy everybody on stand_ins for select using ((select sees_all()) or (select actor_partner()) is not null);
create policy staff_adds on stand_ins for insert with check ((select sees_all()));
create policy staff_removes on stand_ins for delete using ((select sees_all()));
grant select, insert, delete on stand_ins to partner_desk_app;
/* Whoever remembers who is there forgets it. */
create trigger stand_ins_are_announced after insert or delete on stand_ins for each statement execute function people_changed();

/* A partner knows how to reach its own account manager (F1), whose row among the staff it does not see. */
create view account_managers with (security_barrier) as
  select p.id as partner_id, m.name, m.email
  from partners p join people m on m.id = p.account_manager_id and m.active
  where (select sees_all()) or p.id = (select actor_partner());
grant select on account_managers to partner_desk_app;

create index tickets_escalated on tickets (id) where escalation is not null;
create index tickets_disputed on tickets (id) where dispute is not null;
