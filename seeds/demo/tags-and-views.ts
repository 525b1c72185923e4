/** Tags of the demo's tickets, and views of the queue: two that are shared, one of somebody's own. */
import type { Instant, TicketId } from '../../src/domain/kernel.ts'
import type { Policy } from '../../src/domain/policy.ts'
import type { TagRef } from '../../src/domain/tag.ts'
import { decide } from '../../src/domain/ticket/decide.ts'
import { newIdAt } from '../../src/services/ids.ts'
import { commit, type Write } from '../../src/storage/commit.ts'
import { insertSavedView, type SavedView } from '../../src/storage/saved-views.ts'
import { insertTags, keepTags } from '../../src/storage/tags.ts'
import { lockTicket } from '../../src/storage/tickets.ts'
import type { Tx } from '../../src/storage/tx.ts'
import type { Cast } from './company.ts'

/** By how the subjects of their tickets begin. */
const tagged: Readonly<Record<string, readonly string[]>> = {
  api: [
    'Webhooks arrive twice since last night',
    'Update of a picklist by API fails',
    'COQL gives inconsistent counts',
    'invokeurl returns an empty text',
  ],
  outage: ['Zoho Desk: HTTP 503', 'Vaidya Diagnostics: no one-time passwords'],
  migration: ['Migration script stops'],
  'call back': ['Vaidya Diagnostics: no one-time passwords', 'Commission payout not received'],
}

export async function furnishTagsAndViews(
  tx: Tx,
  policy: Policy,
  company: Cast,
  writes: readonly Write[],
  now: Instant,
): Promise<void> {
  const ticketOf = (begins: string): TicketId => {
    const write = writes.find(
      ({ decision, opened }) => opened !== undefined && decision.ticket.subject.startsWith(begins),
    )
    if (write === undefined) throw new Error(`No story begins with '${begins}'.`)
    return write.decision.ticket.id
  }
  const [lead, support] = [company.staff('lead').id, company.staff('support').id]
  const tags = Object.keys(tagged).map((name): TagRef => ({ id: newIdAt<'tag'>(now), name }))
  await insertTags(tx, tags, { by: support, at: now })
  for (const begins of new Set(Object.values(tagged).flat())) {
    const ticket = await lockTicket(tx, ticketOf(begins))
    const added = tags.filter(({ name }) => tagged[name]?.includes(begins))
    if (ticket === null) throw new Error(`No ticket begins with '${begins}'.`)
    const decision = decide(
      ticket,
      { kind: 'tag', added, removed: [] },
      policy,
      { kind: 'staff', person: support },
      now,
    )
    if (!decision.ok) throw new Error(decision.problem.message)
    await commit(tx, [{ decision: decision.value, expectedRevision: ticket.revision, messages: [] }], 'captured')
    await keepTags(tx, ticket.id, { added, removed: [] })
  }
  const view = (more: Pick<SavedView, 'name' | 'question' | 'position'> & Partial<SavedView>): SavedView => ({
    id: newIdAt<'saved-view'>(now),
    list: 'queue',
    owner: null,
    desk: null,
    createdBy: lead,
    createdAt: now,
    updatedBy: lead,
    updatedAt: now,
    ...more,
  })
  for (const each of [
    view({ name: 'Nobody has it', question: { assignee: 'nobody', turn: 'us' }, position: 1 }),
    view({ name: 'API', question: { tag: 'api' }, desk: 'support', position: 2 }),
    view({
      name: 'Worst of mine',
      question: { assignee: 'me', severity: '1,2' },
      position: 1,
      owner: support,
      createdBy: support,
      updatedBy: support,
    }),
  ])
    await insertSavedView(tx, each)
}
