/** G2: what was done is sealed a moment later, off the way of whoever does it. */
import { isAnythingToSeal, sealNext } from '../../storage/seals.ts'
import type { App } from '../app.ts'

/** Seals everything that is settled, a bounded part at a time; how many seals were made. Writes nothing where nothing happened. */
export async function sealAudit({ db, now }: Pick<App, 'db' | 'now'>): Promise<{ readonly seals: number }> {
  for (let seals = 0; ; seals += 1) {
    if (!(await db.system(isAnythingToSeal))) return { seals }
    if ((await db.system((tx) => sealNext(tx, now()))) === null) return { seals }
  }
}
