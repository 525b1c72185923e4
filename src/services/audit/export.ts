/** G2: what is sealed, as JSON Lines that can be checked without the database (check.ts). */
import type { Instant } from '../../domain/kernel.ts'
import { evidenceOf } from '../../storage/evidence.ts'
import { canonicalJson } from '../../storage/json.ts'
import { redactionProofs } from '../../storage/redactions.ts'
import { partsOf } from '../../storage/seal-hash.ts'
import { sealsAfter } from '../../storage/seals.ts'
import { messageIn } from '../verify/seals.ts'
import type { App } from '../app.ts'

/** What the first line says, so that a later form can be told from this one. */
export const exportFormat = 1

/** Only what was sealed from `from` on, and before `to`; null: from the first, to the last. */
export interface ExportSpan {
  readonly from: Instant | null
  readonly to: Instant | null
}

/**
 * The lines, some at a time: 'start', then each seal with what it covers after it, then 'end'. One seal's worth is in memory. What was
 * taken away is left out: the check names it.
 */
export async function* exportAudit(
  { db }: Pick<App, 'db'>,
  { from, to }: ExportSpan,
): AsyncGenerator<readonly string[]> {
  let [last, seals, hash] = [0, 0, '']
  for (;;) {
    const [seal] = await db.system((tx) => sealsAfter(tx, last, 1))
    if (seal === undefined || (to !== null && Temporal.Instant.compare(seal.sealedAt, to) >= 0)) break
    last = seal.number
    if (from !== null && Temporal.Instant.compare(seal.sealedAt, from) < 0) {
      hash = seal.hash
      continue
    }
    if (seals === 0) yield [start(seal.number, seal.before)]
    const lines = seal.lines.map(partsOf)
    const { there, redactions } = await db.system(async (tx) => {
      const found = await evidenceOf(
        tx,
        lines.map(({ name }) => name),
        { whole: true },
      )
      const others = lines.flatMap(({ name, hash: sealed }) =>
        found.get(name)?.hash === sealed ? [] : (messageIn(name) ?? []),
      )
      return { there: found, redactions: await redactionProofs(tx, others) }
    })
    yield [
      canonicalJson({ line: 'seal', ...seal }),
      ...lines.flatMap(({ name }) => {
        const evidence = there.get(name)
        if (evidence === undefined) return []
        const { content, before } = evidence
        // What is there is not what was sealed: the redactions that say so go along.
        return canonicalJson({
          line: name.split('/')[0],
          before,
          content,
          redactions: redactions.get(messageIn(name) ?? ''),
        })
      }),
    ]
    seals += 1
    hash = seal.hash
  }
  if (seals === 0) yield [start(last + 1, hash)]
  yield [canonicalJson({ line: 'end', seals, hash })]
}

const start = (first: number, before: string): string =>
  canonicalJson({ line: 'start', format: exportFormat, first, before })
