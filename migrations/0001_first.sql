-- Who acts, and the registry: partners, people, customers, policies, settings.
--
-- The tables belong to whoever runs the migrations. The program works as partner_desk_app, for which every table has row
-- level security: without an actor nothing is visible (G3).

do $$
begin
  -- Roles belong to the cluster: another database of it may be making the same one at this moment.
  for attempt in 1..20 loop
    begin
      if not exists (select from pg_roles where rolname = 'partner_desk_app') then
        create role partner_desk_app nologin;
      end if;
      begin
        set local role partner_desk_app;
        reset role;
      exception
        when insufficient_privilege then execute format('grant partner_desk_app to %I', current_user);
      end;
      exit;
    exception
      when duplicate_object or unique_violation or internal_error then
        if attempt = 20 then raise; end if;
        perform pg_sleep(0.05);
    end;
  end loop;
exception
  when insufficient_privilege then
    raise exception using
      errcode = 'DK003',
      message = format(
        'The user %I may not work as the role partner_desk_app: have an administrator of this PostgreSQL run '
        '''CREATE ROLE partner_desk_app NOLOGIN; GRANT partner_desk_app TO %I;'' once, then start again.',
        current_user, current_user);
end $$;

-- The actor is a setting of the transaction. These are evaluated once a statement, as `(select …)` in the policies.

create function actor_kind() returns text language sql stable parallel safe
  return coalesce(current_setting('desk.actor', true), '');

/* Staff and the program itself see every partner's things. */
create function sees_all() returns boolean language sql stable parallel safe
  return coalesce(current_setting('desk.actor', true), '') in ('staff', 'system');

create function actor_person() returns uuid language sql stable parallel safe
  return nullif(current_setting('desk.person', true), '')::uuid;

create function actor_partner() returns uuid language sql stable parallel safe
  return case when current_setting('desk.actor', true) = 'partner' then nullif(current_setting('desk.partner', true), '')::uuid end;

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception using
    errcode = 'DK002',
    message = format('%s is append-only: rows of it are never changed or removed.', initcap(tg_table_name));
end $$;

create table partners (
  id uuid primary key,
  name text not null,
  tier text not null,
  country text not null,
  state text,
  external_ref text unique,
  account_manager_id uuid,
  created_at timestamptz(3) not null
);

create table people (
  id uuid primary key,
  side text not null check (side in ('staff', 'partner')),
  partner_id uuid references partners,
  name text not null,
  /* Lower case, as everything that is looked up here: a function on it would keep row level security from using the index. */
  email text not null unique check (email = lower(email)),
  role text not null check (role in ('admin', 'agent', 'lead', 'manager', 'pam', 'contact')),
  desks text[] not null default '{}',
  zone text not null,
  active boolean not null default true,
  created_at timestamptz(3) not null,
  check ((side = 'partner') = (partner_id is not null)),
  check ((side = 'partner') = (role = 'contact'))
);
create index people_of_partner on people (partner_id, name) where partner_id is not null;
alter table partners add foreign key (account_manager_id) references people;

create table customers (
  id uuid primary key,
  partner_id uuid not null references partners,
  name text not null,
  domain text check (domain = lower(domain)),
  super_admin_email text check (super_admin_email = lower(super_admin_email)),
  licences integer not null default 0,
  key_account boolean not null default false,
  created_at timestamptz(3) not null
);
create index customers_of_partner on customers (partner_id, name);
create index customers_domain on customers (domain) where domain is not null;
create index customers_super_admin on customers (super_admin_email) where super_admin_email is not null;

/* C9: a published version never changes. */
create table policies (
  version integer primary key,
  /* Not jsonb: it stays letter by letter as it was published. */
  document json not null,
  digest text not null,
  published_at timestamptz(3) not null,
  published_by uuid
);
create trigger policies_stay before update or delete on policies for each row execute function refuse_change();
create trigger policies_are_kept before truncate on policies for each statement execute function refuse_change();

create table settings (
  key text primary key,
  value jsonb not null
);

/* Whom a reader may know by name: partners know the staff that answers them, and nobody of another partner. */
create view person_names with (security_barrier) as
  select id, name, side, case when side = 'partner' or (select sees_all()) then email end as email
  from people
  where (select sees_all()) or (side = 'staff' and (select actor_partner()) is not null) or partner_id = (select actor_partner());

alter table partners enable row level security;
alter table people enable row level security;
alter table customers enable row level security;
alter table policies enable row level security;
alter table settings enable row level security;

create policy own on partners for select using ((select sees_all()) or id = (select actor_partner()));
create policy staff_adds on partners for insert with check ((select sees_all()));
create policy staff_changes on partners for update using ((select sees_all()));
create policy own on people for select using ((select sees_all()) or partner_id = (select actor_partner()));
create policy staff_adds on people for insert with check ((select sees_all()));
create policy staff_changes on people for update using ((select sees_all()));
create policy own on customers for select using ((select sees_all()) or partner_id = (select actor_partner()));
create policy staff_adds on customers for insert with check ((select sees_all()));
create policy staff_changes on customers for update using ((select sees_all()));
create policy everybody on policies for select using ((select sees_all()) or (select actor_partner()) is not null);
create policy staff_publishes on policies for insert with check ((select sees_all()));
create policy staff on settings using ((select sees_all()));

grant select, insert, update on partners, people, customers, settings to partner_desk_app;
grant select, insert on policies to partner_desk_app;
grant select on person_names to partner_desk_app;
