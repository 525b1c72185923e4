-- E8: what is shown of a partner: its profile, its store profile, its projects and case studies, with every version and every change
-- that was asked for.

/*
 * One writer: the effects of the workflows, as the program. The contents are those of the last version; what the policy marks as
 * the registry's own stands in `partners` and not here.
 */
create table partner_sheets (
  id uuid primary key,
  partner_id uuid not null references partners,
  /* Of the policy. */
  kind text not null,
  /* There is one of its kind. */
  single boolean not null,
  /* The last version; 0 while nothing was approved yet. */
  version integer not null default 0,
  contents jsonb not null default '{}',
  created_at timestamptz(3) not null,
  published_at timestamptz(3),
  taken_down_at timestamptz(3),
  check ((version = 0) = (published_at is null)),
  check (taken_down_at is null or version > 0)
);
create unique index partner_sheets_single on partner_sheets (partner_id, kind) where single;
create index partner_sheets_of on partner_sheets (partner_id, kind, published_at desc, id);
create trigger partner_sheets_are_kept before delete on partner_sheets for each row execute function refuse_change();
create trigger partner_sheets_stay before truncate on partner_sheets for each statement execute function refuse_change();
alter table partner_sheets enable row level security;
create policy own on partner_sheets for select using ((select sees_all()) or partner_id = (select actor_partner()));
create policy program_adds on partner_sheets for insert with check ((select actor_kind()) = 'system');
create policy program_changes on partner_sheets for update using ((select actor_kind()) = 'system');
grant select, insert, update on partner_sheets to partner_desk_app;

/* What each version changed, by which request and whom; never changed itself. */
create table sheet_versions (
  sheet_id uuid not null references partner_sheets,
  version integer not null check (version > 0),
  partner_id uuid not null references partners,
  /* Of the run that asked for it. */
  change_id uuid not null,
  was jsonb not null,
  became jsonb not null,
  contents jsonb not null,
  /* False where it was taken down. */
  shown boolean not null,
  at timestamptz(3) not null,
  /* Who approved it, or took it down. */
  by_person uuid references people,
  primary key (sheet_id, version)
);
create index sheet_versions_of_partner on sheet_versions (partner_id);
create trigger sheet_versions_stay before update or delete on sheet_versions for each row execute function refuse_change();
create trigger sheet_versions_are_kept before truncate on sheet_versions for each statement execute function refuse_change();
alter table sheet_versions enable row level security;
create policy own on sheet_versions for select using ((select sees_all()) or partner_id = (select actor_partner()));
create policy program_adds on sheet_versions for insert with check ((select actor_kind()) = 'system');
grant select, insert on sheet_versions to partner_desk_app;

/* Requests, as the run of each makes them; its log in the ticket's ledger is what counts. */
create table sheet_changes (
  /* Of the run, which is written after its effects. */
  id uuid primary key,
  sheet_id uuid not null references partner_sheets,
  ticket_id uuid not null,
  partner_id uuid not null references partners,
  /* What stood there and what is to stand there, by field; only what differs. */
  change jsonb not null,
  why text,
  proof uuid references attachments,
  state text not null check (state in ('asked', 'missing', 'applied', 'refused', 'lapsed', 'withdrawn')),
  decision text,
  asked_by uuid references people,
  asked_at timestamptz(3) not null,
  changed_at timestamptz(3) not null,
  /* The version that it became. */
  version integer,
  check (version is null or state = 'applied')
);
create index sheet_changes_of on sheet_changes (partner_id, asked_at desc, id desc);
create index sheet_changes_open on sheet_changes (sheet_id) where state in ('asked', 'missing');
create trigger sheet_changes_are_kept before delete on sheet_changes for each row execute function refuse_change();
create trigger sheet_changes_stay before truncate on sheet_changes for each statement execute function refuse_change();
alter table sheet_changes enable row level security;
create policy own on sheet_changes for select using ((select sees_all()) or partner_id = (select actor_partner()));
create policy program_adds on sheet_changes for insert with check ((select actor_kind()) = 'system');
create policy program_changes on sheet_changes for update using ((select actor_kind()) = 'system');
grant select, insert, update on sheet_changes to partner_desk_app;

/* Consents of a customer that it gave, for whoever may name it (E5). */
create index customer_consents_given on customer_consents (partner_id, at desc) where answer = 'given';
