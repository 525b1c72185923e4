/** What a partner has by its tier, and the figures of its dealings with the vendor. */
import type { Minutes } from '../kernel.ts'
import type { RegionId, Severity, TierId } from './names.ts'
import type { SheetRules } from './sheets.ts'

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

/** Section E: figures of a partner's dealings with the vendor that are not a deadline of one workflow. */
export interface PartnershipRules {
  /** E2: a customer that has paid for longer must agree. How long it may take, its workflow says. */
  readonly mapping: { readonly approvalAfterMonths: number }
  /** E3: who pays commission. How many business days it takes, the workflow says. */
  readonly payout: PayoutRules
  /** E4: days before a renewal on which the partner is reminded, most first. */
  readonly renewalReminderDays: readonly number[]
  /** E4: what the partner is told, beside the list. */
  readonly renewals: RenewalRules
  /** E6: how many accounts a partner may have, by tier, and how long one lasts. */
  readonly accounts: {
    readonly lastDays: number
    /** Days before the last one on which the partner is reminded, most first. */
    readonly remindDays: readonly number[]
    readonly quota: Readonly<Record<TierId, { readonly complimentary: number; readonly demo: number }>>
  }
  readonly evaluation: EvaluationRules
  /** E10: contacts that must be trained in a product before the partner may resell it. */
  readonly reselling: { readonly trainedContacts: number }
  readonly reviews: ReviewRules
  /** E8: what is shown of a partner, and how it is changed. */
  readonly sheets: readonly SheetRules[]
  /** D5: days without a contact after which the account manager is reminded of a partner. */
  readonly quietAfterDays: number
}

export interface PayoutRules {
  readonly entities: readonly BillingEntity[]
  /** What a partner should know of commission, each in a sentence. */
  readonly notes: readonly string[]
}

/** A company of the vendor's that takes invoices and pays them, in its own business days. */
export interface BillingEntity {
  readonly id: string
  readonly name: string
  readonly zone: string
  /** Of calendars.yaml, kept in that zone. */
  readonly calendar: string
  /** Partners there are shown it first. */
  readonly region: RegionId
}

export interface RenewalRules {
  /** The hour of the partner's own day from which the letter goes out. */
  readonly fromHour: number
  /** What follows from whose card is charged; of one that nobody has said. */
  readonly dues: Readonly<Record<'customer' | 'partner' | 'unknown', string>>
}

/** E9: reviews of customers, and concerns over them. */
export interface ReviewRules {
  readonly concern: {
    /** Days as they come, from when a review was shown first: through the last of them a concern may be raised. */
    readonly withinDays: number
    /** How often a decided one may be raised again, within which days of the decision, and with what. */
    readonly again: { readonly times: number; readonly withinDays: number; readonly newEvidence: boolean }
    /** Whether a review is shown and counted while a concern over it is open. */
    readonly staysShown: boolean
    readonly reasons: readonly { readonly id: string; readonly name: string }[]
  }
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
