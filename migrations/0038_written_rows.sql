-- Rows come as PostgreSQL itself keeps them: as JSON they were taken apart word by word, which cost more than their indexes.

/* What the writers take, an array of each; src/storage/written-rows.ts has the same columns in the same order. */
create type written_ticket as (
  id uuid, number_prefix text, revision integer, policy_version integer, desk text, type text, category text, sub_type
  text, product text, kind text, severity smallint, severity_because text, channel text, subject text, partner_id
  uuid, contact_id uuid, customer_id uuid, tier text, country text, state text, key_account boolean, critical boolean,
  assignee_id uuid, received_at timestamptz, first_answered_at timestamptz, unanswered_since timestamptz, waiting_on
  jsonb, escalation jsonb, dispute jsonb, solved_at timestamptz, closed_at timestamptz, merged_into uuid, status text,
  open boolean, wake_at timestamptz, urgency_band smallint, urgency_at timestamptz, findings jsonb, intake jsonb,
  chain_head bytea, created_at timestamptz, updated_at timestamptz);
create type changed_ticket as (
  id uuid, expected integer, revision integer, desk text, type text, category text, sub_type text, product text, kind
  text, severity smallint, severity_because text, subject text, partner_id uuid, contact_id uuid, customer_id uuid,
  tier text, country text, state text, key_account boolean, critical boolean, assignee_id uuid, received_at
  timestamptz, first_answered_at timestamptz, unanswered_since timestamptz, waiting_on jsonb, escalation jsonb,
  dispute jsonb, solved_at timestamptz, closed_at timestamptz, merged_into uuid, status text, open boolean, wake_at
  timestamptz, urgency_band smallint, urgency_at timestamptz, chain_head bytea, updated_at timestamptz);
create type written_clock as (
  ticket_id uuid, promised text, ordinal integer, partner_id uuid, desk text, severity smallint, tier text,
  key_account boolean, round_the_clock boolean, started_at timestamptz, target_at timestamptz, limit_at timestamptz,
  warned_at timestamptz, breached_at timestamptz, stopped_at timestamptz, stopped_because text, changes jsonb);
create type written_event as (
  ticket_id uuid, seq integer, partner_id uuid, at timestamptz, noted_at timestamptz, by_kind text, by_side text,
  by_person uuid, visible_to text, kind text, data jsonb, hash bytea);
create type written_message as (
  id uuid, ticket_id uuid, partner_id uuid, body text, visibility text, for_customer boolean, determination boolean,
  author_id uuid, side text, channel text, at timestamptz, subject text);
create type written_letter as (
  ticket_id uuid, partner_id uuid, template text, recipient jsonb, address text, name text, addressed_at timestamptz,
  message_id uuid, data jsonb, state text, created_at timestamptz);
create type written_key as (
  actor text, key text, body_hash text, status integer, response text, ticket_id uuid, at timestamptz);

drop function change_tickets(json);

/* As it was (0003_writer.sql), but for its rows. */
create function change_tickets(changed changed_ticket[]) returns table (ticket_id uuid, number text) language plpgsql
  set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
#variable_conflict use_column
declare
  wanted integer;
  found_rows integer;
begin
  wanted := cardinality(changed);
  return query
  update tickets t set
    revision = r.revision, desk = r.desk, type = r.type, category = r.category, sub_type = r.sub_type,
    product = r.product, kind = r.kind, severity = r.severity,
    severity_because = coalesce(r.severity_because, t.severity_because), subject = r.subject, contact_id = r.contact_id,
    customer_id = r.customer_id, tier = r.tier, country = r.country, state = r.state, key_account = r.key_account,
    critical = r.critical, assignee_id = r.assignee_id, received_at = r.received_at,
    first_answered_at = r.first_answered_at, unanswered_since = r.unanswered_since, waiting_on = r.waiting_on, escalation = r.escalation, dispute = r.dispute,
    solved_at = r.solved_at, closed_at = r.closed_at, merged_into = r.merged_into, status = r.status, open = r.open,
    wake_at = r.wake_at, urgency_band = r.urgency_band, urgency_at = r.urgency_at, chain_head = r.chain_head,
    updated_at = coalesce(r.updated_at, t.updated_at)
  from unnest(changed) as r
  where t.id = r.id and t.revision = r.expected and t.partner_id is not distinct from r.partner_id
  returning t.id, t.number;
  get diagnostics found_rows = row_count;
  if found_rows <> wanted then
    raise exception using errcode = 'DK001', message = format('%s of %s tickets were changed by somebody else meanwhile.',
      wanted - found_rows, wanted);
  end if;
end $$;

drop function commit_writes(json, json, json, json, json, json, uuid[]);

/* As it was (0035_intake.sql), but for its rows. */
create function commit_writes(
    opened written_ticket[], changed changed_ticket[], clocks written_clock[], events written_event[],
    messages written_message[], letters written_letter[], without uuid[] default '{}')
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
    from unnest(opened) as r
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
    select * from unnest(clocks) as r
    where ticket_id <> all (without);
  elsif clocks is not null then
    insert into clocks (
      ticket_id, promised, ordinal, partner_id, desk, severity, tier, key_account, round_the_clock, started_at, target_at,
      limit_at, warned_at, breached_at, stopped_at, stopped_because, changes)
    select * from unnest(clocks) as r
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
    select * from unnest(events) as r
    where ticket_id <> all (without);
  end if;

  if messages is not null then
    insert into messages (
      id, ticket_id, partner_id, body, visibility, for_customer, determination, author_id, side, channel, at, words)
    select id, ticket_id, partner_id, body, visibility, for_customer, determination, author_id, side, channel, at,
      message_words(subject, body, visibility, partner_id)
    from unnest(messages) as r
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
    from unnest(letters) as r
    -- What asks for something is no mere notice (B2).
    cross join lateral (select state = 'queued' and addressed_at is not null and not (data ? 'asked')
      and is_declined(address, template) as declined) as d
    where ticket_id <> all (without);
  end if;
end $$;

drop function commit_at_once(jsonb, jsonb, json, bytea, json, json, json, json, json);

/* As it was (0035_intake.sql), but for its rows; a key has its answer with it. */
create function commit_at_once(
    partners text, people text, keys written_key[], opened written_ticket[], clocks written_clock[], events written_event[],
    messages written_message[], letters written_letter[])
  returns table (ticket_id uuid, number text) language plpgsql as $$
#variable_conflict use_column
declare
  claimed uuid[];
  without uuid[] := '{}';
begin
  perform set_config('desk.actor', '', true), set_config('desk.batch_partners', partners, true),
    set_config('desk.batch_people', people, true);
  if keys is not null then
    with claim as (
      insert into idempotency_keys (actor, key, body_hash, status, response, ticket_id, at)
      select actor, key, body_hash, status, response, ticket_id, at from unnest(keys)
      on conflict (actor, key) do nothing
      returning ticket_id)
    select array_agg(ticket_id) into claimed from claim;
    if coalesce(cardinality(claimed), 0) < cardinality(keys) then
      without := array(select ticket_id from unnest(keys) except select unnest(claimed));
    end if;
  end if;
  return query select * from commit_writes(opened, null, clocks, events, messages, letters, without);
end $$;
