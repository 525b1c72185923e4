-- G1: a desk may be restored into another PostgreSQL, which counts its transactions anew (0002, `adopt_events`).

/*
 * Whether the stream has ever given this position: each that it gives is that of an event. Positions from before the desk was restored are told from
 * its own by that, however far either PostgreSQL has counted; who comes with one begins anew, and misses nothing. As the tables' owner: a position
 * that a partner was given may be that of somebody else's event.
 */
create function is_stream_position(txid xid8, id bigint) returns boolean language sql stable security definer
  set search_path = pg_catalog, public, pg_temp as $$
  select exists (select from events e where (e.txid, e.id) = (is_stream_position.txid, is_stream_position.id))
$$;
revoke execute on function is_stream_position from public;
grant execute on function is_stream_position to partner_desk_app;
