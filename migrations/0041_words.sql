-- The words that a message is found by come with it. The program takes texts apart as a reader would (src/domain/search.ts), and PostgreSQL's
-- own parser, which makes one word of an address, of a file's name and of a sentence without spaces, took a third of a ticket's writing.

alter type written_message drop attribute subject, add attribute words tsvector;

/* As it was (0038_written_rows.sql), but for the words. */
create or replace function commit_writes(
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
    select * from unnest(messages) as r
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

drop function message_words(text, text, text, uuid);
drop function search_tickets(text, integer);

/*
 * Tickets whose number is the phrase, or whose subject or messages have what `words` asks for: a query that the program has
 * made of the phrase. Messages from before 0041 were taken apart by PostgreSQL, and are found by what it makes of the phrase.
 * `@@` may not be used by an index under row level security, since it might tell of rows that are not shown; so this looks as
 * the tables' owner, and keeps to the actor's own by the mark that such messages carry. Of very many hits any `most` messages
 * are looked at.
 */
create function search_tickets(phrase text, words text, most integer) returns setof uuid language plpgsql stable security definer
  set search_path = pg_catalog, public, pg_temp set plan_cache_mode = force_custom_plan as $$
declare
  wanted tsquery := coalesce(words, '')::tsquery;
  before tsquery := websearch_to_tsquery('simple', phrase);
  partner uuid := actor_partner();
begin
  if not sees_all() and partner is null then return; end if;
  return query select t.id from tickets t
    where t.number = upper(btrim(phrase)) and (sees_all() or t.partner_id = partner);
  -- A query that is empty, or ends in a bracket, takes no unfinished word.
  if before::text like '%''' then before := (before::text || ':*')::tsquery; end if;
  if before <> wanted then wanted := wanted || before; end if;
  if numnode(wanted) = 0 then return; end if;
  if not sees_all() then wanted := wanted && format('''=%s''', partner)::tsquery; end if;
  return query select distinct hits.ticket_id from (
    select m.ticket_id from messages m
    where m.words @@ wanted and (sees_all() or (m.partner_id = partner and m.visibility = 'public'))
    limit most) as hits;
end $$;
revoke execute on function search_tickets from public;
grant execute on function search_tickets to partner_desk_app;
