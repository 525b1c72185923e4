-- A6: the Help Center widget on the vendor's own pages; D5: news and incidents told to other programs (webhooks).

/* Where the widget may stand: 'https://store.vendor.example'. */
create table widget_origins (
  origin text primary key,
  added_by uuid not null references people,
  added_at timestamptz(3) not null
);

/* Who uses the widget, from which page. The vendor's own program asks for it; the token itself is kept nowhere. */
create table widget_sessions (
  id uuid primary key,
  /* SHA-256 of the token. */
  hash bytea not null unique,
  person_id uuid not null references people,
  partner_id uuid not null references partners,
  origin text not null,
  /* An administrator's preview: it sends nothing. */
  only_reads boolean not null,
  issued_by uuid not null references people,
  issued_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  revoked_at timestamptz(3)
);
create index widget_sessions_of_person on widget_sessions (person_id, expires_at);
create index widget_sessions_by_end on widget_sessions (expires_at);

alter table widget_origins enable row level security;
alter table widget_sessions enable row level security;
create policy staff on widget_origins using ((select sees_all()));
create policy staff on widget_sessions using ((select sees_all()));
grant select, insert, delete on widget_origins to partner_desk_app;
grant select, insert, delete on widget_sessions to partner_desk_app;
grant update (revoked_at) on widget_sessions to partner_desk_app;
/* Every node forgets whom it knew. */
create trigger widget_sessions_heard after update or delete on widget_sessions for each statement
  execute function people_changed();

/* Who comes with a token of the widget, before there is an actor. */
create function person_of_widget_session(token_hash bytea, at timestamptz)
  returns table (session_id uuid, origin text, only_reads boolean, expires_at timestamptz, person json, partner json)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select s.id, s.origin, s.only_reads, s.expires_at, to_json(p), to_json(c)
    from widget_sessions s
      join people p on p.id = s.person_id and p.active and p.partner_id = s.partner_id
      join partners c on c.id = s.partner_id
    where s.hash = token_hash and s.revoked_at is null and s.expires_at > at
$$;
revoke execute on function person_of_widget_session from public;
grant execute on function person_of_widget_session to partner_desk_app;

/* Programs that are told of announcements and incidents. */
create table webhooks (
  id uuid primary key,
  /* Null: the vendor's own, which is told of all of it. */
  partner_id uuid references partners,
  /* Whom a pause is told to. */
  owner_id uuid not null references people,
  url text not null,
  topics text[] not null,
  /* Which of its secrets holds: each is worked out from it, and none is kept. */
  secret_number integer not null default 1,
  /* Failed attempts in a row. */
  failures integer not null default 0,
  paused_at timestamptz(3),
  paused_because text check (paused_because in ('failures', 'hand')),
  created_at timestamptz(3) not null,
  check ((paused_at is null) = (paused_because is null))
);
create index webhooks_of_partner on webhooks (partner_id, created_at);

/* One event for one of them: written with the news itself, delivered once at least. */
create table webhook_deliveries (
  id bigint primary key generated always as identity,
  webhook_id uuid not null references webhooks on delete cascade,
  partner_id uuid references partners,
  event_id uuid not null,
  kind text not null,
  /* As it is sent, byte for byte, at every attempt. */
  body text not null,
  state text not null check (state in ('queued', 'sending', 'delivered', 'failed')),
  tries integer not null default 0,
  /* Null while its webhook is paused. */
  due_at timestamptz(3),
  /* Whoever sends it has it until then; past that it is anybody's again. */
  leased_until timestamptz(3),
  settled_at timestamptz(3),
  /* What the receiver said last. */
  status integer,
  answer text,
  /* The latest of them: [{at, outcome, answer}]. */
  attempts jsonb not null default '[]',
  created_at timestamptz(3) not null,
  unique (webhook_id, event_id)
);
create index webhook_deliveries_due on webhook_deliveries (due_at, id) where state = 'queued';
create index webhook_deliveries_leased on webhook_deliveries (leased_until) where state = 'sending';
create index webhook_deliveries_of on webhook_deliveries (webhook_id, id desc);
create index webhook_deliveries_by_age on webhook_deliveries (created_at);

alter table webhooks enable row level security;
alter table webhook_deliveries enable row level security;
create policy own on webhooks using ((select sees_all()) or partner_id = (select actor_partner()));
create policy own on webhook_deliveries using ((select sees_all()) or partner_id = (select actor_partner()));
grant select, insert, update, delete on webhooks, webhook_deliveries to partner_desk_app;
