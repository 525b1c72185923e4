/** A conversation and its history as one line of time. */
import type { EventView, MessageView } from '../../../src/http/wire.ts'
import { readInstant } from '../time.ts'

export type Moment =
  | { readonly kind: 'message'; readonly at: number; readonly message: MessageView }
  | { readonly kind: 'event'; readonly at: number; readonly event: EventView }

/** Facts that are a message; the message itself stands in the conversation. */
const told: ReadonlySet<string> = new Set([
  'agent-replied',
  'partner-replied',
  'details-supplied',
  'noted',
  'automatic-mail',
])

/** Oldest first. Of the same instant the message comes before what followed from it. */
export function timelineOf(messages: readonly MessageView[], events: readonly EventView[]): readonly Moment[] {
  const moments: Moment[] = [
    ...messages.map((message): Moment => ({ kind: 'message', at: readInstant(message.at), message })),
    ...events
      .filter((event) => !told.has(event.kind))
      .map((event): Moment => ({ kind: 'event', at: readInstant(event.at), event })),
  ]
  return moments.toSorted((a, b) => a.at - b.at || rank(a) - rank(b) || sequence(a) - sequence(b))
}

const rank = (moment: Moment): number => (moment.kind === 'message' ? 0 : 1)
const sequence = (moment: Moment): number => (moment.kind === 'event' ? moment.event.seq : 0)

const atOnce = 14
const firstOnes = 2
const lastOnes = 8

/** A long conversation folds its middle: how it began and how it stands are what is read first. */
export function folded(moments: readonly Moment[]): {
  readonly head: readonly Moment[]
  readonly hidden: number
  readonly tail: readonly Moment[]
} {
  if (moments.length <= atOnce) return { head: moments, hidden: 0, tail: [] }
  return {
    head: moments.slice(0, firstOnes),
    hidden: moments.length - firstOnes - lastOnes,
    tail: moments.slice(-lastOnes),
  }
}
