/** What a new desk still lacks, read from what it has: the list that its first administrator goes through. */
import { resolve } from 'node:path'
import { latestPolicy } from '../storage/policies.ts'
import { keepSetting, readSetting } from '../storage/settings.ts'
import { setupFacts } from '../storage/setup.ts'
import type { Tx } from '../storage/database.ts'
import type { Actor, App } from './app.ts'
import { administers } from './people/administrators.ts'
import type { Answer } from './refusals.ts'

/** In the order in which they are best done: each needs what is above it, or is of more use after it. */
export const setupSteps = ['policy', 'staff', 'administrators', 'address', 'mail-out', 'mail-in', 'partners'] as const
export type SetupStep = (typeof setupSteps)[number]

/** What only the settings of this node's start say. */
export interface SetupSettings {
  /** PUBLIC_URL; null where it is not set. */
  readonly publicUrl: string | null
  /** MAIL_LISTEN or IMAP_URL is set. */
  readonly takesMail: boolean
}

/** The example that comes with the program: whose promises they are, somebody has to look at. */
const shippedPolicy = resolve(import.meta.dirname, '../../policy/zoho')
const key = 'setup-put-away'

async function viewOf(app: App, tx: Tx, { publicUrl, takesMail }: SetupSettings) {
  const found = await setupFacts(tx)
  const policy = await latestPolicy(tx)
  const { desks, vendor } = app.policies.current()
  const desksWithout = desks.filter(({ id }) => !found.answeredDesks.includes(id)).map(({ id }) => id)
  const isDone: Readonly<Record<SetupStep, boolean>> = {
    policy: (policy?.version ?? 0) > 1 || (app.policyFolder !== undefined && app.policyFolder !== shippedPolicy),
    staff: desksWithout.length === 0,
    administrators: found.administrators > 1,
    address: publicUrl !== null,
    'mail-out': app.db.letters === 'queued',
    'mail-in': takesMail,
    partners: found.hasPartner && found.hasContact,
  }
  return {
    steps: setupSteps.map((id) => ({ id, isDone: isDone[id] })),
    vendor: vendor.name,
    desksWithout,
    publicUrl,
    hasPartner: found.hasPartner,
    /** Somebody said that the list need not be shown any more; the demo's is not. */
    isPutAway: (await readSetting(tx, key)) === true || (await readSetting(tx, 'demo')) !== null,
  }
}

export type SetupView = Awaited<ReturnType<typeof viewOf>>

/** GET /setup, for administrators. */
export const getSetup = (app: App, actor: Actor, settings: SetupSettings): Promise<Answer<SetupView>> =>
  app.db.transaction(actor, async (tx): Promise<Answer<SetupView>> => {
    const may = await administers(tx, actor)
    return may.ok ? { ok: true, value: await viewOf(app, tx, settings) } : may
  })

/** PUT /setup: the list is put away for all administrators, or taken out again. What was done stays done. */
export const putSetupAway = (
  app: App,
  actor: Actor,
  settings: SetupSettings,
  { isPutAway }: { readonly isPutAway: boolean },
): Promise<Answer<SetupView>> =>
  app.db.transaction(actor, async (tx): Promise<Answer<SetupView>> => {
    const may = await administers(tx, actor)
    if (!may.ok) return may
    if (((await readSetting(tx, key)) === true) !== isPutAway) await keepSetting(tx, key, isPutAway)
    return { ok: true, value: await viewOf(app, tx, settings) }
  })
