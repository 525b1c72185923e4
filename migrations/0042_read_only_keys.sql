/*
 * As it was (0005_access.sql), but on a database that takes no changes, where the first use of a key on a day cannot be noted:
 * whoever only reads is served all the same.
 */
create or replace function person_of_key(key_hash bytea, today date)
  returns table (key_id uuid, scope text, person json, partner json) language plpgsql security definer
  set search_path = pg_catalog, public, pg_temp as $$
#variable_conflict use_column
begin
  return query
    select k.id, k.scope, to_json(p), to_json(c)
    from api_keys k join people p on p.id = k.person_id and p.active left join partners c on c.id = p.partner_id
    where k.hash = key_hash and k.revoked_at is null;
  if found and not current_setting('transaction_read_only')::boolean then
    update api_keys k set last_used_on = today where k.hash = key_hash and k.last_used_on is distinct from today;
  end if;
end $$;
