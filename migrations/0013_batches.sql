-- Requests of several people that come together are written in one statement, each row held to whoever asked for it.

/*
 * New tickets of several people's requests are written together (commit_at_once): then nobody acts, and these say for each
 * ticket by whose partner ('*' for who sees all), and by which person, it was asked for.
 */
create function batch_partners() returns jsonb language sql stable parallel safe
  return nullif(current_setting('desk.batch_partners', true), '')::jsonb;
create function batch_people() returns jsonb language sql stable parallel safe
  return nullif(current_setting('desk.batch_people', true), '')::jsonb;

/* Of requests that are written together each one adds only what belongs to its own partner. */
create policy batch_adds on tickets for insert
  with check (((select batch_partners()) ->> id::text) in ('*', partner_id::text));
create policy batch_sees on tickets for select
  using (((select batch_partners()) ->> id::text) in ('*', partner_id::text));
create policy batch_adds on clocks for insert
  with check (((select batch_partners()) ->> ticket_id::text) in ('*', partner_id::text));
create policy batch_adds on events for insert
  with check (((select batch_partners()) ->> ticket_id::text) in ('*', partner_id::text));
create policy batch_adds on messages for insert
  with check (((select batch_partners()) ->> ticket_id::text) in ('*', partner_id::text));
create policy batch_adds on letters for insert
  with check (((select batch_partners()) ->> ticket_id::text) in ('*', partner_id::text));
/* And claims only keys of its own person. */
create policy batch_adds on idempotency_keys for insert
  with check (actor = ((select batch_people()) ->> ticket_id::text));
create policy batch_sees on idempotency_keys for select
  using (actor = ((select batch_people()) ->> ticket_id::text));

drop function commit_at_once(text, text, text, json, json, json, json, json, json);

/*
 * New tickets of several people's requests in one statement. `partners` and `people` say for each ticket who asks for it:
 * row level security holds each row to that, whoever's request it came with. `keys` has the fields below for each request
 * that came with a key, null where none did. What was answered before is not done again: it does not come back.
 */
create function commit_at_once(
    partners jsonb, people jsonb, keys json, opened json, clocks json, events json, messages json, letters json)
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
      select * from json_to_recordset(keys) as r (
        actor text, key text, body_hash text, status integer, response text, ticket_id uuid, at timestamptz)
      on conflict (actor, key) do nothing
      returning ticket_id)
    select array_agg(ticket_id) into claimed from claim;
    if coalesce(cardinality(claimed), 0) < json_array_length(keys) then
      without := array(select ticket_id from json_to_recordset(keys) as r (ticket_id uuid) except select unnest(claimed));
    end if;
  end if;
  return query select * from commit_writes(opened, null, clocks, events, messages, letters, without);
end $$;
