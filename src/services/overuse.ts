/** Too many basic requests of one partner (B9): its account manager is told once, and nothing is held back. */
import {
  countedAfter,
  isTooMany,
  leavesAt,
  topicsInWords,
  topicsOf,
  trainingInWords,
  type Topic,
} from '../domain/overuse.ts'
import type { PartnerId } from '../domain/kernel.ts'
import type { Policy } from '../domain/policy.ts'
import { dayIn, presenceOn } from '../domain/presence.ts'
import { placeOf } from '../domain/region.ts'
import { mailboxOf, type Contact } from '../domain/routing.ts'
import type { Tx } from '../storage/database.ts'
import {
  addCrossing,
  howTosOf,
  noteFallen,
  openCrossing,
  overusingPartners,
  partnersCrossing,
  type HowToRequest,
  type Window,
} from '../storage/overuse.ts'
import { partnerById, type Partner } from '../storage/partners.ts'
import { contactsOf } from '../storage/people.ts'
import { trainingOf } from '../storage/training.ts'
import { isStaff, type Actor, type App } from './app.ts'
import { dutyOf, reachedBy } from './escalation/duty.ts'
import { utc } from './instants.ts'
import { postLetter } from './outbox/post.ts'
import { notFound, type Answer } from './refusals.ts'

const windowAt = (app: App): Window => ({
  from: countedAfter(app.policies.current().overuse, app.now()),
  at: app.now(),
})

/**
 * Of the timetable: tells of each partner that has risen above the count since the last time, once; of one that has fallen
 * to it, it can be told again. Two at once tell once. Counting stays off the way of a request that comes in.
 */
export async function tellOfOveruse(app: App): Promise<{ readonly told: number; readonly fallen: number }> {
  const { moreThan } = app.policies.current().overuse
  const window = windowAt(app)
  const { fallen, found } = await app.db.system(async (tx) => ({
    fallen: await noteFallen(tx, window, moreThan),
    found: await partnersCrossing(tx, window, moreThan),
  }))
  let told = 0
  for (const partner of found) if (await app.db.system((tx) => tellOf(app, tx, partner, window))) told += 1
  return { told, fallen }
}

async function tellOf(app: App, tx: Tx, id: PartnerId, window: Window): Promise<boolean> {
  const policy = app.policies.current()
  const partner = await partnerById(tx, id)
  if (partner === null) throw new Error(`There is no partner ${id}.`)
  const requests = await howTosOf(tx, id, window)
  const count = requests.length
  // One of them may have become something else a moment ago.
  if (!isTooMany(policy.overuse, count)) return false
  const manager = await managerOf(app, tx, partner)
  const crossing = app.newId<'crossing'>()
  if (!(await addCrossing(tx, { id: crossing, partner: id, at: window.at, count, told: manager }))) return false
  const topics = await topicsFor(tx, policy, id, requests)
  const { moreThan, withinDays } = policy.overuse
  await postLetter(app, tx, {
    template: 'overuse',
    to: manager,
    desk: technicalDesk(policy).id,
    country: partner.country,
    state: partner.state,
    ticket: null,
    partner: id,
    data: {
      count,
      days: withinDays,
      moreThan,
      requests: requests.map(({ number, subject }) => `- ${number} ${subject}`).join('\n'),
      topics: topicsInWords(topics),
      training: trainingInWords(topics),
    },
    onceFor: `overuse:${id}:${crossing}`,
  })
  return true
}

/** [S] 'the support team will notify their respective Partner Account Manager': so the technical desk writes. */
function technicalDesk({ desks }: Policy) {
  const desk = desks.find(({ covers }) => covers === 'technical') ?? desks[0]
  if (desk === undefined) throw new Error('The policy has no desk.')
  return desk
}

/** The partner's own, or who stands in; else whom the matrix names at the last level for its place; else the desk itself (F1, F8). */
async function managerOf(app: App, tx: Tx, { id, country, state }: Partner): Promise<Contact> {
  const policy = app.policies.current()
  const duty = await dutyOf(app, tx, { partner: id }, app.now())
  const desk = technicalDesk(policy)
  const place = placeOf(policy, country, state)
  const own = duty.accountManagers.get(id)
  const present = own === undefined ? null : presenceOn(duty.absences, dayIn(place.zone, duty.at))(own)
  const named = reachedBy(policy, { desk: desk.id, country, state, partner: id }, duty).at(-1)?.people[0]
  const { name, email } = present ?? named ?? { name: desk.name, email: mailboxOf(desk, place) }
  return { name, email }
}

async function topicsFor(
  tx: Tx,
  policy: Policy,
  partner: PartnerId,
  requests: readonly HowToRequest[],
): Promise<readonly Topic[]> {
  const contacts = (await contactsOf(tx, partner)).filter(({ active }) => active)
  const records = Map.groupBy(
    await trainingOf(
      tx,
      contacts.map(({ id }) => id),
    ),
    ({ person }) => person,
  )
  const trained = contacts.map(({ id, name }) => ({
    name,
    products: (records.get(id) ?? []).map(({ product }) => product),
  }))
  return topicsOf(policy, requests, trained)
}

/** GET /partners/{id}/overuse: the count as it is now, what it is made of, and what would help; to the partner as well. */
export function overuseOf(app: App, actor: Actor, id: PartnerId) {
  return app.db.transaction(actor, async (tx): Promise<Answer<OverusePage>> => {
    if ((await partnerById(tx, id)) === null) return notFound('partner')
    const policy = app.policies.current()
    const { moreThan, withinDays } = policy.overuse
    const requests = await howTosOf(tx, id, windowAt(app))
    const crossing = await openCrossing(tx, id)
    return {
      ok: true,
      value: {
        count: requests.length,
        moreThan,
        withinDays,
        isTooMany: isTooMany(policy.overuse, requests.length),
        told:
          crossing === null
            ? null
            : { at: utc(crossing.at), name: crossing.told.name, email: isStaff(actor) ? crossing.told.email : null },
        requests: requests.map((row) => ({
          id: row.id as string,
          number: row.number,
          subject: row.subject,
          receivedAt: utc(row.receivedAt),
          leavesAt: utc(leavesAt(policy.overuse, row.receivedAt)),
        })),
        topics: (await topicsFor(tx, policy, id, requests)).map((topic) => ({
          ...topic,
          untrained: [...topic.untrained],
        })),
      },
    }
  })
}

interface OverusePage {
  readonly count: number
  readonly moreThan: number
  readonly withinDays: number
  readonly isTooMany: boolean
  /** Who was told of it, and when; null while nobody needs to be. */
  readonly told: { readonly at: string; readonly name: string; readonly email: string | null } | null
  readonly requests: readonly {
    readonly id: string
    readonly number: string
    readonly subject: string
    readonly receivedAt: string
    readonly leavesAt: string
  }[]
  readonly topics: readonly (Omit<Topic, 'untrained'> & { readonly untrained: string[] })[]
}

/** GET /overuse: partners above the count, the highest first; of one account manager, where one is given. */
export async function listOverusing(app: App, actor: Actor, accountManager: string | null) {
  const { moreThan, withinDays } = app.policies.current().overuse
  const rows = await app.db.transaction(actor, (tx) => overusingPartners(tx, windowAt(app), accountManager))
  return {
    moreThan,
    withinDays,
    items: rows.map(({ partner, count, since, told }) => ({
      partner: { ...partner, id: partner.id as string },
      count,
      since: utc(since),
      told,
    })),
  }
}
