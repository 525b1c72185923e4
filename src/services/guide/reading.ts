/** The guide as its readers use it: finding articles, and saying whether one helped (B10). */
import type { ArticleId } from '../../domain/guide/article.ts'
import { wordsOf } from '../../domain/guide/terms.ts'
import type { PersonId } from '../../domain/kernel.ts'
import { feedbackBy, feedbackOn, feedbackSums, keepFeedback } from '../../storage/article-feedback.ts'
import { listArticles, type ArticleFilter } from '../../storage/article-search.ts'
import { articleById, articleBySlug, articleVersion, type Article } from '../../storage/articles.ts'
import type { Tx } from '../../storage/database.ts'
import type { PageRequest } from '../../storage/page.ts'
import { namesOf } from '../../storage/people.ts'
import { isStaff, type Actor, type App } from '../app.ts'
import { once, type Once } from '../once.ts'
import { no, notFound, type Answer } from '../refusals.ts'
import { articleListed, articleView, feedbackView, type ArticleView } from './article-view.ts'
import { renderMarkdown } from './markdown.ts'

const noArticle = notFound('article')
const isId = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)

/** By its id, or by a name that it has or had in addresses. */
export const findArticle = (tx: Tx, called: string): Promise<Article | null> =>
  isId(called) ? articleById(tx, called) : articleBySlug(tx, called)

/** An article, or where it is now: under the slug that it has got since. */
export type ReadArticle =
  | { readonly kind: 'here'; readonly view: ArticleView }
  | { readonly kind: 'moved'; readonly slug: string }

/** `number` is for staff; a partner reads the published version. */
export function readArticle(app: App, actor: Actor, called: string, number?: number): Promise<Answer<ReadArticle>> {
  return app.db.transaction(actor, async (tx): Promise<Answer<ReadArticle>> => {
    const article = await findArticle(tx, called)
    if (article === null) return noArticle
    if (!isId(called) && called !== article.slug) return { ok: true, value: { kind: 'moved', slug: article.slug } }
    const view = await viewOf(tx, actor, article, number)
    return view === null ? notFound('version') : { ok: true, value: { kind: 'here', view } }
  })
}

async function viewOf(tx: Tx, actor: Actor, article: Article, number?: number): Promise<ArticleView | null> {
  const wanted = number ?? (isStaff(actor) ? article.version : (article.publishedVersion ?? 0))
  const version = await articleVersion(tx, article.id, wanted)
  if (version === null) return null
  const names = await namesOf(tx, version.savedBy === null ? [] : [version.savedBy])
  const helped = isStaff(actor) ? await feedbackSums(tx, article.id) : null
  const mine = actor.kind === 'system' ? null : await feedbackBy(tx, article.id, wanted, actor.person)
  return articleView(actor, article, version, renderMarkdown(version.body), { names, helped, mine })
}

/** As the actor reads it after a change. */
export async function shown(tx: Tx, actor: Actor, id: ArticleId): Promise<Answer<ArticleView>> {
  const article = await articleById(tx, id)
  const view = article === null ? null : await viewOf(tx, actor, article)
  return view === null ? noArticle : { ok: true, value: view }
}

/** Words that are looked for at most: what is sought is no text. */
const mostWords = 24

/** With words: the best, by rank, with the text around them; the last word may be unfinished. Without: all, by title. */
export function seekArticles(app: App, actor: Actor, asked: ArticleFilter & PageRequest) {
  return app.db.transaction(actor, async (tx) => {
    const words = wordsOf(asked.q ?? '').slice(0, mostWords)
    // Only signs were typed: no article has those.
    if (words.length === 0 && (asked.q ?? '').trim() !== '')
      return { ok: true as const, value: { items: [], nextCursor: null } }
    const found = await listArticles(tx, words, asked)
    if (!found.ok) return no(found.problem)
    const { items, nextCursor } = found.value
    return { ok: true as const, value: { items: items.map((each) => articleListed(actor, each)), nextCursor } }
  })
}

/** To the version that the person reads. A later answer takes the place of an earlier one. */
export function giveFeedback(
  app: App,
  actor: Actor,
  id: ArticleId,
  { helped, words }: { readonly helped: boolean; readonly words?: string | undefined },
  asked: Once | null,
) {
  return once(app, actor, asked, 200, async (tx) => {
    const article = await articleById(tx, id)
    if (article === null) return noArticle
    const version = isStaff(actor) ? article.version : article.publishedVersion
    if (actor.kind === 'system' || version === null) return noArticle
    const partner = actor.kind === 'partner' ? actor.partner : null
    const said = words === undefined || words.trim() === '' ? null : words.trim()
    await keepFeedback(tx, { article: id, version, person: actor.person, partner, helped, words: said, at: app.now() })
    return { ok: true as const, value: { helped, words: said } }
  })
}

/** The latest first. */
export function listFeedback(app: App, actor: Actor, id: ArticleId, page: PageRequest) {
  return app.db.transaction(actor, async (tx) => {
    if ((await articleById(tx, id)) === null) return noArticle
    const found = await feedbackOn(tx, id, page)
    if (!found.ok) return no(found.problem)
    const { items, nextCursor } = found.value
    const names = await namesOf(tx, [...new Set<PersonId>(items.map(({ person }) => person))])
    return { ok: true as const, value: { items: items.map((each) => feedbackView(each, names)), nextCursor } }
  })
}
