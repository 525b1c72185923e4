/** A new tier begins with the effective day of its result, at the partner's place (E7, A2). */
import { homeRegion } from '../../domain/evaluation.ts'
import type { Instant, PartnerId } from '../../domain/kernel.ts'
import { system } from '../../storage/actor.ts'
import type { Tx } from '../../storage/database.ts'
import { evaluationsToApply, markApplied } from '../../storage/evaluations.ts'
import { partnerById } from '../../storage/partners.ts'
import { lockRegistry } from '../../storage/registry-lock.ts'
import type { App } from '../app.ts'
import { forgetNow } from '../tickets/opening-contexts.ts'
import { changePartnerIn } from '../registry/partners.ts'
import { tellTickets } from '../registry/tier-change.ts'
import { todayOf } from '../workflow/facts/accounts.ts'

/**
 * Of the timetable: tiers whose day has come at their partners' places. The open tickets hear of each, and keep the better
 * promise (A2). A partner that has moved to another region since keeps the tier of its result there.
 */
export async function applyEvaluations(app: App): Promise<{ readonly applied: number }> {
  const tooEarly: string[] = []
  let applied = 0
  for (;;) {
    const done = await app.db.system((tx) => applyOne(app, tx, tooEarly))
    if (done === null) return { applied }
    if (done.tooEarly) {
      tooEarly.push(done.id)
      continue
    }
    applied += 1
    if (done.tier) {
      forgetNow(app)
      await tellTickets(app, done.partner)
    }
  }
}

interface Applied {
  readonly id: string
  readonly partner: PartnerId
  readonly tooEarly: boolean
  readonly tier: boolean
}

/** The furthest east it is a day later than by UTC. */
const latestDay = (at: Instant): string => at.add({ hours: 14 }).toString().slice(0, 10)

async function applyOne(app: App, tx: Tx, but: readonly string[]): Promise<Applied | null> {
  await lockRegistry(tx)
  const at = app.now()
  const [row] = await evaluationsToApply(tx, latestDay(at), but)
  if (row === undefined) return null
  const policy = app.policies.current()
  const partner = await partnerById(tx, row.partner)
  if (partner === null || row.effectiveOn === null) throw new Error(`Evaluation ${row.id} is of no partner.`)
  const found = { id: row.id as string, partner: row.partner }
  if (row.effectiveOn > todayOf(policy, partner, at)) return { ...found, tooEarly: true, tier: false }
  await markApplied(tx, row.id, at)
  const isHis = row.isHome && homeRegion(policy, partner) !== null
  if (!isHis || partner.tier === row.proposed) return { ...found, tooEarly: false, tier: false }
  const reason = `Evaluation ${row.year}: ${row.rule}`
  const changed = await changePartnerIn(app, tx, system, row.partner, { tier: row.proposed, reason })
  if (!changed.ok) throw new Error(changed.problem.message)
  return { ...found, tooEarly: false, tier: changed.value.tier }
}
