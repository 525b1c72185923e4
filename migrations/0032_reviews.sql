-- E9: what customers say of partners, the words in which it is shown, and the concerns over it.

create table reviews (
  id uuid primary key,
  partner_id uuid not null references partners,
  /* Of the registry; null where it is none of it. */
  customer_id uuid references customers,
  /* As whoever brought it called the customer. */
  customer_name text,
  author text not null,
  /* Of the policy. */
  product text,
  language text,
  source text not null,
  /* The source's own: the same review again is known by it. */
  source_id text,
  written_on date not null,
  added_at timestamptz(3) not null,
  added_by uuid,
  /* What is shown now: a copy of that version. */
  version integer not null check (version >= 1),
  rating smallint not null check (rating between 1 and 5),
  title text not null,
  body text not null,
  /* Since when what its source says has been shown: what the right to raise a concern counts from. */
  published_at timestamptz(3) not null,
  /* Shown in other words than its source's. */
  corrected_at timestamptz(3),
  hidden_at timestamptz(3),
  /* When somebody of the partner saw it as it came. */
  seen_at timestamptz(3),
  unique (id, partner_id)
);
create unique index reviews_once on reviews (lower(source), source_id) where source_id is not null;
create index reviews_list on reviews (published_at desc, id desc);
create index reviews_of on reviews (partner_id, published_at desc, id desc);
create trigger reviews_are_kept before delete on reviews for each row execute function refuse_change();
create trigger reviews_stay before truncate on reviews for each statement execute function refuse_change();
alter table reviews enable row level security;
create policy own on reviews for select using ((select sees_all()) or partner_id = (select actor_partner()));
create policy staff_adds on reviews for insert with check ((select sees_all()));
create policy staff_changes on reviews for update using ((select sees_all()));
grant select, insert, update on reviews to partner_desk_app;

/* Where its author can be asked. Not for the partner. */
create table review_addresses (
  review_id uuid primary key references reviews,
  /* Null once it was found to be wrong. */
  address text check (address = lower(address))
);
alter table review_addresses enable row level security;
create policy staff on review_addresses using ((select sees_all()));
grant select, insert, update on review_addresses to partner_desk_app;

/* Everything it ever said, the first as it came. The vendor's people only. */
create table review_versions (
  review_id uuid not null references reviews,
  version integer not null check (version >= 1),
  rating smallint not null check (rating between 1 and 5),
  title text not null,
  body text not null,
  /* Its source's words, the author's own correction, or the vendor's. */
  via text not null check (via in ('source', 'author', 'desk')),
  /* The file, the ticket, or why. */
  because text,
  at timestamptz(3) not null,
  by_person uuid,
  primary key (review_id, version)
);
create trigger review_versions_stay before update or delete on review_versions for each row execute function refuse_change();
create trigger review_versions_are_kept before truncate on review_versions for each statement execute function refuse_change();
alter table review_versions enable row level security;
create policy staff on review_versions using ((select sees_all()));
grant select, insert on review_versions to partner_desk_app;

/* The partner's public answer: the last one is shown. */
create table review_answers (
  review_id uuid not null,
  partner_id uuid not null,
  version integer not null check (version >= 1),
  body text not null,
  at timestamptz(3) not null,
  by_person uuid not null,
  primary key (review_id, version),
  foreign key (review_id, partner_id) references reviews (id, partner_id)
);
create trigger review_answers_stay before update or delete on review_answers for each row execute function refuse_change();
create trigger review_answers_are_kept before truncate on review_answers for each statement execute function refuse_change();
alter table review_answers enable row level security;
create policy own on review_answers for select using ((select sees_all()) or partner_id = (select actor_partner()));
create policy program_adds on review_answers for insert with check ((select actor_kind()) = 'system');
grant select, insert on review_answers to partner_desk_app;

/* One writer: the effects of the workflow, as the program. */
create table review_concerns (
  /* Of the run, which is written after what it brings about. */
  id uuid primary key references workflow_runs deferrable initially deferred,
  review_id uuid not null,
  partner_id uuid not null,
  ticket_id uuid not null,
  /* Of the policy. */
  reason text not null,
  /* Digests of the files that were given for it. */
  evidence text[] not null default '{}',
  raised_at timestamptz(3) not null,
  ended_at timestamptz(3),
  outcome text check (outcome in ('stays', 'hidden', 'corrected', 'lapsed', 'withdrawn')),
  /* To the partner, in words. */
  decision text,
  check ((ended_at is null) = (outcome is null)),
  foreign key (review_id, partner_id) references reviews (id, partner_id)
);
/* One at a time. */
create unique index review_concerns_open on review_concerns (review_id) where ended_at is null;
create index review_concerns_of on review_concerns (review_id, raised_at);
create index review_concerns_of_partner on review_concerns (partner_id, raised_at desc);
create trigger review_concerns_are_kept before delete on review_concerns for each row execute function refuse_change();
create trigger review_concerns_stay before truncate on review_concerns for each statement execute function refuse_change();
alter table review_concerns enable row level security;
create policy own on review_concerns for select using ((select sees_all()) or partner_id = (select actor_partner()));
create policy program_adds on review_concerns for insert with check ((select actor_kind()) = 'system');
create policy program_changes on review_concerns for update using ((select actor_kind()) = 'system');
grant select, insert, update on review_concerns to partner_desk_app;
