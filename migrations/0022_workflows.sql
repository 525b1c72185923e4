-- Section E: runs of workflows, the links by which customers answer, whose customer is whose, and what customers consented to.

/*
 * A run as its log in the ticket's ledger makes it. One writer: services that hold the ticket's lock, as the program itself,
 * after the database has shown them the ticket as the actor may see it.
 */
create table workflow_runs (
  id uuid primary key,
  ticket_id uuid not null,
  partner_id uuid,
  workflow text not null,
  policy_version integer not null,
  revision integer not null,
  state text not null,
  /* Whose turn it is: a role of the workflow; null where time's. */
  waits_for text,
  entered_at timestamptz(3) not null,
  /* The core's own: fields, deadlines, what it waits for. */
  run jsonb not null,
  /* once_for of the letter whose delivery it waits for. */
  notice text,
  notice_delivered boolean not null,
  trouble boolean not null,
  wake_at timestamptz(3),
  /* When the state is left by itself: what lists count down to. */
  due_at timestamptz(3),
  order_at timestamptz(3) not null generated always as (coalesce(due_at, timestamptz '9999-12-31 00:00:00+00')) stored,
  started_at timestamptz(3) not null,
  ended_at timestamptz(3),
  outcome text
);
create unique index workflow_runs_open on workflow_runs (ticket_id) where ended_at is null;
create index workflow_runs_of_ticket on workflow_runs (ticket_id, started_at);
create index workflow_runs_wake on workflow_runs (wake_at) where wake_at is not null;
create index workflow_runs_notice on workflow_runs (id) where not notice_delivered;
create index workflow_runs_by_notice on workflow_runs (notice) where notice is not null;
/* A notice that had arrived may come back: found from the few that did. */
create index letters_of_runs_returned on letters (once_for) where state in ('failed', 'bounced', 'declined') and once_for like 'run:%';
create index workflow_runs_list on workflow_runs (order_at, id, workflow, state, waits_for) where ended_at is null;
create index workflow_runs_of_partner on workflow_runs (partner_id, order_at, id) where ended_at is null and partner_id is not null;
create index workflow_runs_ended on workflow_runs (ended_at desc, id desc) where ended_at is not null;
alter table workflow_runs enable row level security;
create policy own on workflow_runs for select using ((select sees_all()) or partner_id = (select actor_partner()));
create policy program_adds on workflow_runs for insert with check ((select actor_kind()) = 'system');
create policy program_changes on workflow_runs for update using ((select actor_kind()) = 'system');
grant select, insert, update on workflow_runs to partner_desk_app;

/* A customer answers without an account. Only a hash of the link's token is kept. */
create table public_links (
  hash bytea primary key,
  run_id uuid not null,
  ticket_id uuid not null,
  partner_id uuid,
  /* The visit of the state that it was sent in, and what was asked then: it answers that, and nothing that came later. */
  visit integer not null,
  digest bytea not null,
  address text not null check (address = lower(address)),
  created_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  answered_at timestamptz(3),
  answer text
);
create index public_links_of_run on public_links (run_id, visit);
alter table public_links enable row level security;
create policy program on public_links using ((select actor_kind()) = 'system');
grant select, insert, update on public_links to partner_desk_app;

/* E1: since when its partner has it no more. The record stays with the partner that had it, which sees it no longer. */
alter table customers add column untagged_at timestamptz(3);
drop policy own on customers;
create policy own on customers for select
  using ((select sees_all()) or (partner_id = (select actor_partner()) and untagged_at is null));

/* E2: who has which customer for what, and who had. Rows end; none is removed. */
create table customer_mappings (
  id bigint primary key generated always as identity,
  customer_id uuid not null references customers,
  partner_id uuid not null references partners,
  /* Of the policy; null for every service. */
  product text,
  /* Services that went to another partner since. */
  without text[] not null default '{}',
  mapped_at timestamptz(3) not null,
  mapped_by uuid,
  proof text,
  ended_at timestamptz(3),
  ended_by uuid,
  ended_because text,
  check ((ended_at is null) = (ended_because is null))
);
create unique index customer_mappings_once on customer_mappings (customer_id, coalesce(product, '')) where ended_at is null;
create index customer_mappings_of on customer_mappings (partner_id, customer_id);
create trigger customer_mappings_are_kept before delete on customer_mappings for each row execute function refuse_change();
create trigger customer_mappings_stay before truncate on customer_mappings for each statement execute function refuse_change();
alter table customer_mappings enable row level security;
create policy own on customer_mappings for select using ((select sees_all()) or partner_id = (select actor_partner()));
create policy staff_adds on customer_mappings for insert with check ((select sees_all()));
create policy staff_changes on customer_mappings for update using ((select sees_all()));
grant select, insert, update on customer_mappings to partner_desk_app;
insert into customer_mappings (customer_id, partner_id, mapped_at) select id, partner_id, created_at from customers;

/* E5: what a customer was asked to agree to, and what it said. Written once, never changed. */
create table customer_consents (
  id uuid primary key,
  run_id uuid not null unique,
  ticket_id uuid not null,
  partner_id uuid,
  customer_id uuid references customers,
  answer text not null check (answer in ('given', 'refused', 'expired', 'withdrawn')),
  /* The uniform format: customer, account, super-admin, the change asked for, the statement, the day. */
  form jsonb not null,
  /* Where the answer came from; null where none came. */
  address text check (address = lower(address)),
  evidence text,
  at timestamptz(3) not null
);
create index customer_consents_of on customer_consents (customer_id, at desc) where customer_id is not null;
create trigger customer_consents_stay before update or delete on customer_consents for each row execute function refuse_change();
create trigger customer_consents_are_kept before truncate on customer_consents for each statement execute function refuse_change();
alter table customer_consents enable row level security;
create policy own on customer_consents for select using ((select sees_all()) or partner_id = (select actor_partner()));
create policy program_adds on customer_consents for insert with check ((select actor_kind()) = 'system');
grant select, insert on customer_consents to partner_desk_app;
