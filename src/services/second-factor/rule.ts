/** Who of the staff must have a second factor, and the end of one whose owner lost everything: administrators' acts. */
import type { PersonId } from '../../domain/kernel.ts'
import type { SecondFactorRule } from '../../domain/second-factor.ts'
import type { Tx } from '../../storage/database.ts'
import { lockPerson, personById } from '../../storage/people.ts'
import { lockRegistry } from '../../storage/registry-lock.ts'
import {
  secondFactorRule,
  secondFactorsLacking,
  setSecondFactorRule,
  takeSecondFactor,
} from '../../storage/second-factors.ts'
import { endSessions } from '../../storage/sessions.ts'
import type { Actor, App } from '../app.ts'
import { administers, isSelf } from '../people/administrators.ts'
import { worldNow } from '../people/view.ts'
import { no, notFound, type Answer } from '../refusals.ts'
import { tell } from './letters.ts'

export interface RuleView {
  readonly required: SecondFactorRule
  /** How many would be led to set one up when they sign in next. */
  readonly lacking: { readonly administrators: number; readonly staff: number }
}

const viewOf = async (tx: Tx): Promise<RuleView> => ({
  required: await secondFactorRule(tx),
  lacking: {
    administrators: await secondFactorsLacking(tx, 'administrators'),
    staff: await secondFactorsLacking(tx, 'staff'),
  },
})

export const getRule = (app: App, actor: Actor): Promise<Answer<RuleView>> =>
  app.db.transaction(actor, async (tx): Promise<Answer<RuleView>> => {
    const may = await administers(tx, actor)
    return may.ok ? { ok: true, value: await viewOf(tx) } : may
  })

/** Holds of sessions that begin from now on: whoever is in the middle of something finishes it. */
export const setRule = (
  app: App,
  actor: Actor,
  { required }: { readonly required: SecondFactorRule },
): Promise<Answer<RuleView>> =>
  app.db.transaction(actor, async (tx): Promise<Answer<RuleView>> => {
    await lockRegistry(tx)
    const may = await administers(tx, actor)
    if (!may.ok) return may
    if ((await secondFactorRule(tx)) !== required) await setSecondFactorRule(tx, required, worldNow())
    return { ok: true, value: await viewOf(tx) }
  })

/** Theirs, of the staff or a contact; they are signed out everywhere, and told. */
export const takeAway = (app: App, actor: Actor, id: PersonId): Promise<Answer<null>> =>
  app.db.transaction(actor, async (tx): Promise<Answer<null>> => {
    const may = await administers(tx, actor)
    if (!may.ok) return may
    const person = await lockPerson(tx, id, 'share')
    if (person === null) return notFound('person')
    if (isSelf(actor, id))
      return no({ code: 'invalid-state', message: 'Your own is turned off under ‘My account’, with a code.' })
    if (!(await takeSecondFactor(tx, id)))
      return no({ code: 'invalid-state', message: `${person.name} has no second factor.` })
    await endSessions(tx, id, {})
    const by = actor.kind === 'system' ? null : await personById(tx, actor.person)
    if (person.active) await tell(app, tx, person, 'second-factor-taken', { by: by?.name ?? 'The command line' })
    return { ok: true, value: null }
  })
