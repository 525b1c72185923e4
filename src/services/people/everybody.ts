/** Staff and contacts alike, as the command line shows them. */
import type { Instant, PartnerId } from '../../domain/kernel.ts'
import type { Tx } from '../../storage/database.ts'
import { partnerById, type Partner } from '../../storage/partners.ts'
import type { Person } from '../../storage/people.ts'
import { secondFactorsOf } from '../../storage/second-factors.ts'
import { accessOf, type Access } from '../../storage/sessions.ts'
import { pageOfKept, type KeptFilter } from '../../storage/staff.ts'
import type { App } from '../app.ts'
import { utcOrNull } from '../instants.ts'
import { singleSignOnViews, type SingleSignOnView } from './single-sign-on.ts'
import { accessView, worldNow } from './view.ts'

const viewOf = (
  app: App,
  person: Person,
  partner: Partner | null,
  access: Access | undefined,
  secondFactorSince: Instant | null,
  singleSignOn: SingleSignOnView | null,
) => ({
  id: person.id as string,
  side: person.side,
  name: person.name,
  email: person.email,
  role: person.role as string,
  partner: partner === null ? null : { id: partner.id as string, name: partner.name },
  desks: [...person.desks],
  zone: person.zone,
  active: person.active,
  ...accessView(app, access),
  secondFactorSince: utcOrNull(secondFactorSince),
  singleSignOn,
})

export type EverybodyView = ReturnType<typeof viewOf>

export async function everybodyView(app: App, tx: Tx, person: Person): Promise<EverybodyView> {
  const [view] = await viewsOf(app, tx, [person])
  if (view === undefined) throw new Error('One was asked for.')
  return view
}

async function viewsOf(app: App, tx: Tx, persons: readonly Person[]): Promise<readonly EverybodyView[]> {
  const ids = persons.map(({ id }) => id)
  const access = await accessOf(tx, ids, worldNow())
  const factors = await secondFactorsOf(tx, ids)
  const links = await singleSignOnViews(tx, ids)
  const partners = new Map<PartnerId, Partner | null>()
  for (const { partner } of persons)
    if (partner !== null && !partners.has(partner)) partners.set(partner, await partnerById(tx, partner))
  return persons.map((person) => {
    const partner = person.partner === null ? null : (partners.get(person.partner) ?? null)
    const [factor, link] = [factors.get(person.id) ?? null, links.get(person.id) ?? null]
    return viewOf(app, person, partner, access.get(person.id), factor, link)
  })
}

const portion = 200

/** By name, as many as there are. */
export async function* everybody(app: App, filter: KeptFilter): AsyncGenerator<EverybodyView> {
  for (let cursor: string | null = null; ;) {
    const { views, next } = await app.db.system(async (tx) => {
      const found = await pageOfKept(tx, { ...filter, limit: portion, cursor })
      if (!found.ok) throw new Error(found.problem.message)
      return { views: await viewsOf(app, tx, found.value.items), next: found.value.nextCursor }
    })
    yield* views
    if (next === null) return
    cursor = next
  }
}
