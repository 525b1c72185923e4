-- What a request costs that comes in: its letter knows its receiver, its answer is kept as it is.

/* Asked by who writes letters, and may not read whose notices are not wanted. */
create function is_declined(address text, template text) returns boolean language sql stable security definer
  set search_path = pg_catalog, public, pg_temp
  return exists (select from declined_letters d where d.address = is_declined.address and d.template = is_declined.template);

/*
 * As it was (0003_writer.sql), but for letters: one whose receiver is known when it is written, in `name` and `address` with
 * `addressed_at`, need not be looked at and written again before it goes out.
 */
create or replace function commit_writes(
    opened json, changed json, clocks json, events json, messages json, letters json, without uuid[] default '{}')
  returns table (ticket_id uuid, number text) language plpgsql as $$
#variable_conflict use_column
begin
  if opened is not null then
    return query
    insert into tickets (
      id, number, revision, policy_version, desk, type, category, sub_type, product, kind, severity, severity_because,
      channel, subject, partner_id, contact_id, customer_id, tier, country, state, key_account, critical, assignee_id,
      received_at, first_answered_at, unanswered_since, waiting_on, escalation, dispute, solved_at, closed_at, merged_into, status, open,
      wake_at, urgency_band, urgency_at, findings, intake, chain_head, created_at, updated_at)
    select
      id, number_prefix || '-' || nextval('ticket_numbers'), revision, policy_version, desk, type, category, sub_type,
      product, kind, severity, severity_because, channel, subject, partner_id, contact_id, customer_id, tier, country,
      state, key_account, critical, assignee_id, received_at, first_answered_at, unanswered_since, waiting_on, escalation, dispute, solved_at,
      closed_at, merged_into, status, open, wake_at, urgency_band, urgency_at, findings, intake, chain_head, created_at,
      updated_at
    from json_to_recordset(opened) as r (
      id uuid, number_prefix text, revision integer, policy_version integer, desk text, type text, category text,
      sub_type text, product text, kind text, severity smallint, severity_because text, channel text, subject text,
      partner_id uuid, contact_id uuid, customer_id uuid, tier text, country text, state text, key_account boolean,
      critical boolean, assignee_id uuid, received_at timestamptz, first_answered_at timestamptz,
      unanswered_since timestamptz, waiting_on jsonb, escalation jsonb, dispute jsonb, solved_at timestamptz, closed_at timestamptz, merged_into uuid,
      status text, open boolean, wake_at timestamptz, urgency_band smallint, urgency_at timestamptz, findings jsonb,
      intake jsonb, chain_head bytea, created_at timestamptz, updated_at timestamptz)
    where id <> all (without)
    returning tickets.id, tickets.number;
  end if;

  if changed is not null then
    return query select * from change_tickets(changed);
  end if;

  if clocks is not null and changed is null then
    -- New tickets have none yet: nothing to look for.
    insert into clocks (
      ticket_id, promised, ordinal, partner_id, desk, severity, tier, key_account, round_the_clock, started_at, target_at,
      limit_at, warned_at, breached_at, stopped_at, stopped_because, changes)
    select * from json_to_recordset(clocks) as r (
      ticket_id uuid, promised text, ordinal integer, partner_id uuid, desk text, severity smallint, tier text,
      key_account boolean, round_the_clock boolean, started_at timestamptz, target_at timestamptz, limit_at timestamptz,
      warned_at timestamptz, breached_at timestamptz, stopped_at timestamptz, stopped_because text, changes jsonb)
    where ticket_id <> all (without);
  elsif clocks is not null then
    insert into clocks (
      ticket_id, promised, ordinal, partner_id, desk, severity, tier, key_account, round_the_clock, started_at, target_at,
      limit_at, warned_at, breached_at, stopped_at, stopped_because, changes)
    select * from json_to_recordset(clocks) as r (
      ticket_id uuid, promised text, ordinal integer, partner_id uuid, desk text, severity smallint, tier text,
      key_account boolean, round_the_clock boolean, started_at timestamptz, target_at timestamptz, limit_at timestamptz,
      warned_at timestamptz, breached_at timestamptz, stopped_at timestamptz, stopped_because text, changes jsonb)
    where ticket_id <> all (without)
    on conflict (ticket_id, promised, ordinal) do update set
      desk = excluded.desk, severity = excluded.severity, tier = excluded.tier, key_account = excluded.key_account,
      round_the_clock = excluded.round_the_clock, started_at = excluded.started_at, target_at = excluded.target_at,
      limit_at = excluded.limit_at, warned_at = excluded.warned_at, breached_at = excluded.breached_at,
      stopped_at = excluded.stopped_at, stopped_because = excluded.stopped_because, changes = excluded.changes;
  end if;

  if events is not null then
    insert into events (
      ticket_id, seq, partner_id, at, noted_at, by_kind, by_side, by_person, visible_to, kind, data, hash)
    select * from json_to_recordset(events) as r (
      ticket_id uuid, seq integer, partner_id uuid, at timestamptz, noted_at timestamptz, by_kind text, by_side text,
      by_person uuid, visible_to text, kind text, data jsonb, hash bytea)
    where ticket_id <> all (without);
  end if;

  if messages is not null then
    insert into messages (
      id, ticket_id, partner_id, body, visibility, for_customer, determination, author_id, side, channel, at, words)
    select id, ticket_id, partner_id, body, visibility, for_customer, determination, author_id, side, channel, at,
      message_words(subject, body, visibility, partner_id)
    from json_to_recordset(messages) as r (
      id uuid, ticket_id uuid, partner_id uuid, body text, visibility text, for_customer boolean, determination boolean,
      author_id uuid, side text, channel text, at timestamptz, subject text)
    where ticket_id <> all (without);
  end if;

  if letters is not null then
    insert into letters (
      ticket_id, partner_id, template, recipient, address, name, addressed_at, message_id, data, state, due_at, settled_at,
      created_at)
    select ticket_id, partner_id, template, recipient, address, name, addressed_at, message_id, data,
      case when declined then 'declined' else state end,
      case when state = 'queued' and not declined then addressed_at end,
      case when declined then addressed_at end,
      created_at
    from json_to_recordset(letters) as r (
      ticket_id uuid, partner_id uuid, template text, recipient jsonb, address text, name text, addressed_at timestamptz,
      message_id uuid, data jsonb, state text, created_at timestamptz)
    -- What asks for something is no mere notice (B2).
    cross join lateral (select state = 'queued' and addressed_at is not null and not (data ? 'asked')
      and is_declined(address, template) as declined) as d
    where ticket_id <> all (without);
  end if;
end $$;

drop function commit_at_once(jsonb, jsonb, json, json, json, json, json, json);

/*
 * As it was (0013_batches.sql), but for the answers: they are in `answers`, one after the other, and each key has the
 * `answer_bytes` of its own and where they begin. As words within JSON they were most of what was sent, spelt and read twice.
 */
create function commit_at_once(
    partners jsonb, people jsonb, keys json, answers bytea, opened json, clocks json, events json, messages json, letters json)
  returns table (ticket_id uuid, number text) language plpgsql as $$
#variable_conflict use_column
declare
  claimed uuid[];
  without uuid[] := '{}';
begin
  perform set_config('desk.actor', '', true), set_config('desk.batch_partners', partners::text, true),
    set_config('desk.batch_people', people::text, true);
  if keys is not null then
    with claim as (
      insert into idempotency_keys (actor, key, body_hash, status, response, ticket_id, at)
      select actor, key, body_hash, status, convert_from(substr(answers, answer_begins, answer_bytes), 'UTF8'), ticket_id, at
      from json_to_recordset(keys) as r (
        actor text, key text, body_hash text, status integer, answer_begins integer, answer_bytes integer, ticket_id uuid,
        at timestamptz)
      on conflict (actor, key) do nothing
      returning ticket_id)
    select array_agg(ticket_id) into claimed from claim;
    if coalesce(cardinality(claimed), 0) < json_array_length(keys) then
      without := array(select ticket_id from json_to_recordset(keys) as r (ticket_id uuid) except select unnest(claimed));
    end if;
  end if;
  return query select * from commit_writes(opened, null, clocks, events, messages, letters, without);
end $$;

/* Reports read tickets by their receipt (0012_reports.sql): nothing reads clocks so any more. */
drop index clocks_started;
