-- Signing in: whose a session is, how often it was tried, and how every node hears of a change.

/* Who has a session, in one statement: before that there is no actor. */
create function person_of_session(session_token text, at timestamptz)
  returns table (person json, partner json) language sql stable security definer
  set search_path = pg_catalog, public, pg_temp as $$
  select to_json(p), to_json(c)
  from auth_session s
  join auth_user u on u.id = s."userId"
  join people p on p.id = u."personId" and p.active
  left join partners c on c.id = p.partner_id
  where s.token = session_token and s."expiresAt" > at
$$;
revoke execute on function person_of_session from public;
grant execute on function person_of_session to partner_desk_app;

/* Sign-ins tried lately, by e-mail and by address: all nodes count together. */
create table sign_in_attempts (
  subject text primary key,
  tries integer not null,
  began_at timestamptz(3) not null
);
create index sign_in_attempts_age on sign_in_attempts (began_at);
alter table sign_in_attempts enable row level security;
create policy system on sign_in_attempts using ((select actor_kind()) = 'system');
grant select, insert, update, delete on sign_in_attempts to partner_desk_app;

/*
 * Callers, and those for whom tickets are opened, are remembered for a few seconds: this makes every process forget them at
 * once. Rare enough for a notice.
 */
create function people_changed() returns trigger language plpgsql as $$
begin
  perform pg_notify('desk_events', 'people');
  return null;
end $$;
create trigger people_are_announced after update or delete on people for each statement execute function people_changed();
create trigger partners_are_announced after update or delete on partners for each statement execute function people_changed();
create trigger customers_are_announced after insert or update or delete on customers for each statement execute function people_changed();
create trigger keys_are_announced after update of revoked_at or delete on api_keys for each statement execute function people_changed();
create trigger sessions_are_announced after delete on auth_session for each statement execute function people_changed();

/* Whether a database is what the program wants: the program's own role does not see the migrations. */
create function applied_migrations() returns setof text language sql stable security definer
  set search_path = pg_catalog, public, pg_temp as $$ select name from migrations $$;
revoke execute on function applied_migrations from public;
grant execute on function applied_migrations to partner_desk_app;
