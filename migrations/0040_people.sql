-- People and how they come in: who keeps the staff, what ends when somebody leaves, links to set a password, and when
-- somebody last came in.

/* By the row and not by the request: whoever is an administrator no more is none in the very next transaction. */
create function actor_is_admin() returns boolean language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select actor_kind() = 'staff' and exists (select from people where id = actor_person() and role = 'admin' and active)
$$;

/* Whose sessions, keys and passwords the actor may see and end: everybody's an administrator, one's own everybody. */
create function keeps_access_of(person uuid) returns boolean language sql stable
  return actor_kind() = 'system' or coalesce(person = actor_person(), false) or actor_is_admin();

/* As it was (0005_access.sql), but of the staff only administrators have keys of others before them. */
drop policy own on api_keys;
create policy own on api_keys using ((select actor_kind()) = 'system' or person_id = (select actor_person()) or (select actor_is_admin()));
create index api_keys_latest on api_keys (created_at desc, id desc);

/* The staff is kept by administrators; everybody else changes the zone of themselves, and contacts by the registry's rules. */
create policy own_zone on people for update using ((select actor_kind()) = 'partner' and id = (select actor_person()));
create function staff_is_kept() returns trigger language plpgsql as $$
begin
  if actor_kind() not in ('staff', 'partner') then return new; end if;
  if tg_op = 'INSERT' then
    if new.side = 'partner' or actor_is_admin() then return new; end if;
  elsif actor_kind() = 'staff' and old.side = 'partner' and new.side = 'partner' then
    return new;
  elsif old.id = actor_person() and to_jsonb(new) - 'zone' = to_jsonb(old) - 'zone' then
    return new;
  elsif actor_is_admin() then
    return new;
  end if;
  raise exception using errcode = '42501', message = 'permission denied: only an administrator changes the staff';
end $$;
create trigger people_are_kept before insert or update on people for each row execute function staff_is_kept();

/* A link by which somebody sets a password without having one: for one use, for a while. Its token is kept nowhere. */
create table password_links (
  id uuid primary key,
  /* SHA-256 of the token. */
  hash bytea not null unique,
  person_id uuid not null references people,
  /* Null where it was made on the command line. */
  made_by uuid references people,
  made_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  used_at timestamptz(3),
  /* A later link took its place, or its person has left. */
  withdrawn_at timestamptz(3)
);
create index password_links_of on password_links (person_id) where used_at is null and withdrawn_at is null;
alter table password_links enable row level security;
create policy admins on password_links using ((select actor_kind()) = 'system' or (select actor_is_admin()));
grant select, insert, update on password_links to partner_desk_app;
select audit_table('password_links', hidden => '{hash}');

create table last_sign_ins (
  person_id uuid primary key references people,
  at timestamptz(3) not null
);
alter table last_sign_ins enable row level security;
create policy own on last_sign_ins for select using ((select keeps_access_of(person_id)));
grant select on last_sign_ins to partner_desk_app;

create function signed_in() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into last_sign_ins as l (person_id, at)
    select p.id, new."createdAt" from auth_user u join people p on p.id = u."personId" and p.active where u.id = new."userId"
    on conflict (person_id) do update set at = greatest(l.at, excluded.at);
  return null;
end $$;
create trigger sign_ins_are_noted after insert on auth_session for each row execute function signed_in();
insert into last_sign_ins (person_id, at)
  select u."personId", max(s."createdAt") from auth_session s join auth_user u on u.id = s."userId"
  where u."personId" is not null group by 1;

/*
 * Whoever leaves is out with everything, and comes back with nothing: what had only slept would open again with them. By the
 * database, since there are several ways to leave (a screen, an import, the command line). The time is the database's own,
 * as that of the audit.
 */
create function access_ends() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  update api_keys set revoked_at = statement_timestamp() where person_id = new.id and revoked_at is null;
  update password_links set withdrawn_at = statement_timestamp() where person_id = new.id and used_at is null and withdrawn_at is null;
  update widget_sessions set revoked_at = statement_timestamp()
    where (person_id = new.id or (issued_by = new.id and only_reads)) and revoked_at is null;
  delete from auth_session where "userId" in (select id from auth_user where "personId" = new.id);
  -- Live chats that they had are given back by whoever wakes chats.
  delete from chat_presences where person_id = new.id;
  return null;
end $$;
create trigger access_ends_with_people after update of active on people for each row
  when (old.active and not new.active) execute function access_ends();
update api_keys k set revoked_at = statement_timestamp() from people p where p.id = k.person_id and not p.active and k.revoked_at is null;
delete from auth_session s using auth_user u, people p where u.id = s."userId" and p.id = u."personId" and not p.active;

/* One signs in with the address that one has now. */
create function sign_in_follows() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  update auth_user set email = new.email, name = new.name, "updatedAt" = statement_timestamp() where "personId" = new.id;
  return null;
end $$;
create trigger sign_in_follows_people after update of email, name on people for each row
  when (old.email <> new.email or old.name <> new.name) execute function sign_in_follows();
update auth_user u set email = u.id || '@moved.invalid' from people p where p.id = u."personId" and p.email <> u.email;
update auth_user u set email = p.email, name = p.name from people p where p.id = u."personId" and (p.email <> u.email or p.name <> u.name);

/* How each of them may come in, as far as the actor may know of it. */
create function access_of(persons uuid[], at timestamptz)
  returns table (person uuid, has_password boolean, sessions integer, keys integer, last_sign_in_at timestamptz, link_expires_at timestamptz)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select p.id,
      exists (select from auth_user u join auth_account a on a."userId" = u.id where u."personId" = p.id and a.password is not null),
      (select count(*)::int from auth_session s join auth_user u on u.id = s."userId" where u."personId" = p.id and s."expiresAt" > access_of.at),
      (select count(*)::int from api_keys k where k.person_id = p.id and k.revoked_at is null),
      (select l.at from last_sign_ins l where l.person_id = p.id),
      (select max(l.expires_at) from password_links l where l.person_id = p.id and l.used_at is null and l.withdrawn_at is null)
    from people p where p.id = any (persons) and keeps_access_of(p.id)
$$;

/* Sessions that have not ended at `at`, the latest first; `token` is that of whoever asks. */
create function sessions_of(person uuid, at timestamptz, token text)
  returns table (id text, began_at timestamptz, ends_at timestamptz, address text, program text, is_own boolean)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select s.id, s."createdAt", s."expiresAt", nullif(s."ipAddress", ''), nullif(s."userAgent", ''), coalesce(s.token = sessions_of.token, false)
    from auth_session s join auth_user u on u.id = s."userId"
    where u."personId" = sessions_of.person and s."expiresAt" > sessions_of.at and keeps_access_of(sessions_of.person)
    order by s."createdAt" desc, s.id
$$;

/* Whose it is; null where there is none of that id, or it is not the actor's to know. */
create function person_of_session_id(session_id text) returns uuid
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select u."personId" from auth_session s join auth_user u on u.id = s."userId"
    where s.id = session_id and keeps_access_of(u."personId")
$$;

/* Ends one of somebody's sessions, or all but that of the token; says how many. */
create function end_sessions(person uuid, session_id text, but_token text) returns integer
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  ended integer;
begin
  if not keeps_access_of(person) then return 0; end if;
  delete from auth_session s using auth_user u
    where u.id = s."userId" and u."personId" = end_sessions.person and (session_id is null or s.id = session_id)
      and (but_token is null or s.token <> but_token);
  get diagnostics ended = row_count;
  return ended;
end $$;
revoke execute on function access_of, sessions_of, person_of_session_id, end_sessions from public;
grant execute on function access_of, sessions_of, person_of_session_id, end_sessions to partner_desk_app;

/* A session that somebody ends is an act; one that is signed out of, or runs out, is none. */
create trigger audit_removed after delete on auth_session referencing old table as old_rows for each statement
  when (actor_kind() in ('staff', 'partner', 'system'))
  execute function audit_change('{id}', '{}', '{token,updatedAt,ipAddress,expiresAt}');
