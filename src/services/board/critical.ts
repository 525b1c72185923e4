/** The Critical Issue Dashboard (D7): open incidents, and open tickets of severity 1 or escalated, with their clocks. */
import { entitled, offeringOf } from '../../domain/entitlement.ts'
import type { PartnerId } from '../../domain/kernel.ts'
import type { Tx } from '../../storage/database.ts'
import { grantsOf } from '../../storage/grants.ts'
import { criticalTickets, listIncidents, openIncidents } from '../../storage/incidents.ts'
import { partnerById } from '../../storage/partners.ts'
import { readTickets } from '../../storage/ticket-rows.ts'
import type { Actor, App } from '../app.ts'
import { incidentViews } from './incidents.ts'
import { utc } from '../instants.ts'
import { standing, todayOf } from '../registry/partner-view.ts'
import { viewsOf } from '../tickets/reading.ts'
import { notAllowed, type Answer } from '../refusals.ts'

/** What a policy's offering opens for it. */
const feature = 'critical-issue-dashboard'
const mostTickets = 200
const endedFor = { hours: 7 * 24 } as const

/** A partner gets its own tickets, staff everybody's; incidents are the same for all, those that ended this week with them. */
export function criticalIssues(app: App, actor: Actor) {
  return app.db.transaction(actor, async (tx) => {
    const refusal = actor.kind === 'partner' ? await refusalFor(app, tx, actor.partner) : null
    if (refusal !== null) return refusal
    const open = await openIncidents(tx)
    const latest = await listIncidents(tx, { limit: 20, cursor: null })
    const since = app.now().subtract(endedFor)
    const ended = (latest.ok ? latest.value.items : []).filter(
      ({ endedAt }) => endedAt !== null && Temporal.Instant.compare(endedAt, since) >= 0,
    )
    const tickets = await viewsOf(app, tx, await readTickets(tx, await criticalTickets(tx, mostTickets)))
    const view = {
      at: utc(app.now()),
      incidents: await incidentViews(app, tx, open),
      ended: await incidentViews(app, tx, ended),
      tickets,
    }
    return { ok: true, value: view } as const
  })
}

/** A8: a vendor whose table does not name the dashboard offers it to everybody. */
async function refusalFor(app: App, tx: Tx, id: PartnerId): Promise<(Answer<never> & { readonly ok: false }) | null> {
  const policy = app.policies.current()
  const partner = await partnerById(tx, id)
  if (partner === null || offeringOf(policy, feature) === undefined) return null
  const grants = standing(await grantsOf(tx, id))
  const { allowed, because } = entitled(
    policy,
    { tier: partner.tier, grants },
    feature,
    todayOf(policy, partner, app.now()),
  )
  return allowed ? null : notAllowed(because)
}
