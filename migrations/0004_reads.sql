-- How tickets are read: as the core knows them, and as lists show them.

/* A ticket with its clocks, as `decide` takes it. Row level security is the reader's. */
create view ticket_states with (security_invoker) as
  select id, revision, policy_version, desk, type, category, sub_type, product, kind, severity, channel, subject, partner_id,
    contact_id, customer_id, tier, country, state, key_account, critical, assignee_id, received_at, first_answered_at,
    unanswered_since, waiting_on, escalation, dispute, solved_at, closed_at, merged_into, encode(chain_head, 'hex') as chain_head,
    (select coalesce(json_agg(c order by c.ordinal, c.promised), '[]') from clocks c where c.ticket_id = t.id) as clocks
  from tickets t;

/*
 * Locks tickets, in one order for everybody, and returns them as they are then. Two statements, since one would read the
 * clocks as they were before it waited.
 */
create function lock_tickets(ids uuid[]) returns setof ticket_states language plpgsql
  set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
begin
  perform from tickets where id = any (ids) order by id for update;
  return query select * from ticket_states where id = any (ids) order by id;
end $$;

/* Takes tickets that something has come due on; those that another transaction works on are passed over. */
create function claim_due(due_at timestamptz, most integer) returns setof ticket_states language plpgsql
  set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
declare
  ids uuid[];
begin
  select array_agg(id) into ids from (
    select id from tickets where wake_at <= due_at order by wake_at limit most for update skip locked) as due;
  if ids is null then return; end if;
  return query select * from ticket_states where id = any (ids) order by id;
end $$;

/*
 * A ticket as lists and pages show it, with the names of those in it. Looked up one by one rather than joined: a page has
 * fifty tickets, and planning six joins took longer than reading them.
 */
create view ticket_rows with (security_invoker) as
  select id, revision, policy_version, desk, type, category, sub_type, product, kind, severity, channel, subject, partner_id,
    contact_id, customer_id, tier, country, state, key_account, critical, assignee_id, received_at, first_answered_at,
    unanswered_since, waiting_on, escalation, dispute, solved_at, closed_at, merged_into, encode(chain_head, 'hex') as chain_head,
    (select coalesce(json_agg(c order by c.ordinal, c.promised), '[]') from clocks c where c.ticket_id = t.id) as clocks,
    number, severity_because, status, open, urgency_band, urgency_at, findings, created_at, updated_at,
    (select json_build_object('id', p.id, 'name', p.name, 'tier', p.tier, 'country', p.country, 'state', p.state)
      from partners p where p.id = t.partner_id) as partner,
    (select row_to_json(n) from person_names n where n.id = t.contact_id) as contact,
    (select row_to_json(n) from person_names n where n.id = t.assignee_id) as assignee,
    (select json_build_object('id', u.id, 'name', u.name) from customers u where u.id = t.customer_id) as customer
  from tickets t;

/*
 * Tickets whose number, subject or messages have the words; the last word may be unfinished. `@@` may not be used by an
 * index under row level security, since it might tell of rows that are not shown; so this looks as the tables' owner, and
 * keeps to the actor's own by the mark that such messages carry. Of very many hits any `most` messages are looked at.
 */
create function search_tickets(phrase text, most integer) returns setof uuid language plpgsql stable security definer
  set search_path = pg_catalog, public, pg_temp set plan_cache_mode = force_custom_plan as $$
declare
  wanted tsquery := websearch_to_tsquery('simple', phrase);
  partner uuid := actor_partner();
begin
  if not sees_all() and partner is null then return; end if;
  return query select t.id from tickets t
    where t.number = upper(btrim(phrase)) and (sees_all() or t.partner_id = partner);
  -- A query that is empty, or ends in a bracket, takes no unfinished word.
  if wanted::text like '%''' then wanted := (wanted::text || ':*')::tsquery; end if;
  if numnode(wanted) = 0 then return; end if;
  if not sees_all() then wanted := wanted && format('''=%s''', partner)::tsquery; end if;
  return query select distinct hits.ticket_id from (
    select m.ticket_id from messages m
    where m.words @@ wanted and (sees_all() or (m.partner_id = partner and m.visibility = 'public'))
    limit most) as hits;
end $$;
revoke execute on function search_tickets from public;
grant execute on function search_tickets to partner_desk_app;

/*
 * How far the stream of events may be read now, whoever reads: up to the oldest transaction that is still open, since that
 * one might yet put events before the others'. `withheld` says that there are some beyond, to be asked for again soon.
 */
create function stream_end(out txid xid8, out id bigint, out withheld boolean) language sql stable security definer
  set search_path = pg_catalog, public, pg_temp as $$
  select coalesce(last.txid, '0'), coalesce(last.id, 0),
    exists (select from events e where e.txid >= pg_snapshot_xmin(pg_current_snapshot()))
  from (select) as nothing
  left join lateral (
    select e.txid, e.id from events e where e.txid < pg_snapshot_xmin(pg_current_snapshot())
    order by e.txid desc, e.id desc limit 1) as last on true
$$;
revoke execute on function stream_end from public;
grant execute on function stream_end to partner_desk_app;

grant select on ticket_states, ticket_rows to partner_desk_app;
