-- Earlier tickets are found by the words by which tickets are sought (src/domain/search.ts), also in scripts without spaces (B10).

drop function similar_tickets(text[], integer);

/*
 * A partner's earlier tickets that share words with a text, two of them in the subject, or one there and two elsewhere. The nearest first:
 * `near` counts the words of the subject twice. `queries` are the words, each as a query; where they are letters of a script that puts
 * no space between words, `letters` has them as they stand in a text, else null.
 * As `search_tickets` it looks as the tables' owner, and keeps to the actor's own by the mark that such messages carry.
 * Nothing for anybody but a partner.
 */
create function similar_tickets(queries text[], letters text[], most integer) returns table (ticket_id uuid, near bigint)
  language plpgsql stable security definer
  set search_path = pg_catalog, public, pg_temp set plan_cache_mode = force_custom_plan as $$
declare
  partner uuid := actor_partner();
  wanted tsquery;
begin
  if partner is null or cardinality(queries) = 0 then return; end if;
  wanted := array_to_string(queries, ' | ')::tsquery && format('''=%s''', partner)::tsquery;
  return query
    select t.id, n.shared + n.named
    from (
      select distinct m.ticket_id from (
        select m.ticket_id from messages m
        where m.words @@ wanted and m.partner_id = partner and m.visibility = 'public'
        limit 500) as m) as hit
    join tickets t on t.id = hit.ticket_id and t.partner_id = partner and t.merged_into is null
    cross join lateral (
      select count(*) filter (where
          case when w.letters is null then s.words @@ w.query else strpos(s.lowered, w.letters) > 0 end) as named,
        count(*) filter (where exists (
          select from messages m
          where m.ticket_id = t.id and m.partner_id = partner and m.visibility = 'public' and m.words @@ w.query)) as shared
      from (select q.query::tsquery as query, q.letters from unnest(queries, similar_tickets.letters) as q (query, letters)) as w,
        (select to_tsvector('simple', t.subject) as words, lower(normalize(t.subject, nfkc)) as lowered) as s) as n
    where n.named >= least(2, cardinality(queries)) or (n.named > 0 and n.shared > 2)
    order by n.shared + n.named desc, t.received_at desc, t.id
    limit most;
end $$;
revoke execute on function similar_tickets from public;
grant execute on function similar_tickets to partner_desk_app;
