-- Letters out (A5, A10, G1, G4): of a ticket or of none, once for ever where asked, delivered with their attempts.

alter table letters
  alter ticket_id drop not null,
  /* A second posting under the same name is nothing. */
  add once_for text,
  /* {desk, country, state} of a letter that no decision wrote: whose mailbox, in which data centre. */
  add origin jsonb,
  /* An iCalendar part. */
  add calendar text,
  /* When it was found out to whom it goes. One that reaches several people becomes one letter for each. */
  add addressed_at timestamptz(3),
  add name text,
  /* What it is known by outside: in the API, and in its Message-ID. */
  add ref uuid not null default gen_random_uuid(),
  /* Its Message-ID, without angle brackets, from the first attempt on; the same at every one. */
  add message_ref text,
  /* As it was sent: {from, subject, text, html, headers}. Never with the reply token in it. */
  add content jsonb,
  add tries integer not null default 0,
  add due_at timestamptz(3),
  /* Whoever sends it has it until then; past that it is anybody's again. */
  add leased_until timestamptz(3),
  /* When it was sent, given up, bounced or declined. */
  add settled_at timestamptz(3),
  /* What the receiving side said last. */
  add answer text,
  /* The latest of them: [{at, outcome, answer}]. */
  add attempts jsonb not null default '[]',
  add domain text generated always as (nullif(split_part(address, '@', 2), '')) stored,
  drop constraint letters_state_check,
  add constraint letters_state_check
    check (state in ('captured', 'queued', 'sending', 'sent', 'failed', 'bounced', 'declined'));

drop index letters_queued;
create unique index letters_once on letters (once_for) where once_for is not null;
create unique index letters_ref on letters (ref);
create unique index letters_message_ref on letters (message_ref) where message_ref is not null;
create index letters_to_address on letters (id) where addressed_at is null;
create index letters_due on letters (due_at, id) where state = 'queued' and addressed_at is not null;
create index letters_leased on letters (leased_until) where state = 'sending';
create index letters_of_state on letters (state, id desc);
create index letters_of_address on letters (address, id desc) where address is not null;
create index letters_of_domain on letters (domain, id desc) where domain is not null;

/* What stands in a Reply-To: who holds it answers that ticket as that address. Only a hash of it is kept. */
create table reply_tokens (
  hash bytea primary key,
  ticket_id uuid not null,
  partner_id uuid,
  address text not null check (address = lower(address)),
  created_at timestamptz(3) not null,
  unique (ticket_id, address)
);
alter table reply_tokens enable row level security;
create policy staff on reply_tokens using ((select sees_all()));
grant select, insert on reply_tokens to partner_desk_app;

/* Notices that somebody wants no more of. */
create table declined_letters (
  address text not null check (address = lower(address)),
  template text not null,
  declined_at timestamptz(3) not null,
  primary key (address, template)
);
alter table declined_letters enable row level security;
create policy staff on declined_letters using ((select sees_all()));
grant select, insert, delete on declined_letters to partner_desk_app;

/* Mail to this person comes back: since when, and what was said. */
alter table people add address_failing_since timestamptz(3), add address_failing_because text;
