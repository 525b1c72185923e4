-- Following a ticket of somebody else's, and being reminded of one: both are told 'for you' (0051).

create table follows (
  ticket_id uuid not null,
  person_id uuid not null references people,
  since_at timestamptz(3) not null,
  primary key (ticket_id, person_id)
);
create index follows_of on follows (person_id);

/* The staff sees who follows; each begins and ends for themselves alone. No partner sees any of it. */
alter table follows enable row level security;
create policy staff on follows for select using ((select sees_all()));
create policy own_begins on follows for insert with check (
  (select actor_kind()) = 'system' or ((select actor_kind()) = 'staff' and person_id = (select actor_person())));
create policy own_ends on follows for delete using (
  (select actor_kind()) = 'system' or ((select actor_kind()) = 'staff' and person_id = (select actor_person())));
grant select, insert, delete on follows to partner_desk_app;
select audit_table('follows');

create table reminders (
  id uuid primary key,
  person_id uuid not null references people,
  ticket_id uuid not null,
  due_at timestamptz(3) not null,
  /* For oneself; may be empty. */
  note text not null check (length(note) <= 300),
  made_at timestamptz(3) not null,
  /* Null while it is to come. */
  told_at timestamptz(3)
);
create index reminders_due on reminders (due_at) where told_at is null;
create index reminders_to_come on reminders (person_id, due_at) where told_at is null;
create index reminders_told on reminders (told_at) where told_at is not null;

/* Nobody reads another's, administrators included. */
alter table reminders enable row level security;
create policy own on reminders using (
  (select actor_kind()) = 'system' or ((select actor_kind()) = 'staff' and person_id = (select actor_person())));
grant select, insert, update, delete on reminders to partner_desk_app;

/* An alert is of an event of the ledger, or of a reminder whose time has come. */
alter table alerts drop constraint alerts_pkey;
alter table alerts
  alter column seq drop not null,
  add column reminder_id uuid unique references reminders on delete cascade,
  add unique (person_id, ticket_id, seq),
  add check ((seq is null) <> (reminder_id is null));

/* Whoever leaves follows nothing and is reminded of nothing, whichever way they left (0040). */
create function following_ends() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  delete from follows where person_id = new.id;
  delete from reminders where person_id = new.id;
  return null;
end $$;
revoke execute on function following_ends from public;
create trigger following_ends_with_people after update of active on people for each row
  when (old.active and not new.active) execute function following_ends();

/*
 * What was followed, or is to be remembered, goes on as the ticket that it was merged into (C13). By the database: it is of others than
 * whoever merges, who may write none of it. Who has the survivor is told of it without following.
 */
create function follow_survivor(merged uuid, at timestamptz) returns void language plpgsql security definer
  set search_path = pg_catalog, public, pg_temp as $$
declare
  survivor tickets%rowtype;
begin
  if not sees_all() then return; end if;
  select s.* into survivor from tickets t join tickets s on s.id = t.merged_into where t.id = merged;
  if survivor.id is null then return; end if;
  insert into follows (ticket_id, person_id, since_at)
    select survivor.id, f.person_id, follow_survivor.at from follows f
    where f.ticket_id = merged and f.person_id is distinct from survivor.assignee_id
    on conflict do nothing;
  delete from follows where ticket_id = merged;
  update reminders set ticket_id = survivor.id where ticket_id = merged and told_at is null;
end $$;
revoke execute on function follow_survivor from public;
grant execute on function follow_survivor to partner_desk_app;
