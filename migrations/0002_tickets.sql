-- Tickets and what hangs on them. Only commit_writes (0003) writes here.
--
-- No foreign keys to or from these: there is one writer, nothing here is ever deleted, and a reply would pay for each check.

create sequence ticket_numbers start 1001;

create table tickets (
  id uuid primary key,
  number text not null unique,
  /* The number of its events: a writer that read an older one is refused. */
  revision integer not null,
  policy_version integer not null,
  desk text not null,
  type text,
  category text not null,
  sub_type text,
  product text,
  kind text not null,
  severity smallint not null,
  severity_because text not null,
  channel text not null,
  subject text not null,
  partner_id uuid,
  contact_id uuid,
  customer_id uuid,
  tier text not null,
  country text not null,
  state text,
  key_account boolean not null,
  critical boolean not null,
  assignee_id uuid,
  received_at timestamptz(3) not null,
  first_answered_at timestamptz(3),
  unanswered_since timestamptz(3),
  waiting_on jsonb,
  escalation jsonb,
  dispute jsonb,
  solved_at timestamptz(3),
  closed_at timestamptz(3),
  merged_into uuid,
  /* Worked out by the core, kept for lists. */
  status text not null,
  open boolean not null,
  wake_at timestamptz(3),
  urgency_band smallint not null,
  urgency_at timestamptz(3) not null,
  findings jsonb not null,
  /* The form as it was given. */
  intake jsonb not null,
  /* Hash of its last event (G2). */
  chain_head bytea not null,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null
);
create index tickets_wake on tickets (wake_at) where wake_at is not null;
/* The last columns are for what a list is narrowed by: seen in the index, without a look at the ticket. */
create index tickets_queue on tickets (urgency_band, urgency_at, id, desk, severity, status) where open;
create index tickets_mine on tickets (assignee_id, urgency_band, urgency_at, id) where open and assignee_id is not null;
create index tickets_partner_queue on tickets (partner_id, urgency_band, urgency_at, id) where open and partner_id is not null;
create index tickets_latest on tickets (updated_at desc, id desc, desk, severity);
create index tickets_of_status on tickets (status, updated_at desc, id desc, desk, severity);
create index tickets_of_partner on tickets (partner_id, updated_at desc, id desc) where partner_id is not null;

create table clocks (
  ticket_id uuid not null,
  promised text not null,
  ordinal integer not null,
  partner_id uuid,
  desk text not null,
  severity smallint not null,
  tier text not null,
  key_account boolean not null,
  round_the_clock boolean not null,
  started_at timestamptz(3) not null,
  target_at timestamptz(3) not null,
  limit_at timestamptz(3) not null,
  warned_at timestamptz(3),
  breached_at timestamptz(3),
  stopped_at timestamptz(3),
  stopped_because text,
  changes jsonb not null,
  primary key (ticket_id, promised, ordinal)
);
/* Reports read clocks by the time they began (C12). */
create index clocks_started on clocks (started_at);

create table events (
  ticket_id uuid not null,
  seq integer not null,
  partner_id uuid,
  at timestamptz(3) not null,
  noted_at timestamptz(3) not null,
  by_kind text not null,
  by_side text not null,
  by_person uuid,
  visible_to text not null,
  kind text not null,
  data jsonb not null,
  /* sha256 of the hash before it and this line (G2). */
  hash bytea not null,
  /* Position in the stream: readers stop before the oldest transaction still open, so none is ever passed over. */
  txid xid8 not null default pg_current_xact_id(),
  id bigint not null generated always as identity,
  primary key (ticket_id, seq)
);
create unique index events_stream on events (txid, id);
create trigger events_stay before update or delete on events for each row execute function refuse_change();
create trigger events_are_kept before truncate on events for each statement execute function refuse_change();

/*
 * Called after the migrations. Events that were restored from another PostgreSQL carry its transactions' numbers, which may lie
 * ahead of this one's: they are put at the beginning of the stream, in their order. Says how many there were.
 */
create function adopt_events() returns bigint language plpgsql as $$
declare
  adopted bigint;
begin
  if not exists (select from events where txid >= pg_snapshot_xmax(pg_current_snapshot())) then return 0; end if;
  alter table events disable trigger events_stay;
  update events set txid = '1';
  get diagnostics adopted = row_count;
  alter table events enable trigger events_stay;
  return adopted;
end $$;
revoke execute on function adopt_events from public;

create table messages (
  id uuid primary key,
  ticket_id uuid not null,
  partner_id uuid,
  body text not null,
  visibility text not null,
  for_customer boolean not null,
  determination boolean not null,
  author_id uuid,
  side text not null,
  channel text not null,
  at timestamptz(3) not null,
  /* Words, with the subject's in the first one, and a mark that lets a partner's search stay within its own. */
  words tsvector not null
);
create index messages_of_ticket on messages (ticket_id, at, id);
create index messages_words on messages using gin (words);

create table letters (
  id bigint primary key generated always as identity,
  ticket_id uuid not null,
  partner_id uuid,
  template text not null,
  recipient jsonb not null,
  address text,
  message_id uuid,
  data jsonb not null,
  state text not null check (state in ('queued', 'captured', 'sent', 'failed')),
  created_at timestamptz(3) not null
);
create index letters_of_ticket on letters (ticket_id, id);
create index letters_queued on letters (id) where state = 'queued';

/* How far a log has been played in, by ticket of that log. */
create table replay_positions (
  source text not null,
  ref text not null,
  ticket_id uuid not null,
  applied integer not null,
  primary key (source, ref)
);

alter table tickets enable row level security;
alter table clocks enable row level security;
alter table events enable row level security;
alter table messages enable row level security;
alter table letters enable row level security;
alter table replay_positions enable row level security;

create policy own on tickets using ((select sees_all()) or partner_id = (select actor_partner()));
create policy own on clocks using ((select sees_all()) or partner_id = (select actor_partner()));
/* A partner's reply may be what brings a ticket up to date: it writes lines that it may not read. */
create policy own on events for select
  using ((select sees_all()) or (partner_id = (select actor_partner()) and visible_to = 'partner'));
create policy own_adds on events for insert with check ((select sees_all()) or partner_id = (select actor_partner()));
create policy own on messages using ((select sees_all()) or (partner_id = (select actor_partner()) and visibility = 'public'));
create policy staff on letters using ((select sees_all()));
create policy own_adds on letters for insert with check (partner_id = (select actor_partner()));
create policy staff on replay_positions using ((select sees_all()));

grant select, insert, update on tickets, clocks, letters, replay_positions to partner_desk_app;
grant select, insert on events, messages to partner_desk_app;
grant usage on sequence ticket_numbers to partner_desk_app;
