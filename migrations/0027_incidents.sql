-- The Critical Issue Dashboard (D7): incidents of the service, told by staff; and announcements with who wants them by mail (D5).

/* Of the service as a whole: they belong to no partner. Products and regions are ids of the policy; none means all. */
create table incidents (
  id uuid primary key,
  number integer not null unique generated always as identity,
  title text not null,
  kind text not null check (kind in ('outage', 'downtime')),
  products text[] not null,
  regions text[] not null,
  started_at timestamptz(3) not null,
  ended_at timestamptz(3),
  created_by uuid not null references people,
  created_at timestamptz(3) not null,
  check (ended_at >= started_at)
);
create index incidents_open on incidents (started_at desc, id desc) where ended_at is null;
create index incidents_latest on incidents (started_at desc, id desc);
create index tickets_most_severe on tickets (urgency_band, urgency_at, id) where open and (severity = 1 or escalation is not null);

/* What was told of one, and when; never changed afterwards. */
create table incident_updates (
  id bigint primary key generated always as identity,
  incident_id uuid not null references incidents,
  at timestamptz(3) not null,
  by_person uuid not null references people,
  state text not null check (state in ('opened', 'update', 'ended')),
  body text not null
);
create index incident_updates_of on incident_updates (incident_id, id);
create trigger incident_updates_stay before update or delete on incident_updates for each row execute function refuse_change();
create trigger incident_updates_are_kept before truncate on incident_updates for each statement execute function refuse_change();

/* To those partners that fit all of tiers, regions and products; none of a kind means all of it. */
create table announcements (
  id uuid primary key,
  title text not null,
  body text not null,
  tiers text[] not null,
  regions text[] not null,
  products text[] not null,
  published_by uuid not null references people,
  published_at timestamptz(3) not null,
  withdrawn_at timestamptz(3)
);
create index announcements_latest on announcements (published_at desc, id desc);

/* What a contact wants by mail. */
create table news_subscriptions (
  person_id uuid not null references people,
  topic text not null check (topic in ('announcements', 'incidents')),
  partner_id uuid not null references partners,
  primary key (topic, person_id)
);

alter table incidents enable row level security;
alter table incident_updates enable row level security;
alter table announcements enable row level security;
alter table news_subscriptions enable row level security;

create policy everybody on incidents for select using ((select sees_all()) or (select actor_partner()) is not null);
create policy staff_adds on incidents for insert with check ((select sees_all()));
create policy staff_changes on incidents for update using ((select sees_all()));
create policy everybody on incident_updates for select using ((select sees_all()) or (select actor_partner()) is not null);
create policy staff_adds on incident_updates for insert with check ((select sees_all()));
create policy everybody on announcements for select
  using ((select sees_all()) or ((select actor_partner()) is not null and withdrawn_at is null));
create policy staff_adds on announcements for insert with check ((select sees_all()));
create policy staff_changes on announcements for update using ((select sees_all()));
create policy own on news_subscriptions
  using ((select sees_all()) or (partner_id = (select actor_partner()) and person_id = (select actor_person())));

grant select, insert, update on incidents, announcements to partner_desk_app;
grant select, insert on incident_updates to partner_desk_app;
grant select, insert, delete on news_subscriptions to partner_desk_app;
