/** Why an instant is what it is: the chain of reasons as data, and each in words a partner understands (C10). */
import type { ClosedSpan } from '../calendar/working-time.ts'
import type { ClockChange, Terms } from '../clock.ts'
import type { Instant } from '../kernel.ts'
import { deskRules, tierRules, type Kind, type Policy, type Promised, type Range } from '../policy.ts'
import { sayInstant, sayPosition, sayRange } from './words.ts'

export type Reason =
  | { readonly kind: 'received'; readonly at: Instant; readonly zone: string }
  | { readonly kind: 'exempt'; readonly of: Kind }
  | { readonly kind: 'range'; readonly promised: Promised; readonly terms: Terms; readonly range: Range }
  | { readonly kind: 'position'; readonly terms: Terms; readonly position: number }
  | { readonly kind: 'round-the-clock' }
  | {
      readonly kind: 'calendar'
      readonly calendar: string
      readonly zone: string
      readonly closed: readonly ClosedSpan[]
    }
  | { readonly kind: 'changed'; readonly change: ClockChange; readonly now: Terms; readonly zone: string }
  | {
      readonly kind: 'due'
      readonly promised: Promised
      readonly targetAt: Instant
      readonly limitAt: Instant
      readonly zone: string
    }
  | { readonly kind: 'breached'; readonly at: Instant; readonly zone: string }

const exemptWords = (kind: Kind): string => {
  if (kind === 'feature-request') return 'Feature requests are exempt from the agreement: no times are promised.'
  return 'Product limitations are exempt from the agreement: no times are promised.'
}

/** 'Support': the desk as the vendor calls it. */
const deskName = (policy: Policy, id: string): string => deskRules(policy, id).name

export function inWords(policy: Policy, reason: Reason): string {
  switch (reason.kind) {
    case 'received':
      return `Counted from ${sayInstant(reason.at, reason.zone)} (${reason.zone}).`
    case 'exempt':
      return exemptWords(reason.of)
    case 'range': {
      const { from, to } = reason.range
      const time = reason.terms.roundTheClock ? '' : ' of working time'
      return `${deskName(policy, reason.terms.desk)}, severity ${reason.terms.severity}: ${reason.promised} in ${sayRange(from, to)}${time}.`
    }
    case 'position': {
      const tier = tierRules(policy, reason.terms.tier).name
      const where = sayPosition(reason.position)
      if (!reason.terms.keyAccount)
        return `${tier} partner: our target is ${where}; the limit is its end for everybody.`
      const counts = tierRules(policy, policy.keyAccounts.countsAsTier).name
      return `A key account counts as ${counts}: our target is ${where}; the limit is its end for everybody.`
    }
    case 'round-the-clock':
      return 'A critical case at severity 1 runs round the clock, weekends and holidays too.'
    case 'calendar':
      return calendarWords(reason)
    case 'changed':
      return changeWords(policy, reason)
    case 'due':
      return `${reason.promised === 'acknowledgement' ? 'Acknowledgement' : 'Determination'}: target ${sayInstant(reason.targetAt, reason.zone)}, limit ${sayInstant(reason.limitAt, reason.zone)}.`
    case 'breached':
      return `The limit passed at ${sayInstant(reason.at, reason.zone)}: this promise was broken then, and stays so.`
  }
}

/** At most this many closed spans are named; beyond, they are counted. */
const namedSpans = 3

function calendarWords({ calendar, zone, closed }: Extract<Reason, { kind: 'calendar' }>): string {
  const counted = `Working time is that of '${calendar}' in ${zone}`
  if (closed.length === 0) return `${counted}; nothing on the way is closed.`
  const spans = closed
    .slice(0, namedSpans)
    .map((span) => `${sayInstant(span.from, zone)} to ${sayInstant(span.to, zone)}`)
  const more = closed.length > namedSpans ? `, and ${closed.length - namedSpans} more` : ''
  return `${counted}; closed and skipped: ${spans.join('; ')}${more}.`
}

function changeWords(policy: Policy, { change, now, zone }: Extract<Reason, { kind: 'changed' }>): string {
  const when = sayInstant(change.at, zone)
  const before = `The limit was ${sayInstant(change.was.limitAt, zone)}.`
  const severities = `from ${change.was.terms.severity} to ${now.severity}`
  switch (change.cause) {
    case 'worsened':
      return `On ${when} the case worsened, severity ${severities}: the earlier of the old limit and the new range from then holds. ${before}`
    case 'corrected':
      return `On ${when} the severity was corrected ${severities}: counted again from the start. ${before}`
    case 'eased':
      return `On ${when} the case eased, severity ${severities}: the later limit holds. ${before}`
    case 'transferred':
      return `On ${when} it was transferred from ${deskName(policy, change.was.terms.desk)} to ${deskName(policy, now.desk)}: counted again from the start under its table. ${before}`
    case 'tier':
      return `On ${when} the partner's tier changed: the better promise holds. ${before}`
    case 'merged':
      return `On ${when} another ticket was merged into this one: the earliest unanswered message holds. ${before}`
  }
}
