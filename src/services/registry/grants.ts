/** An offering granted to one partner for one fiscal year, approved by its account manager (A4). */
import { fiscalYearNamed, fiscalYearOf } from '../../domain/fiscal-year.ts'
import type { PartnerId } from '../../domain/kernel.ts'
import { tierRules, type Policy } from '../../domain/policy.ts'
import type { Tx } from '../../storage/database.ts'
import { grantsOf, insertGrant, lockGrant, revokeGrant, type GrantId, type KeptGrant } from '../../storage/grants.ts'
import { recordChanges } from '../../storage/partner-history.ts'
import { partnerById, type Partner } from '../../storage/partners.ts'
import { namesOf } from '../../storage/people.ts'
import { lockRegistry } from '../../storage/registry-lock.ts'
import type { Actor, App } from '../app.ts'
import { once, type Once, type Outcome } from '../once.ts'
import { actOn } from './partner-history.ts'
import { grantView, standing, todayOf, type GrantView } from './partner-view.ts'
import { no, notAllowed, notFound, wrongFields, type Answer } from '../refusals.ts'

export interface NewGrant {
  /** Id of an offering, or the name of what it opens. */
  readonly offering: string
  /** As the fiscal year is called; the present one where it is not given. */
  readonly fiscalYear?: string | undefined
  readonly reason: string
}

type StaffActor = Extract<Actor, { kind: 'staff' }>

/** Who may approve: the partner's account manager, and in its place a manager or an administrator. */
export const mayGrant = (actor: Actor, { accountManager }: Pick<Partner, 'accountManager'>): actor is StaffActor =>
  actor.kind === 'staff' &&
  (actor.role === 'admin' || actor.role === 'manager' || (actor.role === 'pam' && actor.person === accountManager))

const onlyItsPam = notAllowed("Only the partner's account manager, a manager or an administrator approves this.")

export function addGrant(
  app: App,
  actor: Actor,
  id: PartnerId,
  given: NewGrant,
  asked: Once | null,
): Promise<Answer<Outcome<GrantView>>> {
  return once(app, actor, asked, 201, async (tx) => {
    await lockRegistry(tx)
    const partner = await partnerById(tx, id)
    if (partner === null) return notFound('partner')
    if (!mayGrant(actor, partner)) return onlyItsPam
    const policy = app.policies.current()
    const drawn = drawUp(app, policy, actor, partner, given)
    if (!drawn.ok) return drawn
    const grant = drawn.value
    const before = standing(await grantsOf(tx, id)).find(
      (each) => each.offering === grant.offering && each.fiscalYear === grant.fiscalYear,
    )
    if (before !== undefined)
      return no({ code: 'conflict', message: `It is granted for ${grant.fiscalYear} already.`, field: 'fiscalYear' })
    await insertGrant(tx, grant)
    await keep(app, tx, actor, partner, grant, 'granted', grant.reason)
    return viewIn(app, tx, partner, grant)
  })
}

/** The grant as it is asked for, or everything that is wrong with it. */
function drawUp(app: App, policy: Policy, actor: StaffActor, partner: Partner, given: NewGrant): Answer<KeptGrant> {
  const wanted = given.offering.trim().toLowerCase()
  const offering = policy.offerings.find(({ id, opens }) => id === wanted || opens.includes(wanted))
  const today = todayOf(policy, partner, app.now())
  const year = given.fiscalYear === undefined ? fiscalYearOf(policy, today) : fiscalYearNamed(policy, given.fiscalYear)
  const mistakes: { field: string; message: string }[] = []
  const grantable = policy.offerings.filter((row) => row.grantable)
  if (offering?.grantable !== true)
    mistakes.push({
      field: 'offering',
      message: `What can be granted is: ${grantable.map((row) => row.id).join(', ') || 'nothing'}.`,
    })
  else if (offering.tiers[partner.tier]?.offered === true)
    mistakes.push({
      field: 'offering',
      message: `${tierRules(policy, partner.tier).name} partners have ${offering.name} anyway.`,
    })
  if (year === null)
    mistakes.push({
      field: 'fiscalYear',
      message: `Give the fiscal year as it is called, such as '${fiscalYearOf(policy, today).name}'.`,
    })
  else if (year.endsOn < today) mistakes.push({ field: 'fiscalYear', message: `The fiscal year ${year.name} is over.` })
  if (offering === undefined || year === null || mistakes.length > 0) return wrongFields(mistakes)
  return {
    ok: true,
    value: {
      id: app.newId<'grant'>(),
      partner: partner.id,
      offering: offering.id,
      fiscalYear: year.name,
      startsOn: year.startsOn < today ? today : year.startsOn,
      endsOn: year.endsOn,
      approvedBy: actor.person,
      reason: given.reason,
      grantedAt: app.now(),
      revoked: null,
    },
  }
}

export function endGrant(
  app: App,
  actor: Actor,
  id: GrantId,
  { reason }: { readonly reason: string },
  asked: Once | null,
): Promise<Answer<Outcome<GrantView>>> {
  return once(app, actor, asked, 200, async (tx) => {
    const grant = await lockGrant(tx, id)
    const partner = grant === null ? null : await partnerById(tx, grant.partner)
    if (grant === null || partner === null) return notFound('grant')
    if (!mayGrant(actor, partner)) return onlyItsPam
    if (grant.revoked !== null) return no({ code: 'invalid-state', message: 'This grant is revoked already.' })
    if (grant.endsOn < todayOf(app.policies.current(), partner, app.now()))
      return no({ code: 'invalid-state', message: 'This grant has ended by itself.' })
    const revoked = { at: app.now(), by: actor.person, because: reason }
    await revokeGrant(tx, id, revoked)
    await keep(app, tx, actor, partner, grant, 'revoked', reason)
    return viewIn(app, tx, partner, { ...grant, revoked })
  })
}

async function viewIn(app: App, tx: Tx, partner: Partner, grant: KeptGrant): Promise<Answer<GrantView>> {
  const policy = app.policies.current()
  const people = grant.revoked === null ? [grant.approvedBy] : [grant.approvedBy, grant.revoked.by]
  const names = await namesOf(tx, [...new Set(people)])
  return { ok: true, value: grantView(policy, grant, names, todayOf(policy, partner, app.now())) }
}

function keep(
  app: App,
  tx: Tx,
  actor: Actor,
  partner: Partner,
  grant: KeptGrant,
  became: 'granted' | 'revoked',
  reason: string,
): Promise<void> {
  const name = app.policies.current().offerings.find(({ id }) => id === grant.offering)?.name ?? grant.offering
  const about = { kind: 'grant', id: grant.id, name: `${name}, ${grant.fiscalYear}` } as const
  const was = became === 'granted' ? null : 'granted'
  return recordChanges(tx, [{ ...actOn(partner, actor, app.now()), about, what: 'grant', was, became, reason }])
}
