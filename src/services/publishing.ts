/**
 * The policy's folder, as administrators work with it: checked as it stands now, compared with what holds, published as the
 * next version (C9). What was looked at is what is published, or nothing is: its digest says so.
 */
import { relative } from 'node:path'
import type { Policy } from '../domain/policy.ts'
import { coverage } from '../policy/coverage.ts'
import { diffPolicies, type Difference } from '../policy/diff.ts'
import { checkPolicyBeside, type Checked } from '../policy/check-beside.ts'
import type { Mistake } from '../policy/mistake.ts'
import { obstacleIn } from '../policy/survey.ts'
import { namesOf } from '../storage/people.ts'
import { latestPolicy, openByPolicy, type StoredPolicy } from '../storage/policies.ts'
import type { Tx } from '../storage/database.ts'
import type { Actor, App } from './app.ts'
import { summaryView } from './escalation/coverage-summary.ts'
import { once, type Once } from './once.ts'
import { administers } from './people/administrators.ts'
import { digestOf, publishNext } from './policies.ts'
import { strandedBy } from './stranded.ts'
import { versionViews, type PolicyVersionView } from './policy-versions.ts'
import { no, type Answer } from './refusals.ts'
import type { Acted } from './tickets/carry-out.ts'

export interface FolderView {
  /** Where it is, on the server. */
  readonly folder: string
  /** All of them at once; files are named from the folder on. */
  readonly mistakes: readonly Mistake[]
  /** What publishing it would bring; null while there are mistakes. */
  readonly publishable: {
    /** Of what was checked: to be given with the order to publish it. */
    readonly digest: string
    /** The version that holds now, with which it was compared. */
    readonly follows: number
    readonly differences: readonly Difference[]
    /** Why it may not hold as it is, in sentences; none where it may be published. */
    readonly obstacles: readonly string[]
    readonly coverage: { readonly complete: boolean; readonly summary: ReturnType<typeof summaryView> }
  } | null
  /** Tickets that are open now: each keeps the version that it has. */
  readonly openTickets: number
}

/** Reads the folder now. Refuses whoever is no administrator, and a folder that cannot be read as a policy at all. */
export async function checkFolder(app: App, actor: Actor): Promise<Answer<FolderView>> {
  const may = await app.db.transaction(actor, (tx) => administers(tx, actor))
  if (!may.ok) return may
  const read = await readFolder(app)
  if (!read.ok) return read
  const { folder, checked } = read.value
  return app.db.transaction(actor, async (tx): Promise<Answer<FolderView>> => {
    const current = await mustHold(tx)
    const open = await openByPolicy(tx)
    return {
      ok: true,
      value: {
        folder,
        mistakes: checked.ok ? [] : checked.mistakes,
        publishable: checked.ok ? await publishable(tx, checked.policy, current) : null,
        openTickets: [...open.values()].reduce((sum, tickets) => sum + tickets, 0),
      },
    }
  })
}

async function publishable(tx: Tx, policy: Policy, current: StoredPolicy): Promise<FolderView['publishable']> {
  const { summary, complete } = coverage(policy)
  return {
    digest: digestOf(policy),
    follows: current.version,
    differences: diffPolicies(current.policy, policy),
    obstacles: await strandedBy(tx, policy),
    coverage: { complete, summary: summaryView(policy, summary) },
  }
}

export interface Publishing {
  /** As the check gave it. */
  readonly digest: string
  readonly follows: number
}

/**
 * Publishes what stands in the folder, if it is what was checked and nobody else has published meanwhile. It holds here before
 * this resolves, and on the other nodes as soon as they hear of it.
 */
export async function publishFolder(
  app: App,
  actor: Actor,
  { digest, follows }: Publishing,
  asked: Once | null,
): Acted<PolicyVersionView> {
  // Before the transaction: reading takes longer than anybody should wait who publishes too.
  const read = await readFolder(app)
  const done = await once(app, actor, asked, 201, async (tx): Promise<Answer<PolicyVersionView>> => {
    const may = await administers(tx, actor)
    if (!may.ok) return may
    if (!read.ok) return read
    const { checked } = read.value
    const latest = await mustHold(tx, { lock: true })
    if (latest.version !== follows) return no({ code: 'conflict', message: await overtaken(tx, latest, digest) })
    if (!checked.ok) return mistaken(checked.mistakes)
    const { policy } = checked
    if (digestOf(policy) !== digest) return changedMeanwhile
    if (latest.digest === digest)
      return no({
        code: 'invalid-state',
        message: `Nothing to publish: the folder says what version ${latest.version} says, which holds already.`,
      })
    const stranded = await strandedBy(tx, policy)
    if (stranded.length > 0)
      return no({ code: 'invalid-state', message: `It cannot be published as it is. ${stranded.join(' ')}` })
    const [by, at] = [actor.kind === 'system' ? null : actor.person, app.now()]
    const version = await publishNext(tx, latest.version, policy, by, at)
    const [view] = await versionViews(tx, [{ version, digest, publishedAt: at, publishedBy: by }])
    if (view === undefined) throw new Error(`Version ${version} was published and is not there.`)
    return { ok: true, value: view }
  })
  // Where it cannot be read now, the notice of it is what brings it here.
  if (done.ok) await app.policies.refresh().catch(() => undefined)
  return done
}

const changedMeanwhile = no({
  code: 'conflict',
  message:
    'The folder is not any more what was checked: somebody has changed it meanwhile. Nothing was published. Check it again, and publish what you then see.',
  field: 'digest',
})

/** Who was quicker, and what is left to do. */
async function overtaken(tx: Tx, latest: StoredPolicy, digest: string): Promise<string> {
  const { version, publishedBy } = latest
  const name = publishedBy === null ? undefined : (await namesOf(tx, [publishedBy])).get(publishedBy)?.name
  const who = name ?? 'somebody on the command line'
  return latest.digest === digest
    ? `What you checked was published already, as version ${version}, by ${who}: nothing is left to do.`
    : `Version ${version} was published meanwhile, by ${who}. Nothing was published by you: check the folder again to see what it would change in that version.`
}

function mistaken(mistakes: readonly Mistake[]): Answer<never> {
  const errors = mistakes.map(({ file, line, path, found, expected }) => ({
    field: `${file}:${line}${path === '' ? '' : ` ${path}`}`,
    message: `Found ${found}; expected ${expected}.`,
  }))
  const message =
    'The folder has been changed since it was checked, and has mistakes now. Nothing was published: mend them and check it again.'
  return { ok: false, problem: { code: 'incomplete', message, errors } }
}

/** The first start of the desk has published one. */
async function mustHold(tx: Tx, options?: { readonly lock: boolean }): Promise<StoredPolicy> {
  const latest = await latestPolicy(tx, options)
  if (latest === null) throw new Error('No policy was ever published.')
  return latest
}

interface ReadFolder {
  readonly folder: string
  readonly checked: Checked
}

async function readFolder({ policyFolder: folder }: App): Promise<Answer<ReadFolder>> {
  if (folder === undefined) throw new Error('This program was put together without the folder of its policy.')
  const obstacle = await obstacleIn(folder)
  if (obstacle !== null)
    return no({
      code: 'invalid-state',
      message: `${obstacle} Put the policy there, or set POLICY_DIR to where it is and start the desk again.`,
    })
  const checked = await checkPolicyBeside(folder)
  if (checked.ok) return { ok: true, value: { folder, checked } }
  const mistakes = checked.mistakes.map((mistake) => ({ ...mistake, file: relative(folder, mistake.file) || '.' }))
  return { ok: true, value: { folder, checked: { ok: false, mistakes } } }
}
