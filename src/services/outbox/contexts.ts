/** What letters are worked out from, looked up for all of them at once. */
import type { Instant, PartnerId } from '../../domain/kernel.ts'
import type { Policy } from '../../domain/policy.ts'
import type { Tx } from '../../storage/database.ts'
import { bodiesIn, type StoredLetter } from '../../storage/letters.ts'
import { contactsThere, knownOf } from '../../storage/people.ts'
import { partnersByIds } from '../../storage/partners.ts'
import { accountManagersOf } from '../../storage/stand-ins.ts'
import { readTickets } from '../../storage/ticket-rows.ts'
import type { App } from '../app.ts'
import { isOutage } from '../health.ts'
import { absencesAround } from '../escalation/duty.ts'
import type { LetterContext } from './words.ts'

/** The context of each of these letters. A few reads, however many there are. */
export async function contextsOf(
  app: App,
  tx: Tx,
  letters: readonly StoredLetter[],
): Promise<(letter: StoredLetter) => LetterContext> {
  const distinct = <Value>(of: (letter: StoredLetter) => Value | null): Value[] => [
    ...new Set(letters.flatMap((letter) => of(letter) ?? [])),
  ]
  const rows = new Map(
    (
      await readTickets(
        tx,
        distinct(({ ticket }) => ticket),
      )
    ).map((row) => [row.ticket.id, row]),
  )
  const people = await knownOf(
    tx,
    distinct(({ to }) => (to.kind === 'contact' || to.kind === 'staff' ? to.person : null)),
  )
  const left = distinct(({ ticket, to }): PartnerId | null =>
    ticket !== null && to.kind === 'contact' && people.get(to.person)?.active === false
      ? (rows.get(ticket)?.ticket.partner ?? null)
      : null,
  )
  const followers = await contactsThere(tx, left)
  const messages = await bodiesIn(tx, letters)
  const named = await partnersByIds(
    tx,
    distinct(({ ticket, partner }) => (ticket === null ? partner : null)),
  )
  const partners = new Map(named.map(({ id, name }) => [id, name]))
  const current = app.policies.current()
  const versions = [...new Set([...rows.values()].map(({ ticket }) => ticket.policyVersion))]
  const policies = new Map(
    await Promise.all(versions.map(async (version) => [version, await policyOrThrow(app, version)] as const)),
  )
  // Absences since the first of them: each letter goes to who was there on its own day.
  const absences = letters.length === 0 ? [] : await absencesAround(tx, earliest(letters))
  const accountManagers = await accountManagersOf(tx, [
    ...new Set([...rows.values()].flatMap(({ ticket }) => ticket.partner ?? [])),
  ])
  return (letter) => {
    const row = letter.ticket === null ? null : (rows.get(letter.ticket) ?? null)
    const own = row === null ? undefined : policies.get(row.ticket.policyVersion)
    return {
      // Thrown only where it is asked for: the letter is still known by its ticket.
      get policy() {
        return own === undefined ? current : own()
      },
      current,
      row,
      partner: letter.partner === null ? null : (partners.get(letter.partner) ?? null),
      people,
      followers,
      messages,
      duty: { at: letter.createdAt, current, absences, accountManagers },
    }
  }
}

/** A version that cannot be read is the matter of its own letters; a database that is away is everybody's. */
async function policyOrThrow(app: App, version: number): Promise<() => Policy> {
  try {
    const policy = await app.policies.version(version)
    return () => policy
  } catch (thrown) {
    if (isOutage(thrown)) throw thrown
    return () => {
      throw thrown
    }
  }
}

const earliest = (letters: readonly StoredLetter[]): Instant =>
  letters
    .map(({ createdAt }) => createdAt)
    .reduce((first, at) => (Temporal.Instant.compare(at, first) < 0 ? at : first))
