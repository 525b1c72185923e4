/** Who there is, as far as the caller may know of them (G3). */
import type { PartnerId, Result } from '../../domain/kernel.ts'
import type { Tx } from '../../storage/database.ts'
import type { Page, PageRequest } from '../../storage/page.ts'
import type { Partner } from '../../storage/partners.ts'
import { listPeople, type Person } from '../../storage/people.ts'
import type { Actor, App } from '../app.ts'
import type { Visitor } from '../access.ts'
import { no, type Answer } from '../refusals.ts'

export const personView = ({ id, name, email, side, role, desks }: Person) => ({
  id: id as string,
  name,
  email: email as string | null,
  side,
  role: role as string,
  desks: [...desks],
})

export const partnerView = ({ id, name, tier, country, state }: Partner) => ({
  id: id as string,
  name,
  tier,
  country,
  state,
})

/** The caller as it is shown to itself; `can` names the endpoints that are open to it. */
export const meView = ({ person, partner, lacksSecondFactor }: Visitor, can: readonly string[]) => ({
  id: person.id as string,
  name: person.name,
  email: person.email,
  side: person.side,
  role: person.role as string,
  desks: [...person.desks],
  partner: partner === null ? null : partnerView(partner),
  zone: person.zone,
  can: [...can],
  /** Of a session: a second factor has to be set up before anything else. */
  lacksSecondFactor: lacksSecondFactor === true,
})

type Listed<View> = Promise<Answer<Page<View>>>

export const people = (
  app: App,
  actor: Actor,
  query: {
    readonly side?: Person['side'] | undefined
    readonly partner?: string | undefined
    readonly q?: string | undefined
  } & PageRequest,
): Listed<ReturnType<typeof personView>> =>
  listed(app, actor, (tx) => listPeople(tx, { ...query, partner: query.partner as PartnerId | undefined }), personView)

async function listed<Item, View>(
  app: App,
  actor: Actor,
  list: (tx: Tx) => Promise<Result<Page<Item>>>,
  view: (item: Item) => View,
): Listed<View> {
  const found = await app.db.transaction(actor, list)
  if (!found.ok) return no(found.problem)
  return { ok: true, value: { items: found.value.items.map(view), nextCursor: found.value.nextCursor } }
}
