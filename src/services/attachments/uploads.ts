/** Uploads of people: one file at a time, which a message uses afterwards; what is left over vanishes (B4). */
import { createHash } from 'node:crypto'
import {
  attachmentById,
  deleteAttachment,
  deleteUnused,
  waitingBytes,
  type Attachment,
  type AttachmentId,
} from '../../storage/attachments.ts'
import type { Actor, App } from '../app.ts'
import { noSuchFile } from './uses.ts'
import { attachmentView, withheldBecause, type AttachmentView } from './view.ts'
import { attachmentRules, megabyte, takeFile, type NewFile } from './attachments.ts'
import { once, type Once, type Outcome } from '../once.ts'
import { no, type Answer } from '../refusals.ts'
import { scanFile } from './scanning.ts'

/** Whether so many bytes more may be uploaded now: refused before they are sent, where their number is known. */
export async function mayUpload(app: App, actor: Actor, bytes: number): Promise<Answer<null>> {
  const { perFileMb, waitingMb, unusedHours } = attachmentRules(app)
  if (bytes > perFileMb * megabyte)
    return no({
      code: 'incomplete',
      message: `A file may have ${perFileMb} MB: shorten the recording, or send a part of it.`,
      field: 'file',
    })
  if (actor.kind === 'system') return { ok: true, value: null }
  const waiting = await app.db.transaction(actor, (tx) => waitingBytes(tx, actor.person))
  if (waiting + bytes <= waitingMb * megabyte) return { ok: true, value: null }
  return no({
    code: 'incomplete',
    message: `You have uploaded ${waitingMb} MB that no message uses: send or remove some of it, or wait; it vanishes after ${unusedHours} hours.`,
    field: 'file',
  })
}

/** Takes an upload. The same key and file get the first answer again; the second copy is dropped. */
export async function upload(
  app: App,
  actor: Actor,
  file: Omit<NewFile, 'source'>,
  asked: Once | null,
): Promise<Answer<Outcome<AttachmentView>>> {
  const taken = await takeFile(app, actor, { ...file, source: 'upload' })
  if (!taken.ok) return taken
  const { id, name, sha256 } = taken.value
  await scanFile(app, id)
  const asWhole = asked === null ? null : { ...asked, bodyHash: digest(`${asked.bodyHash} ${sha256} ${name}`) }
  const done = await once(app, actor, asWhole, 201, async (tx) => {
    const kept = await attachmentById(tx, id)
    return kept === null ? noSuchFile : { ok: true, value: attachmentView(app, kept) }
  })
  if (!done.ok || !done.value.fresh) await app.db.transaction(actor, (tx) => deleteAttachment(tx, id))
  return done
}

const digest = (text: string): string => createHash('sha256').update(text).digest('base64url')

/** The file where the actor may see it and it may be given out. */
export async function fileFor(app: App, actor: Actor, id: string): Promise<Answer<Attachment>> {
  const file = await app.db.transaction(actor, (tx) => attachmentById(tx, id))
  if (file === null) return noSuchFile
  const because = withheldBecause(app, file)
  return because === null ? { ok: true, value: file } : no({ code: 'invalid-state', message: because })
}

export const isAttachment = async (app: App, actor: Actor, id: string): Promise<boolean> =>
  (await app.db.transaction(actor, (tx) => attachmentById(tx, id))) !== null

/** Removes an upload of one's own that no message uses. */
export function removeUpload(app: App, actor: Actor, id: string): Promise<Answer<null>> {
  return app.db.transaction(actor, async (tx): Promise<Answer<null>> => {
    const file = await attachmentById(tx, id)
    if (file === null) return noSuchFile
    const isOwn = actor.kind !== 'system' && file.uploadedBy === actor.person
    if (isOwn && (await deleteAttachment(tx, id))) return { ok: true, value: null }
    return no({ code: 'invalid-state', message: 'It belongs to a message, and what was said stays as it was.' })
  })
}

const batch = 50

/** Timetable: what nothing used in time, whole or not, goes. */
export async function dropUnused(app: App): Promise<{ readonly dropped: number }> {
  const before = app.now().subtract({ hours: attachmentRules(app).unusedHours })
  let dropped = 0
  for (;;) {
    const gone = await app.db.system((tx) => deleteUnused(tx, before, batch))
    dropped += gone
    if (gone < batch) return { dropped }
  }
}

export type { AttachmentId }
