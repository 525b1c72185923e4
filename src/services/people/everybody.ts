/** Staff and contacts alike, as the command line shows them. */
import type { Tx } from '../../storage/database.ts'
import { partnerById } from '../../storage/partners.ts'
import type { Person } from '../../storage/people.ts'
import { accessOf } from '../../storage/sessions.ts'
import { pageOfKept, type KeptFilter } from '../../storage/staff.ts'
import type { App } from '../app.ts'
import { accessView, worldNow } from './view.ts'

export async function everybodyView(app: App, tx: Tx, person: Person) {
  const access = await accessOf(tx, [person.id], worldNow())
  const partner = person.partner === null ? null : await partnerById(tx, person.partner)
  return {
    id: person.id as string,
    side: person.side,
    name: person.name,
    email: person.email,
    role: person.role as string,
    partner: partner === null ? null : { id: partner.id as string, name: partner.name },
    desks: [...person.desks],
    zone: person.zone,
    active: person.active,
    ...accessView(app, access.get(person.id)),
  }
}

export type EverybodyView = Awaited<ReturnType<typeof everybodyView>>

const portion = 200

/** By name, as many as there are. */
export async function* everybody(app: App, filter: KeptFilter): AsyncGenerator<EverybodyView> {
  for (let cursor: string | null = null; ;) {
    const { views, next } = await app.db.system(async (tx) => {
      const found = await pageOfKept(tx, { ...filter, limit: portion, cursor })
      if (!found.ok) throw new Error(found.problem.message)
      const views: EverybodyView[] = []
      for (const person of found.value.items) views.push(await everybodyView(app, tx, person))
      return { views, next: found.value.nextCursor }
    })
    yield* views
    if (next === null) return
    cursor = next
  }
}
