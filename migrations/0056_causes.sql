-- Tickets that have one cause: one of them stands for it, the others are attached to that (decision 36). No event, and nothing in the
-- tickets' own rows: what partners are shown has no trace of it.

create table ticket_causes (
  /* What is attached; it has one cause at most. */
  ticket_id uuid primary key,
  cause_id uuid not null,
  since_at timestamptz(3) not null,
  by_person uuid not null references people,
  check (ticket_id <> cause_id)
);
create index ticket_causes_of on ticket_causes (cause_id, since_at, ticket_id);

/* What links tickets of several partners is the staff's alone. */
alter table ticket_causes enable row level security;
create policy staff on ticket_causes using ((select sees_all()));
grant select, insert, update, delete on ticket_causes to partner_desk_app;
select audit_table('ticket_causes');
