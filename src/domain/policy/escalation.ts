/** A desk's ladder, who is named on it, and the reasons to climb it. */
import type { Minutes } from '../kernel.ts'
import type { RegionId, SubregionId } from './names.ts'

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
