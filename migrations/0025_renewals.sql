-- E4: when subscriptions renew, in which currency, and of which of them the partner was reminded.

alter table subscriptions add column currency text check (currency ~ '^[A-Z]{3}$');
create index subscriptions_renewing on subscriptions (partner_id, next_recurring_date) where status = 'active';

/* A subscription that moves its date is another renewal: its reminders begin anew. */
create table renewal_reminders (
  subscription_id text not null,
  renews_on date not null,
  /* So many days before, of the policy. */
  days integer not null,
  partner_id uuid not null references partners,
  reminded_at timestamptz(3) not null,
  primary key (subscription_id, renews_on, days)
);
create index renewal_reminders_of on renewal_reminders (partner_id, subscription_id);
alter table renewal_reminders enable row level security;
create policy own on renewal_reminders for select using ((select sees_all()) or partner_id = (select actor_partner()));
create policy program_adds on renewal_reminders for insert with check ((select actor_kind()) = 'system');
grant select, insert on renewal_reminders to partner_desk_app;

/* One letter for a partner and one of its days. */
create table renewal_letters (
  partner_id uuid not null references partners,
  day date not null,
  written_at timestamptz(3) not null,
  primary key (partner_id, day)
);
alter table renewal_letters enable row level security;
create policy program on renewal_letters using ((select actor_kind()) = 'system');
grant select, insert on renewal_letters to partner_desk_app;

/*
 * "Zoho will not interfere in this instance, and the Operations team will not reach out to the customers directly to collect
 * any dues." A letter about dues is to a contact of the partner that it is about, under the address of that contact, or it is
 * not written: whatever the program has been made to do.
 */
create function dues_go_to_the_partner() returns trigger language plpgsql as $$
begin
  if not exists (
    select from people p where p.id = (new.recipient ->> 'person')::uuid and p.side = 'partner' and p.partner_id = new.partner_id
      and lower(p.email) = lower(new.recipient ->> 'email') and coalesce(new.address, lower(p.email)) = lower(p.email)
  ) then
    raise exception 'A letter about dues goes to a contact of its partner, and to nobody else (E4).' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger dues_go_to_the_partner before insert or update of recipient, address, template, partner_id on letters
  for each row when (new.template = 'renewals-due') execute function dues_go_to_the_partner();
