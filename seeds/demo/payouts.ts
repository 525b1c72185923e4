/** Payouts in every state (E3): being paid, late, returned and paid, each with its invoice, its answer and its run. */
import { workingTimeOf } from '../../src/domain/calendar/working-time.ts'
import { isAfter, minutes, type Instant, type TicketId } from '../../src/domain/kernel.ts'
import { billingEntity } from '../../src/domain/payout.ts'
import { dayIn } from '../../src/domain/presence.ts'
import type { Policy } from '../../src/domain/policy.ts'
import { placeOf } from '../../src/domain/region.ts'
import { decide } from '../../src/domain/ticket/decide.ts'
import { runWakeAt } from '../../src/domain/workflow/engine.ts'
import { workflowRules } from '../../src/domain/workflow/rules.ts'
import type { FieldValues, Run } from '../../src/domain/workflow/run.ts'
import type { App } from '../../src/services/app.ts'
import { newIdAt } from '../../src/services/ids.ts'
import { openTicketIn } from '../../src/services/tickets/opening.ts'
import type { Answer } from '../../src/services/refusals.ts'
import { beginRun } from '../../src/services/workflow/begin.ts'
import { wakeRun } from '../../src/services/workflow/carry.ts'
import { takeStep } from '../../src/services/workflow/runs.ts'
import { attachTo } from '../../src/storage/attachments.ts'
import { commit } from '../../src/storage/commit.ts'
import { lockTicket } from '../../src/storage/tickets.ts'
import type { Tx } from '../../src/storage/tx.ts'
import type { Cast, ContactKey } from './company.ts'
import { keepFile, pdf } from './kept-file.ts'

interface PayoutStory {
  readonly from: ContactKey
  readonly entity: string
  readonly number: string
  readonly amount: { readonly amount: number; readonly currency: string }
  /** Business days of 24 working hours before now. */
  readonly uploaded: number
  readonly settled?: { readonly before: number; readonly step: string; readonly fields?: FieldValues }
}

const payoutStories: readonly PayoutStory[] = [
  { from: 'katrin', entity: 'europe', number: 'BOR-2214', amount: { amount: 2_930, currency: 'EUR' }, uploaded: 23 },
  {
    from: 'katrin',
    entity: 'europe',
    number: 'BOR-2201',
    amount: { amount: 4_180.5, currency: 'EUR' },
    uploaded: 19,
    settled: { before: 3, step: 'pay', fields: { paymentReference: 'TRF-240881' } },
  },
  { from: 'arjun', entity: 'india', number: 'AUR/26/118', amount: { amount: 684_000, currency: 'INR' }, uploaded: 14 },
  {
    from: 'dana',
    entity: 'americas',
    number: 'CU-0457',
    amount: { amount: 1_275.25, currency: 'USD' },
    uploaded: 13,
    settled: {
      before: 5,
      step: 'return',
      fields: { returnedBecause: 'The invoice is made out to the wrong entity, and lacks your tax number.' },
    },
  },
]

/** G4: nobody is written to. A vendor without such a workflow has none. */
export async function furnishPayouts(tx: Tx, policy: Policy, company: Cast, now: Instant): Promise<void> {
  if (workflowRules(policy, 'payout') === undefined) return
  const quiet = Object.create(tx, { letters: { value: 'captured' } }) as Tx
  for (const story of payoutStories) await tell(quiet, policy, company, story, now)
  tx.announces ||= quiet.announces
}

async function tell(tx: Tx, policy: Policy, company: Cast, story: PayoutStory, now: Instant): Promise<void> {
  const { partner, person } = company.contact(story.from)
  const staff = company.staff('operations')
  const entity = billingEntity(policy, story.entity)
  const rules = workflowRules(policy, 'payout')
  const category = policy.categories.find(({ subTypes }) => subTypes.some(({ workflow }) => workflow === 'payout'))
  const subType = category?.subTypes.find(({ workflow }) => workflow === 'payout')
  if (entity === undefined || rules === undefined || category === undefined || subType === undefined)
    throw new Error(`The policy has no entity '${story.entity}', or no category for its invoices.`)
  const working = workingTimeOf(placeOf(policy, partner.country, partner.state).calendar)
  const before = (days: number): Instant => working.add(now, minutes(-days * 24 * 60)).round('second')
  let at = before(story.uploaded)
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
  }
  const opened = must(
    await openTicketIn(app, tx, {
      form: {
        category: category.id,
        subType: subType.id,
        subject: `Invoice ${story.number} to ${entity.name}`,
        description: `Commission invoice ${story.number} to ${entity.name}. The invoice is attached.`,
        contactEmail: person.email,
      },
      channel: 'portal',
      at,
      receipt: false,
    }),
  )
  const invoice = `${story.number.replaceAll('/', '-')}.pdf`
  const file = await keepFile(tx, invoice, pdf(invoice), { partner: partner.id, by: person.id, at })
  await attachTo(tx, { id: opened.message, ticket: opened.ticket, partner: partner.id, visibility: 'public', at }, [
    file,
  ])
  const carrying = async (by: 'staff' | 'partner' | 'system') => ({
    app,
    tx,
    ticket: await locked(tx, opened.ticket),
    policy,
    rules,
    by:
      by === 'system'
        ? ({ kind: 'system' } as const)
        : ({ kind: by, person: by === 'staff' ? staff.id : person.id } as const),
    at,
  })
  let run: Run = must(
    await beginRun(await carrying('partner'), {
      fields: { entity: entity.id, amount: story.amount, invoiceNumber: story.number, invoice },
      by: { roles: ['partner'], name: person.name },
      startedBy: null,
      note: null,
    }),
  )
  at = at.add({ minutes: 95 })
  await answer(tx, app, await locked(tx, opened.ticket), staff.id)
  /** Each deadline at its own instant: nothing is noticed late. */
  const wakeUntil = async (until: Instant): Promise<void> => {
    for (let due = runWakeAt(run); due !== null && !isAfter(due, until); due = runWakeAt(run)) {
      at = due
      run = must(await wakeRun(await carrying('system'), run))
    }
  }
  const { settled } = story
  if (settled !== undefined) {
    await wakeUntil(before(settled.before))
    at = before(settled.before)
    const paidOn = settled.step === 'pay' ? { paidOn: dayIn(entity.zone, at) } : {}
    const asked = { step: settled.step, fields: { ...settled.fields, ...paidOn }, note: null }
    run = must(await takeStep(await carrying('staff'), run, { ...asked, by: { roles: ['agent'], name: staff.name } }))
  }
  await wakeUntil(now)
}

/** C4: a person says that the invoice has been looked at. */
async function answer(
  tx: Tx,
  app: App,
  ticket: Awaited<ReturnType<typeof locked>>,
  author: Cast['people'][number]['id'],
): Promise<void> {
  const at = app.now()
  const id = app.newId<'message'>()
  const by = { kind: 'staff', person: author } as const
  const decided = decide(ticket, { kind: 'reply', message: id, determination: true }, app.policies.current(), by, at)
  if (!decided.ok) throw new Error(decided.problem.message)
  const body =
    'Thank you, we have the invoice and are looking at it. You are told when it is paid, or if something is missing.'
  const written = { visibility: 'public', forCustomer: false, determination: true, side: 'agent' } as const
  await commit(tx, [
    {
      decision: decided.value,
      expectedRevision: ticket.revision,
      messages: [{ id, body, author, channel: 'portal', at, ...written }],
    },
  ])
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

function must<Value>(answered: Answer<Value>): Value {
  if (!answered.ok)
    throw new Error([answered.problem.message, ...answered.problem.errors.map(({ message }) => message)].join(' '))
  return answered.value
}
