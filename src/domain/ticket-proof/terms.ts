/**
 * What was promised, as a proof of a ticket carries it: of the policy's version all that decides its clocks, and nobody's name or
 * address. The same rules that made the ticket work under it again (C9, C10).
 */
import type { Calendar } from '../calendar/calendar.ts'
import type {
  CategoryRules,
  EscalationLevelRules,
  EscalationReasonRules,
  KeyAccountRules,
  Policy,
  SeverityRules,
  TicketRules,
  TierRules,
} from '../policy.ts'
import { placeOf } from '../region.ts'

export interface ProofTerms {
  readonly policyVersion: number
  readonly desks: readonly ProofDesk[]
  readonly tiers: readonly TierRules[]
  readonly categories: readonly {
    readonly id: string
    readonly critical: boolean
    readonly subTypes: readonly { readonly id: string; readonly critical: boolean }[]
  }[]
  readonly keyAccounts: Pick<KeyAccountRules, 'countsAsTier'>
  readonly tickets: TicketRules
  /** Where the partner was when the ticket was opened, and whose working time counts there. */
  readonly place: {
    readonly country: string
    readonly state: string | null
    readonly subregion: string
    readonly calendarId: string
    readonly calendar: Calendar
  }
}

interface ProofDesk {
  readonly id: string
  readonly name: string
  readonly severities: readonly Pick<SeverityRules, 'level' | 'name' | 'commitment'>[]
  readonly escalation: {
    readonly needsContract: boolean
    readonly levels: readonly Pick<EscalationLevelRules, 'level' | 'respondsWithin' | 'updateEvery'>[]
    readonly reasons: readonly EscalationReasonRules[]
  }
}

/** Of the version that a ticket was opened under, for the place that it is of. */
export function proofTerms(policy: Policy, where: { country: string; state: string | null }): ProofTerms {
  const { subregion, calendarId, calendar } = placeOf(policy, where.country, where.state)
  const { closesAfterDays, reopensWithinDays } = policy.tickets
  return {
    policyVersion: policy.version,
    desks: policy.desks.map(({ id, name, severities, escalation: { needsContract, levels, reasons } }) => ({
      id,
      name,
      severities: severities.map(({ level, name: called, commitment }) => ({ level, name: called, commitment })),
      escalation: {
        needsContract,
        levels: levels.map(({ level, respondsWithin, updateEvery }) => ({ level, respondsWithin, updateEvery })),
        reasons,
      },
    })),
    tiers: policy.tiers.map(({ id, name, rank, targetPosition }) => ({ id, name, rank, targetPosition })),
    categories: policy.categories.filter(isEverCritical).map(({ id, critical, subTypes }) => ({
      id,
      critical,
      subTypes: subTypes.map((row) => ({ id: row.id, critical: row.critical === true })),
    })),
    keyAccounts: { countsAsTier: policy.keyAccounts.countsAsTier },
    tickets: { closesAfterDays, reopensWithinDays },
    place: { country: where.country, state: where.state, subregion, calendarId, calendar },
  }
}

const isEverCritical = ({ critical, subTypes }: CategoryRules): boolean =>
  critical || subTypes.some((row) => row.critical === true)

/**
 * A policy of these terms alone. What else a policy says changes no clock: the rest is not there, and asking for it is a mistake of the
 * program's that a test with every kind of story would show.
 */
export function policyUnder({ policyVersion, place, ...terms }: ProofTerms): Policy {
  const subregion = { id: place.subregion, calendar: place.calendarId, countries: [place.country] }
  const part = {
    ...terms,
    version: policyVersion,
    regions: [{ id: place.subregion, name: place.subregion, dataCentre: '', subregions: [subregion] }],
    calendars: { [place.calendarId]: place.calendar },
    // The order of the queue is no part of a proof.
    urgency: { neverWaits: [], howToYields: 0 },
  }
  return part as unknown as Policy
}
