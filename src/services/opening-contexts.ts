/**
 * For whom tickets are opened. Many come from the same few contacts: while somebody tells of changes, what was found is
 * remembered for a few seconds.
 */
import { openingContext, type OpeningContext } from '../storage/opening-context.ts'
import type { Actor, App } from './app.ts'

export interface RememberedContexts {
  /** People, partners or customers have changed. */
  forget(): void
  /** Nobody tells of changes any more: everything is looked up again. */
  stop(): void
}

interface Known {
  readonly context: Promise<OpeningContext | null>
  readonly until: number
}

/** How long a change that nobody told of may go unnoticed. */
const rememberMs = 5_000
/** Remembered at most; beyond that everybody is looked up anew. */
const most = 10_000

const memories = new WeakMap<App, Map<string, Known>>()

/** Remembers contexts from now on; the caller forgets them whenever one may have changed. */
export function rememberContexts(app: App): RememberedContexts {
  const memory = new Map<string, Known>()
  memories.set(app, memory)
  return { forget: () => memory.clear(), stop: () => memories.delete(app) }
}

type Sought = Parameters<typeof openingContext>[1]

/** As `openingContext`, for the actor; requests that come together look up once. */
export function contextFor(app: App, actor: Actor, sought: Sought): Promise<OpeningContext | null> {
  const find = (): Promise<OpeningContext | null> => app.db.transaction(actor, (tx) => openingContext(tx, sought))
  const memory = memories.get(app)
  if (memory === undefined) return find()

  const who = actor.kind === 'partner' ? actor.person : ''
  const key = JSON.stringify([who, sought.contactEmail, sought.customerEmail])
  const now = performance.now()
  const held = memory.get(key)
  if (held !== undefined && held.until > now) return held.context
  if (memory.size >= most) memory.clear()
  const context = find()
  memory.set(key, { context, until: now + rememberMs })
  const drop = (): void => {
    if (memory.get(key)?.context === context) memory.delete(key)
  }
  // Nobody is not worth remembering: the contact may be registered at any moment.
  void context.then((found) => (found === null ? drop() : undefined), drop)
  return context
}
