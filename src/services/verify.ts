/** Everything recomputed from the ledger and compared with what is kept, and every chain of hashes followed (G2). */
import type { TicketId } from '../domain/kernel.ts'
import type { Policy } from '../domain/policy.ts'
import { faultIn } from '../storage/ledger-check.ts'
import { listPolicies, policyByVersion } from '../storage/policies.ts'
import { keptTickets, lostTickets, type KeptTicket } from '../storage/verify-reads.ts'
import type { App } from './app.ts'
import { digestOf } from './policies.ts'
import { compare, type Difference } from './verify/differences.ts'
import { verifyRuns } from './verify/runs.ts'
import { verifyTags } from './verify/tags.ts'
import { verifySeals, type VerifiedSeals } from './verify/seals.ts'

export type { Difference } from './verify/differences.ts'

export interface Verified extends VerifiedSeals {
  readonly tickets: number
  readonly clocks: number
  readonly events: number
  readonly differences: number
  /** Tickets of a log whose replay was interrupted: they wait until it goes on. */
  readonly parked: number
  /** Runs of workflows, worked out again from their logs. */
  readonly runs: number
}

/** Tickets at a time: as much as is in memory, however many there are. */
const page = 250

/**
 * Calls `onDifference` for each; resolves with how much was looked at. Reads, and changes nothing. `knownSeal` is the hash of a seal that was
 * written down elsewhere.
 */
export async function verify(
  app: App,
  onDifference: (difference: Difference) => Promise<void> | void,
  onProgress: (tickets: number) => void = () => undefined,
  knownSeal?: string,
): Promise<Verified> {
  const counts = { tickets: 0, clocks: 0, events: 0, differences: 0, parked: 0, runs: 0 }
  const say = async (differences: readonly Difference[]): Promise<void> => {
    counts.differences += differences.length
    for (const difference of differences) await onDifference(difference)
  }
  const policies = await publishedPolicies(app)
  await say(policies.differences)
  for await (const kept of pages(app)) {
    for (const each of kept) {
      await say(chainDifferences(each))
      const policy = policies.known.get(each.ticket.policyVersion)
      const compared = policy === undefined ? null : compare(each, policy)
      await say(compared?.differences ?? [noPolicy(each)])
      counts.tickets += 1
      counts.clocks += each.ticket.clocks.length
      counts.events += each.ledger.length
      if (compared?.parked === true) counts.parked += 1
    }
    onProgress(counts.tickets)
  }
  counts.runs = await verifyRuns(app, policies.known, say)
  await verifyTags(app, say)
  await say((await app.db.system(lostTickets)).map(lost))
  const sealed = await verifySeals(app, say, knownSeal)
  return { ...counts, ...sealed }
}

async function* pages(app: App): AsyncGenerator<readonly KeptTicket[]> {
  const read = (after: TicketId | null) => app.db.system((tx) => keptTickets(tx, { after, limit: page }))
  let kept = await read(null)
  for (let last = kept.at(-1); last !== undefined; last = kept.at(-1)) {
    // The next ones come while these are looked at.
    const next = read(last.ticket.id)
    next.catch(() => undefined)
    yield kept
    kept = await next
  }
}

/** C9: a published version is as it was published. */
async function publishedPolicies(app: App) {
  const known = new Map<number, Policy>()
  const differences: Difference[] = []
  for (const { version } of await app.db.system(listPolicies)) {
    const stored = await app.db.system((tx) => policyByVersion(tx, version))
    if (stored === null) continue
    known.set(version, stored.policy)
    const digest = digestOf(stored.policy)
    if (digest === stored.digest && stored.policy.version === version) continue
    const message = 'The policy is not the one that was published under this number.'
    differences.push({
      ticket: null,
      part: `policy ${version}`,
      field: 'digest',
      kept: stored.digest,
      recomputed: digest,
      message,
    })
  }
  return { known, differences }
}

const bare = { field: null, kept: null, recomputed: null }

function chainDifferences({ number, ticket, ledger, head }: KeptTicket): readonly Difference[] {
  const fault = faultIn(ticket.id, ledger, head)
  if (fault === null) return []
  const part = fault.seq === null ? 'chain' : `chain at event ${fault.seq}`
  return [{ ...bare, ticket: number, part, message: fault.message }]
}

const noPolicy = ({ number, ticket }: KeptTicket): Difference => ({
  ticket: number,
  part: 'ticket',
  field: 'policyVersion',
  kept: ticket.policyVersion,
  recomputed: null,
  message: 'No policy was ever published under this number, so nothing of the ticket can be recomputed.',
})

const lost = (id: TicketId): Difference => ({
  ...bare,
  ticket: id,
  part: 'ticket',
  message: 'The ledger or the clocks know of this ticket, and it is not there.',
})
