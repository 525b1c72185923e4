/** A workflow is begun on a ticket of its own: the ticket, its files and the run in one transaction, or none of them. */
import type { TicketId } from '../../domain/kernel.ts'
import type { Policy } from '../../domain/policy.ts'
import { workflowRules } from '../../domain/workflow/rules.ts'
import type { FieldValues } from '../../domain/workflow/run.ts'
import { sayField } from '../../domain/workflow/words.ts'
import { asProgram } from '../../storage/as-program.ts'
import { attachTo } from '../../storage/attachments.ts'
import type { Tx } from '../../storage/database.ts'
import { personByEmail, personById } from '../../storage/people.ts'
import { isStaff, type Actor, type App } from '../app.ts'
import { attachmentMistakes } from '../attachments/uses.ts'
import { once, type Once, type Outcome } from '../once.ts'
import { openTicketIn } from '../tickets/opening.ts'
import { no, wrongFields, type Answer, type Refusals } from '../refusals.ts'
import { sayAsked } from '../sheets/take-changes.ts'
import { namesIn } from './records.ts'
import { runViewIn, type TicketRunView } from './run-view.ts'
import { startRunIn } from './runs.ts'

export interface RequestAsked {
  readonly workflow: string
  readonly fields: Readonly<Record<string, unknown>>
  /** On whose behalf; the vendor's people only. */
  readonly contactEmail?: string | undefined
  /** One's own uploads: they are on the ticket, and fields of type file name them. */
  readonly attachments?: readonly string[] | undefined
}

export interface Requested extends TicketRunView {
  readonly ticket: { readonly id: string; readonly number: string }
}

/** POST /runs. Refused as a ticket and as a run are, and where no category of the policy has the workflow. */
export function requestRun(
  app: App,
  actor: Actor,
  asked: RequestAsked,
  key: Once | null,
): Promise<Answer<Outcome<Requested>>> {
  return once(app, actor, key, 201, async (tx): Promise<Answer<Requested>> => {
    const policy = app.policies.current()
    const rules = workflowRules(policy, asked.workflow)
    if (rules === undefined)
      return wrongFields([{ field: 'workflow', message: 'There is no such workflow: see GET /api/v1/workflows.' }])
    const place = placeFor(policy, asked)
    if (place === null)
      return no({
        code: 'invalid-state',
        message: `No category of requests has '${rules.name}': begin it on a ticket.`,
      })
    const contactEmail = await contactOf(tx, actor, asked)
    const files = asked.attachments ?? []
    const wrong: Refusals['errors'] = [
      ...(contactEmail === null
        ? [{ field: 'contactEmail', message: 'Say for which contact of which partner it is.' }]
        : []),
      ...(await attachmentMistakes(app, tx, actor, files)),
    ]
    if (wrong.length > 0 || contactEmail === null) return wrongFields(wrong)
    const opened = await asProgram(tx, async (inner) => {
      const partner = (await personByEmail(inner, contactEmail))?.partner ?? null
      const texts = asked.fields as FieldValues
      const names = await namesIn(inner, policy, rules.begins.fields.filter(isText(texts)), texts)
      const about = rules.begins.fields.find(({ type }) => type === 'changes')
      const change =
        about === undefined
          ? null
          : await sayAsked(inner, policy, partner, { kinds: about.changesOf ?? [], given: asked.fields[about.id] })
      const said = rules.begins.fields
        .filter((field) => !field.internal && isText(texts)(field))
        .map((field) => `${field.name}: ${sayField(policy, field, texts[field.id], names)}`)
      const made = await openTicketIn(app, inner, {
        form: {
          ...place,
          subject: change?.subject ?? rules.name,
          description: [change?.said ?? rules.name, ...said].join('\n'),
          contactEmail,
        },
        channel: isStaff(actor) ? 'api' : 'portal',
        at: app.now(),
        receipt: false,
      })
      if (!made.ok || files.length === 0) return made
      const { ticket, message } = made.value
      await attachTo(inner, { id: message, ticket, partner, visibility: 'public', at: app.now() }, files)
      return made
    })
    if (!opened.ok) return opened
    const { ticket, number } = opened.value
    const begun = await startRunIn(app, tx, actor, ticket, { workflow: asked.workflow, fields: asked.fields })
    if (!begun.ok) return begun
    const view = await runViewIn(app, tx, actor, ticket as TicketId)
    return { ok: true, value: { ...view, ticket: { id: ticket as string, number } } }
  })
}

/** What is no text or is none of the record's shape is refused by the run itself. */
const isText =
  (given: FieldValues) =>
  ({ id, type }: { readonly id: string; readonly type: string }): boolean => {
    const value = given[id]
    if (typeof value !== 'string' || value.trim() === '' || type === 'changes') return false
    if (type === 'record' || type === 'customer') return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value)
    return type !== 'date' || /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.test(value)
  }

/** E8: which sheet it is of. */
const isChange = (value: unknown): value is { readonly of: unknown } =>
  typeof value === 'object' && value !== null && 'of' in value

/** Of several sub-types with the workflow the one that a choice names: 'demo' is 'demo-account'. */
function placeFor({ categories }: Policy, { workflow, fields }: RequestAsked) {
  const places = categories.flatMap((category) => [
    ...category.subTypes
      .filter((sub) => sub.workflow === workflow)
      .map(({ id }) => ({ category: category.id, subType: id })),
    ...(category.workflow === workflow ? [{ category: category.id, subType: undefined }] : []),
  ])
  const given = Object.values(fields).map((value) => (isChange(value) ? value.of : value))
  const named = places.find(({ subType }) =>
    given.some(
      (value) => value === subType || (typeof value === 'string' && value !== '' && subType?.startsWith(`${value}-`)),
    ),
  )
  const { category, subType } = named ?? places[0] ?? {}
  if (category === undefined) return null
  return subType === undefined ? { category } : { category, subType }
}

/** Whose request it is; null where nobody of a partner has that address, or staff does not say. */
async function contactOf(tx: Tx, actor: Actor, { contactEmail }: RequestAsked): Promise<string | null> {
  if (actor.kind === 'partner') return (await personById(tx, actor.person))?.email ?? null
  const known = contactEmail === undefined ? null : await personByEmail(tx, contactEmail.toLowerCase())
  return known?.partner == null || !known.active ? null : known.email
}
