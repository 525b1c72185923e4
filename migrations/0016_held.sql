-- A7: requests that are held. Kept as they came, with the time at which they came, until somebody of the staff lets them in
-- or refuses them; what was refused can be taken up again. Nothing here is ever removed.

create table held_requests (
  id uuid primary key,
  channel text not null,
  desk text not null,
  from_name text not null,
  from_email text not null check (from_email = lower(from_email)),
  subject text not null,
  body text not null,
  /* As the channel understood it; null where it could make nothing of it. */
  form jsonb,
  /* Findings: why it is held. */
  reasons jsonb not null,
  /* Promises count from here, however late it is let in. */
  received_at timestamptz(3) not null,
  held_at timestamptz(3) not null,
  /* The raw mail: one that is delivered twice is held once. */
  mail_id text,
  /* It answers this ticket. */
  reply_to uuid,
  /* When its sender was told what to do. */
  told_at timestamptz(3),
  state text not null check (state in ('held', 'released', 'refused')),
  decided_at timestamptz(3),
  decided_by uuid references people,
  decided_because text,
  /* What it became, or was added to. */
  ticket_id uuid,
  check ((state = 'held') = (decided_at is null)),
  check ((state = 'held') = (decided_by is null)),
  check ((state = 'released') = (ticket_id is not null))
);
create unique index held_requests_mail on held_requests (mail_id) where mail_id is not null;
create index held_requests_waiting on held_requests (received_at, id, desk) where state = 'held';
create index held_requests_decided on held_requests (state, decided_at desc, id desc) where state <> 'held';
create index held_requests_told on held_requests (from_email, told_at desc) where told_at is not null;
create trigger held_requests_stay before delete on held_requests for each row execute function refuse_change();
create trigger held_requests_are_kept before truncate on held_requests for each statement execute function refuse_change();

/* Who did what with it, in order. */
create table held_acts (
  id bigint primary key generated always as identity,
  held_id uuid not null references held_requests,
  at timestamptz(3) not null,
  /* Null where the program did it. */
  by_person uuid references people,
  what text not null check (what in ('held', 'told', 'released', 'refused', 'reopened')),
  because text
);
create index held_acts_of on held_acts (held_id, id);
create trigger held_acts_stay before update or delete on held_acts for each row execute function refuse_change();
create trigger held_acts_are_kept before truncate on held_acts for each statement execute function refuse_change();

alter table held_requests enable row level security;
alter table held_acts enable row level security;
create policy staff on held_requests using ((select sees_all()));
create policy staff on held_acts using ((select sees_all()));

/* What came stays as it came: only what was decided about it is written later. */
grant select, insert on held_requests, held_acts to partner_desk_app;
grant update (told_at, state, decided_at, decided_by, decided_because, ticket_id) on held_requests to partner_desk_app;
