-- What came in by mail: the raw message first, then what was made of it (A5, G1).

create table mails_in (
  id uuid primary key,
  received_at timestamptz(3) not null,
  way text not null check (way in ('smtp', 'imap', 'cli')),
  /* Whose mailboxes it came to, the first decides (A1, A10): [{desk, dataCentre, address}]. */
  mailboxes jsonb not null,
  /* Of the server that handed it over; null where it was fetched or given. */
  ip text,
  helo text,
  /* '' is the empty return path; null where no envelope is known. */
  mail_from text,
  rcpt_to text[] not null,
  size integer not null,
  raw bytea not null,
  /* Where it was fetched: source, UIDVALIDITY and UID; none is taken twice. */
  fetched_as text unique,
  state text not null default 'received' check (state in ('received', 'done', 'parked')),
  /* Not before this; whoever takes it puts it off, so that a node that dies leaves it to the others. */
  due_at timestamptz(3) not null,
  tries integer not null default 0,
  error text,
  /* Since then: read from it. */
  settled_at timestamptz(3),
  message_id text,
  /* SHA-256 over all but what was written on the way. */
  digest bytea,
  from_name text,
  from_email text check (from_email = lower(from_email)),
  subject text,
  automatic text,
  /* Who is proved to have written it, and how. */
  identity jsonb,
  /* What is shown of it: text, HTML made safe, addresses, and which files came with it. */
  contents jsonb,
  /* 'open', 'reply', 'follow-up', 'hold', 'ignore', 'bounce', 'duplicate' */
  outcome text,
  because jsonb,
  ticket_id uuid,
  /* Of the ticket: what it says there. */
  posted_id uuid
);
/* It is compressed already, or not worth it: nobody should pay for it before the sender is answered. */
alter table mails_in alter column raw set storage external;
create index mails_in_due on mails_in (due_at, id) where state = 'received';
create index mails_in_latest on mails_in (received_at desc, id desc);
create index mails_in_parked on mails_in (received_at desc, id desc) where state = 'parked';
create index mails_in_message_id on mails_in (message_id) where message_id is not null and ticket_id is not null;
create index mails_in_of_sender on mails_in (from_email, received_at) where from_email is not null;
create index mails_in_of_ticket on mails_in (ticket_id) where ticket_id is not null;

/* The first of those that are one and the same; whoever comes at the same moment waits for it (G1). */
create table mails_known (
  fingerprint bytea primary key,
  mail_id uuid not null
);

/* Of a message that came by mail: who else was written to. They have no access by that. */
create table message_copies (
  message_id uuid primary key,
  partner_id uuid,
  mail_id uuid not null,
  cc jsonb not null
);

/* How far a mailbox has been read; a server that made its mailbox anew numbers it anew. */
create table mailboxes_read (
  source text primary key,
  validity text not null,
  last_uid bigint not null,
  read_at timestamptz(3) not null
);

alter table mails_in enable row level security;
alter table mails_known enable row level security;
alter table message_copies enable row level security;
alter table mailboxes_read enable row level security;
create policy staff on mails_in using ((select sees_all()));
create policy staff on mails_known using ((select sees_all()));
create policy own on message_copies for select using ((select sees_all()) or partner_id = (select actor_partner()));
create policy staff_adds on message_copies for insert with check ((select sees_all()));
create policy staff on mailboxes_read using ((select sees_all()));
grant select, insert, update on mails_in, mailboxes_read, mails_known to partner_desk_app;
grant select, insert on message_copies to partner_desk_app;
