/** Some lines of a log, played in one transaction: all of them, with the places they lead to, or none (G1). */
import type { PartnerId, TicketId } from '../../domain/kernel.ts'
import type { Policy } from '../../domain/policy.ts'
import { commit } from '../../storage/commit.ts'
import type { Tx } from '../../storage/database.ts'
import { begunTickets, keepReplayPositions, type BegunTicket } from '../../storage/replay-positions.ts'
import { lastDecisions } from '../../storage/replay-tickets.ts'
import { lockTickets } from '../../storage/tickets.ts'
import type { App } from '../app.ts'
import type { LogLine } from './log-line.ts'
import { Outcome } from './outcome.ts'
import type { Places } from './places.ts'
import { PlayedTicket } from './played-ticket.ts'

export interface Playing {
  readonly app: App
  /** What the log is known by. */
  readonly source: string
  /** New tickets are opened under it: the version that is current when the replay begins. */
  readonly policy: Policy
  /** By their names in the log. */
  readonly partners: ReadonlyMap<string, PartnerId>
}

export async function playBatch(playing: Playing, places: Places, lines: readonly LogLine[]): Promise<Outcome> {
  const { app, source } = playing
  const { sorted, outcome } = await app.db.system(async (tx) => {
    const begun = await begunTickets(tx, source, [...new Set(lines.map(({ ticket }) => ticket))])
    const sorted = places.sort(lines, begun)
    const outcome = new Outcome()
    outcome.count('skipped', sorted.skipped)
    outcome.count('beforeReceipt', sorted.beforeReceipt)
    const touched = [...sorted.applied.keys()].flatMap((ref) => begun.get(ref) ?? [])
    const played = await lockPlayed(tx, app, touched)
    for (const line of sorted.toPlay) playLine(playing, played, line, outcome)
    await commit(
      tx,
      [...played.values()].flatMap(({ writes }) => writes),
    )
    await keepReplayPositions(
      tx,
      [...sorted.applied].map(([ref, applied]) => ({ source, ref, applied, ticket: ticketOf(played, ref) })),
    )
    return { sorted, outcome }
  })
  places.remember(sorted, lines)
  return outcome
}

function playLine(
  { app, policy, partners }: Playing,
  played: Map<string, PlayedTicket>,
  line: LogLine,
  outcome: Outcome,
): void {
  const ticket = played.get(line.ticket)
  if (ticket === undefined) {
    if (line.event !== 'received') throw new Error(`Line ${line.number}: its ticket was not received.`)
    const partner = line.partner === null ? null : (partners.get(line.partner) ?? null)
    played.set(line.ticket, PlayedTicket.open(policy, line, app.newId(), partner))
    outcome.count('applied')
    return
  }
  const came = ticket.play(line)
  if (came.kind === 'refused') return outcome.refuse(line, came.message)
  outcome.count('applied')
  if (came.outOfOrder) outcome.count('outOfOrder')
}

/** Tickets of earlier batches, locked, by their names in the log. */
export async function lockPlayed(
  tx: Tx,
  app: App,
  begun: readonly Pick<BegunTicket, 'ref' | 'ticket'>[],
): Promise<Map<string, PlayedTicket>> {
  const ids = begun.map(({ ticket }) => ticket)
  const tickets = new Map((await lockTickets(tx, ids)).map((ticket) => [ticket.id, ticket]))
  const lastAt = await lastDecisions(tx, ids)
  const played = new Map<string, PlayedTicket>()
  for (const { ref, ticket: id } of begun) {
    const ticket = tickets.get(id)
    if (ticket === undefined) throw new Error(`Ticket ${id} of the log is gone.`)
    const policy = await app.policies.version(ticket.policyVersion)
    played.set(ref, new PlayedTicket(ticket, policy, lastAt.get(id) ?? ticket.receivedAt))
  }
  return played
}

function ticketOf(played: ReadonlyMap<string, PlayedTicket>, ref: string): TicketId {
  const ticket = played.get(ref)?.ticket
  if (ticket === undefined) throw new Error(`'${ref}' was played and has no ticket.`)
  return ticket.id
}
