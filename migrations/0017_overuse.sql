-- B9: basic requests of a partner, counted over a sliding window, and when there were too many of them.

/* What is counted, as it is now: how-to questions that were not merged into another. */
create index tickets_how_to on tickets (partner_id, received_at) where kind = 'question' and merged_into is null;

create table overuse_crossings (
  id uuid primary key,
  partner_id uuid not null references partners,
  crossed_at timestamptz(3) not null,
  /* How many there were then. */
  count integer not null,
  /* Whom it was said to. */
  told_name text not null,
  told_email text not null,
  /* When the count had fallen again: from then on a new crossing is told. */
  fell_at timestamptz(3)
);
/* Of two that find the same crossing, one tells of it. */
create unique index overuse_crossings_open on overuse_crossings (partner_id) where fell_at is null;
create index overuse_crossings_of on overuse_crossings (partner_id, crossed_at desc);

alter table overuse_crossings enable row level security;
create policy own on overuse_crossings for select using ((select sees_all()) or partner_id = (select actor_partner()));
create policy staff_adds on overuse_crossings for insert with check ((select sees_all()));
create policy staff_changes on overuse_crossings for update using ((select sees_all()));
grant select, insert on overuse_crossings to partner_desk_app;
grant update (fell_at) on overuse_crossings to partner_desk_app;
