-- Single sign-on by OpenID Connect: who is whom at the provider, which sessions came of it, and who was turned away.

/* The provider's own name for somebody (its subject) stays when their address changes: by it they are found again. */
create table single_sign_on_links (
  id uuid primary key,
  person_id uuid not null references people,
  issuer text not null,
  subject text not null,
  /* The address by which they were found when they were linked. */
  email text not null,
  linked_at timestamptz(3) not null,
  unique (issuer, subject),
  /* One account of a provider for a person: another one that gets the same address later is not let in by it. */
  unique (person_id, issuer)
);
alter table single_sign_on_links enable row level security;
create policy own on single_sign_on_links for select using ((select keeps_access_of(person_id)));
create policy system on single_sign_on_links using ((select actor_kind()) = 'system');
create policy admins_unlink on single_sign_on_links for delete using ((select actor_is_admin()));
grant select, insert, delete on single_sign_on_links to partner_desk_app;
select audit_table('single_sign_on_links');
create trigger single_sign_on_links_are_announced after insert or delete on single_sign_on_links for each statement
  execute function people_changed();

/* Who is known at the provider and was not let in here: once a day for each reason, however often they try. */
create table single_sign_on_refusals (
  id uuid primary key,
  issuer text not null,
  subject text not null,
  email text not null,
  why text not null check (why in ('unverified', 'unknown', 'left', 'side', 'taken')),
  /* Whose address it is, where it is somebody's. */
  person_id uuid references people,
  on_date date not null,
  unique (issuer, subject, why, on_date)
);
alter table single_sign_on_refusals enable row level security;
create policy system on single_sign_on_refusals using ((select actor_kind()) = 'system');
grant select, insert on single_sign_on_refusals to partner_desk_app;
select audit_table('single_sign_on_refusals');

/* Whoever came by the provider was asked for a second factor there, if anywhere. */
alter table auth_session add column "singleSignOn" boolean not null default false;

/* As it was (0049_second_factor.sql), but for them. */
create or replace function second_factor_is_due(session_token text) returns boolean
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select exists (
      select from second_factor_rule r
      join auth_session s on s.token = session_token and s."createdAt" >= r.changed_at and not s."singleSignOn"
      join auth_user u on u.id = s."userId"
      join people p on p.id = u."personId" and second_factor_asked_of(p.role, r.required)
      where not exists (select from second_factors f where f.person_id = p.id and f.confirmed_at is not null))
$$;

/* How people come in by a password all the same where single sign-on alone is open: a link that the command line made. */
create index password_links_by_command on password_links (person_id, used_at) where made_by is null and used_at is not null;
