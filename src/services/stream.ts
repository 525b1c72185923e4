/** What happens, as it happens: the ledger's stream in words for whoever may hear it. */
import { factInWords } from '../domain/explain/facts.ts'
import { alertsNotice } from '../storage/alerts.ts'
import { isLaterPosition, readEvents, streamHead } from '../storage/events.ts'
import { eventsChannel, listen, type Listener } from '../storage/listen.ts'
import { ticketBriefs } from '../storage/ticket-briefs.ts'
import type { Actor, App } from './app.ts'
import { no, type Answer } from './refusals.ts'
import { utc } from './instants.ts'

/** One event of the stream. */
export interface StreamWord {
  readonly cursor: string
  readonly ticket: string
  readonly number: string
  readonly kind: string
  /** The ticket's revision once this had happened. */
  readonly revision: number
  readonly partner: string | null
  readonly desk: string
  readonly seq: number
  readonly words: string
  readonly at: string
}

export interface StreamPart {
  readonly words: readonly StreamWord[]
  /** Where to go on from. */
  readonly cursor: string
  /** True where there is more already, or may be in a moment: look again without waiting to be told. */
  readonly more: boolean
  readonly withheld: boolean
}

/** Where the stream ends now, for a reader that begins. */
export const streamStart = (app: App): Promise<string> => app.db.system((tx) => streamHead(tx))

/** What came after the cursor and the actor may hear; refuses a cursor that this stream has never given. */
export function readStream(app: App, actor: Actor, after: string, limit: number): Promise<Answer<StreamPart>> {
  return app.db.transaction(actor, async (tx) => {
    const read = await readEvents(tx, { after, limit })
    if (!read.ok) return no(read.problem)
    const { events, ...rest } = read.value
    const briefs = await ticketBriefs(tx, [...new Set(events.map(({ ticket }) => ticket))])
    const words: StreamWord[] = []
    for (const { cursor, ticket, event } of events) {
      const brief = briefs.get(ticket)
      if (brief === undefined) throw new Error(`Event ${cursor} is of a ticket that is not there.`)
      words.push({
        cursor,
        ticket,
        number: brief.number,
        kind: event.fact.kind,
        revision: event.seq,
        partner: brief.partner,
        desk: brief.desk,
        seq: event.seq,
        words: factInWords(await app.policies.version(brief.policyVersion), event.fact),
        at: utc(event.at),
      })
    }
    return { ok: true, value: { words, ...rest } }
  })
}

/** A4: somebody types in a chat. Told to whoever listens at this moment, and kept nowhere. */
export interface Typing {
  /** Null where an answer to a ticket is being written. */
  readonly chat: string | null
  readonly ticket: string
  /** Who hears of it beside the staff; null is nobody. */
  readonly partner: string | null
  readonly person: string
  readonly name: string
  readonly side: 'agent' | 'partner'
}

const typingNotice = 'typing '

/** To every node. */
export async function tellDesk(app: App, typing: Typing): Promise<void> {
  await app.db.once(notify, [eventsChannel, `${typingNotice}${JSON.stringify(typing)}`])
}

const notify = { name: 'notify', text: 'select pg_notify($1, $2)' }

/**
 * Hears, over one connection for the whole process, that there are new events, or that people or what they may do
 * changed, or that a policy was published. All of it after the connection was lost, since any may have been missed. What
 * somebody types may be.
 */
export const listenToDesk = (
  app: App,
  hear: {
    events(): void
    people(): void
    policy(): void
    typing(typing: Typing): void
    /** Whose have changed; null where that is not known. */
    alerts(people: ReadonlySet<string> | null): void
  },
): Promise<Listener> =>
  listen(app.db.connection, eventsChannel, (notice) => {
    if (notice.startsWith(typingNotice)) return hear.typing(JSON.parse(notice.slice(typingNotice.length)) as Typing)
    if (notice.startsWith(alertsNotice)) return hear.alerts(new Set(notice.slice(alertsNotice.length).split(' ')))
    if (notice !== 'people' && notice !== 'policy') hear.events()
    if (notice === 'people' || notice === '') hear.people()
    if (notice === 'policy' || notice === '') hear.policy()
    if (notice === '') hear.alerts(null)
  })

export { isLaterPosition, type Listener }
