/** What a proof shows and what it does not, in sentences. */
import type { Clock } from '../../domain/clock.ts'
import { sayInstant, sayMinutes } from '../../domain/explain/words.ts'
import { isAfter, type Instant } from '../../domain/kernel.ts'
import type { Policy } from '../../domain/policy.ts'
import { statementLine } from '../../domain/statement/statement.ts'
import type { Ticket } from '../../domain/ticket/ticket.ts'
import type { ProofFile } from './format.ts'

/** Of a proof in which nothing is wrong. */
export function inWords(file: ProofFile, ticket: Ticket, policy: Policy): readonly string[] {
  const disclosed = file.ledger.filter(({ line }) => line !== null).length
  const listed = file.seals.filter(({ line }) => line !== null)
  return [
    file.ledger.length === 1
      ? 'Its one event is here, and is what its hash is of.'
      : `${disclosed === file.ledger.length ? `All ${disclosed}` : `${disclosed} of ${file.ledger.length}`} events are here, each is what its hash is of, and they follow each other.`,
    ...(ticket.clocks.length === 0
      ? ['Nothing was promised on it (feature requests and product limitations are exempt).']
      : []),
    ...ticket.clocks.map((clock) => clockInWords(file, ticket, clock, policy)),
    ...(file.messages.length === 0 ? [] : [messagesInWords(file.messages.length)]),
    ...(listed.length === 0
      ? []
      : [
          `${listed.length === 1 ? 'Seal' : 'Seals'} ${listed.map(({ number }) => number).join(', ')} ${listed.length === 1 ? 'lists' : 'list'} ${listOf(listed.flatMap(({ events }) => events))}.`,
        ]),
  ]
}

const messagesInWords = (count: number): string =>
  count === 1
    ? 'The message in it is what its hash is of.'
    : `The ${count} messages in it are what their hashes are of.`

function clockInWords(file: ProofFile, ticket: Ticket, clock: Clock, policy: Policy): string {
  const { zone } = file.terms.place.calendar
  const takenAt = Temporal.Instant.from(file.takenAt)
  const say = (at: Instant): string => `${sayInstant(at, zone)} (${zone})`
  const { outcome, answeredAt, endedAt, endedWords, lateMs } = statementLine(policy, ticket, clock, takenAt)
  const name = `The ${clock.promised}${clock.ordinal === 1 ? '' : ` (${clock.ordinal})`} was due by ${say(clock.limitAt)}, aimed at ${say(clock.targetAt)}`
  const late = lateMs === null ? '' : `, ${sayMinutes(lateMs / 60_000)} of working time late`
  switch (outcome) {
    case 'within-target':
      return `${name}: answered ${say(answeredAt as Instant)}, within the target.`
    case 'within-limit':
      return `${name}: answered ${say(answeredAt as Instant)}, within the limit.`
    case 'broken':
      return answeredAt === null
        ? `${name}: broken, and not answered${endedAt === null ? late : `; it ended ${say(endedAt)}`}.`
        : `${name}: broken; answered ${say(answeredAt)}${late}.`
    case 'withdrawn':
      return `${name}: withdrawn ${say(endedAt as Instant)}. ${endedWords ?? ''}`.trim()
    case 'running':
      return isAfter(takenAt, clock.limitAt)
        ? `${name}: running when the proof was taken, past its limit; the ledger had not noted that yet.`
        : `${name}: running when the proof was taken.`
  }
}

/** 'events 1 to 3, 5'. */
function listOf(seqs: readonly number[]): string {
  const spans: [number, number][] = []
  for (const seq of [...new Set(seqs)].toSorted((a, b) => a - b)) {
    const last = spans.at(-1)
    if (last !== undefined && last[1] === seq - 1) last[1] = seq
    else spans.push([seq, seq])
  }
  const words = spans.map(([from, to]) => (from === to ? String(from) : `${from} to ${to}`)).join(', ')
  return `${seqs.length === 1 ? 'event' : 'events'} ${words}`
}

/** What the file cannot show, whatever is in it. */
export function unknownOf(file: ProofFile): readonly string[] {
  const withheld = file.ledger.filter(({ line }) => line === null).map(({ seq }) => seq)
  const covered = new Set(file.seals.flatMap(({ events }) => events))
  const uncovered = file.ledger.map(({ seq }) => seq).filter((seq) => !covered.has(seq))
  const unlisted = file.seals.filter(({ line }) => line === null).map(({ number }) => number)
  const last = file.ledger.at(-1)?.seq ?? 0
  return [
    ...(withheld.length === 0
      ? []
      : [
          `What is in ${listOf(withheld)}: withheld, only the hash is here. That each of them follows the event before it only those can recompute who have it.`,
        ]),
    'Whether the ledger was written when it says: a chain of hashes shows that it hangs together, and whoever holds the database could have written another one. What shows it is a proof that was taken earlier and kept elsewhere: compare them with `desk proof check OLD NEW`.',
    `Whether anything came after event ${last} before the proof was taken.`,
    `Whether the terms are those of version ${file.terms.policyVersion} of the policy: compare them with what the vendor published (its digest there: ${file.policyDigest}).`,
    ...(unlisted.length === 0
      ? []
      : [
          `Whether the lists of ${unlisted.length === 1 ? 'seal' : 'seals'} ${unlisted.join(', ')} name these events: they name what is others’ too, and are not here. Who has an export of the audit finds them there, under the same hash.`,
        ]),
    ...(uncovered.length === 0
      ? []
      : [
          `Under which seal ${listOf(uncovered)} stand${uncovered.length === 1 ? 's' : ''}: none was found when the proof was taken.`,
        ]),
    'Who wrote the file: it is not signed.',
  ]
}
