/** 'For you': what of everything that happens to tickets concerns one of the staff, who did not do it. */
import type { PersonId } from './kernel.ts'
import type { Policy } from './policy.ts'
import type { TicketFact } from './ticket/facts.ts'
import type { By } from './ticket/ticket.ts'
import { workflowRules } from './workflow/rules.ts'

export const alertKinds = [
  'assigned',
  'transferred',
  'mentioned',
  'answered',
  'reopened',
  'severity-changed',
  'severity-disputed',
  'dispute-decided',
  'escalated',
  'escalation-raised',
  'status-update-missed',
  'target-passed',
  'limit-passed',
  'step-waits',
  'desk-answered',
  'note-written',
  'solved',
  'given',
  'moved',
  'reclassified',
  'product-waits',
  'product-answered',
  'escalation-ended',
  'merged',
  /** One's own reminder: of no event. */
  'reminded',
] as const
export type AlertKind = (typeof alertKinds)[number]

/** For how long one is kept, read or not. */
export const alertDays = 90

/** What tells whoever has the ticket of it. */
const ofAssignee: Readonly<Partial<Record<TicketFact['kind'], AlertKind>>> = {
  'partner-replied': 'answered',
  'details-supplied': 'answered',
  reopened: 'reopened',
  'severity-changed': 'severity-changed',
  'severity-disputed': 'severity-disputed',
  'dispute-decided': 'dispute-decided',
  escalated: 'escalated',
  'escalation-raised': 'escalation-raised',
  'status-update-missed': 'status-update-missed',
  'target-passed': 'target-passed',
  'limit-passed': 'limit-passed',
}

/** What tells whoever follows it beside that: what a colleague does to it, who has it now, and where it goes. */
const ofFollower: Readonly<Partial<Record<TicketFact['kind'], AlertKind>>> = {
  ...ofAssignee,
  'agent-replied': 'desk-answered',
  noted: 'note-written',
  solved: 'solved',
  assigned: 'given',
  transferred: 'moved',
  reclassified: 'reclassified',
  'waiting-on-product': 'product-waits',
  'product-answered': 'product-answered',
  'escalation-ended': 'escalation-ended',
  'merged-from': 'merged',
}

/** The kinds of facts that may concern somebody: nothing else is read of the ledger. */
export const alertingFacts: readonly TicketFact['kind'][] = [
  ...(Object.keys(ofFollower) as TicketFact['kind'][]),
  'workflow',
]

/** Whose the ticket was when it happened, and whom a run waits for since. */
export interface Standing {
  readonly assignee: PersonId | null
  /** It was nobody's because it had been transferred. */
  readonly isTransferred: boolean
  readonly waiters: readonly PersonId[]
  readonly followers: readonly PersonId[]
}

export interface Alert {
  readonly person: PersonId
  readonly kind: AlertKind
}

/** Who of the staff has the ticket before them, as their own act upon it shows; null where nobody is known to have. */
export const readerBy = (by: By): PersonId | null => (by.kind === 'staff' ? by.person : null)

/** Each person once; nobody of what they did themselves. */
export function alertsOf(by: By, fact: TicketFact, standing: Standing): readonly Alert[] {
  const doer = by.kind === 'staff' || by.kind === 'partner' ? by.person : null
  const told = new Set<PersonId | null>([doer, null])
  return [...concerned(by, fact, standing), ...followed(fact, standing)].flatMap(([person, kind]) => {
    if (person === null || told.has(person)) return []
    told.add(person)
    return [{ person, kind }]
  })
}

type Told = readonly (readonly [PersonId | null, AlertKind])[]

function followed(fact: TicketFact, { followers }: Standing): Told {
  const kind = ofFollower[fact.kind]
  return kind === undefined ? [] : followers.map((person) => [person, kind] as const)
}

function concerned(by: By, fact: TicketFact, { assignee, isTransferred, waiters }: Standing): Told {
  if (fact.kind === 'assigned') return [[fact.to, by.kind === 'system' && isTransferred ? 'transferred' : 'assigned']]
  if (fact.kind === 'noted') return (fact.mentions ?? []).map((person) => [person, 'mentioned'] as const)
  if (fact.kind === 'workflow') return waiters.map((person) => [person, 'step-waits'] as const)
  const kind = ofAssignee[fact.kind]
  return kind === undefined ? [] : [[assignee, kind]]
}

/** What happened, in a few words for a list; `by` is the name of who did it, null where nobody is known to have. */
export function alertInWords(policy: Policy, kind: AlertKind, fact: TicketFact, by: string | null): string {
  const who = by === null ? '' : ` by ${by}`
  switch (fact.kind) {
    case 'assigned':
      if (kind === 'transferred') return 'Transferred to your desk, as yours'
      if (kind === 'given') return fact.to === null ? `Given back to the desk${who}` : `Given to a colleague${who}`
      return `Assigned to you by ${by ?? 'a rule'}`
    case 'noted':
      return kind === 'mentioned' ? `${by ?? 'A colleague'} mentioned you` : `${by ?? 'A colleague'} wrote a note`
    case 'agent-replied':
      return `${by ?? 'A colleague'} answered the partner`
    case 'solved':
      return `Solved${who}`
    case 'transferred':
      return `Transferred to another desk${who}`
    case 'reclassified':
      return `It is another kind of request now${by === null ? '' : `, says ${by}`}`
    case 'waiting-on-product':
      return `Waits on ${fact.team}`
    case 'product-answered':
      return 'The product team has answered'
    case 'escalation-ended':
      return `Escalation ended${who}`
    case 'merged-from':
      return `Another ticket was merged into it${who}`
    case 'partner-replied':
      return `${by ?? 'The partner'} answered`
    case 'details-supplied':
      return `${by ?? 'The partner'} gave what was asked for`
    case 'reopened':
      return `Reopened${who}`
    case 'severity-changed':
      return `Severity ${fact.from} to ${fact.to}${who}`
    case 'severity-disputed':
      return `${by ?? 'The partner'} asks for severity ${fact.wanted}`
    case 'dispute-decided':
      return fact.upheld ? `Dispute upheld${who}` : `The severity stands${who}`
    case 'escalated':
      return `Escalated to level ${fact.level}${who}`
    case 'escalation-raised':
      return `Raised to level ${fact.to}${fact.statement === null ? ' by itself' : who}`
    case 'status-update-missed':
      return 'The status update is missing'
    case 'target-passed':
      return `Target of the ${fact.promised} passed`
    case 'limit-passed':
      return `Limit of the ${fact.promised} passed`
    case 'workflow': {
      const rules = workflowRules(policy, fact.workflow)
      const state = rules?.states.find(({ id }) => id === fact.entry.to)
      return `${rules?.name ?? fact.workflow}: ${state?.name ?? fact.entry.to}`
    }
    default:
      throw new Error(`Nothing of the kind ${fact.kind} is told to anybody.`)
  }
}
