/** What changed about a partner, as it is kept and as it is shown (A2). */
import type { Instant, PartnerId, PersonId } from '../../domain/kernel.ts'
import { tierRules, type Policy } from '../../domain/policy.ts'
import type { Page, PageRequest } from '../../storage/page.ts'
import { historyOf, type Change, type KeptChange } from '../../storage/partner-history.ts'
import { partnerById, type Partner } from '../../storage/partners.ts'
import { namesOf, type PersonName } from '../../storage/people.ts'
import type { Actor, App } from '../app.ts'
import { utc } from '../instants.ts'
import { personRef } from './partner-view.ts'
import { no, notFound, type Answer } from '../refusals.ts'

/** Who did it: somebody, or the program itself. */
export type Doer = { readonly kind: 'system' } | { readonly kind: 'staff' | 'partner'; readonly person: PersonId }

/** Who did what to which partner, as the history keeps it. */
export const actOn = (
  { id, name }: Pick<Partner, 'id' | 'name'>,
  actor: Doer,
  at: Instant,
): Pick<Change, 'partner' | 'at' | 'by' | 'via' | 'about'> => ({
  partner: id,
  at,
  by: actor.kind === 'system' ? null : actor.person,
  via: 'desk',
  about: { kind: 'partner', id, name },
})

/** The latest first. */
export async function partnerHistory(app: App, actor: Actor, id: PartnerId, page: PageRequest) {
  return app.db.transaction(actor, async (tx): Promise<Answer<Page<ReturnType<typeof changeView>>>> => {
    if ((await partnerById(tx, id)) === null) return notFound('partner')
    const found = await historyOf(tx, id, page)
    if (!found.ok) return no(found.problem)
    const { items, nextCursor } = found.value
    const names = await namesOf(tx, [...new Set(items.flatMap(({ by }) => by ?? []))])
    const policy = app.policies.current()
    return { ok: true, value: { items: items.map((change) => changeView(policy, change, names)), nextCursor } }
  })
}

export const changeView = (policy: Policy, change: KeptChange, names: ReadonlyMap<PersonId, PersonName>) => ({
  id: change.id,
  at: utc(change.at),
  by: personRef(names, change.by),
  via: change.via,
  about: { kind: change.about.kind, id: change.about.id, name: change.about.name },
  what: change.what,
  was: change.what === 'tier' ? tierSaid(policy, change.was) : change.was,
  became: change.what === 'tier' ? tierSaid(policy, change.became) : change.became,
  reason: change.reason,
})

/** A tier that the current policy has no more keeps its id. */
const tierSaid = (policy: Policy, id: string | null): string | null =>
  id === null || !policy.tiers.some((tier) => tier.id === id) ? id : tierRules(policy, id).name
