-- Every act that changes something, whoever did it (G2). Acts on tickets are in their ledger (0002); what is done to
-- anything else is written here by the database itself, so that no way of writing can leave it out.

create table audit (
  id bigint primary key generated always as identity,
  /* The database's own clock: what the program took for the time stands in the rows themselves. */
  at timestamptz(3) not null,
  /* 'staff', 'partner', 'system', 'auth' for what the sign-in does, and 'database' for whoever came past the program. */
  actor text not null check (actor in ('staff', 'partner', 'system', 'auth', 'database')),
  /* Who acted; where the program did it for somebody, for whom. Null where nobody asked it to. */
  person_id uuid,
  act text not null check (act in ('added', 'changed', 'removed')),
  /* The table, and the row's primary key in it; the parts of one that has several, with '/' between them. */
  thing text not null,
  key text not null,
  /* Whose thing it is. */
  partner_id uuid,
  /* Columns: all of a row that was added or removed, those that differ of one that was changed. */
  was jsonb,
  became jsonb,
  txid xid8 not null default pg_current_xact_id()
);
create unique index audit_stream on audit (txid, id);
create index audit_latest on audit (at desc, id desc);
create index audit_of_thing on audit (thing, at desc, id desc);
create index audit_of_key on audit (key, at desc, id desc);
create index audit_of_person on audit (person_id, at desc, id desc) where person_id is not null;
create trigger audit_stays before update or delete on audit for each row execute function refuse_change();
create trigger audit_is_kept before truncate on audit for each statement execute function refuse_change();

create function audit_key(fields jsonb, keys text[]) returns text language sql immutable parallel safe
  return (fields ->> keys[1]) || coalesce('/' || (fields ->> keys[2]), '') || coalesce('/' || (fields ->> keys[3]), '');

create function audit_partner(thing name, fields jsonb) returns uuid language sql immutable parallel safe
  return (fields ->> case thing when 'partners' then 'id' else 'partner_id' end)::uuid;

/*
 * What is kept of values: that there is a secret, and not what it is; of what is long, its length and SHA-256. So a row stays small
 * however much was written, and still proves every letter of it.
 */
create function audit_values(fields jsonb, hidden text[]) returns jsonb language sql immutable parallel safe
  return (
    select jsonb_object_agg(f.key, case
      when f.value = 'null' then f.value
      when f.key = any (hidden) then '{"hidden": true}'
      when length(f.value::text) > 2000
        then jsonb_build_object('length', length(f.value::text), 'sha256', encode(sha256(convert_to(f.value::text, 'UTF8')), 'hex'))
      else f.value end)
    from jsonb_each(fields) f);

/*
 * For each statement, however many rows it writes. (`offset 0`: a row is made JSON of once, and not for each use of it.) Arguments: columns of the primary key, those that are hidden, those that are left out.
 */
create function audit_change() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
<<given>>
declare
  keys constant text[] := tg_argv[0]::text[];
  hidden constant text[] := tg_argv[1]::text[];
  without constant text[] := tg_argv[2]::text[];
  who constant text := coalesce(nullif(actor_kind(), ''), 'database');
  person constant uuid := coalesce(actor_person(), nullif(current_setting('desk.asked_by', true), '')::uuid);
begin
  if tg_op = 'INSERT' then
    insert into audit (at, actor, person_id, act, thing, key, partner_id, became)
    select statement_timestamp(), who, person, 'added', tg_table_name, audit_key(r, keys), audit_partner(tg_table_name, r),
      case when hidden = '{}' and pg_column_size(r) < 2000 then r - without else audit_values(r - without, hidden) end
    from (select to_jsonb(n) as r from new_rows n offset 0) as rows_;
  elsif tg_op = 'DELETE' then
    insert into audit (at, actor, person_id, act, thing, key, partner_id, was)
    select statement_timestamp(), who, person, 'removed', tg_table_name, audit_key(r, keys), audit_partner(tg_table_name, r),
      case when hidden = '{}' and pg_column_size(r) < 2000 then r - without else audit_values(r - without, hidden) end
    from (select to_jsonb(o) as r from old_rows o offset 0) as rows_;
  else
    -- (`given.`: a table may have a column of that name.) A row whose key was changed is one that was removed and another that was added.
    insert into audit (at, actor, person_id, act, thing, key, partner_id, was, became)
    select statement_timestamp(), who, person,
      case when o.r is null then 'added' when n.r is null then 'removed' else 'changed' end, tg_table_name, coalesce(n.key, o.key),
      audit_partner(tg_table_name, coalesce(n.r, o.r)),
      case when hidden = '{}' and pg_column_size(d.was) < 2000 then d.was else audit_values(d.was, hidden) end,
      case when hidden = '{}' and pg_column_size(d.became) < 2000 then d.became else audit_values(d.became, hidden) end
    from (select r, audit_key(r, keys) as key from (select to_jsonb(t) - given.without as r from old_rows t offset 0) as rows_ offset 0) as o
    full join (select r, audit_key(r, keys) as key from (select to_jsonb(t) - given.without as r from new_rows t offset 0) as rows_ offset 0) as n
      on o.key = n.key
    cross join lateral (
      select case when n.r is null then o.r else jsonb_object_agg(f.key, o.r -> f.key) filter (where o.r is not null) end as was,
        case when o.r is null then n.r else jsonb_object_agg(f.key, f.value) end as became
      from jsonb_each(n.r) f where o.r is null or f.value <> o.r -> f.key) as d
    where o.r is distinct from n.r;
  end if;
  return null;
end $$;
revoke execute on function audit_change from public;

/*
 * From now on every change of the table is in the audit. `hidden`: columns of which it is only said that they changed. `without`:
 * columns that are no fact (counted from elsewhere, a moment's state); a change of nothing else is none.
 */
create function audit_table(name regclass, hidden text[] default '{}', without text[] default '{}') returns void language plpgsql as $$
declare
  keys text[];
begin
  select array_agg(a.attname order by array_position(i.indkey::smallint[], a.attnum)) into keys
  from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
  where i.indrelid = name and i.indisprimary;
  execute format('create trigger audit_added after insert on %s referencing new table as new_rows for each statement
    execute function audit_change(%L, %L, %L)', name, keys, hidden, without);
  execute format('create trigger audit_changed after update on %s referencing old table as old_rows new table as new_rows for each statement
    execute function audit_change(%L, %L, %L)', name, keys, hidden, without);
  execute format('create trigger audit_removed after delete on %s referencing old table as old_rows for each statement
    execute function audit_change(%L, %L, %L)', name, keys, hidden, without);
end $$;
revoke execute on function audit_table from public;

-- A table that is not here has its reason in src/storage/audit-exempt.ts; a test holds both against the catalogue.
select audit_table(name::regclass) from unnest(array[
  'partners', 'people', 'partner_history', 'partner_domains', 'support_contracts', 'grants', 'training_records', 'subscriptions',
  'stand_ins', 'contact_numbers', 'phone_calls', 'customers', 'customer_mappings', 'customer_consents',
  'declined_letters', 'overuse_crossings',
  'articles', 'article_slugs', 'article_acts', 'article_feedback', 'idea_history', 'idea_votes', 'idea_tickets', 'idea_letters_declined',
  'incidents', 'incident_updates', 'announcements', 'news_subscriptions',
  'availabilities', 'calls', 'call_changes', 'call_notes', 'diary_entries', 'diary_next',
  'payouts', 'partner_accounts', 'account_extensions', 'reselling_access', 'evaluations', 'partner_sheets', 'sheet_versions', 'sheet_changes',
  'reviews', 'review_addresses', 'review_versions', 'review_answers', 'review_concerns', 'held_acts', 'widget_origins']) as names (name);
select audit_table('policies', without => '{document}');
select audit_table('settings', hidden => '{value}');
select audit_table('api_keys', hidden => '{hash}', without => '{last_used_on}');
select audit_table('auth_user', without => '{updatedAt}');
select audit_table('auth_account', hidden => '{accessToken,refreshToken,idToken,password}', without => '{updatedAt}');
select audit_table('article_versions', without => '{plain,words}');
select audit_table('saved_replies', without => '{uses,last_used_at,words}');
select audit_table('ideas', without => '{votes,partners,tickets}');
select audit_table('webhooks', without => '{failures}');
select audit_table('attachments', without => '{scan_tried_at}');
select audit_table('held_requests', hidden => '{body,form}');

/* Letters and mails go their own way; what somebody does to one by hand is an act. */
create trigger audit_changed after update on letters referencing old table as old_rows new table as new_rows for each statement
  when (actor_kind() = 'staff')
  execute function audit_change('{id}', '{}', '{ticket_id,template,recipient,data,content,created_at,message_id}');
create trigger audit_changed after update on mails_in referencing old table as old_rows new table as new_rows for each statement
  when (actor_kind() = 'staff')
  execute function audit_change('{id}', '{}', '{raw,contents,identity,because,mailboxes,digest}');

/*
 * Seals: what was written is sealed some time later, by one node at a time, so that no writer waits for another. Each covers the next lines
 * of the audit and of the tickets' ledgers, names each of them with its hash, and follows the seal before it. What a seal names can be neither
 * changed nor taken away unnoticed: a line, a ticket, or another seal.
 */
create table seals (
  number bigint primary key,
  sealed_at timestamptz(3) not null,
  /* 'audit/ID HASH', 'event/TICKET/SEQ HASH', 'message/ID HASH' */
  lines text[] not null,
  before bytea not null,
  hash bytea not null
);
create trigger seals_stay before update or delete on seals for each row execute function refuse_change();
create trigger seals_are_kept before truncate on seals for each statement execute function refuse_change();

/* The last seal, and how far it reaches in both streams. It knows of a seal that is not there any more. */
create table seal_head (
  /* There is one. */
  name text primary key check (name = 'seals'),
  number bigint not null default 0,
  hash bytea not null default '',
  audit_txid xid8 not null default '0',
  audit_id bigint not null default 0,
  events_txid xid8 not null default '0',
  events_id bigint not null default 0
);
insert into seal_head (name) values ('seals');

alter table audit enable row level security;
alter table seals enable row level security;
alter table seal_head enable row level security;
create policy staff on audit for select using ((select sees_all()));
create policy staff on seals for select using ((select sees_all()));
create policy system_adds on seals for insert with check ((select actor_kind()) = 'system');
create policy staff on seal_head for select using ((select sees_all()));
create policy system on seal_head for update using ((select actor_kind()) = 'system');
grant select on audit to partner_desk_app;
grant select, insert on seals to partner_desk_app;
grant select, update on seal_head to partner_desk_app;

/*
 * As it was (0002_tickets.sql), for the audit too. What is sealed comes first, so that the rest is what is sealed next.
 */
create or replace function adopt_events() returns bigint language plpgsql as $$
declare
  adopted bigint;
begin
  if not exists (select from events where txid >= pg_snapshot_xmax(pg_current_snapshot()))
    and not exists (select from audit where txid >= pg_snapshot_xmax(pg_current_snapshot())) then return 0; end if;
  alter table events disable trigger events_stay;
  alter table audit disable trigger audit_stays;
  create temporary table sealed on commit drop as
    select split_part(line, ' ', 1) as line from seals, unnest(lines) as line;
  update events set txid = '1';
  get diagnostics adopted = row_count;
  update events e set txid = '2'
    where not exists (select from sealed s where s.line = 'event/' || e.ticket_id || '/' || e.seq);
  update audit set txid = '1';
  update audit a set txid = '2' where not exists (select from sealed s where s.line = 'audit/' || a.id);
  update seal_head set events_txid = '1', events_id = 9223372036854775807, audit_txid = '1', audit_id = 9223372036854775807;
  alter table events enable trigger events_stay;
  alter table audit enable trigger audit_stays;
  return adopted;
end $$;
