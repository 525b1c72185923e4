/** How each fact that a workflow asks for is found out: one function for each name of `domain/workflow/fact-names.ts`. */
import type { Instant } from '../../../domain/kernel.ts'
import type { Policy } from '../../../domain/policy.ts'
import type { WorkflowRules } from '../../../domain/policy/workflows.ts'
import type { Ticket } from '../../../domain/ticket/ticket.ts'
import { factDeclaration, type FactName } from '../../../domain/workflow/fact-names.ts'
import type { Surroundings } from '../../../domain/workflow/engine.ts'
import type { FieldValues } from '../../../domain/workflow/run.ts'
import type { Tx } from '../../../storage/database.ts'
import type { App } from '../../app.ts'
import { accountIsRunning, accountQuotaIsFree } from './accounts.ts'
import {
  confirmsForCustomer,
  customerIsMapped,
  hasPaidForLong,
  mappedElsewhere,
  notMappedHere,
  notThePartnersOwn,
} from './customers.ts'
import { evaluationStands, scoreIsPossible } from './evaluations.ts'
import { invoiceIsNew, invoiceIsPdf, paidDayIsPast } from './payouts.ts'
import { authorHasAddress, concernMayBeRaised, correctionChangesWords } from './reviews.ts'
import { partnerHasWritten } from './messages.ts'
import { accessEndsLater, notResoldYet, trainedForProduct } from './reselling.ts'
import { beforeStillStands, onlyTakesDown, proofIsGiven } from './sheets.ts'

/** What is asked about. */
export interface FactQuestion {
  readonly app: App
  /** As the program: what other partners have is seen. */
  readonly tx: Tx
  readonly ticket: Ticket
  readonly policy: Policy
  readonly rules: WorkflowRules
  readonly fields: FieldValues
  /** When the run came to its state; null of one that begins. */
  readonly since: Instant | null
  readonly at: Instant
}

/** What was found, where there is more to say than whether it is so: the refusal of a guard says it as {because}. */
export interface Found {
  readonly holds: boolean
  /** In sentences that the partner may read. */
  readonly because: string
}

export type FindFact = (question: FactQuestion) => Promise<boolean | Found>

const table: Readonly<Record<FactName, FindFact>> = {
  'customer-is-mapped': customerIsMapped,
  'confirms-for-customer': confirmsForCustomer,
  'partner-has-written': partnerHasWritten,
  'not-the-partners-own': notThePartnersOwn,
  'not-mapped-here': notMappedHere,
  'mapped-elsewhere': mappedElsewhere,
  'has-paid-for-long': hasPaidForLong,
  'invoice-is-pdf': invoiceIsPdf,
  'invoice-is-new': invoiceIsNew,
  'paid-day-is-past': paidDayIsPast,
  'account-quota-is-free': accountQuotaIsFree,
  'account-is-running': accountIsRunning,
  'not-resold-yet': notResoldYet,
  'trained-for-product': trainedForProduct,
  'access-ends-later': accessEndsLater,
  'evaluation-stands': evaluationStands,
  'score-is-possible': scoreIsPossible,
  'proof-is-given': proofIsGiven,
  'only-takes-down': onlyTakesDown,
  'before-still-stands': beforeStillStands,
  'concern-may-be-raised': concernMayBeRaised,
  'author-has-address': authorHasAddress,
  'correction-changes-words': correctionChangesWords,
}

/** Everything that the workflow may ask, as far as the fields that it reads have been given. */
export async function findFacts(question: FactQuestion): Promise<Pick<Surroundings, 'facts' | 'because'>> {
  const facts: Partial<Record<FactName, boolean>> = {}
  const because: Partial<Record<FactName, string>> = {}
  for (const name of askedBy(question.rules)) {
    if (Object.keys(factDeclaration(name).needs).some((field) => question.fields[field] === undefined)) continue
    const found = await table[name](question)
    facts[name] = typeof found === 'boolean' ? found : found.holds
    if (typeof found === 'object') because[name] = found.because
  }
  return { facts, because }
}

function askedBy({ begins, states }: WorkflowRules): ReadonlySet<FactName> {
  const steps = [begins, ...states.flatMap((state) => state.steps)]
  const branches = [
    ...steps.map(({ to }) => to),
    ...states.flatMap(({ deadlines }) => deadlines.map(({ to }) => to ?? [])),
  ]
  return new Set([
    ...steps.flatMap(({ guards }) => guards.map(({ fact }) => fact)),
    ...branches.flat().flatMap((branch) => branch.if ?? []),
  ])
}
