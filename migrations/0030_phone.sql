-- A3: the numbers that contacts call from, and calls with partners: each one a message of a ticket, or held until somebody
-- says whose it is.

create table contact_numbers (
  /* '+', country and number: '+493012345678'. A number belongs to one contact. */
  number text primary key,
  person_id uuid not null references people,
  partner_id uuid not null references partners,
  added_at timestamptz(3) not null
);
create index contact_numbers_of on contact_numbers (person_id);

create table phone_calls (
  id uuid primary key,
  /* What the telephony system calls it: a call that is posted twice is one. Null where an agent logged it. */
  telephony_id text unique,
  partner_id uuid references partners,
  caller text not null,
  /* As it was shown; null where it was not. */
  number text,
  started_at timestamptz(3) not null,
  seconds integer not null check (seconds >= 0),
  ticket_id uuid,
  message_id uuid unique,
  held_id uuid unique references held_requests,
  /* Whether the partner sees it: false of what was logged as an internal note. */
  shown boolean not null,
  logged_by uuid not null references people,
  logged_at timestamptz(3) not null
);
create trigger phone_calls_stay before delete on phone_calls for each row execute function refuse_change();
create trigger phone_calls_are_kept before truncate on phone_calls for each statement execute function refuse_change();

alter table contact_numbers enable row level security;
alter table phone_calls enable row level security;
create policy own on contact_numbers for select using ((select sees_all()) or partner_id = (select actor_partner()));
create policy staff_adds on contact_numbers for insert with check ((select sees_all()));
create policy staff_removes on contact_numbers for delete using ((select sees_all()));
create policy own on phone_calls for select using ((select sees_all()) or (shown and partner_id = (select actor_partner())));
create policy staff_adds on phone_calls for insert with check ((select sees_all()));
create policy staff_changes on phone_calls for update using ((select sees_all()));

grant select, insert, delete on contact_numbers to partner_desk_app;
/* What came stays as it came: only what became of it is written later. */
grant select, insert on phone_calls to partner_desk_app;
grant update (partner_id, ticket_id, message_id, shown) on phone_calls to partner_desk_app;
