/** What tickets are tagged with is what their ledgers say (G2). */
import { tagsUnlikeLedger } from '../../storage/tags.ts'
import type { App } from '../app.ts'
import type { Difference } from './differences.ts'

export async function verifyTags(app: App, say: (differences: readonly Difference[]) => Promise<void>): Promise<void> {
  const unlike = await app.db.system(tagsUnlikeLedger)
  await say(
    unlike.map(({ ticket, tag, isKept }) => ({
      ticket,
      part: 'tags',
      field: tag,
      kept: isKept,
      recomputed: !isKept,
      message: isKept
        ? `It is tagged ‘${tag}’, and its ledger does not say so.`
        : `Its ledger tags it ‘${tag}’, and it is not tagged so.`,
    })),
  )
}
