/** How articles are called in addresses: a name belongs to one of them for good (B10). */
import { mistakeInSlug, type ArticleId } from '../../domain/guide/article.ts'
import { slugTaken } from '../../storage/articles.ts'
import type { Tx } from '../../storage/database.ts'
import type { Refusals } from '../refusals.ts'

/** The name, or the next one of its kind that no article has or had. */
export async function freeSlug(tx: Tx, wanted: string): Promise<string> {
  let slug = wanted
  for (let at = 2; (await slugTaken(tx, slug)) !== null; at += 1) slug = `${wanted.slice(0, 75)}-${at}`
  return slug
}

/** Why an article cannot be called so. `own` is the one that asks. */
export async function slugMistakes(tx: Tx, slug: string, own: ArticleId | null): Promise<Refusals['errors']> {
  const mistake = mistakeInSlug(slug)
  if (mistake !== null) return [{ field: 'slug', message: mistake }]
  const holder = await slugTaken(tx, slug)
  return holder === null || holder === own
    ? []
    : [{ field: 'slug', message: 'Another article has or had this address: links to it would lead here.' }]
}
