/**
 * Files of messages (B4): taken in parts as they come, known by their bytes, judged by the policy, and kept in the database.
 * A file is uploaded first and used by one message afterwards; what nothing uses vanishes.
 */
import { createHash } from 'node:crypto'
import { cleanName } from '../../domain/attachment/file-name.ts'
import { fileTypeOf, headBytes } from '../../domain/attachment/file-type.ts'
import { judgeFile } from '../../domain/attachment/judge.ts'
import type { PartnerId } from '../../domain/kernel.ts'
import type { AttachmentRules } from '../../domain/policy.ts'
import {
  beginAttachment,
  deleteAttachment,
  finishAttachment,
  insertPart,
  insertRefused,
  partBytes,
  type Attachment,
  type AttachmentId,
  type NewAttachment,
} from '../../storage/attachments.ts'
import type { Tx } from '../../storage/database.ts'
import type { Actor, App } from '../app.ts'
import { no, type Answer } from '../refusals.ts'

export {
  attachmentsFor,
  attachTo,
  holdAttachments,
  partBytes,
  type AttachedTo,
  type Attachment,
  type AttachmentId,
  type HeldBy,
} from '../../storage/attachments.ts'

export const megabyte = 1_048_576

export interface NewFile {
  /** As it was sent; it is cleaned here. */
  readonly name: string
  readonly content: Uint8Array | AsyncIterable<Uint8Array>
  readonly source: Attachment['source']
  /** Whose it is, where that is known already. */
  readonly partner?: PartnerId | null
}

export const attachmentRules = (app: App): AttachmentRules => app.policies.current().attachments

/** Within a transaction, or in short ones of its own for an actor: nobody's slow connection holds one of the database's. */
export type Where = Tx | Actor
const isTx = (where: Where): where is Tx => 'call' in where
const runner =
  (app: App, where: Where) =>
  <Value>(work: (tx: Tx) => Promise<Value>): Promise<Value> =>
    isTx(where) ? work(where) : app.db.transaction(where, work)

/**
 * Keeps a file whatever it is: of one that the policy refuses, its name and the reason stay, and no byte. For channels
 * in which nobody can be told no, such as mail. Hand the id to `attachTo` or `holdAttachments`, or it vanishes.
 */
export async function keepAttachment(app: App, where: Where, file: NewFile): Promise<AttachmentId> {
  const kept = await takeFile(app, where, file)
  if (kept.ok) return kept.value.id
  const row = newRow(app, where, file)
  await runner(app, where)((tx) => insertRefused(tx, row, kept.problem.message))
  return row.id
}

/** What `takeFile` has kept, before anything used it. */
export type Kept = Pick<Attachment, 'id' | 'name' | 'type' | 'bytes' | 'sha256' | 'warning'>

/** Keeps a file, or says why it is not taken; then nothing of it is left. */
export async function takeFile(app: App, where: Where, file: NewFile): Promise<Answer<Kept>> {
  const run = runner(app, where)
  const row = newRow(app, where, file)
  await run((tx) => beginAttachment(tx, row))
  const drop = (): Promise<unknown> => run((tx) => deleteAttachment(tx, row.id))
  try {
    const taken = await takeContent(app, run, row, file.content)
    if (!taken.ok) await drop()
    return taken
  } catch (thrown) {
    // A transaction that failed is undone as a whole by whoever began it.
    if (!isTx(where)) await drop().catch(() => undefined)
    throw thrown
  }
}

function newRow(app: App, where: Where, { name, source, partner = null }: NewFile): NewAttachment {
  const actor = isTx(where) ? where.actor : where
  return {
    id: app.newId<'attachment'>(),
    partner: actor.kind === 'partner' ? actor.partner : partner,
    uploadedBy: actor.kind === 'system' ? null : actor.person,
    source,
    name: cleanName(name),
    visibleTo: 'staff',
    createdAt: app.now(),
  }
}

async function takeContent(
  app: App,
  run: ReturnType<typeof runner>,
  { id, name }: NewAttachment,
  content: NewFile['content'],
): Promise<Answer<Kept>> {
  const rules = attachmentRules(app)
  const most = rules.perFileMb * megabyte
  const digest = createHash('sha256')
  let bytes = 0
  let parts = 0
  let judged: { readonly type: string; readonly warning: string | null } | null = null
  const judge = (head: Uint8Array): Answer<NonNullable<typeof judged>> => {
    const found = fileTypeOf(head.subarray(0, headBytes))
    const { verdict, says } = judgeFile(rules, name, found)
    if (verdict === 'refused')
      return no({ code: 'incomplete', message: `'${name}' is not taken. ${says ?? ''}`.trim(), field: 'file' })
    return { ok: true, value: { type: found.type, warning: verdict === 'warned' ? says : null } }
  }
  for await (const part of partsOf(content)) {
    bytes += part.length
    if (bytes > most) return tooLarge(name, rules)
    if (judged === null) {
      const verdict = judge(part)
      if (!verdict.ok) return verdict
      judged = verdict.value
    }
    digest.update(part)
    const place = parts++
    await run((tx) => insertPart(tx, id, place, part))
  }
  if (judged === null)
    return no({ code: 'incomplete', message: `'${name}' is empty: choose another file.`, field: 'file' })
  const kept: Kept = { id, name, ...judged, bytes, sha256: digest.digest('hex') }
  await run((tx) => finishAttachment(tx, kept))
  return { ok: true, value: kept }
}

export const tooLarge = (name: string, { perFileMb }: AttachmentRules) =>
  no({
    code: 'incomplete',
    message: `'${name}' is larger than ${perFileMb} MB: shorten the recording, or send a part of it.`,
    field: 'file',
  })

/** The content in parts of `partBytes`, the last one shorter; never more than that in memory. */
async function* partsOf(content: NewFile['content']): AsyncGenerator<Uint8Array> {
  let held = Buffer.allocUnsafe(partBytes)
  let filled = 0
  for await (const piece of Symbol.asyncIterator in content ? content : [content])
    for (let from = 0; from < piece.length;) {
      const taken = piece.subarray(from, from + partBytes - filled)
      held.set(taken, filled)
      filled += taken.length
      from += taken.length
      if (filled < partBytes) continue
      yield held
      held = Buffer.allocUnsafe(partBytes)
      filled = 0
    }
  if (filled > 0) yield held.subarray(0, filled)
}
