/** What can be done to several tickets at once: the same words and keys as for one. */
import type { TicketView } from '../../../src/http/wire.ts'
import type { SeveralView } from '../../../src/http/wire-several.ts'
import { call, newKey } from '../../shared/api.ts'
import { api } from '../../shared/paths.ts'
import { queryClient } from '../../shared/queries.ts'
import { toast } from '../../shared/ui/toast.tsx'
import type { SharedAct } from './words.ts'

interface SeveralAct {
  readonly id: SharedAct['kind']
  readonly label: string
  readonly shortcut?: string
}

/** In the bar, as one reaches for them most. */
export const oftenActs: readonly SeveralAct[] = [
  { id: 'assign', label: 'Assign', shortcut: 'a' },
  { id: 'reply', label: 'Reply', shortcut: 'r' },
  { id: 'note', label: 'Note', shortcut: 'i' },
  { id: 'solve', label: 'Solve', shortcut: 's' },
]

/** Behind ‘More’. */
export const rarerActs: readonly (readonly SeveralAct[])[] = [
  [
    { id: 'confirm-severity', label: 'Confirm the severity', shortcut: 'c' },
    { id: 'severity', label: 'Severity', shortcut: 'v' },
    { id: 'transfer', label: 'Transfer to another desk', shortcut: 't' },
    { id: 'tag', label: 'Tags', shortcut: 'g' },
  ],
  [
    { id: 'wait', label: 'Wait on a product team' },
    { id: 'product-answered', label: 'Product team has answered' },
  ],
  [{ id: 'escalate', label: 'Escalate', shortcut: 'e' }],
  [
    { id: 'follow', label: 'Follow', shortcut: 'o' },
    { id: 'cause', label: 'Attach to their cause', shortcut: 'd' },
  ],
]

export const severalActs: readonly SeveralAct[] = [...oftenActs, ...rarerActs.flat()]

/** One request, named by its key: said again after a lost answer it goes on where it stopped. */
export async function actOnSeveral(tickets: readonly string[], act: SharedAct, key: string): Promise<SeveralView> {
  try {
    return await call<SeveralView>(api.several, { method: 'POST', body: { tickets, act }, idempotencyKey: key })
  } finally {
    // Also of a request that broke off: some of it may be done.
    for (const what of [
      'tickets',
      'ticket',
      'messages',
      'events',
      'letters',
      'runs',
      'counts',
      'asking',
      'replies',
      'escalations',
      'tags',
      'followers',
      'links',
    ])
      void queryClient.invalidateQueries({ queryKey: [what] })
  }
}

/** Gives each back to whom it was with before. */
export async function giveBack(before: readonly TicketView[]): Promise<void> {
  const groups = Map.groupBy(before, ({ assignee }) => assignee?.id ?? null)
  try {
    for (const [person, tickets] of groups) {
      const ids = tickets.map(({ id }) => id)
      // oxlint-disable-next-line no-await-in-loop -- a few people at most
      const { items } = await actOnSeveral(ids, { kind: 'assign', person }, newKey())
      const refused = items.find(({ problem }) => problem !== null)
      if (refused?.problem) toast.done(`${refused.number ?? 'One'} stays as it is: ${refused.problem.detail}`)
    }
    toast.done('They are with whom they were with before.')
  } catch (reason) {
    toast.failed(reason)
  }
}
