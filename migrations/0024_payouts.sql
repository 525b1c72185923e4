-- E3: what partners have invoiced to the vendor's entities, and what became of it.

/*
 * As the run of each makes it: its log in the ticket's ledger is what counts, this is what lists, sums and tables are read
 * from. One writer: the effect 'keep-payout', as the program.
 */
create table payouts (
  /* Of the run, which is written after its effects. */
  id uuid primary key,
  ticket_id uuid not null,
  partner_id uuid not null references partners,
  entity text not null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  amount numeric(14, 2) not null check (amount > 0),
  invoice_number text not null,
  /* The upload that counts now: its file, and what the file is known by. */
  attachment_id uuid not null,
  attachment_name text not null,
  sha256 bytea not null,
  state text not null check (state in ('with-us', 'late', 'returned', 'paid', 'withdrawn')),
  uploaded_at timestamptz(3) not null,
  /* Ends of the 15th and the 20th business day of its entity, as the workflow counts them. */
  expected_at timestamptz(3) not null,
  late_at timestamptz(3) not null,
  /* Whether the upload that counts now has been late, also where it is paid since. */
  was_late boolean not null,
  paid_on date,
  payment_reference text,
  returned_because text,
  changed_at timestamptz(3) not null,
  check ((state = 'paid') = (paid_on is not null and payment_reference is not null)),
  check ((state = 'returned') = (returned_because is not null))
);
create index payouts_list on payouts (uploaded_at desc, id desc);
create index payouts_of_partner on payouts (partner_id, uploaded_at desc, id desc);
/* An invoice is paid once: a number at an entity and a file stand for one payout that was not returned or taken back. */
create unique index payouts_number on payouts (partner_id, entity, md5(lower(invoice_number))) where state in ('with-us', 'late', 'paid');
create unique index payouts_file on payouts (partner_id, sha256) where state in ('with-us', 'late', 'paid');
alter table payouts enable row level security;
create policy own on payouts for select using ((select sees_all()) or partner_id = (select actor_partner()));
create policy program_adds on payouts for insert with check ((select actor_kind()) = 'system');
create policy program_changes on payouts for update using ((select actor_kind()) = 'system');
grant select, insert, update on payouts to partner_desk_app;

/* Files of a ticket, and those that its run holds, are found by whoever asks whether an invoice is there. */
create index attachments_of_ticket on attachments (ticket_id) where ticket_id is not null;
create index attachments_used_for on attachments (used_for) where used_for is not null;
