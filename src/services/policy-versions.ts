/** The published versions as people look through them: when, by whom, what each of them changed (C9). */
import type { Policy } from '../domain/policy.ts'
import { diffPolicies, type Difference } from '../policy/diff.ts'
import type { Page, PageRequest } from '../storage/page.ts'
import { namesOf } from '../storage/people.ts'
import { latestVersion, openByPolicy, pageOfPolicies, policyByVersion, type PolicyEntry } from '../storage/policies.ts'
import type { Tx } from '../storage/database.ts'
import type { Actor, App } from './app.ts'
import { utc } from './instants.ts'
import { no, type Answer } from './refusals.ts'

export interface PolicyVersionView {
  readonly version: number
  readonly publishedAt: string
  /** Null where it was the program's first start, or the command line. */
  readonly publishedBy: { readonly id: string; readonly name: string } | null
  readonly isCurrent: boolean
  /** Open tickets that were opened under it, and keep it. */
  readonly openTickets: number
}

/** The newest first. Refuses a cursor of another list. */
export const policyVersions = (app: App, actor: Actor, page: PageRequest): Promise<Answer<Page<PolicyVersionView>>> =>
  app.db.transaction(actor, async (tx): Promise<Answer<Page<PolicyVersionView>>> => {
    const found = await pageOfPolicies(tx, page)
    if (!found.ok) return no(found.problem)
    const { items, nextCursor } = found.value
    return { ok: true, value: { items: await versionViews(tx, items), nextCursor } }
  })

/** As they are now, in the given order. */
export async function versionViews(tx: Tx, entries: readonly PolicyEntry[]): Promise<readonly PolicyVersionView[]> {
  const [latest, open, names] = [
    await latestVersion(tx),
    await openByPolicy(tx),
    await namesOf(tx, [...new Set(entries.flatMap(({ publishedBy }) => (publishedBy === null ? [] : [publishedBy])))]),
  ]
  return entries.map(({ version, publishedAt, publishedBy }) => ({
    version,
    publishedAt: utc(publishedAt),
    publishedBy:
      publishedBy === null ? null : { id: publishedBy, name: names.get(publishedBy)?.name ?? 'Somebody who has left' },
    isCurrent: version === latest,
    openTickets: open.get(version) ?? 0,
  }))
}

export interface DifferencesView {
  readonly from: number
  readonly to: number
  /** As `desk policy diff` says them. */
  readonly items: readonly Difference[]
}

/** What `to` says otherwise than `from`; than the version before it where no other is named. Refuses versions that are not there. */
export const differencesOf = (
  app: App,
  actor: Actor,
  { from, to }: { readonly from?: number | undefined; readonly to: number },
): Promise<Answer<DifferencesView>> =>
  app.db.transaction(actor, async (tx): Promise<Answer<DifferencesView>> => {
    const other = from ?? to - 1
    if (from === undefined && to === 1)
      return no({
        code: 'incomplete',
        message: 'Version 1 is the first: say which one to compare it with.',
        field: 'from',
      })
    const policies: Policy[] = []
    for (const version of [other, to]) {
      const found = await policyByVersion(tx, version)
      if (found === null)
        return no({ code: 'not-found', message: `No policy was published under the number ${version}.` })
      policies.push(found.policy)
    }
    const [before, after] = policies as [Policy, Policy]
    return { ok: true, value: { from: other, to, items: diffPolicies(before, after) } }
  })
