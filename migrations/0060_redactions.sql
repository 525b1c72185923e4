-- What should never have been sent is taken out of messages, and files are removed, for good (G2, G3, decision 38).

create table redactions (
  id uuid primary key,
  ticket_id uuid not null,
  partner_id uuid,
  message_id uuid not null,
  /* The file that was removed; null where words of the message were. */
  attachment_id uuid references attachments,
  /* As whoever read the message saw it. */
  visible_to text not null check (visible_to in ('partner', 'staff')),
  reason text not null check (reason in ('secret', 'personal-data', 'wrong-recipient', 'other')),
  because text not null check (length(because) <= 300),
  /* SHA-256 of the message as seals name it, in hexadecimal, before and after; of a file neither: its own digest stays with it. */
  before text check (before ~ '^[0-9a-f]{64}$'),
  after text check (after ~ '^[0-9a-f]{64}$'),
  by_id uuid not null references people,
  at timestamptz(3) not null,
  check ((attachment_id is null) = (before is not null) and (attachment_id is null) = (after is not null)),
  unique (attachment_id)
);
create index redactions_of_message on redactions (message_id, at);
create trigger redactions_stay before update or delete on redactions for each row execute function refuse_change();
create trigger redactions_are_kept before truncate on redactions for each statement execute function refuse_change();

alter table redactions enable row level security;
create policy own on redactions for select
  using ((select sees_all()) or (partner_id = (select actor_partner()) and visible_to = 'partner'));
grant select on redactions to partner_desk_app;
select audit_table('redactions');

/* Whoever decides what leads decide (services/escalation). */
create function actor_leads() returns boolean language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select actor_kind() = 'staff'
    and exists (select from people where id = actor_person() and side = 'staff' and role in ('lead', 'manager', 'admin') and active)
$$;
revoke execute on function actor_leads from public;
grant execute on function actor_leads to partner_desk_app;

/* Whether the text is what was, but for marks: what stands between them stood there before, in this order. */
create function only_takes_away(was text, becomes text) returns boolean language plpgsql immutable as $$
declare
  rest text := was;
  piece text;
  place integer;
begin
  foreach piece in array string_to_array(becomes, '▇▇▇▇▇') loop
    if piece = '' then continue; end if;
    place := position(piece in rest);
    if place = 0 then return false; end if;
    rest := substr(rest, place + length(piece));
  end loop;
  return true;
end $$;

/*
 * The only way to change what was said: nobody may update `messages`. It takes away and adds nothing but the mark. The
 * message and the row that proves it are written together.
 */
create function redact_message(redaction uuid, ticket uuid, message uuid, body text, words tsvector, reason text, because text,
    before text, after text, at timestamptz) returns void language plpgsql security definer
  set search_path = pg_catalog, public, pg_temp as $$
#variable_conflict use_variable
declare
  was messages;
begin
  if not actor_leads() then raise exception 'Only a lead redacts.' using errcode = '42501'; end if;
  select m.* into was from messages m where m.id = message and m.ticket_id = ticket for update;
  if not found then raise exception 'There is no such message on that ticket.'; end if;
  if position('▇▇▇▇▇' in body) = 0 then raise exception 'A redaction leaves a mark.'; end if;
  if not only_takes_away(was.body, body) then raise exception 'A redaction only takes away.'; end if;
  update messages m set body = body, words = words where m.id = message;
  insert into redactions (id, ticket_id, partner_id, message_id, visible_to, reason, because, before, after, by_id, at)
  values (redaction, ticket, was.partner_id, message, case was.visibility when 'public' then 'partner' else 'staff' end, reason, because,
    before, after, actor_person(), at);
end $$;
revoke execute on function redact_message from public;
grant execute on function redact_message to partner_desk_app;

/* A file that was removed has its digest, size and name, and no bytes. */
alter table attachments
  add column removed_at timestamptz(3),
  add column removed_by uuid references people,
  drop constraint attachments_state_check,
  add constraint attachments_state_check check (state in ('uploading', 'kept', 'refused', 'removed')),
  drop constraint attachments_check,
  add constraint attachments_check check ((state in ('kept', 'removed')) = (sha256 is not null)),
  add constraint attachments_removed check ((state = 'removed') = (removed_at is not null) and (removed_at is null) = (removed_by is null));

/* Parts are added while a file is uploaded and never changed: this alone takes them away from one that a message uses. */
create function remove_attachment(redaction uuid, ticket uuid, attachment uuid, reason text, because text, at timestamptz)
  returns void language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
#variable_conflict use_variable
declare
  was attachments;
begin
  if not actor_leads() then raise exception 'Only a lead removes a file.' using errcode = '42501'; end if;
  select a.* into was from attachments a where a.id = attachment and a.ticket_id = ticket and a.state = 'kept' for update;
  if not found then raise exception 'There is no such file on that ticket.'; end if;
  delete from attachment_parts p where p.attachment_id = attachment;
  update attachments a set state = 'removed', removed_at = at, removed_by = actor_person(), scan_said = null where a.id = attachment;
  insert into redactions (id, ticket_id, partner_id, message_id, attachment_id, visible_to, reason, because, by_id, at)
  values (redaction, ticket, was.partner_id, was.message_id, attachment, was.visible_to, reason, because, actor_person(), at);
end $$;
revoke execute on function remove_attachment from public;
grant execute on function remove_attachment to partner_desk_app;

/*
 * What was held has the words as they came, also once it was let in, and nobody may change it: a redaction on its ticket takes them out there
 * too, in the same transaction and not otherwise.
 */
create function redact_held_request(held uuid, body text, form jsonb) returns void language plpgsql security definer
  set search_path = pg_catalog, public, pg_temp as $$
#variable_conflict use_variable
declare
  was held_requests;
begin
  select h.* into was from held_requests h where h.id = held for update;
  if not exists (select from redactions r where r.ticket_id in (was.ticket_id, was.reply_to) and r.xmin = pg_current_xact_id()::xid) then
    raise exception 'What was held is changed by a redaction alone.' using errcode = '42501';
  end if;
  if not only_takes_away(was.body, body) then raise exception 'A redaction only takes away.'; end if;
  update held_requests h set body = body, form = form where h.id = held;
end $$;
revoke execute on function redact_held_request from public;
grant execute on function redact_held_request to partner_desk_app;
