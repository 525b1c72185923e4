/**
 * The policy: everything a vendor promises its partners, as one plain, immutable, JSON-safe value.
 * `src/policy` reads it from YAML and checks it; a published version is stored as it is and never changes (C9).
 * No desk, tier, severity, region or word of any vendor is known to the code: all of them are found in here.
 */
import type { Calendar } from './calendar/calendar.ts'
import type { Minutes } from './kernel.ts'

/** 'support' and 'operations' in the pages; another vendor names its own. */
export type DeskId = string
/** 1 is the most urgent. How many there are is the policy's. */
export type Severity = number
export type TierId = string
export type RegionId = string
export type SubregionId = string
export type CategoryId = string
/** B8: what a request is. The words are fixed, since each has a meaning for clocks and order; what they promise is not. */
export const kinds = ['incident', 'request', 'question', 'feature-request', 'product-limitation'] as const
export type Kind = (typeof kinds)[number]
export const promisedKinds = ['acknowledgement', 'determination'] as const
export type Promised = (typeof promisedKinds)[number]

export interface Policy {
  /** 0 while it is only a folder of files; from 1 on once published. */
  readonly version: number
  readonly vendor: VendorRules
  readonly desks: readonly DeskRules[]
  readonly tiers: readonly TierRules[]
  readonly regions: readonly RegionRules[]
  readonly calendars: Readonly<Record<string, Calendar>>
  readonly requestTypes: readonly RequestTypeRules[]
  readonly categories: readonly CategoryRules[]
  readonly products: readonly ProductRules[]
  readonly intake: IntakeRules
  readonly offerings: readonly OfferingRules[]
  readonly keyAccounts: KeyAccountRules
  readonly urgency: UrgencyRules
  readonly overuse: OveruseRules
  readonly tickets: TicketRules
  readonly partnership: PartnershipRules
}

export interface VendorRules {
  readonly name: string
  /** First month of the fiscal year, 1 to 12 (A4's grants end with it). */
  readonly fiscalYearStartsInMonth: number
  /** The addresses of each data centre (A10), by its id: 'com', 'eu'. */
  readonly dataCentres: readonly { readonly id: string; readonly name: string }[]
}

/** A1: one of the teams, with everything that is its own. */
export interface DeskRules {
  readonly id: DeskId
  readonly name: string
  readonly covers: 'technical' | 'non-technical'
  readonly description: string
  /** Before a ticket's number: 'PS' makes PS-1042. */
  readonly ticketPrefix: string
  /** Where mail for this desk comes in, by data centre (A1, A10). */
  readonly mailboxes: Readonly<Record<string, string>>
  readonly severities: readonly SeverityRules[]
  /** What the desk's page says each time means (C4, C5, C6). */
  readonly definitions: Readonly<Record<Promised | 'resolution', { readonly name: string; readonly meaning: string }>>
  /** What the desk's page says beside its table (A9, B8, B9). */
  readonly notes: readonly string[]
  readonly escalation: EscalationRules
  /** F6: who answers for a region's tickets, first match wins; a desk may have none. */
  readonly dris: readonly { readonly regions: readonly RegionId[]; readonly person: NamedPerson }[]
}

export interface SeverityRules {
  readonly level: Severity
  readonly name: string
  readonly definition: string
  readonly examples: readonly string[]
  /** C1, C2: the range of each promise, in working minutes. */
  readonly commitment: Readonly<Record<Promised, Range>>
  /** C7: words in a request that propose this severity, most telling first; `words` are matched whole, any case, `…` spans a few words. */
  readonly signs: readonly { readonly words: string; readonly because: string }[]
}

/** A promised range in minutes of working time. */
export interface Range {
  readonly from: Minutes
  readonly to: Minutes
}

export interface TierRules {
  readonly id: TierId
  readonly name: string
  /** Higher is more; orders tiers where it matters. */
  readonly rank: number
  /** C3: where in the range the target lies, 0 the lower end, 1 the upper end. */
  readonly targetPosition: number
}

export interface RegionRules {
  readonly id: RegionId
  readonly name: string
  readonly dataCentre: string
  readonly subregions: readonly SubregionRules[]
}

export interface SubregionRules {
  readonly id: SubregionId
  readonly name: string
  readonly zone: string
  /** Key of `calendars`. */
  readonly calendar: string
  /** ISO 3166-1 alpha-2 codes, and XK. */
  readonly countries: readonly string[]
  /** F7: for a country split by state, only these of its states; such a country is listed in `countries` of each part. */
  readonly states?: Readonly<Record<string, readonly string[]>>
  /** The part of a split country that takes a ticket whose state is unknown. */
  readonly takesUnknownState?: boolean
  /** Toll-free number shown to entitled partners (A3); null while the vendor has none here. */
  readonly tollFree: string | null
  /** A9: other weekends or office hours of single countries: country code to key of `calendars`. */
  readonly countryCalendars?: Readonly<Record<string, string>>
}

export interface NamedPerson {
  readonly name: string
  readonly email: string
  /** What the page says of them, e.g. 'Senior Partner Support Lead - India'. */
  readonly role?: string
}

/** F1: the ladder. Each level lists who is named where; the most telling match (state, then country, then sub-region, then region, then everywhere) wins, all of equal standing count. */
export interface EscalationRules {
  /** F2, F3: when an escalation should be begun, in the page's words. */
  readonly description: string
  readonly levels: readonly EscalationLevelRules[]
  /** F2, F3: the reasons a partner may give. */
  readonly reasons: readonly EscalationReasonRules[]
  /** F2: whether a valid support contract is asked for. */
  readonly needsContract: boolean
}

export interface EscalationLevelRules {
  readonly level: number
  readonly title: string
  /** F5: working minutes this level has to answer before the next is called. */
  readonly respondsWithin: Minutes
  /** F4: working minutes between status updates to the partner. */
  readonly updateEvery: Minutes
  /** Title where a region words it differently, by region id. */
  readonly titles?: Readonly<Record<RegionId, string>>
  /**
   * Whom it falls to when nobody is named: the partner's own account manager, else the level before (F1);
   * 'desk' is a department without an address of its own, reached through the desk.
   */
  readonly fallback: 'partner-account-manager' | 'level-before' | 'desk'
  readonly people: readonly EscalationPlace[]
}

export interface EscalationPlace {
  readonly people: readonly NamedPerson[]
  /** Absent everywhere: answers for the whole world. */
  readonly regions?: readonly RegionId[]
  readonly subregions?: readonly SubregionId[]
  /** Exactly these countries, whatever sub-region sets their calendar (Albania is in one matrix and not in the other). */
  readonly countries?: readonly string[]
}

export interface EscalationReasonRules {
  readonly id: string
  readonly name: string
  readonly description: string
  /** 'any-time': may be given at once; 'after-commitment': once a promised time has passed; 'threatened': passed, or its target has. */
  readonly when: 'any-time' | 'after-commitment' | 'threatened'
  /** F3: the lead decides a dispute over severity (C8). */
  readonly disputesSeverity?: boolean
}

/** B1: the nine preset values of the form. */
export interface RequestTypeRules {
  readonly id: string
  readonly name: string
  readonly desk: DeskId
  readonly kind: Kind
  /** The category such a request starts in. */
  readonly category: CategoryId
  readonly description: string
}

/** B5, B6: what a desk helps with. */
export interface CategoryRules {
  readonly id: CategoryId
  readonly desk: DeskId
  readonly name: string
  readonly description: string
  readonly subTypes: readonly SubTypeRules[]
  readonly defaultSeverity: Severity
  readonly defaultKind: Kind
  /** A9: at severity 1 its clocks run round the clock. */
  readonly critical: boolean
  /** B6: in, out (with the polite sentence the partner gets) or product feedback. */
  readonly scope: 'in' | 'out' | 'feedback'
  readonly outOfScopeReply?: string
  /** Words that find this category in a request's text (C7's rules of evidence hold). */
  readonly signs: readonly string[]
}

/** What a category's paragraph lists; a sub-type may be more urgent than its category ('no access' within 'Partner Store'). */
export interface SubTypeRules {
  readonly id: string
  readonly name: string
  readonly critical?: boolean
  readonly defaultSeverity?: Severity
  readonly defaultKind?: Kind
  readonly signs?: readonly string[]
}

export interface ProductRules {
  readonly id: string
  readonly name: string
  readonly family: string
  /** B2: the product demands that support access was enabled beforehand. */
  readonly needsSupportAccess: boolean
}

/** B1–B3: the form and what it asks for. */
export interface IntakeRules {
  /** Guidance for the description, never a rejection (B2). */
  readonly descriptionWords: number
  /** The form's fields with the labels (any of them, any case, any language listed) by which mail names them (B1). */
  readonly fields: readonly IntakeFieldRules[]
  /** B4: the largest file that is taken. */
  readonly attachmentMegabytes: number
  /** A7: domains taken as registered although lists of free mail name them. */
  readonly freeMailAllowed: readonly string[]
}

export interface IntakeFieldRules {
  readonly id: string
  readonly name: string
  readonly labels: readonly string[]
  readonly help: string
  /** 'always', 'technical' (support only), 'when-reproducible' (B2), 'when-product-needs-it'. */
  readonly askedFor: 'always' | 'technical' | 'when-reproducible' | 'when-product-needs-it' | 'never'
  /** B3: how much an answer adds to the depth of troubleshooting, 0 to 100 in all. */
  readonly depth: number
}

/** A8: a row of the offerings table. */
export interface OfferingRules {
  readonly id: string
  readonly name: string
  /** What the page says in the cell, by tier. */
  readonly tiers: Readonly<Record<TierId, { readonly offered: boolean; readonly words: string }>>
  /** A4: may be granted to one partner for one fiscal year, approved by its account manager. */
  readonly grantable: boolean
  /** A way to reach the desks, and not only a feature. */
  readonly channel?: boolean
  /** The channels or features of the product that this row opens. */
  readonly opens: readonly string[]
}

/** D1. */
export interface KeyAccountRules {
  /** C3: such a ticket is treated as this tier. */
  readonly countsAsTier: TierId
  /** Licences from which an account is a large one, by region. */
  readonly licencesFrom: Readonly<Record<RegionId, number>>
}

/** C3, B8: how the queue is ordered. */
export interface UrgencyRules {
  /** Severities that never wait behind other work's warnings. */
  readonly neverWaits: readonly Severity[]
  /** B8: how-to requests sort after other work due within so many minutes of them. */
  readonly howToYields: Minutes
}

/** B9. */
export interface OveruseRules {
  readonly moreThan: number
  readonly withinDays: number
}

/** Life of a ticket beyond its promises. */
export interface TicketRules {
  /** A solved ticket closes by itself after so many days. */
  readonly closesAfterDays: number
  /** A reply within so many days of the solution reopens; later it opens a linked ticket. */
  readonly reopensWithinDays: number
}

/** Section E: the figures of the workflows that a partner's dealings with the vendor run through. */
export interface PartnershipRules {
  /** E1: working time that a partner has to answer a customer's wish to leave, from its notice. */
  readonly disassociation: { readonly remindAfter: Minutes; readonly lapsesAfter: Minutes }
  /** E2: a customer that has paid for longer must agree; a request that is not answered lapses. */
  readonly mapping: { readonly approvalAfterMonths: number; readonly lapsesAfterDays: number }
  /** E3: business days from the upload of an entity's own invoice, the upload day being day 0. */
  readonly payout: { readonly expectedAfterBusinessDays: number; readonly lateAfterBusinessDays: number }
  /** E4: days before a renewal on which the partner is reminded, most first. */
  readonly renewalReminderDays: readonly number[]
  readonly consent: { readonly lapsesAfterDays: number }
  /** E6: how many accounts a partner may have, by tier, and how long one lasts. */
  readonly accounts: {
    readonly lastDays: number
    readonly quota: Readonly<Record<TierId, { readonly complimentary: number; readonly demo: number }>>
  }
  readonly evaluation: EvaluationRules
  /** D5: days without a contact after which the account manager is reminded of a partner. */
  readonly quietAfterDays: number
}

/** E7: the yearly evaluation. */
export interface EvaluationRules {
  readonly highestScore: number
  /** What a score is the sum of. */
  readonly parts: readonly { readonly id: string; readonly name: string }[]
  /** A score above this proposes the tier, the highest first. */
  readonly thresholds: readonly { readonly tier: TierId; readonly above: number }[]
  /** What the lowest tier asks of a partner that has joined. */
  readonly entry: {
    readonly tier: TierId
    readonly revenueUsd: number
    readonly withinMonths: number
    readonly needs: string
  }
}

const byId = <Row extends { readonly id: string }>(rows: readonly Row[], id: string): Row | undefined =>
  rows.find((row) => row.id === id)

/** The desk of that id; a program error where the policy has none, since input is checked at the border. */
export function deskRules(policy: Policy, id: DeskId): DeskRules {
  const desk = byId(policy.desks, id)
  if (desk === undefined) throw new Error(`The policy has no desk '${id}'.`)
  return desk
}

export function tierRules(policy: Policy, id: TierId): TierRules {
  const tier = byId(policy.tiers, id)
  if (tier === undefined) throw new Error(`The policy has no tier '${id}'.`)
  return tier
}

export function severityRules(policy: Policy, desk: DeskId, level: Severity): SeverityRules {
  const severity = deskRules(policy, desk).severities.find((row) => row.level === level)
  if (severity === undefined) throw new Error(`Desk '${desk}' of the policy has no severity ${level}.`)
  return severity
}

export const categoryRules = (policy: Policy, id: CategoryId): CategoryRules | undefined => byId(policy.categories, id)
export const requestTypeRules = (policy: Policy, id: string): RequestTypeRules | undefined =>
  byId(policy.requestTypes, id)

/** B7: product limitations and feature requests are exempt from the agreement. */
export const isExempt = (kind: Kind): boolean => kind === 'feature-request' || kind === 'product-limitation'
