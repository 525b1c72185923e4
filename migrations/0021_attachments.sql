-- Files that come with messages (B4), kept here so that one transaction, one backup and row level security hold for them too.

create table attachments (
  id uuid primary key,
  /* Whose it is; null for what staff uploaded and has not used yet, and for mail that nobody owns yet. */
  partner_id uuid,
  /* Null where it came by mail. */
  uploaded_by uuid references people,
  source text not null check (source in ('upload', 'mail', 'workflow')),
  /* 'refused' has a name and a reason, and no content. */
  state text not null check (state in ('uploading', 'kept', 'refused')),
  /* Cleaned; nothing that was sent as a path or hidden in it is left. */
  name text not null,
  /* As its bytes say; null while it is uploading. */
  type text,
  bytes bigint not null default 0,
  sha256 bytea,
  /* What a reader should know before opening it, or why it was refused. */
  warning text,
  visible_to text not null check (visible_to in ('partner', 'staff')),
  ticket_id uuid,
  message_id uuid,
  /* What else holds it, such as 'workflow:…' or 'mail:…'. */
  used_for text,
  /* Null until something holds it: then it vanishes after a while. */
  used_at timestamptz(3),
  /* Which place it has among the files of its message. */
  place integer not null default 0,
  scanned text check (scanned in ('clean', 'infected')),
  scan_tried_at timestamptz(3),
  /* The scanner's own words. */
  scan_said text,
  created_at timestamptz(3) not null,
  check ((state = 'kept') = (sha256 is not null)),
  check ((message_id is null) = (ticket_id is null))
);
create index attachments_of_message on attachments (message_id, place) where message_id is not null;
create index attachments_unused on attachments (created_at) where used_at is null;
create index attachments_waiting_of on attachments (uploaded_by) where used_at is null;
create index attachments_unscanned on attachments (scan_tried_at nulls first, id) where scanned is null and state = 'kept';

/* The content in parts of one size, the last one shorter. */
create table attachment_parts (
  attachment_id uuid not null references attachments on delete cascade,
  part integer not null,
  content bytea not null,
  primary key (attachment_id, part)
);
/* Pictures and films are packed already: packing them again costs much and saves nothing. */
alter table attachment_parts alter column content set storage external;

alter table attachments enable row level security;
alter table attachment_parts enable row level security;

/* A partner sees what was shown to it, and what the same person has uploaded. */
create policy own on attachments for select
  using ((select sees_all()) or (partner_id = (select actor_partner())
    and (visible_to = 'partner' or uploaded_by = (select actor_person()))));
create policy own_adds on attachments for insert
  with check ((select sees_all()) or (partner_id = (select actor_partner()) and uploaded_by = (select actor_person())));
/* What is used stays as it is, for a partner. */
create policy own_changes on attachments for update
  using ((select sees_all()) or (partner_id = (select actor_partner()) and uploaded_by = (select actor_person())
    and used_at is null))
  with check ((select sees_all()) or (partner_id = (select actor_partner()) and uploaded_by = (select actor_person())));
create policy own_removes on attachments for delete
  using (used_at is null and ((select sees_all()) or uploaded_by = (select actor_person())));
/* Whoever may see the file may see its parts; they are added while it is uploading, and never changed. */
create policy of_file on attachment_parts for select
  using (exists (select from attachments a where a.id = attachment_id));
create policy of_file_adds on attachment_parts for insert
  with check (exists (select from attachments a where a.id = attachment_id and a.state = 'uploading'));

grant select, insert, update, delete on attachments to partner_desk_app;
grant select, insert on attachment_parts to partner_desk_app;
