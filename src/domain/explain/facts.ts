/** What happened to a ticket, in one sentence each, as its history shows it. */
import { chatInWords } from '../chat.ts'
import { namesGiven } from '../intake/missing.ts'
import { redactionInWords } from '../redaction.ts'
import { deskRules, categoryRules, tierRules, type Policy } from '../policy.ts'
import type { TicketFact } from '../ticket/facts.ts'
import { tagsInWords } from '../tag.ts'
import { isBetterTier } from '../ticket/tier.ts'
import { entryInWords } from '../workflow/entry-words.ts'
import { sayInstant } from './words.ts'

const kindNames: Readonly<Record<string, string>> = {
  incident: 'incident',
  request: 'request',
  question: 'how-to question',
  'feature-request': 'feature request (exempt)',
  'product-limitation': 'product limitation (exempt)',
}

const because = (reason: string): string => `: ${reason.trim().replace(/[.]?$/, '.')}`
const late = (fact: { late: boolean }): string => (fact.late ? ' Noticed late.' : '')

/** Names of people are the reader's to add. */
export function factInWords(policy: Policy, fact: TicketFact): string {
  switch (fact.kind) {
    case 'opened':
      return `Received by ${fact.request.channel}, severity ${fact.request.severity}. ${fact.request.severityBecause}`
    case 'agent-replied':
      return fact.determination ? 'Answered, with the determination.' : 'Answered: acknowledged.'
    case 'partner-replied':
      return 'The partner wrote.'
    case 'details-supplied':
      return `The partner gave what was asked for: ${namesGiven(policy, fact.details).join(', ')}.`
    case 'automatic-mail':
      return 'An automatic mail came in: no answer, and no question.'
    case 'noted':
      return 'Internal note.'
    case 'severity-changed':
      return `Severity ${fact.cause} from ${fact.from} to ${fact.to}${because(fact.reason)}`
    case 'severity-confirmed':
      return `Severity ${fact.severity} confirmed.`
    case 'reclassified':
      return `From ${kindNames[fact.from]} to ${kindNames[fact.to]}${because(fact.reason)}`
    case 'transferred': {
      const category = categoryRules(policy, fact.category)?.name ?? fact.category
      return `Transferred from ${deskRules(policy, fact.from).name} to ${deskRules(policy, fact.to).name}, ${category}, severity ${fact.severity}${because(fact.reason)}`
    }
    case 'tier-changed': {
      const [from, to] = [tierRules(policy, fact.from).name, tierRules(policy, fact.to).name]
      const outcome = isBetterTier(policy, fact.to, fact.from)
        ? 'The better promise holds.'
        : `This ticket keeps the promise that it was given as ${from}.`
      return `The partner is ${to} now, no longer ${from}${because(fact.reason)} ${outcome}`
    }
    case 'assigned':
      return fact.to === null ? 'Given back to the desk.' : 'Assigned.'
    case 'waiting-on-product': {
      const reference = fact.reference === null ? '' : `, reference ${fact.reference}`
      const expected = fact.expectedOn === null ? '' : `, expected ${sayDay(fact.expectedOn)}`
      return `Waiting on ${fact.team}${reference}${expected}.`
    }
    case 'product-answered':
      return 'The product team has answered.'
    case 'solved':
      return fact.unanswered ? 'Ended without an answer: what was still promised is withdrawn.' : 'Solved.'
    case 'reopened':
      return `Reopened${because(fact.reason)}`
    case 'closed':
      return fact.byItself ? 'Closed by itself, some days after the solution.' : 'Closed.'
    case 'merged-into':
      return 'Merged into another ticket, which goes on.'
    case 'merged-from':
      return 'Another ticket was merged into this one.'
    case 'escalated': {
      const reason =
        policy.desks.flatMap((desk) => desk.escalation.reasons).find((row) => row.id === fact.reason)?.name ??
        fact.reason
      return `Escalated to level ${fact.level}, ${reason}${because(fact.statement)}`
    }
    case 'escalation-raised':
      return fact.statement === null
        ? `Raised by itself from level ${fact.from} to ${fact.to}: the time to answer had passed.${late(fact)}`
        : `Raised from level ${fact.from} to ${fact.to}${because(fact.statement)}`
    case 'status-update-missed':
      return `The status update of level ${fact.level} is missing.`
    case 'escalation-ended':
      return `The escalation ended${because(fact.reason)}`
    case 'severity-disputed':
      return `The partner asks for severity ${fact.wanted}${because(fact.statement)}`
    case 'dispute-decided':
      return `${fact.upheld ? 'The dispute was upheld' : 'The severity stands'}${because(fact.reason)}`
    case 'tagged':
      return tagsInWords(fact)
    case 'chat':
      return chatInWords(fact)
    case 'message-redacted':
    case 'attachment-redacted':
      return redactionInWords(fact)
    case 'workflow':
      return entryInWords(policy, fact)
    case 'target-passed':
      return `The target of the ${fact.promised} passed.${late(fact)}`
    case 'limit-passed':
      return `The limit of the ${fact.promised} passed: a broken promise.${late(fact)}`
  }
}

const sayDay = (day: string): string =>
  sayInstant(Temporal.PlainDate.from(day).toZonedDateTime('UTC').toInstant(), 'UTC').split(',')[0] ?? day
