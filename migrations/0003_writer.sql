-- The one writer of tickets, and what makes a repeated request harmless.

/* A request that was answered (G1): the same key again gets the first answer, whoever comes at the same moment waits for it. */
create table idempotency_keys (
  actor text not null,
  key text not null,
  body_hash text not null,
  status integer,
  /* JSON. Nobody looks into it here: it is only ever given back. */
  response text,
  /* Its number belongs in the answer, and was not known yet when the answer was made. */
  ticket_id uuid,
  at timestamptz(3) not null,
  primary key (actor, key)
)
/* Rows of a day: packing each answer costs more than the room it saves. */
with (toast_tuple_target = 8160);
create index idempotency_keys_age on idempotency_keys using brin (at);
alter table idempotency_keys enable row level security;
create policy own on idempotency_keys
  using (actor = (select actor_person()::text) or (select actor_kind()) = 'system');
grant select, insert, update, delete on idempotency_keys to partner_desk_app;

/*
 * The part of commit_writes for tickets that are there already. The settings keep a plan that was made while the table was
 * small from reading all of it when it has grown.
 */
create function change_tickets(changed json) returns table (ticket_id uuid, number text) language plpgsql
  set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
#variable_conflict use_column
declare
  wanted integer;
  found_rows integer;
begin
  wanted := json_array_length(changed);
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
  from json_to_recordset(changed) as r (
    id uuid, expected integer, revision integer, desk text, type text, category text, sub_type text, product text,
    kind text, severity smallint, severity_because text, subject text, partner_id uuid, contact_id uuid,
    customer_id uuid, tier text, country text, state text, key_account boolean, critical boolean, assignee_id uuid,
    received_at timestamptz, first_answered_at timestamptz, unanswered_since timestamptz, waiting_on jsonb, escalation jsonb, dispute jsonb,
    solved_at timestamptz, closed_at timestamptz, merged_into uuid, status text, open boolean, wake_at timestamptz,
    urgency_band smallint, urgency_at timestamptz, chain_head bytea, updated_at timestamptz)
  where t.id = r.id and t.revision = r.expected and t.partner_id is not distinct from r.partner_id
  returning t.id, t.number;
  get diagnostics found_rows = row_count;
  if found_rows <> wanted then
    raise exception using errcode = 'DK001', message = format('%s of %s tickets were changed by somebody else meanwhile.',
      wanted - found_rows, wanted);
  end if;
end $$;

/*
 * Writes any number of decisions in one call: an array of rows for each table, in the shape of the lists below, null where
 * there are none. `opened` are new tickets, `changed` those that were read at revision `expected`. Each ticket is in it once.
 * New tickets in `without`, and what hangs on them, are passed over.
 * (json, not jsonb: it is read once, and taking it apart costs half as much.)
 */
create function commit_writes(
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
    insert into letters (ticket_id, partner_id, template, recipient, address, message_id, data, state, created_at)
    select * from json_to_recordset(letters) as r (
      ticket_id uuid, partner_id uuid, template text, recipient jsonb, address text, message_id uuid, data jsonb,
      state text, created_at timestamptz)
    where ticket_id <> all (without);
  end if;
end $$;

/*
 * What a message is found by. What a partner may read carries its mark among the words, so that its search need not look at
 * anybody else's. No word of a text can be such a mark: none begins with '='.
 */
create function message_words(subject text, body text, visibility text, partner uuid) returns tsvector
  language sql stable parallel safe
  return to_tsvector('simple', concat_ws(' ', subject, left(body, 50000)))
    || case when visibility = 'public' and partner is not null then array_to_tsvector(array['=' || partner]) else ''::tsvector end;

/*
 * New tickets of one person's requests in one call, under that person's name: row level security holds for it. `keys` has the
 * fields below for each request that came with a key, and the ticket it is about; null where none did. What was answered
 * before is not done again: it comes back without a number, and with its first answer.
 */
create function commit_at_once(
    actor text, person text, partner text, keys json, opened json, clocks json, events json, messages json, letters json)
  returns table (ticket_id uuid, number text, body_hash text, status integer, response json) language plpgsql as $$
#variable_conflict use_column
declare
  claimed integer;
  without uuid[] := '{}';
begin
  perform set_config('desk.actor', commit_at_once.actor, true), set_config('desk.person', commit_at_once.person, true),
    set_config('desk.partner', commit_at_once.partner, true);
  if keys is not null then
    insert into idempotency_keys (actor, key, body_hash, status, response, ticket_id, at)
      select commit_at_once.person, r.* from json_to_recordset(keys) as r (
        key text, body_hash text, status integer, response text, ticket_id uuid, at timestamptz)
      on conflict (actor, key) do nothing;
    get diagnostics claimed = row_count;
    if claimed < json_array_length(keys) then
      for ticket_id, number, body_hash, status, response in
        select r.ticket_id, null, k.body_hash, k.status, first_answer(k)
        from json_to_recordset(keys) as r (key text, ticket_id uuid)
        join idempotency_keys k on k.actor = commit_at_once.person and k.key = r.key
        where k.ticket_id is distinct from r.ticket_id
      loop
        without := without || ticket_id;
        return next;
      end loop;
    end if;
  end if;
  return query select c.ticket_id, c.number, null::text, null::integer, null::json
    from commit_writes(opened, null, clocks, events, messages, letters, without) c;
end $$;

/* The answer as it was given. */
create function first_answer(k idempotency_keys) returns json language sql stable
  return case when k.ticket_id is null then k.response::json
    else (k.response::jsonb || (select jsonb_build_object('number', t.number) from tickets t where t.id = k.ticket_id))::json end;
