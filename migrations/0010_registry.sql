-- The registry: a partner's standing with its history, domains, support contracts and grants; training of its contacts;
-- subscriptions of its customers and what follows from them; and the timetable of what is done once, by whatever node.

alter table partners
  /* D3: whom the partner has at the vendor. */
  add column point_of_contact_id uuid references people,
  /* A2: since when it has its tier; null where it always had it. */
  add column tier_since timestamptz(3),
  /* A2: there may be open tickets that have not heard of the tier yet. */
  add column tier_settling boolean not null default false;
create index partners_by_name on partners (name, id);
create index partners_settling on partners (id) where tier_settling;

/* What changed about a partner and all that is its: who, when, why, from what to what (A2). Names are kept as they were. */
create table partner_history (
  id bigint primary key generated always as identity,
  partner_id uuid not null references partners,
  at timestamptz(3) not null,
  /* Null where the program did it by itself, or a file was read in on the command line. */
  by_person uuid references people,
  via text not null check (via in ('desk', 'import', 'timetable')),
  about text not null check (about in ('partner', 'contact', 'customer', 'contract', 'grant')),
  about_id uuid,
  about_name text not null,
  what text not null,
  was text,
  became text,
  reason text
);
create index partner_history_of on partner_history (partner_id, id desc);
create trigger partner_history_stays before update or delete on partner_history for each row execute function refuse_change();
create trigger partner_history_is_kept before truncate on partner_history for each statement execute function refuse_change();

/* A7: mail from these is the partner's. A domain belongs to one partner. */
create table partner_domains (
  domain text primary key check (domain = lower(domain)),
  partner_id uuid not null references partners,
  added_at timestamptz(3) not null
);
create index partner_domains_of on partner_domains (partner_id, domain);

/* F2: first and last day, both in it. */
create table support_contracts (
  id uuid primary key,
  partner_id uuid not null references partners,
  reference text not null,
  starts_on date not null,
  ends_on date not null,
  created_at timestamptz(3) not null,
  unique (partner_id, reference),
  check (starts_on <= ends_on)
);

/* A4: an offering for one partner and one fiscal year. It ends by itself with `ends_on`. */
create table grants (
  id uuid primary key,
  partner_id uuid not null references partners,
  offering text not null,
  fiscal_year text not null,
  starts_on date not null,
  ends_on date not null,
  approved_by uuid not null references people,
  reason text not null,
  granted_at timestamptz(3) not null,
  revoked_at timestamptz(3),
  revoked_by uuid references people,
  revoked_because text,
  check (starts_on <= ends_on),
  check ((revoked_at is null) = (revoked_by is null)),
  check ((revoked_at is null) = (revoked_because is null))
);
create unique index grants_once on grants (partner_id, offering, fiscal_year) where revoked_at is null;

/* D4: the training that a contact has completed, by product of the policy. */
create table training_records (
  person_id uuid not null references people,
  product text not null,
  partner_id uuid not null references partners,
  completed_on date not null,
  certificate text,
  recorded_at timestamptz(3) not null,
  primary key (person_id, product)
);
create index training_of_partner on training_records (partner_id, person_id);

/* D2: as the vendor's store has them, under the names that it uses; `licences` and `payer` (E4) are ours. */
create table subscriptions (
  subscription_id text primary key,
  customer_id uuid not null references customers,
  partner_id uuid not null references partners,
  subscription_type text,
  subscription_start_date date,
  status text not null check (status in ('active', 'inactive')),
  email_id text check (email_id = lower(email_id)),
  customer_company_name text,
  billing_frequency text check (billing_frequency in ('monthly', 'quarterly', 'half_yearly', 'yearly')),
  next_recurring_date date,
  next_recurring_amount numeric(14, 2),
  org_id text,
  plan_id text,
  plan_name text,
  service_id text,
  service_name text,
  licences integer not null check (licences >= 0),
  /* False where the file said nothing of licences: then it is the least there can be. */
  licences_stated boolean not null,
  payer text check (payer in ('customer', 'partner')),
  changed_at timestamptz(3) not null
);
create index subscriptions_of_customer on subscriptions (customer_id, subscription_id);
create index subscriptions_of_partner on subscriptions (partner_id);
create index subscriptions_of_org on subscriptions (org_id) where org_id is not null;

/* D2: what made an account a key account, or not, when that was last looked at. */
create table key_account_evidence (
  customer_id uuid primary key references customers,
  partner_id uuid not null references partners,
  finding jsonb not null,
  policy_version integer not null,
  evaluated_at timestamptz(3) not null
);
create index key_account_evidence_of on key_account_evidence (partner_id);

create index customers_by_name on customers (name, id);
create index tickets_key_accounts on tickets (urgency_band, urgency_at, id) where open and key_account;
create index tickets_of_customer on tickets (customer_id, updated_at desc, id desc) where customer_id is not null;

/* What is done at its times, by one node at a time. */
create table timetable (
  name text primary key,
  due_at timestamptz(3) not null,
  /* The node that works on it has until then; another takes it over after that. */
  taken_until timestamptz(3),
  ended_at timestamptz(3),
  outcome jsonb
);

alter table partner_history enable row level security;
alter table partner_domains enable row level security;
alter table support_contracts enable row level security;
alter table grants enable row level security;
alter table training_records enable row level security;
alter table subscriptions enable row level security;
alter table key_account_evidence enable row level security;
alter table timetable enable row level security;

create policy own on partner_history for select using ((select sees_all()) or partner_id = (select actor_partner()));
create policy staff_adds on partner_history for insert with check ((select sees_all()));
create policy own on partner_domains for select using ((select sees_all()) or partner_id = (select actor_partner()));
create policy staff_adds on partner_domains for insert with check ((select sees_all()));
create policy staff_removes on partner_domains for delete using ((select sees_all()));
create policy own on support_contracts for select using ((select sees_all()) or partner_id = (select actor_partner()));
create policy staff_adds on support_contracts for insert with check ((select sees_all()));
create policy staff_changes on support_contracts for update using ((select sees_all()));
create policy own on grants for select using ((select sees_all()) or partner_id = (select actor_partner()));
create policy staff_adds on grants for insert with check ((select sees_all()));
create policy staff_changes on grants for update using ((select sees_all()));
create policy own on training_records for select using ((select sees_all()) or partner_id = (select actor_partner()));
create policy staff_adds on training_records for insert with check ((select sees_all()));
create policy staff_changes on training_records for update using ((select sees_all()));
create policy own on subscriptions for select using ((select sees_all()) or partner_id = (select actor_partner()));
create policy staff_adds on subscriptions for insert with check ((select sees_all()));
create policy staff_changes on subscriptions for update using ((select sees_all()));
create policy own on key_account_evidence for select using ((select sees_all()) or partner_id = (select actor_partner()));
create policy staff_adds on key_account_evidence for insert with check ((select sees_all()));
create policy staff_changes on key_account_evidence for update using ((select sees_all()));
create policy system on timetable using ((select actor_kind()) = 'system');

grant select, insert on partner_history to partner_desk_app;
grant select, insert, delete on partner_domains to partner_desk_app;
grant select, insert, update on support_contracts, grants, training_records, subscriptions, key_account_evidence, timetable
  to partner_desk_app;
