/** Who promises what: the vendor, its desks with their severities, and the tiers of its partners. */
import type { Minutes } from '../kernel.ts'
import type { EscalationRules, NamedPerson } from './escalation.ts'
import type { DeskId, Promised, RegionId, Severity, TierId } from './names.ts'

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
