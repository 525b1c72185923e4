/** The chain of seals followed, and everything that a seal names looked up (G2). */
import { evidenceOf } from '../../storage/evidence.ts'
import { isRedactedFrom, partsOf, sealHash, type Seal } from '../../storage/seal-hash.ts'
import { lostRedactions, redactionProofs } from '../../storage/redactions.ts'
import { isSealKnown, sealCounts, sealHead, sealsAfter, unnamedBySeals } from '../../storage/seals.ts'
import type { App } from '../app.ts'
import type { Difference } from './differences.ts'

export interface VerifiedSeals {
  readonly seals: number
  /** Rows of the audit that were looked at. */
  readonly audit: number
  /** What was written since the last seal: nothing can be said of it yet. */
  readonly unsealed: number
  /** Hash of the last seal, to be kept elsewhere; null where there is none. */
  readonly seal: string | null
  /** Ids of messages that are not what was sealed, as their redactions say and prove (decision 38). */
  readonly redacted: readonly string[]
}

const page = 4
const mostNamed = 100

/** Says every difference. `known` is the hash of a seal that was written down elsewhere: there must be one with it. */
export async function verifySeals(
  { db }: Pick<App, 'db'>,
  say: (differences: readonly Difference[]) => Promise<void>,
  known: string | null = null,
): Promise<VerifiedSeals> {
  const head = await db.system(sealHead)
  const named = { audit: 0, events: 0 }
  const redacted = new Set<string>()
  let isLost = false
  let [last, before, seals] = [0, '', 0]
  for (;;) {
    const found = await db.system((tx) => sealsAfter(tx, last, page))
    for (const seal of found) {
      if (seal.number > head.number) break
      await say(missing(last + 1, seal.number - 1))
      await say(ofSeal(seal, seal.number === last + 1 ? before : null))
      const differences = await ofLines(seal)
      isLost ||= differences.length > 0
      await say(differences)
      for (const line of seal.lines) {
        if (line.startsWith('audit/')) named.audit += 1
        if (line.startsWith('event/')) named.events += 1
      }
      ;[last, before, seals] = [seal.number, seal.hash, seals + 1]
    }
    if (found.length < page || last >= head.number) break
  }
  await say((await db.system(lostRedactions)).map(lostRedaction))
  await say(missing(last + 1, head.number))
  if (last === head.number && before !== head.hash)
    await say([about(last, `Seal ${last} is not the one that was made last.`)])
  if (known !== null && !(await db.system((tx) => isSealKnown(tx, known))))
    await say([about(null, 'No seal has the hash that was written down: this is not the chain that it was.', known)])
  const counts = await db.system(sealCounts)
  // What a missing seal named cannot be told from what was put there later. One line that is lost would hide another that was added.
  const isAdded = isLost || counts.audit !== named.audit || counts.events !== named.events
  if (seals === head.number && isAdded) await say((await db.system((tx) => unnamedBySeals(tx, mostNamed))).map(unnamed))
  return {
    seals,
    audit: counts.audit,
    unsealed: counts.unsealed,
    seal: head.number === 0 ? null : head.hash,
    redacted: [...redacted],
  }

  async function ofLines(seal: Seal): Promise<readonly Difference[]> {
    const lines = seal.lines.map(partsOf)
    const { there, proofs } = await db.system(async (tx) => {
      const found = await evidenceOf(
        tx,
        lines.map(({ name }) => name),
        { whole: false },
      )
      const others = lines.flatMap(({ name, hash }) => (found.get(name)?.hash === hash ? [] : (messageIn(name) ?? [])))
      return { there: found, proofs: await redactionProofs(tx, others) }
    })
    return lines.flatMap(({ name, hash }) => {
      const evidence = there.get(name)
      if (evidence?.hash === hash) return []
      const message = messageIn(name)
      if (
        message !== null &&
        evidence !== undefined &&
        isRedactedFrom(hash, evidence.hash, proofs.get(message) ?? [])
      ) {
        redacted.add(message)
        return []
      }
      const said = evidence === undefined ? 'is not there any more' : 'is not what was written'
      return [
        {
          ...about(seal.number, `${inWords(name)} is under seal ${seal.number}, and ${said}.`),
          ticket: ticketOf(name),
        },
      ]
    })
  }
}

/** 'audit/12', 'event/TICKET/3', 'message/ID' as a sentence begins. */
export function inWords(name: string): string {
  const [kind, id, seq] = name.split('/')
  if (kind === 'event') return `Event ${seq} of ticket ${id}`
  return kind === 'message' ? `Message ${id}` : `Row ${id} of the audit`
}

/** The id of a message; null where the name is of something else. */
export const messageIn = (name: string): string | null =>
  name.startsWith('message/') ? (name.split('/')[1] ?? null) : null

const ticketOf = (name: string): string | null => (name.startsWith('event/') ? (name.split('/')[1] ?? null) : null)

const about = (seal: number | null, message: string, kept: unknown = null): Difference => ({
  ticket: null,
  part: seal === null ? 'seals' : `seal ${seal}`,
  field: null,
  kept,
  recomputed: null,
  message,
})

const lostRedaction = ({ number, seq, redaction }: Awaited<ReturnType<typeof lostRedactions>>[number]): Difference => ({
  ...about(null, `Event ${seq} tells of a redaction (${redaction}) that is not there any more.`),
  ticket: number,
})

const unnamed = (name: string): Difference => ({
  ...about(null, `${inWords(name)} is under no seal, and lies among what is: it was put there later.`),
  ticket: ticketOf(name),
})

function missing(from: number, to: number): readonly Difference[] {
  if (to < from) return []
  const which = to === from ? `Seal ${from} is` : `Seals ${from} to ${to} are`
  return [about(from, `${which} missing: what was under ${to === from ? 'it' : 'them'} can be followed no more.`)]
}

function ofSeal(seal: Seal, before: string | null): readonly Difference[] {
  if (sealHash(seal) !== seal.hash) return [about(seal.number, `Seal ${seal.number} is not what was written.`)]
  if (before !== null && seal.before !== before)
    return [about(seal.number, `Seal ${seal.number} does not follow the one before it.`)]
  return []
}
