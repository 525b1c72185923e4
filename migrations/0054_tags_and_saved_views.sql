-- Tags of tickets and saved views of the queue: of the staff alone (decision 35).

/* Whoever keeps what is everybody's: shared views, the words of the tags. */
create function actor_shares() returns boolean language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select exists (
    select from people where id = actor_person() and side = 'staff' and active and role in ('lead', 'manager', 'admin'))
$$;
revoke execute on function actor_shares from public;
grant execute on function actor_shares to partner_desk_app;

create table saved_views (
  id uuid primary key,
  name text not null check (length(name) between 1 and 60),
  /* Which list it narrows. */
  list text not null check (list in ('queue', 'mine', 'all')),
  /* By the names and values of GET /tickets. */
  question jsonb not null check (jsonb_typeof(question) = 'object'),
  /* Null: shared. */
  owner_id uuid references people,
  /* Of a shared one: whose desk sees it; null: everybody. */
  desk text check (desk is null or owner_id is null),
  /* Among one's own, or among the shared ones; from 1 on. */
  position integer not null,
  created_by uuid references people,
  created_at timestamptz(3) not null,
  updated_by uuid references people,
  updated_at timestamptz(3) not null
);
create unique index saved_views_named on saved_views (lower(name), coalesce(owner_id, '00000000-0000-0000-0000-000000000000'));
create index saved_views_of on saved_views (owner_id, position);

/* A personal one is its owner's alone, administrators included; a shared one all of the staff may read and leads may change. */
alter table saved_views enable row level security;
create policy own_and_shared on saved_views for select using (
  (select actor_kind()) = 'system' or ((select actor_kind()) = 'staff' and (owner_id is null or owner_id = (select actor_person()))));
create policy kept on saved_views for insert with check (
  (select actor_kind()) = 'system' or ((select actor_kind()) = 'staff'
    and (owner_id = (select actor_person()) or (owner_id is null and (select actor_shares())))));
create policy changed on saved_views for update using (
  (select actor_kind()) = 'system' or ((select actor_kind()) = 'staff'
    and (owner_id = (select actor_person()) or (owner_id is null and (select actor_shares())))));
create policy removed on saved_views for delete using (
  (select actor_kind()) = 'system' or ((select actor_kind()) = 'staff'
    and (owner_id = (select actor_person()) or (owner_id is null and (select actor_shares())))));
grant select, insert, update, delete on saved_views to partner_desk_app;
select audit_table('saved_views');

/* What was somebody's own goes with them, whichever way they left (0040); what is shared stays. */
create function saved_views_end() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  delete from saved_views where owner_id = new.id;
  return null;
end $$;
revoke execute on function saved_views_end from public;
create trigger saved_views_end_with_people after update of active on people for each row
  when (old.active and not new.active) execute function saved_views_end();

create table tags (
  id uuid primary key,
  /* Lower case, without commas (domain/tag.ts). */
  name text not null check (length(name) between 1 and 40),
  /* It has become another tag; that one has its tickets. */
  merged_into uuid references tags,
  created_by uuid references people,
  created_at timestamptz(3) not null
);
create unique index tags_named on tags (name) where merged_into is null;

alter table tags enable row level security;
create policy staff on tags for select using ((select sees_all()));
create policy staff_adds on tags for insert with check ((select sees_all()));
create policy leads_change on tags for update using (
  (select actor_kind()) = 'system' or ((select actor_kind()) = 'staff' and (select actor_shares())));
grant select, insert, update on tags to partner_desk_app;
select audit_table('tags');

/* What the ledgers say that a ticket is tagged with; `desk verify` works it out again. */
create table ticket_tags (
  ticket_id uuid not null,
  tag_id uuid not null references tags,
  primary key (ticket_id, tag_id)
);
create index ticket_tags_of on ticket_tags (tag_id, ticket_id);

alter table ticket_tags enable row level security;
create policy staff on ticket_tags using ((select sees_all()));
grant select, insert, delete on ticket_tags to partner_desk_app;
