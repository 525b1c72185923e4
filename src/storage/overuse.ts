/** How many basic requests partners sent, and when there were too many of them (B9). */
import type { HowTo } from '../domain/overuse.ts'
import type { Id, Instant, PartnerId, TicketId } from '../domain/kernel.ts'
import type { PartnerBrief } from './ticket-rows.ts'
import type { Statement, Tx } from './tx.ts'

export interface HowToRequest extends HowTo {
  readonly id: TicketId
  readonly number: string
  readonly subject: string
}

export interface Crossing {
  readonly id: Id<'crossing'>
  readonly partner: PartnerId
  readonly at: Instant
  readonly count: number
  readonly told: { readonly name: string; readonly email: string }
}

const counted = `kind = 'question' and merged_into is null and received_at > $1 and received_at <= $2`

const crossing: Statement = {
  name: 'overuse_found',
  text: `select t.partner_id as partner from tickets t
    where ${counted} and partner_id is not null group by partner_id having count(*) > $3
      and not exists (select from overuse_crossings c where c.partner_id = t.partner_id and c.fell_at is null)
    order by partner_id`,
}
const fallen: Statement = {
  name: 'overuse_fallen',
  text: `update overuse_crossings c set fell_at = $2
    where fell_at is null
      and (select count(*) from tickets where ${counted} and partner_id = c.partner_id) <= $3 returning id`,
}
const add: Statement = {
  name: 'overuse_add',
  text: `insert into overuse_crossings (id, partner_id, crossed_at, count, told_name, told_email)
    values ($1, $2, $3, $4, $5, $6) on conflict (partner_id) where fell_at is null do nothing returning id`,
}
const requests: Statement = {
  name: 'overuse_requests',
  text: `select id, number, subject, product, category, received_at as "receivedAt" from tickets
    where ${counted} and partner_id = $3::uuid order by received_at desc, id limit 1000`,
}
const open: Statement = {
  name: 'overuse_open',
  text: `select id, partner_id as partner, crossed_at as at, count, json_build_object('name', told_name, 'email', told_email) as told
    from overuse_crossings where partner_id = $1::uuid and fell_at is null`,
}
const list: Statement = {
  name: 'overuse_list',
  text: `select c.crossed_at as "since", json_build_object('name', c.told_name, 'email', c.told_email) as told,
      (select count(*)::integer from tickets where ${counted} and partner_id = c.partner_id) as count,
      json_build_object('id', p.id, 'name', p.name, 'tier', p.tier, 'country', p.country, 'state', p.state) as partner
    from overuse_crossings c join partners p on p.id = c.partner_id
    where c.fell_at is null and ($3::uuid is null or p.account_manager_id = $3)
    order by count desc, p.name, p.id limit 500`,
}

/** What is counted: received after `from`, at `at` or before. */
export interface Window {
  readonly from: Instant
  readonly at: Instant
}

/** Partners above the count of which it was not told since they rose above it. */
export async function partnersCrossing(tx: Tx, { from, at }: Window, moreThan: number): Promise<readonly PartnerId[]> {
  return (await tx.call<{ partner: PartnerId }>(crossing, [from, at, moreThan])).map(({ partner }) => partner)
}

/** Those that have fallen to the count or below are told of anew; how many. */
export const noteFallen = async (tx: Tx, { from, at }: Window, moreThan: number): Promise<number> =>
  (await tx.call(fallen, [from, at, moreThan])).length

/** False where somebody else has noted it. */
export async function addCrossing(tx: Tx, { id, partner, at, count, told }: Crossing): Promise<boolean> {
  return (await tx.call(add, [id, partner, at, count, told.name, told.email])).length > 0
}

/** The latest first, 1,000 at most. */
export const howTosOf = (tx: Tx, partner: PartnerId, { from, at }: Window): Promise<readonly HowToRequest[]> =>
  tx.call(requests, [from, at, partner])

export async function openCrossing(tx: Tx, partner: PartnerId): Promise<Crossing | null> {
  return (await tx.call<Crossing>(open, [partner]))[0] ?? null
}

export interface OverusingPartner {
  readonly partner: PartnerBrief
  readonly count: number
  readonly since: Instant
  readonly told: Crossing['told']
}

/** Those above the count, the highest first; of one account manager, where one is given. */
export const overusingPartners = (
  tx: Tx,
  { from, at }: Window,
  accountManager: string | null,
): Promise<readonly OverusingPartner[]> => tx.call(list, [from, at, accountManager])
