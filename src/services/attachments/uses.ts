/** What uploads are used for: a new ticket, a message. Each is used once, by whoever uploaded it (B4). */
import type { MessageId } from '../../domain/kernel.ts'
import {
  attachmentsOf,
  attachTo,
  lockAttachments,
  type AttachedTo,
  type Attachment,
} from '../../storage/attachments.ts'
import { commit, type Write } from '../../storage/commit.ts'
import type { Tx } from '../../storage/database.ts'
import type { Actor, App } from '../app.ts'
import { attachmentRules, megabyte } from './attachments.ts'
import { attachmentView, type AttachmentView } from './view.ts'
import { no, wrongFields, type Answer, type Refusals } from '../refusals.ts'
import type { TicketView } from '../tickets/view.ts'

const field = 'attachments'

/** Everything that keeps these uploads from being used by a message of the actor's; they are its own until `tx` ends. */
export async function attachmentMistakes(
  app: App,
  tx: Tx,
  actor: Actor,
  ids: readonly string[],
): Promise<Refusals['errors']> {
  if (ids.length === 0) return []
  const found = new Map((await lockAttachments(tx, ids)).map((file) => [file.id as string, file]))
  const rules = attachmentRules(app)
  const mistakes = ids.flatMap((id, place) => {
    const message =
      ids.indexOf(id) < place ? 'It is in the list twice: leave one out.' : unusable(app, actor, found.get(id))
    return message === null ? [] : [{ field: `${field}.${place}`, message }]
  })
  const bytes = [...found.values()].reduce((sum, file) => sum + file.bytes, 0)
  if (ids.length > rules.filesPerMessage)
    mistakes.push({
      field,
      message: `A message takes ${rules.filesPerMessage} files: send the others with the next one.`,
    })
  if (bytes > rules.perMessageMb * megabyte)
    mistakes.push({
      field,
      message: `The files of a message may have ${rules.perMessageMb} MB together: send some of them with the next one.`,
    })
  return mistakes
}

function unusable(app: App, actor: Actor, file: Attachment | undefined): string | null {
  // Somebody else's is not there.
  if (file === undefined || actor.kind === 'system' || file.uploadedBy !== actor.person)
    return 'There is no such upload of yours: upload the file again (POST /api/v1/attachments).'
  if (file.usedAt !== null) return `'${file.name}' is in a message already: upload it again.`
  if (file.state !== 'kept') return `'${file.name}' is not whole yet: wait for its upload, or leave it out.`
  if (file.scanned === 'infected') return `'${file.name}' is infected (${file.scanSaid ?? 'unnamed'}): leave it out.`
  return null
}

/** The same by itself, for a request that is wrong in form already. */
export const attachmentMistakesOf = (app: App, actor: Actor, ids: readonly string[]): Promise<Refusals['errors']> =>
  ids.length === 0 ? Promise.resolve([]) : app.db.transaction(actor, (tx) => attachmentMistakes(app, tx, actor, ids))

/** What is to be written of a new ticket (see opening.ts). */
export interface Drawn {
  readonly writes: readonly Write[]
  readonly view: TicketView
  readonly message: MessageId
}

/** Writes a new ticket together with the files of its first message, or says everything that is wrong with both. */
export async function openWithFiles(
  app: App,
  tx: Tx,
  actor: Actor,
  drawn: Answer<Drawn>,
  ids: readonly string[],
): Promise<Answer<TicketView>> {
  const wrong = await attachmentMistakes(app, tx, actor, ids)
  if (!drawn.ok) return drawn.problem.code === 'incomplete' ? wrongFields([...drawn.problem.errors, ...wrong]) : drawn
  if (wrong.length > 0) return wrongFields(wrong)
  const { writes, view, message } = drawn.value
  const [committed] = await commit(tx, writes)
  const ticket = writes.at(-1)?.decision.ticket
  if (committed === undefined || ticket === undefined) throw new Error('A new ticket was written and not told of.')
  const { id, partner } = ticket
  await attachTo(tx, { id: message, ticket: id, partner, visibility: 'public', at: app.now() }, ids)
  return { ok: true, value: { ...view, number: committed.number } }
}

/** Gives checked uploads to a message that was just written, and shows them. */
export async function attachAndShow(
  app: App,
  tx: Tx,
  message: AttachedTo,
  ids: readonly string[],
): Promise<readonly AttachmentView[]> {
  if (ids.length === 0) return []
  await attachTo(tx, message, ids)
  return viewsOf(app, await attachmentsOf(tx, [message.id]), message.id)
}

export const viewsOf = (
  app: App,
  files: Awaited<ReturnType<typeof attachmentsOf>>,
  message: MessageId,
): readonly AttachmentView[] => (files.get(message) ?? []).map((file) => attachmentView(app, file))

export const noSuchFile = no({ code: 'not-found', message: 'There is no such attachment.' })
