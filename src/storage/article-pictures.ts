/** Which uploads the versions of articles show (B10). The database lets whoever reads the version see them. */
import type { ArticleId } from '../domain/guide/article.ts'
import type { Statement, Tx } from './tx.ts'

/** Under which attachments are held that belong to the guide (see `HeldBy`). */
export const heldForGuide = 'guide'

const add: Statement = {
  name: 'article_pictures_add',
  text: 'insert into article_pictures (article_id, version, attachment_id) select $1, $2, unnest($3::uuid[])',
}
const among: Statement = {
  name: 'article_pictures_among',
  text: 'select distinct attachment_id as id from article_pictures where attachment_id = any ($1::uuid[])',
}
const repeat: Statement = {
  name: 'article_pictures_repeat',
  text: `insert into article_pictures (article_id, version, attachment_id)
    select article_id, $3, attachment_id from article_pictures where article_id = $1 and version = $2`,
}

/** Each id once. */
export async function insertPictures(
  tx: Tx,
  id: ArticleId,
  version: number,
  pictures: readonly string[],
): Promise<void> {
  if (pictures.length > 0) await tx.call(add, [id, version, pictures])
}

/** Those of these attachments that a version of some article shows. */
export const picturesAmong = async (tx: Tx, ids: readonly string[]): Promise<ReadonlySet<string>> =>
  new Set((await tx.call<{ id: string }>(among, [ids])).map(({ id }) => id))

/** The later version shows what the earlier one does. */
export async function repeatPictures(tx: Tx, id: ArticleId, from: number, to: number): Promise<void> {
  await tx.call(repeat, [id, from, to])
}
