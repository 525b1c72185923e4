/** Files that the fields of workflows hold (E2, E3): uploads of whoever gives them, or what is on the ticket already. */
import { knownType } from '../../domain/attachment/file-type.ts'
import type { FileKind, WorkflowFieldRules } from '../../domain/policy/workflows.ts'
import type { FieldValues } from '../../domain/workflow/run.ts'
import type { TicketId } from '../../domain/kernel.ts'
import type { Ticket } from '../../domain/ticket/ticket.ts'
import { attachmentById, filesOfTicket, holdAttachments, type Attachment } from '../../storage/attachments.ts'
import type { Tx } from '../../storage/database.ts'
import type { Actor, App } from '../app.ts'
import { attachmentMistakes } from '../attachments/uses.ts'
import { wrongFields, type Answer, type Refusals } from '../refusals.ts'

/** Under which a workflow's file is kept that belongs to no message. */
export const heldForRun = (ticket: TicketId): string => `workflow:${ticket}`

const isUuid = (value: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value)

/** The file of that id or name on a ticket, of one name the last that came; null where none is whole and clean. */
export async function fileOnTicket(tx: Tx, ticket: TicketId, given: string): Promise<Attachment | null> {
  const files = (await filesOfTicket(tx, ticket, heldForRun(ticket))).filter(({ scanned }) => scanned !== 'infected')
  return (
    files.find(({ id }) => id === given) ??
    files
      .filter(({ name }) => name === given)
      .toSorted((a, b) => Temporal.Instant.compare(a.usedAt ?? a.createdAt, b.usedAt ?? b.createdAt))
      .at(-1) ??
    null
  )
}

/** The file that a field holds; null where it names one that is not there. */
export const fileOf = async (tx: Tx, value: string): Promise<Attachment | null> =>
  isUuid(value) ? attachmentById(tx, value) : null

export interface GivenFiles {
  readonly ticket: Ticket
  readonly fields: readonly WorkflowFieldRules[]
  readonly values: FieldValues
  /** Neither step nor files are the partner's to see. */
  readonly internal: boolean
}

/**
 * The values with each file by its id; uploads are the ticket's from here on. An id is an upload of the actor's own or a file of the
 * ticket; a name is that of a file of the ticket, and stays a name where there is none and the field accepts anything. Everything
 * wrong at once, with what to do about it. `tx` is the program's.
 */
export async function takeFiles(app: App, tx: Tx, actor: Actor, given: GivenFiles): Promise<Answer<FieldValues>> {
  const { ticket, fields, values, internal } = given
  const wrong: Refusals['errors'][number][] = []
  const taken: Record<string, string> = {}
  for (const rules of fields) {
    const value = values[rules.id]
    if (rules.type !== 'file' || typeof value !== 'string') continue
    const field = `fields.${rules.id}`
    const there = await visibleTo(actor, fileOnTicket(tx, ticket.id, value))
    const mistakes = there !== null || !isUuid(value) ? [] : await attachmentMistakes(app, tx, actor, [value])
    const file = there ?? (isUuid(value) && mistakes.length === 0 ? await attachmentById(tx, value) : null)
    const refused =
      mistakes[0]?.message ??
      (file === null ? (rules.accepts === undefined ? null : missing(value, rules)) : unfit(file, rules))
    if (refused !== null) wrong.push({ field, message: refused })
    if (file === null || refused !== null) continue
    if (there === null) {
      const seenBy = internal || rules.internal ? 'staff' : 'partner'
      const held = { for: heldForRun(ticket.id), partner: ticket.partner, visibleTo: seenBy, at: app.now() } as const
      await holdAttachments(tx, held, [file.id])
    }
    taken[rules.id] = file.id
  }
  return wrong.length > 0 ? wrongFields(wrong) : { ok: true, value: { ...values, ...taken } }
}

/** What is the staff's alone is not there for a partner, who may not learn of it by its name. */
async function visibleTo(actor: Actor, found: Promise<Attachment | null>): Promise<Attachment | null> {
  const file = await found
  return actor.kind === 'partner' && file?.visibleTo === 'staff' ? null : file
}

const kindWords: Readonly<Record<FileKind, string>> = { pdf: 'a PDF', image: 'a picture', document: 'a document' }

/** 'a PDF', 'a PDF, a picture or a document'. */
function sayKinds({ accepts = [] }: WorkflowFieldRules): string {
  const words = accepts.map((kind) => kindWords[kind])
  const last = words.at(-1) ?? 'a file'
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} or ${last}`
}

const missing = (value: string, rules: WorkflowFieldRules): string =>
  `There is no file '${value}' on this ticket: upload ${sayKinds(rules)}.`

/** By its bytes, whatever it is called. */
function unfit({ name, type }: Attachment, rules: WorkflowFieldRules): string | null {
  const { accepts } = rules
  if (accepts === undefined) return null
  const fits = accepts.some((kind) =>
    kind === 'pdf' ? type === 'application/pdf' : knownType(type ?? '').family === kind,
  )
  return fits ? null : `'${name}' is not ${sayKinds(rules)}: upload ${sayKinds(rules)}.`
}
