/** Stand-ins (F8): who is away for a span of days and who answers instead; kept by those who lead. */
import type { PersonId } from '../../domain/kernel.ts'
import { dayIn } from '../../domain/presence.ts'
import type { Policy } from '../../domain/policy.ts'
import type { Tx } from '../../storage/database.ts'
import { namesOf } from '../../storage/people.ts'
import {
  deleteStandIn,
  insertStandIn,
  staffWhoLeft,
  standInsFrom,
  standInWithin,
  takeTurn,
  type StandIn,
} from '../../storage/stand-ins.ts'
import type { Actor, App } from '../app.ts'
import { staffOnly } from '../tickets/carry-out.ts'
import { decides } from './escalations.ts'
import { once, type Once, type Outcome } from '../once.ts'
import { forgetNow } from '../tickets/opening-contexts.ts'
import { no, notAllowed, notFound, wrongFields, type Answer, type Refusals } from '../refusals.ts'
import { utc } from '../instants.ts'

export type StandInView = ReturnType<typeof standInView>

const standInView = (policy: Policy, row: StandIn, createdBy: string) => ({
  id: row.id as string,
  /** As the matrix names the person; the address where the matrix names it no longer. */
  name: namedIn(policy).get(row.email) ?? row.email,
  email: row.email,
  fromOn: row.fromOn,
  toOn: row.toOn,
  standIn: row.standIn === null ? null : { ...row.standIn },
  createdBy,
  createdAt: utc(row.createdAt),
})

/** Everybody whom the policy names in a ladder or as DRI, by address in lower case. */
export function namedIn(policy: Policy): ReadonlyMap<string, string> {
  const people = policy.desks.flatMap((desk) => [
    ...desk.dris.map(({ person }) => person),
    ...desk.escalation.levels.flatMap((level) => level.people.flatMap((place) => place.people)),
  ])
  return new Map(people.map(({ name, email }) => [email.toLowerCase(), name]))
}

/** Those of today and of days to come. */
export function listStandIns(app: App, actor: Actor): Promise<StandInView[]> {
  return app.db.transaction(actor, async (tx) => shownOf(app, tx, await standInsFrom(tx, today(app))))
}

/** Yesterday in UTC: somewhere it is still that day. */
const today = (app: App): string => dayIn('UTC', app.now().subtract({ hours: 24 }))

async function shownOf(app: App, tx: Tx, rows: readonly StandIn[]): Promise<StandInView[]> {
  const names = await namesOf(tx, [...new Set(rows.map(({ createdBy }) => createdBy))])
  return rows.map((row) => standInView(app.policies.current(), row, names.get(row.createdBy)?.name ?? ''))
}

export interface NewStandIn {
  readonly email: string
  readonly fromOn: string
  readonly toOn: string
  readonly standIn: { readonly name: string; readonly email: string } | null
}

const leadsOnly = notAllowed('A lead or a manager sets who stands in.')

/** Refused with every wrong field, and where the person is away on one of these days already. */
export async function addStandIn(
  app: App,
  actor: Actor,
  given: NewStandIn,
  asked: Once | null,
): Promise<Answer<Outcome<StandInView>>> {
  const done = await once(app, actor, asked, 201, async (tx): Promise<Answer<StandInView>> => {
    if (actor.kind !== 'staff') return staffOnly
    if (!decides(actor)) return leadsOnly
    const mistakes = mistakesIn(app, given, await staffWhoLeft(tx))
    if (mistakes.length > 0) return wrongFields(mistakes)
    const row: StandIn = {
      ...given,
      email: given.email.toLowerCase(),
      id: app.newId<'stand-in'>(),
      createdBy: actor.person as PersonId,
      createdAt: app.now(),
    }
    await takeTurn(tx)
    const other = await standInWithin(tx, row)
    if (other !== null) {
      const span = `${other.fromOn} to ${other.toOn}`
      return no({
        code: 'conflict',
        message: `This person is away from ${span} already: end that first.`,
        field: 'fromOn',
      })
    }
    await insertStandIn(tx, row)
    const [view] = await shownOf(app, tx, [row])
    return { ok: true, value: view as StandInView }
  })
  forgetNow(app)
  return done
}

function mistakesIn(
  app: App,
  { email, fromOn, toOn, standIn }: NewStandIn,
  gone: readonly string[],
): Refusals['errors'] {
  const mistakes: { field: string; message: string }[] = []
  if (!namedIn(app.policies.current()).has(email.toLowerCase()))
    mistakes.push({
      field: 'email',
      message: 'The matrix names nobody with this address: see GET /api/v1/policy/coverage.',
    })
  if (toOn < fromOn) mistakes.push({ field: 'toOn', message: 'Give a last day that is not before the first.' })
  if (toOn < today(app)) mistakes.push({ field: 'toOn', message: 'These days are over.' })
  if (standIn !== null && standIn.email.toLowerCase() === email.toLowerCase())
    mistakes.push({ field: 'standIn.email', message: 'Nobody stands in for themselves: give another person, or null.' })
  if (standIn !== null && gone.includes(standIn.email.toLowerCase()))
    mistakes.push({
      field: 'standIn.email',
      message: 'Whoever has this address has left: give another person, or null.',
    })
  return mistakes
}

/** From then on the person is there again. */
export async function removeStandIn(app: App, actor: Actor, id: string): Promise<Answer<null>> {
  const done = await app.db.transaction(actor, async (tx): Promise<Answer<null>> => {
    if (!decides(actor)) return actor.kind === 'staff' ? leadsOnly : staffOnly
    return (await deleteStandIn(tx, id)) ? { ok: true, value: null } : notFound('stand-in')
  })
  forgetNow(app)
  return done
}
