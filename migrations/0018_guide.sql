-- The guide: articles with their versions, and what partners found in them before a ticket was needed (B10, E11).

create table articles (
  id uuid primary key,
  /* How it is called in addresses now; what it was called before still leads here (article_slugs). */
  slug text not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  state text not null check (state in ('draft', 'published', 'withdrawn')),
  /* The newest version, and the one that is read: an edit of a published article is not read before it is published too. */
  version integer not null check (version > 0),
  published_version integer check (published_version <= version),
  published_at timestamptz(3),
  /* Of the published version: whether partners read it. */
  for_partners boolean not null default false,
  created_by uuid references people,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  check ((state = 'published') = (published_version is not null)),
  check ((published_version is null) = (published_at is null)),
  check (not for_partners or state = 'published')
);

/* Every name that an article has or had. A name belongs to one article for good: a link never leads to another one. */
create table article_slugs (
  slug text primary key,
  article_id uuid not null references articles
);
create index article_slugs_of on article_slugs (article_id);

create table article_versions (
  article_id uuid not null references articles,
  number integer not null,
  title text not null,
  summary text not null,
  /* Markdown. */
  body text not null,
  /* The same without its marks: what is searched and shown around a hit. */
  plain text not null,
  audience text not null check (audience in ('partner', 'staff')),
  /* 'subscription-management', or a sub-type of it: 'subscription-management/renewal'. */
  categories text[] not null,
  products text[] not null,
  /* Null for what the program wrote. */
  saved_by uuid references people,
  saved_at timestamptz(3) not null,
  note text,
  restored_from integer,
  primary key (article_id, number),
  /* By the stem, and as it stands: an unfinished word is a beginning of the one or the other. */
  words tsvector not null generated always as (
    setweight(to_tsvector('english'::regconfig, title) || to_tsvector('simple'::regconfig, title), 'A')
    || setweight(to_tsvector('english'::regconfig, summary) || to_tsvector('simple'::regconfig, summary), 'B')
    || setweight(to_tsvector('english'::regconfig, left(plain, 100000)) || to_tsvector('simple'::regconfig, left(plain, 100000)), 'D')
  ) stored
);
create trigger article_versions_stay before update or delete on article_versions for each row execute function refuse_change();
create trigger article_versions_are_kept before truncate on article_versions for each statement execute function refuse_change();

/* What was done with an article beside writing it. */
create table article_acts (
  id bigint primary key generated always as identity,
  article_id uuid not null references articles,
  at timestamptz(3) not null,
  by_person uuid references people,
  act text not null check (act in ('published', 'withdrawn', 'renamed')),
  version integer not null,
  reason text
);
create index article_acts_of on article_acts (article_id, id desc);
create trigger article_acts_stay before update or delete on article_acts for each row execute function refuse_change();
create trigger article_acts_are_kept before truncate on article_acts for each statement execute function refuse_change();

/* Did this help? One answer of a person to each version; it may be changed. */
create table article_feedback (
  article_id uuid not null references articles,
  version integer not null,
  person_id uuid not null references people,
  partner_id uuid references partners,
  helped boolean not null,
  words text,
  at timestamptz(3) not null,
  primary key (article_id, version, person_id)
);
create index article_feedback_of on article_feedback (article_id, at desc, person_id);

/*
 * What was offered to a contact who was writing a request (B10), once for each draft: when it was offered, opened, and taken
 * as the solution, and as which ticket the draft was sent after all.
 */
create table suggestions (
  id uuid primary key,
  partner_id uuid not null references partners,
  contact_id uuid not null references people,
  /* The request that was being written; made by whoever writes it. */
  draft uuid not null,
  article_id uuid references articles,
  ticket_id uuid references tickets,
  /* As it was called then. */
  title text not null,
  /* What was typed when the last of these happened. */
  typed text not null,
  offered_at timestamptz(3) not null,
  opened_at timestamptz(3),
  taken_at timestamptz(3),
  sent_as uuid references tickets,
  sent_at timestamptz(3),
  unique nulls not distinct (contact_id, draft, article_id, ticket_id),
  check ((article_id is null) <> (ticket_id is null)),
  check ((sent_as is null) = (sent_at is null)),
  check (taken_at is null or opened_at is not null)
);
create index suggestions_by_time on suggestions (offered_at, id);
create index suggestions_taken on suggestions (taken_at desc, id desc) where taken_at is not null and sent_as is null;

alter table articles enable row level security;
alter table article_slugs enable row level security;
alter table article_versions enable row level security;
alter table article_acts enable row level security;
alter table article_feedback enable row level security;
alter table suggestions enable row level security;

/* A partner reads what is published for partners, in the version that is published, and knows of nothing else. */
create policy readers on articles for select
  using ((select sees_all()) or (for_partners and (select actor_partner()) is not null));
create policy staff_adds on articles for insert with check ((select sees_all()));
create policy staff_changes on articles for update using ((select sees_all()));
create policy readers on article_slugs for select
  using ((select sees_all()) or exists (select from articles a where a.id = article_slugs.article_id));
create policy staff_adds on article_slugs for insert with check ((select sees_all()));
create policy readers on article_versions for select
  using ((select sees_all()) or exists (select from articles a where a.id = article_versions.article_id and a.published_version = article_versions.number));
create policy staff_adds on article_versions for insert with check ((select sees_all()));
create policy staff on article_acts using ((select sees_all()));
create policy own on article_feedback for select
  using ((select sees_all()) or (partner_id = (select actor_partner()) and person_id = (select actor_person())));
create policy own_adds on article_feedback for insert with check (
  (select sees_all())
  or (partner_id = (select actor_partner()) and person_id = (select actor_person())
    and exists (select from articles a
      where a.id = article_feedback.article_id and a.published_version = article_feedback.version)));
create policy own_changes on article_feedback for update
  using ((select sees_all()) or (partner_id = (select actor_partner()) and person_id = (select actor_person())));
create policy own on suggestions for select using ((select sees_all()) or partner_id = (select actor_partner()));
/* Only what the contact may read, and only as itself. */
create policy own_adds on suggestions for insert with check (
  (select sees_all())
  or (partner_id = (select actor_partner()) and contact_id = (select actor_person())
    and (article_id is null or exists (select from articles a where a.id = suggestions.article_id))
    and (ticket_id is null or exists (select from tickets t where t.id = suggestions.ticket_id))));
create policy own_changes on suggestions for update
  using ((select sees_all()) or (partner_id = (select actor_partner()) and contact_id = (select actor_person())))
  with check (
    (select sees_all())
    or (partner_id = (select actor_partner()) and contact_id = (select actor_person())
      and (sent_as is null or exists (select from tickets t where t.id = suggestions.sent_as))));

grant select, insert, update on articles, article_feedback, suggestions to partner_desk_app;
grant select, insert on article_slugs, article_versions, article_acts to partner_desk_app;

/*
 * A partner's earlier tickets that share words with a text, two of them in the subject, or one there and two elsewhere. The nearest first:
 * `near` counts the words of the subject twice.
 * As `search_tickets` it looks as the tables' owner, and keeps to the actor's own by the mark that such messages carry.
 * Words are of letters and digits alone. Nothing for anybody but a partner.
 */
create function similar_tickets(words text[], most integer) returns table (ticket_id uuid, near bigint)
  language plpgsql stable security definer
  set search_path = pg_catalog, public, pg_temp set plan_cache_mode = force_custom_plan as $$
declare
  partner uuid := actor_partner();
  wanted tsquery;
begin
  if partner is null or cardinality(words) = 0 then return; end if;
  select to_tsquery('simple', string_agg(word || ':*', ' | ')) into wanted from unnest(words) as word;
  if wanted is null or numnode(wanted) = 0 then return; end if;
  wanted := wanted && format('''=%s''', partner)::tsquery;
  return query
    select t.id, n.shared + n.named
    from (
      select distinct m.ticket_id from (
        select m.ticket_id from messages m
        where m.words @@ wanted and m.partner_id = partner and m.visibility = 'public'
        limit 500) as m) as hit
    join tickets t on t.id = hit.ticket_id and t.partner_id = partner and t.merged_into is null
    cross join lateral (
      select count(*) filter (where s.subject @@ w.query) as named,
        count(*) filter (where exists (
          select from messages m
          where m.ticket_id = t.id and m.partner_id = partner and m.visibility = 'public' and m.words @@ w.query)) as shared
      from (select to_tsquery('simple', word || ':*') as query from unnest(words) as word) as w,
        (select to_tsvector('simple', t.subject) as subject) as s) as n
    where n.named >= least(2, cardinality(words)) or (n.named > 0 and n.shared > 2)
    order by n.shared + n.named desc, t.received_at desc, t.id
    limit most;
end $$;
revoke execute on function similar_tickets from public;
grant execute on function similar_tickets to partner_desk_app;
