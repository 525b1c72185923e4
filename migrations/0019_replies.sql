-- The library of saved replies and code samples (B6): the vendor's own, and no partner ever sees it.

create table saved_replies (
  id uuid primary key,
  title text not null,
  /* Text with code blocks and placeholders, as the composer takes it. */
  body text not null,
  /* Null: for every desk, or every category of the desk. */
  desk text,
  category text,
  /* Null: shared with everybody; else only this one sees it. */
  owner_id uuid references people,
  created_by uuid references people,
  created_at timestamptz(3) not null,
  updated_by uuid references people,
  updated_at timestamptz(3) not null,
  uses integer not null default 0,
  last_used_at timestamptz(3),
  removed_at timestamptz(3),
  words tsvector not null generated always as (
    setweight(to_tsvector('english'::regconfig, title) || to_tsvector('simple'::regconfig, title), 'A')
    || setweight(to_tsvector('english'::regconfig, left(body, 50000)) || to_tsvector('simple'::regconfig, left(body, 50000)), 'D')
  ) stored,
  check (category is null or desk is not null)
);
create unique index saved_replies_titled on saved_replies (lower(title), coalesce(owner_id, '00000000-0000-0000-0000-000000000000'))
  where removed_at is null;

/* Each time one was put into an answer. */
create table saved_reply_uses (
  id bigint primary key generated always as identity,
  reply_id uuid not null references saved_replies,
  ticket_id uuid not null references tickets,
  person_id uuid not null references people,
  at timestamptz(3) not null
);
create index saved_reply_uses_of on saved_reply_uses (reply_id, at desc);
create trigger saved_reply_uses_stay before update or delete on saved_reply_uses for each row execute function refuse_change();
create trigger saved_reply_uses_are_kept before truncate on saved_reply_uses for each statement execute function refuse_change();

alter table saved_replies enable row level security;
alter table saved_reply_uses enable row level security;
create policy staff on saved_replies for select
  using ((select sees_all()) and (owner_id is null or owner_id = (select actor_person()) or (select actor_kind()) = 'system'));
create policy staff_adds on saved_replies for insert with check (
  (select sees_all()) and (owner_id is null or owner_id = (select actor_person()) or (select actor_kind()) = 'system'));
create policy staff_changes on saved_replies for update
  using ((select sees_all()) and (owner_id is null or owner_id = (select actor_person()) or (select actor_kind()) = 'system'));
create policy staff on saved_reply_uses using ((select sees_all()));
grant select, insert, update on saved_replies to partner_desk_app;
grant select, insert on saved_reply_uses to partner_desk_app;
