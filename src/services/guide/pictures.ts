/**
 * Pictures of articles (B10): uploads of whoever writes, which belong to the guide from the version on that first shows them. An
 * article may show what another one shows; files of tickets and mails stay where they are.
 */
import { pictureMb, picturesPerVersion, pictureTypes } from '../../domain/guide/picture.ts'
import type { ArticleId } from '../../domain/guide/article.ts'
import { heldForGuide, insertPictures, picturesAmong } from '../../storage/article-pictures.ts'
import { holdAttachments, lockAttachments, type Attachment } from '../../storage/attachments.ts'
import type { Tx } from '../../storage/database.ts'
import type { Actor, App } from '../app.ts'
import { megabyte } from '../attachments/attachments.ts'
import type { Refusals } from '../refusals.ts'

const field = 'body'

export interface JudgedPictures {
  readonly mistakes: Refusals['errors']
  /** Uploads that nothing uses yet: `keepPictures` makes them the guide's. */
  readonly fresh: readonly string[]
}

/** Everything that keeps these attachments, each id once, from being shown in an article of the actor's. */
export async function judgePictures(tx: Tx, actor: Actor, ids: readonly string[]): Promise<JudgedPictures> {
  if (ids.length === 0) return { mistakes: [], fresh: [] }
  const found = new Map((await lockAttachments(tx, ids)).map((file) => [file.id as string, file]))
  const ofGuide = await picturesAmong(tx, ids)
  const fresh = ids.filter((id) => !ofGuide.has(id))
  const wrong = fresh.map((id) => unusable(actor, found.get(id))).filter((message) => message !== null)
  const mistakes = [...new Set(wrong)].map((message) => ({ field, message }))
  if (ids.length > picturesPerVersion)
    mistakes.push({
      field,
      message: `An article shows ${picturesPerVersion} pictures at most: make two articles of it.`,
    })
  return { mistakes, fresh }
}

function unusable(actor: Actor, file: Attachment | undefined): string | null {
  if (file === undefined) return 'A picture in it is not there any more: take it out of the text, and add it again.'
  const { name } = file
  if (file.usedAt !== null)
    return `'${name}' belongs to a ticket or a mail: add it to the article as a file of its own.`
  if (actor.kind === 'system' || file.uploadedBy !== actor.person)
    return `'${name}' was uploaded by somebody else and is in no article yet: add it yourself.`
  if (file.state !== 'kept') return `'${name}' is not whole yet: wait for its upload, or take it out.`
  if (file.scanned === 'infected') return `'${name}' is infected (${file.scanSaid ?? 'unnamed'}): take it out.`
  if (!pictureTypes.has(file.type ?? '')) return `'${name}' is no PNG, JPEG or WebP picture: take it out.`
  // A file with a warning is never shown, only downloaded.
  if (file.warning !== null) return `'${name}' cannot be shown. ${file.warning}`
  return file.bytes > pictureMb * megabyte
    ? `'${name}' is larger than ${pictureMb} MB: make it smaller, for whoever reads on a slow line.`
    : null
}

/** What a version shows, after `judgePictures` had nothing against it. */
export async function keepPictures(
  app: App,
  tx: Tx,
  version: { readonly article: ArticleId; readonly number: number },
  ids: readonly string[],
  { fresh }: JudgedPictures,
): Promise<void> {
  await holdAttachments(tx, { for: heldForGuide, partner: null, visibleTo: 'staff', at: app.now() }, fresh)
  await insertPictures(tx, version.article, version.number, ids)
}
