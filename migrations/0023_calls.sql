-- Calls with a partner's point of contact (D3), and the diary of contacts with each partner (D5).

/* When somebody of the staff can be booked: weekly hours on their own wall clock, and days off. */
create table availabilities (
  person_id uuid primary key references people,
  /* A small number for the constraint below. */
  host_no smallint not null unique generated always as identity,
  zone text not null,
  /* By weekday, Monday is '1': [{opens, closes}]. */
  week jsonb not null,
  /* [{fromOn, toOn}], both days in it. */
  days_off jsonb not null,
  changed_by uuid not null references people,
  changed_at timestamptz(3) not null
);

create table calls (
  id uuid primary key,
  partner_id uuid not null references partners,
  contact_id uuid not null references people,
  host_id uuid not null references people,
  host_no smallint not null references availabilities (host_no),
  topic text not null,
  starts_at timestamptz(3) not null,
  ends_at timestamptz(3) not null,
  /* Of the invitation: each change is one more. */
  sequence integer not null default 0,
  /* When it was booked, or last moved. */
  arranged_at timestamptz(3) not null,
  reminded_at timestamptz(3),
  booked_by uuid not null references people,
  created_at timestamptz(3) not null,
  cancelled_at timestamptz(3),
  check (starts_at < ends_at),
  /*
   * Nobody is in two calls at once, whoever books at the same moment. Ranges of whole numbers need no extension: each host has
   * a stretch of 2^43 milliseconds (278 years) of its own among them.
   */
  constraint calls_never_overlap exclude using gist (
    int8range(
      host_no * 8796093022208 + (extract(epoch from starts_at - timestamptz '1970-01-01 00:00:00+00') * 1000)::bigint,
      host_no * 8796093022208 + (extract(epoch from ends_at - timestamptz '1970-01-01 00:00:00+00') * 1000)::bigint
    ) with &&
  ) where (cancelled_at is null)
);
create index calls_of_partner on calls (partner_id, starts_at, id);
create index calls_of_host on calls (host_id, starts_at, id);
create index calls_by_time on calls (starts_at, id);

/* Who booked, moved or cancelled it, when and why. */
create table call_changes (
  id bigint primary key generated always as identity,
  call_id uuid not null references calls,
  partner_id uuid not null,
  at timestamptz(3) not null,
  by_person uuid not null references people,
  what text not null check (what in ('booked', 'moved', 'cancelled')),
  was timestamptz(3),
  became timestamptz(3),
  reason text
);
create index call_changes_of on call_changes (call_id, id);
create trigger call_changes_stay before update or delete on call_changes for each row execute function refuse_change();
create trigger call_changes_are_kept before truncate on call_changes for each statement execute function refuse_change();

/* What the vendor noted of a call: its own business. */
create table call_notes (
  call_id uuid primary key references calls,
  partner_id uuid not null,
  notes text not null,
  noted_by uuid not null references people,
  noted_at timestamptz(3) not null
);

/* What was talked about with a partner, beside calls that were booked here. */
create table diary_entries (
  id uuid primary key,
  partner_id uuid not null references partners,
  on_day date not null,
  kind text not null check (kind in ('call', 'meeting', 'visit', 'mail', 'other')),
  words text not null,
  written_by uuid not null references people,
  written_at timestamptz(3) not null
);
create index diary_of_partner on diary_entries (partner_id, on_day desc, id desc);
create trigger diary_entries_stay before update or delete on diary_entries for each row execute function refuse_change();
create trigger diary_entries_are_kept before truncate on diary_entries for each statement execute function refuse_change();

/* When the next contact is due. */
create table diary_next (
  partner_id uuid primary key references partners,
  due_on date not null,
  about text not null,
  set_by uuid not null references people,
  set_at timestamptz(3) not null
);

alter table availabilities enable row level security;
alter table calls enable row level security;
alter table call_changes enable row level security;
alter table call_notes enable row level security;
alter table diary_entries enable row level security;
alter table diary_next enable row level security;

/* A partner sees when its own people at the vendor can be booked. */
create policy own_people on availabilities for select using ((select sees_all()) or exists (
  select from partners p where p.id = (select actor_partner()) and person_id in (p.point_of_contact_id, p.account_manager_id)));
create policy staff_adds on availabilities for insert with check ((select sees_all()));
create policy staff_changes on availabilities for update using ((select sees_all()));
create policy own on calls using ((select sees_all()) or partner_id = (select actor_partner()));
create policy own on call_changes for select using ((select sees_all()) or partner_id = (select actor_partner()));
create policy own_adds on call_changes for insert with check ((select sees_all()) or partner_id = (select actor_partner()));
create policy staff on call_notes using ((select sees_all()));
create policy staff on diary_entries using ((select sees_all()));
create policy staff on diary_next using ((select sees_all()));

/* Whom a partner's call is with: it must be written to, and a partner sees no address of staff otherwise. */
create view call_hosts with (security_barrier) as
  select c.id as call_id, m.id, m.name, m.email, coalesce(a.zone, m.zone) as zone
  from calls c join people m on m.id = c.host_id left join availabilities a on a.person_id = m.id
  where (select sees_all()) or c.partner_id = (select actor_partner());
grant select on call_hosts to partner_desk_app;

grant select, insert, update on availabilities, calls, call_notes to partner_desk_app;
grant select, insert on call_changes, diary_entries to partner_desk_app;
grant select, insert, update, delete on diary_next to partner_desk_app;
