-- A desk that has worked for a long while: partners, people, customers, and `tickets` tickets with as many running clocks.
--
-- $tickets, $policy and $now are put in by many-tickets.ts. Everything follows from the number of a row, so that two runs
-- have the same tickets. Nothing is due before $now and an hour.

create function pg_temp.of(i bigint, salt integer, n bigint) returns bigint language sql immutable
  return abs(hashint8extended(i, salt) % n);
/* Rising, as the product's own are. */
create function pg_temp.id(i bigint, salt integer) returns uuid language sql immutable
  return (lpad(to_hex(salt), 8, '0') || lpad(to_hex(i), 24, '0'))::uuid;

create temporary table desks as
  select d.* from jsonb_to_recordset($policy->'desks') as d (id text, prefix text, categories jsonb);

insert into people (id, side, name, email, role, desks, zone, created_at)
  select pg_temp.id(i, 1), 'staff', 'Agent ' || i, 'agent' || i || '@desk.example', 'agent', '{}', 'UTC', $now - interval '4 years'
  from generate_series(1, 60) as i;

insert into partners (id, name, tier, country, external_ref, created_at)
  select pg_temp.id(i, 2), 'Partner ' || i, (array['authorised', 'authorised', 'authorised', 'advanced', 'premium'])[i % 5 + 1],
    (array['IN', 'IN', 'IN', 'US', 'GB', 'DE', 'BR', 'AE', 'AU', 'JP', 'FR', 'ZA'])[i % 12 + 1], 'P-' || i, $now - interval '4 years'
  from generate_series(1, 2000) as i;
insert into people (id, side, partner_id, name, email, role, zone, created_at)
  select pg_temp.id(i * 2 + j, 3), 'partner', pg_temp.id(i, 2), 'Contact ' || i || '.' || j,
    'contact' || j || '@partner' || i || '.example', 'contact', 'UTC', $now - interval '4 years'
  from generate_series(1, 2000) as i, generate_series(0, 1) as j;
insert into customers (id, partner_id, name, domain, super_admin_email, licences, key_account, created_at)
  select pg_temp.id(i * 4 + j, 4), pg_temp.id(i, 2), 'Customer ' || i || '.' || j, 'customer' || i || '-' || j || '.example',
    'admin@customer' || i || '-' || j || '.example', pg_temp.of(i * 4 + j, 5, 200), pg_temp.of(i * 4 + j, 5, 200) > 100,
    $now - interval '4 years'
  from generate_series(1, 2000) as i, generate_series(0, 3) as j;

-- Four in ten are over, and came in earlier. Of the others most have two clocks running, some one, a few wait on the partner:
-- as many clocks as there are tickets.
create temporary table made as
select i, pg_temp.id(i, 6) as id, d.id as desk, d.prefix,
  d.categories->>pg_temp.of(i, 7, jsonb_array_length(d.categories))::integer as category,
  (array[1, 2, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3])[pg_temp.of(i, 8, 20) + 1] as severity,
  -- A few partners ask for much: every second ticket is of the first tenth.
  case when i % 2 = 0 then pg_temp.of(i, 9, 200) else pg_temp.of(i, 9, 2000) end + 1 as partner,
  case when i <= $tickets * 0.35 then 'closed' when i <= $tickets * 0.4 then 'solved'
    when i % 12 = 0 then 'waiting-on-partner' when i % 12 < 3 then 'open' else 'new' end as status,
  date_trunc('milliseconds', case when i <= $tickets * 0.4
    then $now - interval '30 days' - interval '3 years' * (1 - i / ($tickets * 0.4))
    else $now - interval '20 hours' * (1 - (i - $tickets * 0.4) / ($tickets * 0.6)) - interval '10 minutes' end) as received_at
from generate_series(1, $tickets) as i
join desks d on d.id = case when pg_temp.of(i, 10, 10) < 7 then 'support' else 'operations' end;

-- How far each has come: 0 all is well, 1 a target has passed, 2 a limit has.
create temporary table promised as
select m.*, p.tier, p.country, stage,
  case when stage = 0 then soon when stage = 1 then received_at + ($now - received_at) * 0.5 else received_at + ($now - received_at) * 0.4 end
    as acknowledge_target,
  case when stage < 2 then soon + interval '2 hours' else received_at + ($now - received_at) * 0.9 end as acknowledge_limit,
  soon + interval '9 hours' as determine_target, soon + interval '30 hours' as determine_limit
from made m
join partners p on p.id = pg_temp.id(m.partner, 2)
cross join lateral (select case when pg_temp.of(i, 11, 20) = 0 then 2 when pg_temp.of(i, 11, 20) < 4 then 1 else 0 end as stage,
  $now + interval '1 hour' + pg_temp.of(i, 12, 172800000) * interval '1 millisecond' as soon) as s;

insert into clocks (
  ticket_id, promised, ordinal, partner_id, desk, severity, tier, key_account, round_the_clock, started_at, target_at, limit_at,
  warned_at, breached_at, stopped_at, stopped_because, changes)
select id, kind, 1, pg_temp.id(partner, 2), desk, severity, tier, false, false, received_at, target, ends,
  case when runs and stage > 0 and kind = 'acknowledgement' then target end,
  case when runs and stage > 1 and kind = 'acknowledgement' then ends end,
  case when not runs then received_at + interval '5 minutes' end, case when not runs then 'kept' end, '[]'
from promised
cross join lateral (values
  ('acknowledgement', status = 'new', acknowledge_target, acknowledge_limit),
  ('determination', status in ('new', 'open'), determine_target, determine_limit)) as c (kind, runs, target, ends);

insert into tickets (
  id, number, revision, policy_version, desk, category, product, kind, severity, severity_because, channel, subject, partner_id,
  contact_id, customer_id, tier, country, key_account, critical, assignee_id, received_at, first_answered_at, unanswered_since,
  solved_at, closed_at, status, open, wake_at, urgency_band, urgency_at, findings, intake, chain_head, created_at, updated_at)
select id, prefix || '-' || nextval('ticket_numbers'), 1, 1, desk, category, 'Zoho CRM', 'incident', severity,
  'Given with the request.', (array['portal', 'widget', 'api', 'mail'])[pg_temp.of(i, 13, 4) + 1],
  (array['The report is wrong', 'Invoices are missing', 'Nobody can sign in', 'The renewal is refused', 'A script ends early'])[
    pg_temp.of(i, 14, 5) + 1] || ', case ' || i,
  pg_temp.id(partner, 2), pg_temp.id(partner * 2 + i % 2, 3), pg_temp.id(partner * 4 + i % 4, 4), tier, country, false, false,
  case when status <> 'new' then pg_temp.id(pg_temp.of(i, 15, 60) + 1, 1) end, received_at,
  case when status <> 'new' then received_at + interval '5 minutes' end,
  case when status = 'new' then received_at when status = 'open' then received_at + interval '8 minutes' end,
  case when status in ('solved', 'closed') then received_at + interval '1 day' end,
  case when status = 'closed' then received_at + interval '8 days' end,
  status, status not in ('solved', 'closed'),
  interval '1 millisecond' + case status when 'solved' then $now + interval '5 days' when 'open' then determine_target
    when 'new' then case stage when 0 then acknowledge_target when 1 then least(acknowledge_limit, determine_target)
      else determine_target end end,
  case when status = 'new' and stage = 2 then 0 when status = 'new' and (stage = 1 or severity = 1) then 1
    when status in ('new', 'open') then 2 else 3 end,
  case when status = 'new' and (stage > 0 or severity = 1) then acknowledge_limit when status = 'new' then acknowledge_target
    when status = 'open' then determine_target else received_at end,
  '[{"rule": "B1", "field": "customerEmail", "message": "Tell us the customer''s e-mail address.", "verdict": "ask"}]',
  jsonb_build_object('type', 'Technical Support', 'product', 'Zoho CRM', 'subject', 'Case ' || i,
    'description', repeat('What we see is not what was to be expected. ', 5)),
  sha256(int8send(i)), received_at, received_at + interval '8 minutes'
from promised;

insert into events (ticket_id, seq, partner_id, at, noted_at, by_kind, by_side, by_person, visible_to, kind, data, hash)
select id, 1, pg_temp.id(partner, 2), received_at, received_at, 'partner', 'partner', pg_temp.id(partner * 2 + i % 2, 3), 'partner',
  'opened', '{"request": {"channel": "api", "severity": 2, "severityBecause": "Given with the request."}}', sha256(int8send(i))
from promised;

-- One message on every tenth: two words in three that everybody uses, some that few do, and one that nobody else does.
insert into messages (id, ticket_id, partner_id, body, visibility, for_customer, determination, author_id, side, channel, at, words)
select pg_temp.id(i, 16), id, pg_temp.id(partner, 2), body, 'public', false, false, pg_temp.id(partner * 2 + i % 2, 3), 'partner',
  'api', received_at, to_tsvector('simple', 'The report is wrong, case ' || i || ' ' || body)
    || array_to_tsvector(array['=' || pg_temp.id(partner, 2)])
from promised
cross join lateral (
  select string_agg(case when pg_temp.of(i * 64 + k, 17, 3) < 2
    then (array['report', 'invoice', 'customer', 'renewal', 'login', 'script', 'error', 'screen', 'account', 'list'])[
      pg_temp.of(i * 64 + k, 18, 10) + 1]
    else 'word' || pg_temp.of(i * 64 + k, 18, 20000) end, ' ') || ' reference ref' || i as body
  from generate_series(1, 30) as k) as b
where i % 10 = 0;
