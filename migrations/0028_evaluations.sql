-- E7: what partners scored in a year, the tier that it proposes, and what was decided. A correction is a row of its own.

create table evaluations (
  id uuid primary key,
  partner_id uuid not null references partners,
  year integer not null check (year between 2000 and 2199),
  /* Of the policy. */
  region text not null,
  /* The partner's home region then: judged on the global score, and what its tier follows. */
  is_home boolean not null,
  /* Points by part of the policy. */
  scores jsonb not null,
  total numeric(10, 2) not null check (total >= 0),
  /* What the file said of the criteria of the lowest tier: revenueUsd, certified, implementations, joinedOn. */
  entry jsonb not null,
  /* The tier before; null where it had none in that region. */
  tier_was text,
  proposed text not null,
  /* The rule that gave it, in a sentence. */
  rule text not null,
  /* False where a criterion of the lowest tier is not met; null where nothing asked for them. */
  entry_met boolean,
  proposed_at timestamptz(3) not null,
  proposed_by uuid,
  /* Where the scores came from: a file, or the answer to a partner's query. */
  source text not null,
  corrects uuid references evaluations,
  superseded_at timestamptz(3),
  decision text check (decision in ('approved', 'refused')),
  decided_at timestamptz(3),
  decided_by uuid,
  decision_reason text,
  /* The first day of the tier, of the partner's place. */
  effective_on date,
  applied_at timestamptz(3),
  check ((decision is null) = (decided_at is null)),
  check ((decision is not distinct from 'approved') = (effective_on is not null)),
  check (applied_at is null or decision = 'approved')
);
create unique index evaluations_once on evaluations (partner_id, year, region) where superseded_at is null;
create index evaluations_list on evaluations (year desc, proposed_at desc, id desc);
create index evaluations_of on evaluations (partner_id, year desc, proposed_at desc);
create index evaluations_to_apply on evaluations (effective_on)
  where decision = 'approved' and applied_at is null and superseded_at is null;
create trigger evaluations_are_kept before delete on evaluations for each row execute function refuse_change();
create trigger evaluations_stay before truncate on evaluations for each statement execute function refuse_change();
alter table evaluations enable row level security;
/* A partner sees its result, not what was only proposed. */
create policy own on evaluations for select
  using ((select sees_all()) or (partner_id = (select actor_partner()) and decision = 'approved'));
create policy staff_adds on evaluations for insert with check ((select sees_all()));
create policy staff_changes on evaluations for update using ((select sees_all()));
grant select, insert, update on evaluations to partner_desk_app;
