/** Articles as readers get them: a partner what is published, staff what is newest, or the version that was asked for. */
import type { ArticleFeedback } from '../../storage/article-feedback.ts'
import { mark, type FoundArticle } from '../../storage/article-search.ts'
import type { Article, ArticleAct, ArticleVersion } from '../../storage/articles.ts'
import type { PersonName } from '../../storage/people.ts'
import type { PersonId } from '../../domain/kernel.ts'
import { isStaff, type Actor } from '../app.ts'
import { utc, utcOrNull } from '../instants.ts'
import type { Rendered } from './markdown.ts'

export type Names = ReadonlyMap<PersonId, PersonName>
export type ArticleListView = ReturnType<typeof articleListed>
export type ArticleView = ReturnType<typeof articleView>
export type VersionView = ReturnType<typeof versionView>

/** Words around a hit, in pieces: which of them were sought. */
export const excerptOf = (marked: string) =>
  marked
    .split(mark)
    .map((text, at) => ({ text, hit: at % 2 === 1 }))
    .filter(({ text }) => text !== '')

const facts = (actor: Actor, article: Article, version: ArticleVersion) => ({
  id: article.id as string,
  slug: article.slug,
  title: version.title,
  summary: version.summary,
  state: article.state,
  audience: version.audience,
  categories: [...version.categories],
  products: [...version.products],
  /** The newest. A partner knows only of the one that it reads. */
  version: isStaff(actor) ? article.version : version.number,
  publishedVersion: article.publishedVersion,
  publishedAt: utcOrNull(article.publishedAt),
  updatedAt: utc(isStaff(actor) ? article.updatedAt : (article.publishedAt ?? article.updatedAt)),
})

export const articleListed = (actor: Actor, { article, version, excerpt }: FoundArticle) => ({
  ...facts(actor, article, version),
  excerpt: excerpt === null ? null : excerptOf(excerpt),
})

export const articleView = (
  actor: Actor,
  article: Article,
  version: ArticleVersion,
  rendered: Rendered,
  {
    names,
    helped,
    mine,
  }: {
    readonly names: Names
    /** Null for partners: what others said is not theirs. */
    readonly helped: { readonly yes: number; readonly no: number } | null
    readonly mine: ArticleFeedback | null
  },
) => ({
  ...facts(actor, article, version),
  /** The version that this is. */
  shown: version.number,
  body: version.body,
  html: rendered.html,
  outline: rendered.outline.map((each) => ({ ...each })),
  savedBy: isStaff(actor) ? nameOf(names, version.savedBy) : null,
  savedAt: utc(version.savedAt),
  helped: helped === null ? null : { ...helped },
  mine: mine === null ? null : { helped: mine.helped, words: mine.words },
})

export const versionView = (article: Article, version: ArticleVersion, names: Names) => ({
  number: version.number,
  title: version.title,
  summary: version.summary,
  audience: version.audience,
  categories: [...version.categories],
  products: [...version.products],
  savedBy: nameOf(names, version.savedBy),
  savedAt: utc(version.savedAt),
  note: version.note,
  restoredFrom: version.restoredFrom,
  isPublished: article.publishedVersion === version.number,
})

export const actView = ({ at, by, act, version, reason }: ArticleAct, names: Names) => ({
  at: utc(at),
  by: nameOf(names, by),
  act,
  version,
  reason,
})

export const feedbackView = ({ version, person, helped, words, at }: ArticleFeedback, names: Names) => ({
  version,
  by: nameOf(names, person),
  helped,
  words,
  at: utc(at),
})

const nameOf = (names: Names, id: PersonId | null) => {
  const found = id === null ? undefined : names.get(id)
  return found === undefined ? null : { ...found, id: found.id as string }
}
