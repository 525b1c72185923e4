/** What the demo company's partners wish for (B6), what broke lately (D7), and what they were told (D5). */
import { ideaStatusMeaning, type IdeaStatus } from '../../src/domain/idea.ts'
import type { Instant } from '../../src/domain/kernel.ts'
import type { Policy } from '../../src/domain/policy.ts'
import { newIdAt } from '../../src/services/ids.ts'
import { insertAnnouncement } from '../../src/storage/announcements.ts'
import type { Write } from '../../src/storage/commit.ts'
import { addVote, attachTicket } from '../../src/storage/idea-votes.ts'
import { insertIdea, recordIdeaChange } from '../../src/storage/ideas.ts'
import { endIncident, insertIncident, tell } from '../../src/storage/incidents.ts'
import type { Tx } from '../../src/storage/tx.ts'
import type { Cast } from './company.ts'
import { wishes, type Wish } from './wishes.ts'

export async function furnishBoard(
  tx: Tx,
  policy: Policy,
  company: Cast,
  writes: readonly Write[],
  now: Instant,
): Promise<void> {
  const ago = (days: number): Instant => now.subtract({ hours: 24 * days })
  for (const wish of wishes) await wished(tx, policy, company, writes, wish, ago)
  await broke(tx, policy, company, now)
  await announced(tx, policy, company, ago)
}

async function wished(
  tx: Tx,
  policy: Policy,
  company: Cast,
  writes: readonly Write[],
  { title, description, product, daysAgo, since = [], votes, ticket }: Wish,
  ago: (days: number) => Instant,
): Promise<void> {
  const createdAt = ago(daysAgo)
  const id = newIdAt<'idea'>(createdAt)
  const by = company.staff('lead').id
  const [status, statusDaysAgo, reason] = since.at(-1) ?? ['noted', daysAgo, ideaStatusMeaning.noted]
  await insertIdea(tx, {
    id,
    title,
    description,
    product: policy.products.some((row) => row.id === product) ? product : null,
    status,
    reason,
    statusAt: ago(statusDaysAgo),
    mergedInto: null,
    createdBy: by,
    createdAt,
  })
  await recordIdeaChange(tx, { idea: id, at: createdAt, by, what: 'added' })
  let was: IdeaStatus = 'noted'
  for (const [became, days, why] of since) {
    await recordIdeaChange(tx, { idea: id, at: ago(days), by, what: 'status', was, became, reason: why })
    was = became
  }
  for (const key of votes) {
    const { person, partner } = company.contact(key)
    await addVote(tx, id, { person: person.id, partner: partner.id }, ago(daysAgo / 2))
  }
  const asking = writes.find(({ decision }) => ticket !== undefined && decision.ticket.subject.startsWith(ticket))
  if (asking !== undefined) await attachTicket(tx, asking.decision.ticket, id, by, ago(0))
}

async function broke(tx: Tx, policy: Policy, company: Cast, now: Instant): Promise<void> {
  const by = company.staff('support').id
  const known = (ids: readonly string[], rows: readonly { readonly id: string }[]) =>
    ids.filter((id) => rows.some((row) => row.id === id))
  const before = (minutes: number): Instant => now.subtract({ minutes })
  const open = newIdAt<'incident'>(before(95))
  await insertIncident(tx, {
    id: open,
    title: 'Webhooks arrive late',
    kind: 'outage',
    products: known(['crm', 'flow'], policy.products),
    regions: known(['europe', 'india'], policy.regions),
    startedAt: before(112),
    endedAt: null,
    createdBy: by,
    createdAt: before(95),
  })
  await tell(tx, {
    incident: open,
    at: before(95),
    by,
    state: 'opened',
    body: 'Webhooks of workflow rules arrive up to twenty minutes late. None is lost. We are looking for the cause.',
  })
  await tell(tx, {
    incident: open,
    at: before(31),
    by,
    state: 'update',
    body: 'A queue had too few workers after last night’s change. More have been added; the delay shrinks.',
  })
  const over = newIdAt<'incident'>(before(3_900))
  await insertIncident(tx, {
    id: over,
    title: 'Report exports were closed for maintenance',
    kind: 'downtime',
    products: known(['analytics'], policy.products),
    regions: [],
    startedAt: before(3_900),
    endedAt: null,
    createdBy: by,
    createdAt: before(3_900),
  })
  await tell(tx, {
    incident: over,
    at: before(3_900),
    by,
    state: 'opened',
    body: 'Exports rest while storage is moved.',
  })
  await tell(tx, {
    incident: over,
    at: before(3_810),
    by,
    state: 'ended',
    body: 'Exports run again; nothing was lost.',
  })
  await endIncident(tx, over, before(3_810))
}

async function announced(tx: Tx, policy: Policy, company: Cast, ago: (days: number) => Instant): Promise<void> {
  const best = policy.tiers.at(-1)?.id
  const news = [
    {
      title: 'Year-end opening hours',
      body: 'Both desks answer as always through December, with the holidays of your region as they stand in the portal.',
      days: 9,
      tiers: [],
    },
    {
      title: 'Product days for Premium partners',
      body: 'Two afternoons with the product teams: roadmap, questions, and a look at what is being built. Your account manager has the dates.',
      days: 3,
      tiers: best === undefined ? [] : [best],
    },
  ]
  for (const { title, body, days, tiers } of news)
    await insertAnnouncement(tx, {
      id: newIdAt<'announcement'>(ago(days)),
      title,
      body,
      tiers,
      regions: [],
      products: [],
      publishedBy: company.staff('manager').id,
      publishedAt: ago(days),
      withdrawnAt: null,
    })
}
