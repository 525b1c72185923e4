/** Who is there on a day, and who answers for those who are not (F8). */
import type { Instant } from './kernel.ts'
import type { Contact, Presence } from './routing.ts'

/** One person's absence. Days are 'YYYY-MM-DD', both in it. */
export interface Absence {
  /** Of the person, in lower case. */
  readonly email: string
  readonly fromOn: string
  readonly toOn: string
  /** Null: away, and nobody stands in. */
  readonly standIn: { readonly name: string; readonly email: string } | null
}

/**
 * Presence on a day; of two absences of one person the later in the list counts. A stand-in who is away is stood in for in turn; where that leads in a circle, nobody is there. Who
 * stands in says for whom.
 */
export function presenceOn(absences: readonly Absence[], day: string): Presence {
  const away = new Map<string, Absence['standIn']>()
  for (const { email, fromOn, toOn, standIn } of absences) if (fromOn <= day && day <= toOn) away.set(email, standIn)
  return (person) => {
    const seen = new Set<string>()
    let there: Contact = person
    for (;;) {
      const email = there.email.toLowerCase()
      const standIn = away.get(email)
      if (standIn === undefined) return seen.size === 0 ? person : { ...there, insteadOf: person.name }
      if (standIn === null || seen.has(email)) return null
      seen.add(email)
      there = standIn
    }
  }
}

/** The day it is somewhere, 'YYYY-MM-DD'. */
export const dayIn = (zone: string, at: Instant): string => at.toZonedDateTimeISO(zone).toPlainDate().toString()
