/**
 * Payouts of commission (E3): an invoice is uploaded to one of the vendor's entities, paid, or returned and uploaded anew.
 * Each is a run of the workflow 'payout' on a ticket of its own; what a step is called, the policy says: it is found by
 * what it asks for.
 */
import type { WorkflowRules } from '../../domain/policy/workflows.ts'
import { billingEntity } from '../../domain/payout.ts'
import { stateRules } from '../../domain/workflow/engine.ts'
import { workflowRules } from '../../domain/workflow/rules.ts'
import type { Run } from '../../domain/workflow/run.ts'
import { asProgram } from '../../storage/as-program.ts'
import { attachTo, holdAttachments, lockAttachments } from '../../storage/attachments.ts'
import type { Tx } from '../../storage/database.ts'
import { payoutById, type PayoutRow } from '../../storage/payouts.ts'
import { personByEmail, personById } from '../../storage/people.ts'
import { openRunOf } from '../../storage/workflow-runs.ts'
import { isStaff, type Actor, type App } from '../app.ts'
import { attachmentMistakes } from '../attachments/uses.ts'
import { once, type Once, type Outcome } from '../once.ts'
import { openTicketIn } from '../tickets/opening.ts'
import { no, notFound, wrongFields, type Answer, type Refusals } from '../refusals.ts'
import { heldForRun } from '../workflow/files.ts'
import { rulesFor } from '../workflow/rules-for.ts'
import { startRunIn, stepRunIn } from '../workflow/runs.ts'
import { payoutView, type PayoutView } from './view.ts'

export const payoutWorkflow = 'payout'

export interface NewInvoice {
  readonly amount: { readonly amount: number; readonly currency: string }
  readonly invoiceNumber: string
  /** Id of one's own upload: a PDF. */
  readonly invoice: string
}

export interface NewPayout extends NewInvoice {
  readonly entity: string
  /** On whose behalf; the vendor's people only. */
  readonly contactEmail?: string | undefined
}

type Done = Promise<Answer<Outcome<PayoutView>>>

/** POST /payouts: the upload, its ticket and its run in one transaction. */
export function addPayout(app: App, actor: Actor, given: NewPayout, key: Once | null): Done {
  return once(app, actor, key, 201, async (tx) => {
    const policy = app.policies.current()
    const category = policy.categories.find(({ subTypes }) => subTypes.some(isOurs))
    const subType = category?.subTypes.find(isOurs)
    if (category === undefined || subType === undefined || workflowRules(policy, payoutWorkflow) === undefined)
      return no({ code: 'invalid-state', message: 'This vendor takes no invoices here: write to Operations.' })
    const entity = billingEntity(policy, given.entity)
    const contactEmail = await contactOf(tx, actor, given)
    const file = await invoiceFile(app, tx, actor, given.invoice)
    const wrong: Refusals['errors'] = [
      ...(entity === undefined
        ? [{ field: 'entity', message: 'There is no such entity: see GET /api/v1/payouts.' }]
        : []),
      ...(contactEmail === null
        ? [{ field: 'contactEmail', message: 'Say for which contact of which partner it is uploaded.' }]
        : []),
      ...(file.ok ? [] : file.problem.errors),
    ]
    if (wrong.length > 0 || entity === undefined || contactEmail === null || !file.ok) return wrongFields(wrong)
    const opened = await asProgram(tx, async (inner) => {
      const made = await openTicketIn(app, inner, {
        form: {
          category: category.id,
          subType: subType.id,
          subject: `Invoice ${given.invoiceNumber} to ${entity.name}`,
          description: `Commission invoice ${given.invoiceNumber} to ${entity.name}: ${saidAmount(given)}. The invoice is attached.`,
          contactEmail,
        },
        channel: isStaff(actor) ? 'api' : 'portal',
        at: app.now(),
        receipt: false,
      })
      if (!made.ok) return made
      const { ticket, message } = made.value
      const partner = (await personByEmail(inner, contactEmail))?.partner ?? null
      await attachTo(inner, { id: message, ticket, partner, visibility: 'public', at: app.now() }, [given.invoice])
      return made
    })
    if (!opened.ok) return opened
    const fields = { entity: entity.id, ...fieldsOf(given, file.value) }
    const asked = { workflow: payoutWorkflow, fields }
    return viewAfter(app, tx, actor, await startRunIn(app, tx, actor, opened.value.ticket, asked))
  })
}

const isOurs = ({ workflow }: { readonly workflow?: string }): boolean => workflow === payoutWorkflow

/** Whose request it is; null where nobody of a partner has that address, or staff does not say. */
async function contactOf(tx: Tx, actor: Actor, { contactEmail }: NewPayout): Promise<string | null> {
  if (actor.kind === 'partner') return (await personById(tx, actor.person))?.email ?? null
  const known = contactEmail === undefined ? null : await personByEmail(tx, contactEmail.toLowerCase())
  return known?.partner == null || !known.active ? null : known.email
}

/** POST /payouts/{id}/invoice: a corrected invoice, whose time counts from its own upload. */
export const uploadAgain = (app: App, actor: Actor, id: string, given: NewInvoice, key: Once | null): Done =>
  step(app, actor, id, key, 'invoice', async (tx, payout) => {
    const file = await invoiceFile(app, tx, actor, given.invoice)
    if (!file.ok) return file
    // No message, and so no clock: what it asks has the clock of its payout.
    await asProgram(tx, (inner) =>
      holdAttachments(
        inner,
        { for: heldForRun(payout.ticket), partner: payout.partner, visibleTo: 'partner', at: app.now() },
        [given.invoice],
      ),
    )
    return { ok: true, value: fieldsOf(given, file.value) }
  })

export interface Payment {
  readonly paidOn: string
  readonly reference: string
}

/** POST /payouts/{id}/paid. */
export const payPayout = (app: App, actor: Actor, id: string, given: Payment, key: Once | null): Done =>
  step(app, actor, id, key, 'paidOn', () => ({
    ok: true,
    value: { paidOn: given.paidOn, paymentReference: given.reference },
  }))

/** POST /payouts/{id}/reject: back to the partner with the reason. */
export const returnInvoice = (
  app: App,
  actor: Actor,
  id: string,
  given: { readonly reason: string },
  key: Once | null,
): Done => step(app, actor, id, key, 'returnedBecause', () => ({ ok: true, value: { returnedBecause: given.reason } }))

type Fields = Readonly<Record<string, unknown>>

/** The step that asks for `field` is taken, where one is open now. */
function step(
  app: App,
  actor: Actor,
  id: string,
  key: Once | null,
  field: string,
  fieldsFor: (tx: Tx, payout: PayoutRow) => Answer<Fields> | Promise<Answer<Fields>>,
): Done {
  return once(app, actor, key, 200, async (tx) => {
    const payout = await payoutById(tx, id)
    if (payout === null) return notFound('payout')
    const open = await openRunOf(tx, payout.ticket)
    const rules = open === null ? null : (await rulesFor(app, open.policyVersion, open.workflow)).rules
    const found = open === null || rules === null ? undefined : stepAsking(rules, open, field)
    if (found === undefined) return notNow(payout)
    const fields = await fieldsFor(tx, payout)
    if (!fields.ok) return fields
    const asked = { step: found.id, fields: fields.value }
    return viewAfter(app, tx, actor, await stepRunIn(app, tx, actor, payout.ticket, asked))
  })
}

const stepAsking = (rules: WorkflowRules, run: Run, field: string) =>
  stateRules(rules, run.state).steps.find(({ fields }) => fields.some(({ id }) => id === field))

const stands: Readonly<Record<PayoutRow['state'], string>> = {
  'with-us': 'The invoice is being paid: there is nothing to upload until it is returned.',
  late: 'The amount is late and being followed up: there is nothing to upload until the invoice is returned.',
  returned: 'The invoice was returned: the partner uploads a corrected one first.',
  paid: 'It is paid already.',
  withdrawn: 'It was taken back: upload the invoice as a new payout.',
}
const notNow = ({ state }: PayoutRow) => no({ code: 'invalid-state', message: stands[state] })

/** The upload, which nobody else has used, if it is a PDF by its bytes; else everything that is wrong with it. */
async function invoiceFile(app: App, tx: Tx, actor: Actor, id: string): Promise<Answer<string>> {
  const wrong = (await attachmentMistakes(app, tx, actor, [id])).map(({ message }) => ({ field: 'invoice', message }))
  if (wrong.length > 0) return wrongFields(wrong)
  const [file] = await lockAttachments(tx, [id])
  if (file?.type !== 'application/pdf')
    return wrongFields([{ field: 'invoice', message: `'${file?.name ?? id}' is no PDF: upload the invoice as a PDF.` }])
  return { ok: true, value: file.name }
}

const fieldsOf = ({ amount, invoiceNumber }: NewInvoice, invoice: string): Fields => ({
  amount,
  invoiceNumber,
  invoice,
})

const saidAmount = ({ amount: { amount, currency } }: NewInvoice): string =>
  `${currency.toUpperCase()} ${amount.toFixed(2)}`

async function viewAfter(app: App, tx: Tx, actor: Actor, done: Answer<Run>): Promise<Answer<PayoutView>> {
  if (!done.ok) return { ok: false, problem: { ...done.problem, errors: done.problem.errors.map(plain) } }
  const row = await payoutById(tx, done.value.id)
  if (row === null) throw new Error(`Run ${done.value.id} has kept no payout.`)
  return { ok: true, value: payoutView(app, actor, row) }
}

/** The fields of the run are fields of the request here. */
const plain = ({ field, message }: Refusals['errors'][number]) => ({
  field: names[field.replace(/^fields\./, '')] ?? field.replace(/^fields\./, ''),
  message,
})
const names: Readonly<Record<string, string>> = { paymentReference: 'reference', returnedBecause: 'reason' }
