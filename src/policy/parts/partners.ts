/** entitlements.yaml, key-accounts.yaml, tickets.yaml and partnership.yaml: what a partner has, and the figures of its dealings. */
import type {
  BillingEntity,
  EvaluationRules,
  KeyAccountRules,
  OfferingRules,
  OveruseRules,
  PartnershipRules,
  PayoutRules,
  RenewalRules,
  ReviewRules,
  TicketRules,
  UrgencyRules,
} from '../../domain/policy.ts'
import {
  complete,
  gives,
  list,
  number,
  object,
  optional,
  or,
  record,
  some,
  text,
  truth,
  uses,
  whole,
  type Decode,
} from '../decode.ts'
import { days, durationOrNone, zone } from '../words.ts'
import { sheets } from './sheets.ts'

export const entitlements = object<{ offerings: readonly OfferingRules[] }>({
  offerings: list(
    object<OfferingRules>({
      id: gives('offering'),
      name: text,
      tiers: record(uses('tier'), () => object({ offered: truth, words: text }), complete('tier')),
      grantable: or(truth, false),
      channel: optional(truth),
      opens: list(gives('channel or feature')),
    }),
  ),
})

export const keyAccounts = object<KeyAccountRules>({
  countsAsTier: uses('tier'),
  licencesFrom: record(uses('region'), () => whole(1), complete('region')),
})

/** A severity that some desk has. */
const anySeverity: Decode<number> = (spot) => {
  const level = whole(1)(spot)
  const { names } = spot.reader
  spot.reader.later(() => {
    if (level === undefined || !names.isReadable('desk') || !names.isReadable('severity')) return
    const known = names.all('desk').some((desk) => names.isKnown('severity', String(level), desk))
    if (!known) spot.report('a severity that a desk has')
  })
  return level
}

interface TicketFile {
  readonly urgency: UrgencyRules
  readonly overuse: OveruseRules
  readonly tickets: TicketRules
}

export const tickets = object<TicketFile>({
  urgency: object<UrgencyRules>({ neverWaits: list(anySeverity), howToYields: durationOrNone }),
  overuse: object<OveruseRules>({ moreThan: whole(1), withinDays: days(1) }),
  tickets: object<TicketRules>({ closesAfterDays: days(0), reopensWithinDays: days(0) }),
})

const evaluation = object<EvaluationRules>(
  {
    highestScore: number(1, 1_000_000),
    parts: list(object({ id: gives('part of the score'), name: text })),
    thresholds: list(object({ tier: uses('tier'), above: number(0, 1_000_000) })),
    entry: object({
      tier: uses('tier'),
      revenueUsd: number(0, 1_000_000_000),
      withinMonths: whole(1, 120),
      needs: text,
    }),
  },
  ({ highestScore = Infinity, thresholds = [] }, spot) =>
    thresholds.forEach(({ above }, index) => {
      const most = Math.min(highestScore, thresholds[index - 1]?.above ?? Infinity)
      if (above >= most)
        spot.get('thresholds', index, 'above').report(`less than ${most}: the highest first, each in reach`)
    }),
)

export const partnership = object<PartnershipRules>({
  mapping: object({ approvalAfterMonths: whole(0, 120) }),
  payout: object<PayoutRules>({
    entities: some(
      object<BillingEntity>({
        id: gives('billing entity'),
        name: text,
        zone,
        calendar: uses('calendar'),
        region: uses('region'),
      }),
    ),
    notes: or(list(text), []),
  }),
  renewalReminderDays: list(days(0)),
  renewals: object<RenewalRules>({
    fromHour: number(0, 23),
    dues: object({ customer: text, partner: text, unknown: text }),
  }),
  accounts: object({
    lastDays: days(1),
    remindDays: list(days(1)),
    quota: record(uses('tier'), () => object({ complimentary: whole(0), demo: whole(0) }), complete('tier')),
  }),
  evaluation,
  reselling: object({ trainedContacts: whole(0) }),
  reviews: object<ReviewRules>({
    concern: object({
      withinDays: days(1),
      again: object({ times: whole(0), withinDays: days(1), newEvidence: truth }),
      staysShown: truth,
      reasons: some(object({ id: gives('reason of a concern'), name: text })),
    }),
  }),
  sheets,
  quietAfterDays: days(1),
})
