/**
 * The guide's articles (B10). Everybody on the staff writes; those who lead decide what is published and withdrawn, and how a
 * published article is called. Each save is a version, and what partners read changes only when one of them is published.
 */
import { mistakesInTies, slugOf, type ArticleId, type ArticleText } from '../../domain/guide/article.ts'
import type { PersonId } from '../../domain/kernel.ts'
import { repeatPictures } from '../../storage/article-pictures.ts'
import {
  articleVersion,
  insertArticle,
  insertVersion,
  lockArticle,
  recordAct,
  takeNamingTurn,
  updateArticle,
  versionedFields,
  type Article,
  type ArticleAct,
  type ArticleVersion,
} from '../../storage/articles.ts'
import type { Tx } from '../../storage/database.ts'
import { namesOf } from '../../storage/people.ts'
import type { Actor, App } from '../app.ts'
import { staffOnly } from '../tickets/carry-out.ts'
import { decides } from '../escalation/escalations.ts'
import { once, type Once, type Outcome } from '../once.ts'
import { no, notAllowed, notFound, wrongFields, type Answer, type Refusals } from '../refusals.ts'
import type { ArticleView } from './article-view.ts'
import { renderMarkdown } from './markdown.ts'
import { judgePictures, keepPictures } from './pictures.ts'
import { shown } from './reading.ts'
import { freeSlug, slugMistakes } from './slugs.ts'

const noArticle = notFound('article')
const leadsPublish = notAllowed('A lead or a manager publishes and withdraws articles: save it, and ask one of them.')
export interface NewArticle extends ArticleText {
  /** Made of the title where it is not given. */
  readonly slug?: string | undefined
  readonly note?: string | undefined
}

/** A draft. Refused with every wrong field. */
export function addArticle(
  app: App,
  actor: Actor,
  given: NewArticle,
  asked: Once | null,
): Promise<Answer<Outcome<ArticleView>>> {
  return once(app, actor, asked, 201, async (tx): Promise<Answer<ArticleView>> => {
    if (actor.kind !== 'staff') return staffOnly
    await takeNamingTurn(tx)
    const slug = given.slug ?? (await freeSlug(tx, slugOf(given.title)))
    const { plain, pictures } = renderMarkdown(given.body)
    const judged = await judgePictures(tx, actor, pictures)
    const mistakes = [...mistakesIn(app, given), ...judged.mistakes, ...(await slugMistakes(tx, slug, null))]
    if (mistakes.length > 0) return wrongFields(mistakes)
    const at = app.now()
    const id = app.newId<'article'>()
    const article: Article = {
      id,
      slug,
      state: 'draft',
      version: 1,
      publishedVersion: null,
      publishedAt: null,
      createdBy: actor.person,
      createdAt: at,
      updatedAt: at,
    }
    const first = drawnUp(article, given, plain, actor.person, given.note ?? null)
    await insertArticle(tx, article, first)
    await keepPictures(app, tx, first, pictures, judged)
    return shown(tx, actor, id)
  })
}

const drawnUp = (
  { id, version, updatedAt }: Article,
  { title, summary, body, audience, categories, products }: ArticleText,
  plain: string,
  savedBy: PersonId,
  note: string | null,
  restoredFrom: number | null = null,
): ArticleVersion => ({
  article: id,
  number: version,
  title,
  summary,
  body,
  audience,
  categories,
  products,
  plain,
  savedBy,
  savedAt: updatedAt,
  note,
  restoredFrom,
})

const mistakesIn = (app: App, text: Pick<ArticleText, 'categories' | 'products'>): Refusals['errors'] =>
  mistakesInTies(app.policies.current(), text)

type ChangedText = { readonly [Field in keyof ArticleText]?: ArticleText[Field] | undefined }

/** What is left out stays. `version` is the one that was changed: another save since then is a conflict. */
export interface ArticleChange extends ChangedText {
  readonly version: number
  readonly slug?: string | undefined
  readonly note?: string | undefined
}

export function changeArticle(
  app: App,
  actor: Actor,
  id: ArticleId,
  change: ArticleChange,
): Promise<Answer<ArticleView>> {
  return app.db.transaction(actor, async (tx): Promise<Answer<ArticleView>> => {
    if (actor.kind !== 'staff') return staffOnly
    const { version, slug, note, ...changed } = change
    if (slug !== undefined) await takeNamingTurn(tx)
    const article = await lockArticle(tx, id)
    const before = article === null ? null : await articleVersion(tx, id, article.version)
    if (article === null || before === null) return noArticle
    if (version !== article.version) return savedMeanwhile(tx, before)
    const text: ArticleText = { ...before, ...definedOf(changed) }
    const renamed = slug !== undefined && slug !== article.slug
    if (renamed && article.state === 'published' && !decides(actor)) return leadsPublish
    const { plain, pictures } = renderMarkdown(text.body)
    const judged = await judgePictures(tx, actor, pictures)
    const slugWrong = renamed ? await slugMistakes(tx, slug, id) : []
    const mistakes = [...mistakesIn(app, text), ...judged.mistakes, ...slugWrong]
    if (mistakes.length > 0) return wrongFields(mistakes)
    const next: Article = { ...article, slug: slug ?? article.slug, updatedAt: app.now() }
    if (sameText(before, text)) {
      if (renamed) await write(tx, next, { by: actor.person, act: 'renamed', reason: `was ${article.slug}` })
      return shown(tx, actor, id)
    }
    const saved = { ...next, version: article.version + 1 }
    const drawn = drawnUp(saved, text, plain, actor.person, note ?? null)
    await insertVersion(tx, drawn)
    await keepPictures(app, tx, drawn, pictures, judged)
    await write(tx, saved, renamed ? { by: actor.person, act: 'renamed', reason: `was ${article.slug}` } : null)
    return shown(tx, actor, id)
  })
}

async function savedMeanwhile(tx: Tx, { number, savedBy }: ArticleVersion): Promise<Answer<ArticleView>> {
  const name = savedBy === null ? undefined : (await namesOf(tx, [savedBy])).get(savedBy)?.name
  const message = `${name ?? 'Somebody'} saved version ${number} meanwhile: look at it, and take over what you changed.`
  return no({ code: 'conflict', message, field: 'version' })
}

const definedOf = (changed: ChangedText): Partial<ArticleText> =>
  Object.fromEntries(Object.entries(changed).filter(([, value]) => value !== undefined))

const sameText = (a: ArticleText, b: ArticleText): boolean =>
  versionedFields.every((field) => JSON.stringify(a[field]) === JSON.stringify(b[field]))

/** Writes the article as it is now; who reads it follows from the version that is published. */
async function write(tx: Tx, article: Article, act: Pick<ArticleAct, 'by' | 'act' | 'reason'> | null): Promise<void> {
  const published =
    article.publishedVersion === null ? null : await articleVersion(tx, article.id, article.publishedVersion)
  await updateArticle(tx, article, published?.audience ?? 'staff')
  if (act === null) return
  await recordAct(tx, article.id, {
    ...act,
    at: article.updatedAt,
    version: article.publishedVersion ?? article.version,
  })
}

/** An earlier version once more, as a new one: what came between stays in the history. */
export function restoreArticle(
  app: App,
  actor: Actor,
  id: ArticleId,
  { version: number, note }: { readonly version: number; readonly note?: string | undefined },
  asked: Once | null,
): Promise<Answer<Outcome<ArticleView>>> {
  return once(app, actor, asked, 200, async (tx): Promise<Answer<ArticleView>> => {
    if (actor.kind !== 'staff') return staffOnly
    const article = await lockArticle(tx, id)
    if (article === null) return noArticle
    const [wanted, newest] = [await articleVersion(tx, id, number), await articleVersion(tx, id, article.version)]
    if (wanted === null || newest === null)
      return wrongFields([{ field: 'version', message: `It has the versions 1 to ${article.version}.` }])
    if (sameText(wanted, newest))
      return no({ code: 'invalid-state', message: `It reads as version ${number} does already.` })
    const next = { ...article, version: article.version + 1, updatedAt: app.now() }
    await insertVersion(tx, drawnUp(next, wanted, wanted.plain, actor.person, note ?? null, number))
    await repeatPictures(tx, id, number, next.version)
    await write(tx, next, null)
    return shown(tx, actor, id)
  })
}

/** The newest version, or the one that is given. */
export function publishArticle(
  app: App,
  actor: Actor,
  id: ArticleId,
  { version: given }: { readonly version?: number | undefined },
  asked: Once | null,
): Promise<Answer<Outcome<ArticleView>>> {
  return once(app, actor, asked, 200, async (tx): Promise<Answer<ArticleView>> => {
    if (actor.kind !== 'staff') return staffOnly
    if (!decides(actor)) return leadsPublish
    const article = await lockArticle(tx, id)
    if (article === null) return noArticle
    const number = given ?? article.version
    const version = await articleVersion(tx, id, number)
    if (version === null)
      return wrongFields([{ field: 'version', message: `It has the versions 1 to ${article.version}.` }])
    if (article.publishedVersion === number)
      return no({ code: 'invalid-state', message: `Version ${number} is published already.` })
    const at = app.now()
    const next: Article = { ...article, state: 'published', publishedVersion: number, publishedAt: at, updatedAt: at }
    await write(tx, next, { by: actor.person, act: 'published', reason: null })
    return shown(tx, actor, id)
  })
}

/** Nobody but staff reads it from then on; it can be published again. */
export function withdrawArticle(
  app: App,
  actor: Actor,
  id: ArticleId,
  { reason }: { readonly reason: string },
  asked: Once | null,
): Promise<Answer<Outcome<ArticleView>>> {
  return once(app, actor, asked, 200, async (tx): Promise<Answer<ArticleView>> => {
    if (actor.kind !== 'staff') return staffOnly
    if (!decides(actor)) return leadsPublish
    const article = await lockArticle(tx, id)
    if (article === null) return noArticle
    if (article.state === 'withdrawn') return no({ code: 'invalid-state', message: 'It is withdrawn already.' })
    const next: Article = {
      ...article,
      state: 'withdrawn',
      publishedVersion: null,
      publishedAt: null,
      updatedAt: app.now(),
    }
    await write(tx, next, { by: actor.person, act: 'withdrawn', reason })
    return shown(tx, actor, id)
  })
}
