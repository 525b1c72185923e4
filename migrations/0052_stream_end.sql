/*
 * As it was (0004_reads.sql), but that whether anything is withheld is read off the stream's last event. Asked for any event not yet
 * to be seen, PostgreSQL read the whole table where it had counted it never or long ago, as in the first minutes of an import.
 */
create or replace function stream_end(out txid xid8, out id bigint, out withheld boolean) language sql stable security definer
  set search_path = pg_catalog, public, pg_temp as $$
  select coalesce(last.txid, '0'), coalesce(last.id, 0),
    coalesce((select e.txid from events e order by e.txid desc, e.id desc limit 1) >= pg_snapshot_xmin(pg_current_snapshot()), false)
  from (select) as nothing
  left join lateral (
    select e.txid, e.id from events e where e.txid < pg_snapshot_xmin(pg_current_snapshot())
    order by e.txid desc, e.id desc limit 1) as last on true
$$;
