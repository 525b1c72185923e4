/** Runs of workflows in several states (section E): the customer is asked, a partner is asked, contested, mapped, agreed to. */
import { workingTimeOf } from '../../src/domain/calendar/working-time.ts'
import { isAfter, minutes, type Instant, type Minutes, type TicketId } from '../../src/domain/kernel.ts'
import type { Policy } from '../../src/domain/policy.ts'
import { placeOf } from '../../src/domain/region.ts'
import { against, changeText } from '../../src/domain/sheet/change.ts'
import { sheetRules } from '../../src/domain/sheet/values.ts'
import type { By } from '../../src/domain/ticket/ticket.ts'
import { runWakeAt } from '../../src/domain/workflow/engine.ts'
import type { WorkflowRole } from '../../src/domain/policy/workflows.ts'
import { workflowRules } from '../../src/domain/workflow/rules.ts'
import type { RunStepper } from '../../src/domain/workflow/run.ts'
import type { App } from '../../src/services/app.ts'
import { newIdAt } from '../../src/services/ids.ts'
import { standsNow } from '../../src/services/sheets/standing.ts'
import type { Answer } from '../../src/services/refusals.ts'
import { beginRun } from '../../src/services/workflow/begin.ts'
import { wakeRun } from '../../src/services/workflow/carry.ts'
import { heldForRun } from '../../src/services/workflow/files.ts'
import { takeStep } from '../../src/services/workflow/runs.ts'
import { holdAttachments } from '../../src/storage/attachments.ts'
import type { Write } from '../../src/storage/commit.ts'
import type { Partner } from '../../src/storage/partners.ts'
import { markAnswered } from '../../src/storage/public-links.ts'
import { lockTicket } from '../../src/storage/tickets.ts'
import type { Tx } from '../../src/storage/tx.ts'
import type { Cast, StaffKey } from './company.ts'
import { keepFile, pdf } from './kept-file.ts'
import { runStories } from './run-stories.ts'
import type { Mover, RunStory } from './run-story.ts'

interface Known {
  readonly publicUrl: App['publicUrl']
  /** By title. */
  readonly reviews: ReadonlyMap<string, string>
}

/** G4: nobody is written to. */
export async function furnishRuns(
  tx: Tx,
  policy: Policy,
  company: Cast,
  writes: readonly Write[],
  now: Instant,
  known: Known,
): Promise<void> {
  const quiet = Object.create(tx, { letters: { value: 'captured' } }) as Tx
  for (const story of runStories) {
    const write = writes.find(
      ({ decision, opened }) => opened !== undefined && decision.ticket.subject === story.subject,
    )
    if (write === undefined) throw new Error(`No story tells of '${story.subject}'.`)
    await tell(quiet, policy, company, { ...story, ticket: write.decision.ticket.id }, now, known)
  }
  tx.announces ||= quiet.announces
}

async function tell(
  tx: Tx,
  policy: Policy,
  company: Cast,
  story: RunStory & { readonly ticket: TicketId },
  now: Instant,
  { publicUrl, reviews }: Known,
): Promise<void> {
  const { ticket: id } = story
  const { partner, person } = company.contact(story.from)
  const working = workingTimeOf(placeOf(policy, partner.country, partner.state).calendar)
  const before = (time: Minutes): Instant => working.add(now, minutes(-time)).round('second')
  let at = before(story.begins.before)
  const app: App = {
    db: unused,
    policies: {
      current: () => policy,
      version: () => Promise.resolve(policy),
      digest: () => '',
      refresh: () => Promise.resolve(),
    },
    now: () => at,
    newId: () => newIdAt(at),
    ...(publicUrl === undefined ? {} : { publicUrl }),
  }
  const rules = workflowRules(policy, story.workflow)
  if (rules === undefined) throw new Error(`There is no workflow '${story.workflow}'.`)
  const carrying = async (by: By) => ({ app, tx, ticket: await locked(tx, id), policy, rules, by, at })
  const customer = company.customers.find(({ name }) => name === story.customer)
  const review = reviews.get(story.review ?? '')
  const files: Record<string, string> = {}
  for (const [field, name] of Object.entries(story.files ?? {})) {
    files[field] = await keepFile(tx, name, pdf(name), { partner: partner.id, by: person.id, at })
    const held = { for: heldForRun(id), partner: partner.id, visibleTo: 'partner', at } as const
    await holdAttachments(tx, held, [files[field]])
  }
  const ofCustomer = customer === undefined ? {} : { customer: customer.id }
  const about =
    story.changes === undefined
      ? ofCustomer
      : { changes: await changeIn(tx, policy, partner, story.changes, ofCustomer) }
  let run = must(
    await beginRun(await carrying(byOf(company, story.begins.by)), {
      fields: { ...story.fields, ...files, ...about, ...(review === undefined ? {} : { review }) },
      by: stepperOf(company, story.begins.by),
      startedBy: null,
      note: null,
    }),
  )
  /** Each deadline at its own instant: nothing is noticed late. */
  const wakeUntil = async (until: Instant): Promise<void> => {
    for (let due = runWakeAt(run); due !== null && !isAfter(due, until); due = runWakeAt(run)) {
      at = due
      run = must(await wakeRun(await carrying({ kind: 'system' }), run))
    }
  }
  for (const { step, by, before: ago, fields = {} } of story.steps) {
    await wakeUntil(before(ago))
    at = before(ago)
    const note = evidenceOf(by)
    const { visit } = run
    run = must(
      await takeStep(await carrying(byOf(company, by)), run, { step, fields, by: stepperOf(company, by), note }),
    )
    if (note !== null) await markAnswered(tx, run.id, visit, at, step)
  }
  await wakeUntil(now)
}

/** Against what stands there, as a request is read. */
async function changeIn(
  tx: Tx,
  policy: Policy,
  partner: Partner,
  { of, set }: NonNullable<RunStory['changes']>,
  more: Readonly<Record<string, string>>,
): Promise<string> {
  const rules = sheetRules(policy, of)
  const now = rules === undefined ? null : await standsNow(tx, rules, partner, null)
  if (rules === undefined || now === null) throw new Error(`The policy has no sheet '${of}'.`)
  return changeText(against(rules, { of, item: null, takesDown: false, set: { ...set, ...more } }, now))
}

const unused = new Proxy({} as App['db'], {
  get: () => {
    throw new Error('The demo is written in one transaction.')
  },
})

async function locked(tx: Tx, id: TicketId) {
  const ticket = await lockTicket(tx, id)
  if (ticket === null) throw new Error('A ticket of the demo is not there.')
  return ticket
}

const byOf = (company: Cast, by: Mover): By => {
  if ('staff' in by) return { kind: 'staff', person: company.staff(by.staff).id }
  if ('contact' in by) return { kind: 'partner', person: company.contact(by.contact).person.id }
  return { kind: 'system' }
}

/** By which link it was answered; null where somebody of the company did it. */
function evidenceOf(by: Mover): string | null {
  if ('author' in by) return 'By the link that was sent to its author'
  return 'customer' in by ? `By the link that was sent to ${by.customer}` : null
}

/** What somebody of the staff is beside an agent. */
const alsoIs: Readonly<Partial<Record<StaffKey, readonly WorkflowRole[]>>> = { lead: ['lead', 'dri'], pam: ['pam'] }

function stepperOf(company: Cast, by: Mover): RunStepper {
  if ('staff' in by) return { roles: ['agent', ...(alsoIs[by.staff] ?? [])], name: company.staff(by.staff).name }
  if ('contact' in by) return { roles: ['partner'], name: company.contact(by.contact).person.name }
  if ('author' in by) return { roles: ['customer'], name: by.author }
  return { roles: ['customer'], name: by.customer, email: by.customer }
}

function must<Value>(answered: Answer<Value>): Value {
  if (answered.ok) return answered.value
  throw new Error(`${answered.problem.message} ${answered.problem.errors.map(({ message }) => message).join(' ')}`)
}
