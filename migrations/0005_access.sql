-- Who may come in: keys of the API, and better-auth's own tables, which only its own connections see.

create table api_keys (
  id uuid primary key,
  /* SHA-256: the key itself is shown once and kept nowhere. */
  hash bytea not null unique,
  person_id uuid not null references people,
  scope text not null,
  label text not null,
  created_at timestamptz(3) not null,
  last_used_on date,
  revoked_at timestamptz(3)
);
create index api_keys_of_person on api_keys (person_id);
alter table api_keys enable row level security;
create policy own on api_keys using ((select sees_all()) or person_id = (select actor_person()));
grant select, insert, update on api_keys to partner_desk_app;

/* Who comes with a key, in one statement: before that there is no actor. Notes the day of its use. */
create function person_of_key(key_hash bytea, today date)
  returns table (key_id uuid, scope text, person json, partner json) language plpgsql security definer
  set search_path = pg_catalog, public, pg_temp as $$
#variable_conflict use_column
begin
  return query
    select k.id, k.scope, to_json(p), to_json(c)
    from api_keys k join people p on p.id = k.person_id and p.active left join partners c on c.id = p.partner_id
    where k.hash = key_hash and k.revoked_at is null;
  if found then
    update api_keys k set last_used_on = today where k.hash = key_hash and k.last_used_on is distinct from today;
  end if;
end $$;
revoke execute on function person_of_key from public;
grant execute on function person_of_key to partner_desk_app;

create table auth_user (
  id text primary key,
  name text not null,
  email text not null unique,
  "emailVerified" boolean not null,
  image text,
  "createdAt" timestamptz not null,
  "updatedAt" timestamptz not null,
  /* The person who signs in as this user. */
  "personId" uuid unique references people
);

create table auth_session (
  id text primary key,
  "expiresAt" timestamptz not null,
  token text not null unique,
  "createdAt" timestamptz not null,
  "updatedAt" timestamptz not null,
  "ipAddress" text,
  "userAgent" text,
  "userId" text not null references auth_user on delete cascade
);
create index auth_session_user on auth_session ("userId");

create table auth_account (
  id text primary key,
  "accountId" text not null,
  "providerId" text not null,
  "userId" text not null references auth_user on delete cascade,
  "accessToken" text,
  "refreshToken" text,
  "idToken" text,
  "accessTokenExpiresAt" timestamptz,
  "refreshTokenExpiresAt" timestamptz,
  scope text,
  password text,
  "createdAt" timestamptz not null,
  "updatedAt" timestamptz not null
);
create index auth_account_user on auth_account ("userId");

create table auth_verification (
  id text primary key,
  identifier text not null,
  value text not null,
  "expiresAt" timestamptz not null,
  "createdAt" timestamptz not null,
  "updatedAt" timestamptz not null
);
create index auth_verification_identifier on auth_verification (identifier);

alter table auth_user enable row level security;
alter table auth_session enable row level security;
alter table auth_account enable row level security;
alter table auth_verification enable row level security;
create policy auth on auth_user using ((select actor_kind()) = 'auth');
create policy auth on auth_session using ((select actor_kind()) = 'auth');
create policy auth on auth_account using ((select actor_kind()) = 'auth');
create policy auth on auth_verification using ((select actor_kind()) = 'auth');
grant select, insert, update, delete on auth_user, auth_session, auth_account, auth_verification to partner_desk_app;
