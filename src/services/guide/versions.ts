/** An article's versions: who saved what and when, and what changed from one to another. */
import type { ArticleId } from '../../domain/guide/article.ts'
import { diffLines } from '../../domain/guide/diff.ts'
import { articleActs, articleById, articleVersion, articleVersions, versionedFields } from '../../storage/articles.ts'
import { namesOf } from '../../storage/people.ts'
import { isStaff, type Actor, type App } from '../app.ts'
import { staffOnly } from '../tickets/carry-out.ts'
import { notFound, wrongFields, type Answer } from '../refusals.ts'
import { actView, versionView } from './article-view.ts'
import { renderMarkdown } from './markdown.ts'

/** Every version, the newest first, and what was done with the article beside writing it. */
export function articleHistory(app: App, actor: Actor, id: ArticleId) {
  return app.db.transaction(actor, async (tx) => {
    const article = await articleById(tx, id)
    if (article === null) return notFound('article')
    const [versions, acts] = [await articleVersions(tx, id), await articleActs(tx, id)]
    const people = [...versions.map(({ savedBy }) => savedBy), ...acts.map(({ by }) => by)]
    const names = await namesOf(
      tx,
      [...new Set(people)].filter((each) => each !== null),
    )
    const value = {
      items: versions.map((version) => versionView(article, version, names)),
      acts: acts.map((act) => actView(act, names)),
    }
    return { ok: true as const, value }
  })
}

/** What changed from one version to another: its lines, and of its facts each that differs. */
export function compareVersions(app: App, actor: Actor, id: ArticleId, from: number, to: number) {
  return app.db.transaction(actor, async (tx) => {
    const article = await articleById(tx, id)
    if (article === null) return notFound('article')
    const [before, after] = [await articleVersion(tx, id, from), await articleVersion(tx, id, to)]
    const missing = (field: string) => ({ field, message: `It has the versions 1 to ${article.version}.` })
    if (before === null || after === null)
      return wrongFields([...(before === null ? [missing('from')] : []), ...(after === null ? [missing('to')] : [])])
    const say = (value: string | readonly string[]): string => (typeof value === 'string' ? value : value.join(', '))
    const facts = versionedFields
      .filter((field) => field !== 'body' && say(before[field]) !== say(after[field]))
      .map((field) => ({ field: field as string, was: say(before[field]), became: say(after[field]) }))
    const lines = diffLines(before.body, after.body).map((line) => ({ ...line }))
    return { ok: true as const, value: { from, to, facts, lines } }
  })
}

/** As it will be shown: what is being written is rendered by what renders the published one. */
export function previewArticle(
  actor: Actor,
  body: string,
): Answer<{ html: string; outline: { id: string; text: string; level: number }[] }> {
  if (!isStaff(actor)) return staffOnly
  const { html, outline } = renderMarkdown(body)
  return { ok: true, value: { html, outline: outline.map((each) => ({ ...each })) } }
}
