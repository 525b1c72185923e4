-- 'For you': what happened that concerns one of the staff and was not done by them. Read off the ledger by a job, never written by whoever
-- writes the ledger.

create table alerts (
  person_id uuid not null references people,
  ticket_id uuid not null,
  /* Of the event in the ticket's ledger: one event is one alert to somebody, however often it is read. */
  seq integer not null,
  kind text not null,
  /* When it was noted. */
  at timestamptz(3) not null,
  read_at timestamptz(3),
  primary key (person_id, ticket_id, seq)
);
create index alerts_unread on alerts (person_id, ticket_id) where read_at is null;
create index alerts_age on alerts (at);

/* Everybody's own alone; the program writes and sweeps. Nothing is written in another's name: whoever reads marks as read. */
alter table alerts enable row level security;
create policy own on alerts for select using (
  (select actor_kind()) = 'system' or ((select actor_kind()) = 'staff' and person_id = (select actor_person())));
create policy own_is_read on alerts for update using (
  (select actor_kind()) = 'system' or ((select actor_kind()) = 'staff' and person_id = (select actor_person())));
create policy program_adds on alerts for insert with check ((select actor_kind()) = 'system');
create policy program_sweeps on alerts for delete using ((select actor_kind()) = 'system');
grant select, insert, delete on alerts to partner_desk_app;
grant update (read_at) on alerts to partner_desk_app;

/*
 * How far the ledger's stream has been read, as it gives its positions. One of a desk that was restored since is none of this stream: then
 * what was noted since shortly before `read_at` is read again, and what stands there already stays as it is. One row: nobody may add another.
 */
create table alert_position (
  cursor text not null,
  read_at timestamptz(3)
);
/* A desk that has worked before begins with what happens from now on. */
insert into alert_position (cursor) select txid::text || '-' || id from stream_end();

alter table alert_position enable row level security;
create policy program on alert_position using ((select actor_kind()) = 'system');
grant select, update on alert_position to partner_desk_app;

/* Of messages of the staff alone, and so is this. */
create table message_mentions (
  message_id uuid not null,
  ticket_id uuid not null,
  person_id uuid not null references people,
  primary key (message_id, person_id)
);
create trigger message_mentions_stay before update or delete on message_mentions for each row execute function refuse_change();
create trigger message_mentions_are_kept before truncate on message_mentions for each statement execute function refuse_change();
alter table message_mentions enable row level security;
create policy staff on message_mentions using ((select sees_all()));
grant select, insert on message_mentions to partner_desk_app;
