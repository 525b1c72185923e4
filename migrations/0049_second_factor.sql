-- A second factor for signing in: who has one, sign-ins of which only the password is there, and who must have one.

create table second_factors (
  person_id uuid primary key references people,
  /* Encrypted with a secret of the installation (services/second-factor/sealed.ts). */
  secret bytea not null,
  begun_at timestamptz(3) not null,
  /* Null until a code has shown that an app has the secret: until then nothing asks for one. */
  confirmed_at timestamptz(3),
  /* The last time step of which a code was taken: none is taken again of it, or of one before it. */
  last_step bigint,
  /* HMAC-SHA-256 of each recovery code that was not used yet. */
  recovery_codes bytea[] not null default '{}',
  recovery_codes_left integer not null generated always as (cardinality(recovery_codes)) stored
);
alter table second_factors enable row level security;
create policy own on second_factors using ((select actor_kind()) = 'system' or person_id = (select actor_person()));
grant select, insert, update, delete on second_factors to partner_desk_app;
select audit_table('second_factors', hidden => '{secret,recovery_codes}', without => '{last_step}');
/* Callers are remembered with whether they still lack one (0006_sign_in.sql). */
create trigger second_factors_are_announced after update of confirmed_at or delete on second_factors for each statement
  execute function people_changed();

/* A password was right, and the second factor is not there yet. Bound to a browser by a token that is kept nowhere. */
create table half_sign_ins (
  /* SHA-256 of the token. */
  hash bytea primary key,
  person_id uuid not null references people,
  begun_at timestamptz(3) not null,
  expires_at timestamptz(3) not null
);
create index half_sign_ins_age on half_sign_ins (expires_at);
create index half_sign_ins_of on half_sign_ins (person_id);
alter table half_sign_ins enable row level security;
create policy system on half_sign_ins using ((select actor_kind()) = 'system');
grant select, insert, update, delete on half_sign_ins to partner_desk_app;

/* What was begun with a password that is none any more, or by somebody who has left, is not finished. */
create function half_sign_ins_end() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_table_name = 'people' then
    delete from half_sign_ins where person_id = new.id;
  else
    delete from half_sign_ins h using auth_user u where u.id = new."userId" and h.person_id = u."personId";
  end if;
  return null;
end $$;
create trigger half_sign_ins_end_with_people after update of active on people for each row
  when (old.active and not new.active) execute function half_sign_ins_end();
create trigger half_sign_ins_end_with_passwords after update of password on auth_account for each row
  when (old.password is distinct from new.password) execute function half_sign_ins_end();

/* Who of the staff must have one; nobody while there is no row. */
create table second_factor_rule (
  /* There is one. */
  name text primary key check (name = 'rule'),
  required text not null check (required in ('nobody', 'administrators', 'staff')),
  /* By the clock of the world, as sessions are dated: whoever was signed in before goes on until they sign in again. */
  changed_at timestamptz(3) not null
);
alter table second_factor_rule enable row level security;
create policy staff on second_factor_rule for select using ((select sees_all()));
create policy admins on second_factor_rule using ((select actor_kind()) = 'system' or (select actor_is_admin()));
grant select, insert, update on second_factor_rule to partner_desk_app;
select audit_table('second_factor_rule');
create trigger second_factor_rule_is_announced after insert or update on second_factor_rule for each statement
  execute function people_changed();

/* Whether the rule asks one of somebody in that role. */
create function second_factor_asked_of(role text, required text) returns boolean language sql immutable parallel safe
  return role <> 'contact' and (required = 'staff' or (required = 'administrators' and role = 'admin'));

/* Whether the session is of somebody who must have one, and has none. */
create function second_factor_is_due(session_token text) returns boolean
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select exists (
      select from second_factor_rule r
      join auth_session s on s.token = session_token and s."createdAt" >= r.changed_at
      join auth_user u on u.id = s."userId"
      join people p on p.id = u."personId" and second_factor_asked_of(p.role, r.required)
      where not exists (select from second_factors f where f.person_id = p.id and f.confirmed_at is not null))
$$;

/* Since when each of them has one, as far as the actor may know of it. */
create function second_factors_of(persons uuid[]) returns table (person uuid, since timestamptz)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select f.person_id, f.confirmed_at from second_factors f
    where f.person_id = any (persons) and f.confirmed_at is not null and keeps_access_of(f.person_id)
$$;

/* How many of the active staff would be asked to set one up under that rule; null for whoever may not know. */
create function second_factors_lacking(required text) returns integer
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select case when actor_kind() = 'system' or actor_is_admin() then (
      select count(*)::int from people p where p.active and second_factor_asked_of(p.role, second_factors_lacking.required)
        and not exists (select from second_factors f where f.person_id = p.id and f.confirmed_at is not null)) end
$$;

/* Administrators, and the command line, take it away from somebody who lost everything; whether there was one. */
create function take_second_factor(person uuid) returns boolean
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  had boolean;
begin
  if not (actor_kind() = 'system' or actor_is_admin()) then return false; end if;
  delete from second_factors where person_id = take_second_factor.person returning confirmed_at is not null into had;
  return coalesce(had, false);
end $$;
revoke execute on function second_factor_is_due, second_factors_of, second_factors_lacking, take_second_factor, half_sign_ins_end from public;
grant execute on function second_factor_is_due, second_factors_of, second_factors_lacking, take_second_factor to partner_desk_app;
