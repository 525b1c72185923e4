/** Files of messages (B4): what is known of each, and its content in parts. */
import type { Id, Instant, MessageId, PartnerId, PersonId, TicketId } from '../domain/kernel.ts'
import type { Statement, Tx } from './tx.ts'

export type AttachmentId = Id<'attachment'>

export interface Attachment {
  readonly id: AttachmentId
  readonly partner: PartnerId | null
  readonly uploadedBy: PersonId | null
  readonly source: 'upload' | 'mail' | 'workflow'
  /** 'removed' by somebody for good: what it was is known, its bytes are gone (G3). */
  readonly state: 'uploading' | 'kept' | 'refused' | 'removed'
  readonly name: string
  /** Null until it is whole, and of what was refused unread. */
  readonly type: string | null
  readonly bytes: number
  /** In hexadecimal; null of what is not kept. */
  readonly sha256: string | null
  readonly warning: string | null
  readonly visibleTo: 'partner' | 'staff'
  readonly message: MessageId | null
  readonly usedAt: Instant | null
  readonly scanned: 'clean' | 'infected' | null
  readonly scanSaid: string | null
  readonly createdAt: Instant
  readonly removedAt: Instant | null
  /** The name of who removed it. */
  readonly removedBy: string | null
}

/** Bytes of each part but the last. */
export const partBytes = 524_288

const columns = `id, partner_id as partner, uploaded_by as "uploadedBy", source, state, name, type, bytes,
  encode(sha256, 'hex') as sha256, warning, visible_to as "visibleTo", message_id as message, used_at as "usedAt",
  scanned, scan_said as "scanSaid", created_at as "createdAt", removed_at as "removedAt",
  (select name from person_names where person_names.id = removed_by) as "removedBy"`

const statement = (name: string, text: string): Statement => ({ name: `attachments_${name}`, text })
const begin = statement(
  'begin',
  `insert into attachments (id, partner_id, uploaded_by, source, state, name, visible_to, created_at)
   values ($1, $2, $3, $4, 'uploading', $5, $6, $7)`,
)
const addPart = statement('add_part', 'insert into attachment_parts (attachment_id, part, content) values ($1, $2, $3)')
const finish = statement(
  'finish',
  `update attachments set state = 'kept', name = $2, type = $3, bytes = $4, sha256 = $5, warning = $6 where id = $1`,
)
const refuse = statement(
  'refuse',
  `insert into attachments (id, partner_id, uploaded_by, source, state, name, visible_to, created_at, warning)
   values ($1, $2, $3, $4, 'refused', $5, $6, $7, $8)`,
)
const byId = statement('by_id', `select ${columns} from attachments where id = $1`)
const locked = statement(
  'locked',
  `select ${columns} from attachments where id = any ($1::uuid[]) order by id for update`,
)
const byIds = statement('by_ids', `select ${columns} from attachments where id = any ($1::uuid[])`)
const ofMessages = statement(
  'of_messages',
  `select ${columns} from attachments where message_id = any ($1::uuid[]) order by message_id, place`,
)
const attach = statement(
  'attach',
  `update attachments a set ticket_id = $2, message_id = $3, partner_id = $4, visible_to = $5, used_at = $6,
     place = array_position($1::uuid[], a.id)
   where id = any ($1::uuid[]) and message_id is null returning id`,
)
const reserve = statement(
  'reserve',
  `update attachments set used_for = $2, partner_id = $3, visible_to = $4, used_at = $5
   where id = any ($1::uuid[]) and message_id is null returning id`,
)
const usedFor = statement('used_for', `select ${columns} from attachments where used_for = $1 order by id`)
const ofTicket = statement(
  'of_ticket',
  `select ${columns} from attachments where state = 'kept' and (ticket_id = $1 or used_for = $2)`,
)
const part = statement('part', 'select content from attachment_parts where attachment_id = $1 and part = $2')
const waiting = statement(
  'waiting',
  `select coalesce(sum(bytes), 0)::bigint as bytes from attachments where uploaded_by = $1 and used_at is null`,
)
const remove = statement('remove', 'delete from attachments where id = $1 and used_at is null returning id')
const removeOld = statement(
  'remove_old',
  `delete from attachments where id in
     (select id from attachments where used_at is null and created_at < $1 order by created_at limit $2) returning id`,
)
const unscanned = statement(
  'unscanned',
  `select ${columns} from attachments
   where scanned is null and state = 'kept' and (scan_tried_at is null or scan_tried_at < $1)
   order by scan_tried_at nulls first, id limit $2`,
)
const keepScan = statement(
  'keep_scan',
  'update attachments set scanned = $2, scan_said = $3, scan_tried_at = $4 where id = $1',
)

export type NewAttachment = Pick<
  Attachment,
  'id' | 'partner' | 'uploadedBy' | 'source' | 'name' | 'visibleTo' | 'createdAt'
>

const first = ({ id, partner, uploadedBy, source, name, visibleTo, createdAt }: NewAttachment): unknown[] => [
  id,
  partner,
  uploadedBy,
  source,
  name,
  visibleTo,
  createdAt,
]

/** From here to `finishAttachment` parts may be added. */
export async function beginAttachment(tx: Tx, added: NewAttachment): Promise<void> {
  await tx.call(begin, first(added))
}

/** What was not taken: its name and why. */
export async function insertRefused(tx: Tx, added: NewAttachment, because: string): Promise<void> {
  await tx.call(refuse, [...first(added), because])
}

export async function insertPart(tx: Tx, id: AttachmentId, place: number, content: Uint8Array): Promise<void> {
  await tx.call(addPart, [id, place, content])
}

export async function finishAttachment(
  tx: Tx,
  { id, name, type, bytes, sha256, warning }: Pick<Attachment, 'id' | 'name' | 'type' | 'bytes' | 'sha256' | 'warning'>,
): Promise<void> {
  await tx.call(finish, [id, name, type, bytes, sha256 === null ? null : Buffer.from(sha256, 'hex'), warning])
}

export async function attachmentById(tx: Tx, id: string): Promise<Attachment | null> {
  return (await tx.call<Attachment>(byId, [id]))[0] ?? null
}

/** Those of these that the actor may see; nobody else uses them until this transaction ends. */
export async function lockAttachments(tx: Tx, ids: readonly string[]): Promise<readonly Attachment[]> {
  const free = await tx.call<Attachment>(locked, [ids])
  // What is used may not be changed, and is therefore not locked either.
  return free.length === new Set(ids).size ? free : tx.call<Attachment>(byIds, [ids])
}

/** By message, in their order. */
export async function attachmentsOf(
  tx: Tx,
  messages: readonly MessageId[],
): Promise<ReadonlyMap<MessageId, readonly Attachment[]>> {
  if (messages.length === 0) return new Map()
  const rows = await tx.call<Attachment & { readonly message: MessageId }>(ofMessages, [messages])
  return Map.groupBy(rows, ({ message }) => message)
}

export interface AttachedTo {
  readonly id: MessageId
  readonly ticket: TicketId
  readonly partner: PartnerId | null
  readonly visibility: 'public' | 'internal'
  readonly at: Instant
}

/** Gives files to a message, in this order: as visible as it is. Throws where one of them has gone to another. */
export async function attachTo(tx: Tx, message: AttachedTo, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  const visibleTo = message.visibility === 'public' ? 'partner' : 'staff'
  const { id, ticket, partner, at } = message
  allOf(ids, await tx.call(attach, [ids, ticket, id, partner, visibleTo, at]))
}

export interface HeldBy {
  /** 'workflow:…', 'mail:…': who holds them, to be found again by it. */
  readonly for: string
  readonly partner: PartnerId | null
  readonly visibleTo: 'partner' | 'staff'
  readonly at: Instant
}

/** Keeps files for something that is no message; a message may still take them from it. */
export async function holdAttachments(tx: Tx, held: HeldBy, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  allOf(ids, await tx.call(reserve, [ids, held.for, held.partner, held.visibleTo, held.at]))
}

function allOf(ids: readonly string[], done: readonly unknown[]): void {
  if (done.length !== new Set(ids).size) throw new Error('A file was used by somebody else meanwhile.')
}

export const attachmentsFor = (tx: Tx, held: string): Promise<readonly Attachment[]> =>
  tx.call<Attachment>(usedFor, [held])

/** Whole ones of a ticket's messages, and those that are held for `held`; in no order. */
export const filesOfTicket = (tx: Tx, ticket: TicketId, held: string): Promise<readonly Attachment[]> =>
  tx.call<Attachment>(ofTicket, [ticket, held])

/** Null beyond the last part, and where the actor may not see it. */
export async function readPart(tx: Tx, id: AttachmentId, place: number): Promise<Buffer | null> {
  return (await tx.call<{ content: Buffer }>(part, [id, place]))[0]?.content ?? null
}

/** Bytes of whole uploads of a person that nothing has used yet. */
export async function waitingBytes(tx: Tx, person: PersonId): Promise<number> {
  return (await tx.call<{ bytes: number }>(waiting, [person]))[0]?.bytes ?? 0
}

/** False where there is none that is unused. */
export const deleteAttachment = async (tx: Tx, id: string): Promise<boolean> => (await tx.call(remove, [id])).length > 0

/** Of those that nothing used before an instant, so many at most; how many they were. */
export const deleteUnused = async (tx: Tx, before: Instant, most: number): Promise<number> =>
  (await tx.call(removeOld, [before, most])).length

/** Those never tried first; then those that were last tried before an instant. */
export const unscannedAttachments = (tx: Tx, triedBefore: Instant, most: number): Promise<readonly Attachment[]> =>
  tx.call<Attachment>(unscanned, [triedBefore, most])

export async function keepScanned(
  tx: Tx,
  id: AttachmentId,
  {
    scanned,
    said,
    at,
  }: { readonly scanned: Attachment['scanned']; readonly said: string | null; readonly at: Instant },
): Promise<void> {
  await tx.call(keepScan, [id, scanned, said, at])
}
