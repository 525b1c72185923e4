/**
 * For whom tickets are opened, and who is there to take them. Many come from the same few contacts: while somebody tells
 * of changes, what was found is remembered for a few seconds.
 */
import { openingContext, type OpeningContext } from '../../storage/opening-context.ts'
import type { Actor, App } from '../app.ts'
import { readWorkforce, type Workforce } from '../escalation/workforce.ts'

export interface RememberedContexts {
  /** People, partners or customers have changed. */
  forget(): void
  /** Nobody tells of changes any more: everything is looked up again. */
  stop(): void
}

interface Known {
  readonly found: Promise<unknown>
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
  const who = actor.kind === 'partner' ? actor.person : ''
  const key = JSON.stringify([who, sought.contactEmail, sought.customerEmail, sought.superAdminEmail])
  return remembered(app, key, () => app.db.transaction(actor, (tx) => openingContext(tx, sought)))
}

/** As `readWorkforce`. */
export const workforceOf = (app: App): Promise<Workforce> =>
  remembered(app, 'workforce', () => app.db.system((tx) => readWorkforce(tx, app)))

/** What this process itself has changed is forgotten at once, without waiting to be told of it. */
export const forgetNow = (app: App): void => memories.get(app)?.clear()

function remembered<Found>(app: App, key: string, find: () => Promise<Found>): Promise<Found> {
  const memory = memories.get(app)
  if (memory === undefined) return find()
  const now = performance.now()
  const held = memory.get(key)
  if (held !== undefined && held.until > now) return held.found as Promise<Found>
  if (memory.size >= most) memory.clear()
  const found = find()
  memory.set(key, { found, until: now + rememberMs })
  const drop = (): void => {
    if (memory.get(key)?.found === found) memory.delete(key)
  }
  // Nobody is not worth remembering: the contact may be registered at any moment.
  void found.then((value) => (value === null ? drop() : undefined), drop)
  return found
}
