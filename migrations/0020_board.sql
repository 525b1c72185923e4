-- The product board (B6): ideas with votes, tickets and a status that partners can follow; and who has confirmed a severity (C7).

/* What agents made of a ticket's severity: worked out from its ledger, for lists and for the report of what the rules proposed. */
create table severity_judgements (
  ticket_id uuid primary key,
  partner_id uuid,
  /* Null once another desk has it, which has not looked yet. */
  confirmed_at timestamptz(3),
  confirmed_by uuid,
  /* Found wrong from the start, once or more: that stays so. */
  corrected boolean not null
);
alter table severity_judgements enable row level security;
create policy own on severity_judgements for select using ((select sees_all()) or partner_id = (select actor_partner()));
create policy staff_adds on severity_judgements for insert with check ((select sees_all()));
create policy staff_changes on severity_judgements for update using ((select sees_all()));
grant select, insert, update on severity_judgements to partner_desk_app;

create function judge_severity() returns trigger language plpgsql as $$
begin
  insert into severity_judgements as j (ticket_id, partner_id, confirmed_at, confirmed_by, corrected) values (
    new.ticket_id, new.partner_id,
    case when new.kind <> 'transferred' then new.at end, case when new.kind <> 'transferred' then new.by_person end,
    new.kind = 'severity-changed' and new.data->>'cause' = 'corrected')
  on conflict (ticket_id) do update set
    confirmed_at = excluded.confirmed_at, confirmed_by = excluded.confirmed_by, corrected = j.corrected or excluded.corrected;
  return null;
end $$;
create trigger events_judge_severity after insert on events for each row
  when (new.kind in ('severity-confirmed', 'severity-changed', 'dispute-decided', 'transferred'))
  execute function judge_severity();
/* Tickets of before. */
insert into severity_judgements (ticket_id, partner_id, confirmed_at, confirmed_by, corrected)
  select distinct on (ticket_id) ticket_id, partner_id,
    case when kind <> 'transferred' then at end, case when kind <> 'transferred' then by_person end,
    bool_or(kind = 'severity-changed' and data->>'cause' = 'corrected') over (partition by ticket_id)
  from events where kind in ('severity-changed', 'dispute-decided', 'transferred') order by ticket_id, seq desc;

/* Title and description are for every partner: what a customer said stays in the ticket. */
create table ideas (
  id uuid primary key,
  number integer not null unique generated always as identity,
  title text not null,
  description text not null,
  /* Id of the policy's product. */
  product text,
  status text not null,
  /* Told to partners with the status. */
  reason text not null,
  status_at timestamptz(3) not null,
  /* It was the same as another, which has its votes and tickets. */
  merged_into uuid references ideas,
  /* Counted by the triggers below: partners do not see each other's votes. */
  votes integer not null default 0,
  partners integer not null default 0,
  tickets integer not null default 0,
  created_by uuid not null references people,
  created_at timestamptz(3) not null
);
create index ideas_by_votes on ideas (votes desc, id desc) where merged_into is null;
create index ideas_by_age on ideas (created_at desc, id desc) where merged_into is null;

create table idea_history (
  id bigint primary key generated always as identity,
  idea_id uuid not null references ideas,
  at timestamptz(3) not null,
  by_person uuid not null references people,
  what text not null check (what in ('added', 'status', 'words', 'merged', 'attached', 'detached')),
  was text,
  became text,
  reason text
);
create index idea_history_of on idea_history (idea_id, id);
create trigger idea_history_stays before update or delete on idea_history for each row execute function refuse_change();
create trigger idea_history_is_kept before truncate on idea_history for each statement execute function refuse_change();

/* One a contact. */
create table idea_votes (
  idea_id uuid not null references ideas,
  person_id uuid not null references people,
  partner_id uuid not null references partners,
  at timestamptz(3) not null,
  primary key (idea_id, person_id)
);
create index idea_votes_of on idea_votes (person_id);

/* A ticket asks for one idea at most. */
create table idea_tickets (
  ticket_id uuid primary key,
  idea_id uuid not null references ideas,
  partner_id uuid,
  attached_by uuid not null references people,
  attached_at timestamptz(3) not null
);
create index idea_tickets_of on idea_tickets (idea_id, attached_at);

/* Contacts who do not want to be written to about ideas. */
create table idea_letters_declined (
  person_id uuid primary key references people,
  partner_id uuid not null references partners
);

/* As the tables' owner, since nobody but staff sees all that is counted. Locks first, so that two who vote are both counted. */
create function count_idea() returns trigger language plpgsql security definer
  set search_path = pg_catalog, public, pg_temp as $$
declare
  counted uuid := case when tg_op = 'DELETE' then old.idea_id else new.idea_id end;
begin
  perform from ideas where id = counted for no key update;
  update ideas set
    votes = (select count(*) from idea_votes v where v.idea_id = counted),
    partners = (select count(distinct v.partner_id) from idea_votes v where v.idea_id = counted),
    tickets = (select count(*) from idea_tickets t where t.idea_id = counted)
  where id = counted;
  if tg_op = 'UPDATE' and old.idea_id <> new.idea_id then
    update ideas set tickets = (select count(*) from idea_tickets t where t.idea_id = old.idea_id) where id = old.idea_id;
  end if;
  return null;
end $$;
revoke execute on function count_idea from public;
create trigger idea_votes_count after insert or delete on idea_votes for each row execute function count_idea();
create trigger idea_tickets_count after insert or update or delete on idea_tickets for each row execute function count_idea();

alter table ideas enable row level security;
alter table idea_history enable row level security;
alter table idea_votes enable row level security;
alter table idea_tickets enable row level security;
alter table idea_letters_declined enable row level security;

create policy everybody on ideas for select using ((select sees_all()) or (select actor_partner()) is not null);
create policy staff_adds on ideas for insert with check ((select sees_all()));
create policy staff_changes on ideas for update using ((select sees_all()));
/* Which tickets ask for it is told to no other partner. */
create policy everybody on idea_history for select
  using ((select sees_all()) or ((select actor_partner()) is not null and what not in ('attached', 'detached')));
create policy staff_adds on idea_history for insert with check ((select sees_all()));
create policy own on idea_votes for select using ((select sees_all()) or partner_id = (select actor_partner()));
create policy own_adds on idea_votes for insert
  with check ((select sees_all()) or (partner_id = (select actor_partner()) and person_id = (select actor_person())));
create policy own_removes on idea_votes for delete using ((select sees_all()) or person_id = (select actor_person()));
create policy own on idea_tickets for select using ((select sees_all()) or partner_id = (select actor_partner()));
create policy staff_adds on idea_tickets for insert with check ((select sees_all()));
create policy staff_changes on idea_tickets for update using ((select sees_all()));
create policy staff_removes on idea_tickets for delete using ((select sees_all()));
create policy own on idea_letters_declined
  using ((select sees_all()) or (partner_id = (select actor_partner()) and person_id = (select actor_person())));

grant select, insert, update on ideas to partner_desk_app;
grant select, insert on idea_history to partner_desk_app;
grant select, insert, delete on idea_votes, idea_letters_declined to partner_desk_app;
grant select, insert, update, delete on idea_tickets to partner_desk_app;
