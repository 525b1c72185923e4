-- E6: accounts that a partner has of the vendor for nothing. E10: what a partner may resell.

/*
 * One writer each: the effects of their workflows and the timetable, as the program. Whether an account runs follows from
 * its last day; `expired_at` is when the partner was told.
 */
create table partner_accounts (
  /* Of the run that made it. */
  id uuid primary key references workflow_runs,
  ticket_id uuid not null,
  partner_id uuid not null references partners,
  kind text not null check (kind in ('complimentary', 'demo')),
  product text not null,
  login text not null,
  org_id text,
  /* The address that signs in. */
  owner text not null,
  /* Days of the partner's place, both in it. */
  starts_on date not null,
  ends_on date not null,
  made_by uuid,
  made_at timestamptz(3) not null,
  /* The fewest days before its last one that the partner was reminded of. */
  reminded_days integer,
  expired_at timestamptz(3),
  check (starts_on <= ends_on)
);
create index partner_accounts_of on partner_accounts (partner_id, ends_on desc, id);
create index partner_accounts_ending on partner_accounts (ends_on) where expired_at is null;
create trigger partner_accounts_are_kept before delete on partner_accounts for each row execute function refuse_change();
create trigger partner_accounts_stay before truncate on partner_accounts for each statement execute function refuse_change();
alter table partner_accounts enable row level security;
create policy own on partner_accounts for select using ((select sees_all()) or partner_id = (select actor_partner()));
create policy program_adds on partner_accounts for insert with check ((select actor_kind()) = 'system');
create policy program_changes on partner_accounts for update using ((select actor_kind()) = 'system');
grant select, insert, update on partner_accounts to partner_desk_app;

create table account_extensions (
  /* Of the run that asked for it. */
  id uuid primary key references workflow_runs,
  account_id uuid not null references partner_accounts,
  partner_id uuid not null references partners,
  was date not null,
  became date not null check (became > was),
  at timestamptz(3) not null
);
create index account_extensions_of on account_extensions (account_id, at);
create trigger account_extensions_stay before update or delete on account_extensions for each row execute function refuse_change();
create trigger account_extensions_are_kept before truncate on account_extensions for each statement execute function refuse_change();
alter table account_extensions enable row level security;
create policy own on account_extensions for select using ((select sees_all()) or partner_id = (select actor_partner()));
create policy program_adds on account_extensions for insert with check ((select actor_kind()) = 'system');
grant select, insert on account_extensions to partner_desk_app;

create table reselling_access (
  /* Of the run that gave it. */
  id uuid primary key references workflow_runs,
  ticket_id uuid not null,
  partner_id uuid not null references partners,
  product text not null,
  starts_on date not null,
  /* The last day; null until further notice. */
  ends_on date,
  /* What it was approved on: who was trained, or why without. */
  because text not null,
  made_by uuid,
  made_at timestamptz(3) not null,
  check (ends_on is null or starts_on <= ends_on)
);
create index reselling_access_of on reselling_access (partner_id, product, starts_on desc);
create trigger reselling_access_stays before update or delete on reselling_access for each row execute function refuse_change();
create trigger reselling_access_is_kept before truncate on reselling_access for each statement execute function refuse_change();
alter table reselling_access enable row level security;
create policy own on reselling_access for select using ((select sees_all()) or partner_id = (select actor_partner()));
create policy program_adds on reselling_access for insert with check ((select actor_kind()) = 'system');
grant select, insert on reselling_access to partner_desk_app;
