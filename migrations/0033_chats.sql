-- A4: live chat. A chat belongs to a ticket, whose messages are its words and whose ledger says what became of it.

/* Who of the staff is there for chat: every browser tells again and again, and who was not heard of in time is gone. */
create table chat_presences (
  person_id uuid primary key references people,
  /* By its own switch. */
  available boolean not null,
  expires_at timestamptz(3) not null
);

create table chats (
  id uuid primary key,
  ticket_id uuid not null unique,
  partner_id uuid not null references partners,
  /* Who began it. */
  person_id uuid not null references people,
  desk text not null,
  started_at timestamptz(3) not null,
  /* Null while an agent has it. */
  waiting_since timestamptz(3),
  agent_id uuid references people,
  /* By the one who has it, or had it last. */
  taken_at timestamptz(3),
  /* By anybody: how long the partner waited. */
  first_taken_at timestamptz(3),
  /* Colleagues who write in it beside the agent. */
  joined uuid[] not null default '{}',
  /* When something becomes of it by itself; null once it has ended. */
  due_at timestamptz(3),
  ended_at timestamptz(3),
  ended_by uuid references people,
  ended_because text check (ended_because in ('left', 'agent', 'partner', 'silence', 'no-agent', 'solved', 'closed', 'merged')),
  /* Whom what was said has been sent to. */
  transcript_to uuid[] not null default '{}',
  check ((ended_at is null) = (ended_because is null) and (ended_at is null) = (due_at is not null)),
  check (ended_at is not null or (waiting_since is null) = (agent_id is not null)),
  check ((agent_id is null) or (taken_at is not null and first_taken_at is not null))
);
/* Nobody waits in two places at once. */
create unique index chats_one_a_person on chats (person_id) where ended_at is null;
create index chats_live on chats (started_at, id) where ended_at is null;
create index chats_of_agent on chats (agent_id) where ended_at is null;
create index chats_of_partner on chats (partner_id, started_at desc, id desc);
create index chats_by_time on chats (started_at desc, id desc);
create trigger chats_stay before delete on chats for each row execute function refuse_change();
create trigger chats_are_kept before truncate on chats for each statement execute function refuse_change();

alter table chat_presences enable row level security;
alter table chats enable row level security;
create policy staff on chat_presences using ((select sees_all()));
create policy own on chats using ((select sees_all()) or partner_id = (select actor_partner()));

grant select, insert, update on chat_presences to partner_desk_app;
grant select, insert on chats to partner_desk_app;
/* Whose it is and when it began stays as it was written. */
grant update (waiting_since, agent_id, taken_at, first_taken_at, joined, due_at, ended_at, ended_by, ended_because, transcript_to)
  on chats to partner_desk_app;
