/** What is said after one act on several: how many it was done to, and why not to the others, alike ones together. */
import type { SeveralView } from '../../../src/http/wire-several.ts'
import type { Escalate } from '../../shared/escalation/escalate.tsx'
import { sayCount } from '../../shared/words.ts'
import type { Transfer } from '../dialogs/transfer.tsx'
import type { Wait } from '../dialogs/wait.tsx'
import type { Cause } from '../ticket/severity-causes.ts'

export type SharedAct =
  | { readonly kind: 'assign'; readonly person: string | null }
  | ({ readonly kind: 'reply'; readonly body: string; readonly determination?: true } & Filled)
  | ({ readonly kind: 'note'; readonly body: string } & Filled)
  | ({ readonly kind: 'solve'; readonly body?: string } & Partial<Filled>)
  | { readonly kind: 'severity'; readonly severity: number; readonly cause: Cause; readonly reason: string }
  | { readonly kind: 'confirm-severity'; readonly seen: readonly number[] }
  | ({ readonly kind: 'transfer' } & Transfer)
  | ({ readonly kind: 'wait' } & Wait)
  | { readonly kind: 'product-answered' }
  | ({ readonly kind: 'escalate' } & Escalate)
  | { readonly kind: 'tag'; readonly add: readonly string[]; readonly remove: readonly string[] }
  | { readonly kind: 'follow' }
  | { readonly kind: 'cause'; readonly cause: string }

interface Filled {
  readonly placeholders: true
  /** Those that were put into the words. */
  readonly savedReplies?: readonly string[]
}

/** '… 11 tickets.', '… 11; not 2:' */
const past = {
  assign: 'Assigned',
  reply: 'Answered',
  note: 'Noted on',
  solve: 'Solved',
  severity: 'Changed the severity of',
  'confirm-severity': 'Confirmed the severity of',
  transfer: 'Transferred',
  wait: 'Said who is waited on for',
  'product-answered': 'Said that the product team answered for',
  escalate: 'Escalated',
  tag: 'Changed the tags of',
  follow: 'You follow',
  cause: 'Attached',
} as const satisfies Record<SharedAct['kind'], string>

export interface NotDone {
  readonly because: string
  readonly tickets: readonly { readonly id: string; readonly number: string }[]
}

export interface Said {
  /** 'Solved 11 tickets.', 'Solved 11; not 2:', 'Solved none of 2:' */
  readonly words: string
  readonly notDone: readonly NotDone[]
}

/** The reasons in the order in which they first came. */
export function sayDone(kind: SharedAct['kind'], { items }: SeveralView): Said {
  const reasons = new Map<string, NotDone['tickets'][number][]>()
  for (const { ticket, number, problem } of items) {
    if (problem === null) continue
    const row = { id: ticket, number: number ?? 'one that is gone' }
    const alike = reasons.get(problem.detail)
    if (alike === undefined) reasons.set(problem.detail, [row])
    else alike.push(row)
  }
  const notDone = [...reasons].map(([because, tickets]) => ({ because, tickets }))
  const failed = notDone.reduce((sum, { tickets }) => sum + tickets.length, 0)
  const done = items.length - failed
  const words =
    failed === 0
      ? `${past[kind]} ${sayCount(done, 'ticket')}.`
      : done === 0
        ? `${past[kind]} none of ${failed}:`
        : `${past[kind]} ${done}; not ${failed}:`
  return { words, notDone }
}

/** Of rows that left the list while they were selected. */
export const sayLeft = (numbers: readonly string[]): string =>
  numbers.length > 3
    ? `${numbers.length} tickets left the list and are no longer selected.`
    : `${numbers.join(', ').replace(/, (?=[^,]*$)/, ' and ')} left the list and ${numbers.length === 1 ? 'is' : 'are'} no longer selected.`

/** 'severity 2 (3), severity 1 (1)': alike ones together, the most of them first. */
export function sayEach(values: readonly string[]): string {
  const counts = [...Map.groupBy(values, (value) => value)].map(([value, all]) => ({ value, count: all.length }))
  if (counts.length === 1) return counts[0]!.value
  return counts
    .toSorted((one, other) => other.count - one.count)
    .map(({ value, count }) => `${value} (${count})`)
    .join(', ')
}
