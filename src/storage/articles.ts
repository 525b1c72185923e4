/** Articles of the guide with their versions (B10). The database shows a partner what is published for it, and nothing else. */
import type { ArticleId, ArticleState, ArticleText, Audience } from '../domain/guide/article.ts'
import type { Instant, PersonId } from '../domain/kernel.ts'
import type { Statement, Tx } from './tx.ts'

export interface Article {
  readonly id: ArticleId
  readonly slug: string
  readonly state: ArticleState
  /** The newest version. */
  readonly version: number
  readonly publishedVersion: number | null
  readonly publishedAt: Instant | null
  readonly createdBy: PersonId | null
  readonly createdAt: Instant
  readonly updatedAt: Instant
}

export interface ArticleVersion extends ArticleText {
  readonly article: ArticleId
  readonly number: number
  /** The body without its marks. */
  readonly plain: string
  /** Null for what the program wrote. */
  readonly savedBy: PersonId | null
  readonly savedAt: Instant
  readonly note: string | null
  readonly restoredFrom: number | null
}

/** What a version holds of its own; two that read the same are one. */
export const versionedFields = [
  'title',
  'summary',
  'body',
  'audience',
  'categories',
  'products',
] as const satisfies readonly (keyof ArticleText)[]

export interface ArticleRow {
  readonly id: ArticleId
  readonly slug: string
  readonly state: ArticleState
  readonly version: number
  readonly published_version: number | null
  readonly published_at: Instant | null
  readonly created_by: PersonId | null
  readonly created_at: Instant
  readonly updated_at: Instant
}

export const articleOf = (row: ArticleRow): Article => ({
  id: row.id,
  slug: row.slug,
  state: row.state,
  version: row.version,
  publishedVersion: row.published_version,
  publishedAt: row.published_at,
  createdBy: row.created_by,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
})

export interface VersionRow {
  readonly article_id: ArticleId
  readonly number: number
  readonly title: string
  readonly summary: string
  readonly body: string
  readonly plain: string
  readonly audience: Audience
  readonly categories: readonly string[]
  readonly products: readonly string[]
  readonly saved_by: PersonId | null
  readonly saved_at: Instant
  readonly note: string | null
  readonly restored_from: number | null
}

export const versionOf = (row: VersionRow): ArticleVersion => ({
  article: row.article_id,
  number: row.number,
  title: row.title,
  summary: row.summary,
  body: row.body,
  plain: row.plain,
  audience: row.audience,
  categories: row.categories,
  products: row.products,
  savedBy: row.saved_by,
  savedAt: row.saved_at,
  note: row.note,
  restoredFrom: row.restored_from,
})

const turn: Statement = { name: 'articles_turn', text: `select pg_advisory_xact_lock(hashtext('articles'))` }
const byId: Statement = { name: 'article_by_id', text: 'select * from articles where id = $1' }
const locked: Statement = { name: 'article_locked', text: 'select * from articles where id = $1 for update' }
const bySlug: Statement = {
  name: 'article_by_slug',
  text: 'select a.* from article_slugs s join articles a on a.id = s.article_id where s.slug = $1',
}
const oneVersion: Statement = {
  name: 'article_version',
  text: 'select * from article_versions where article_id = $1 and number = $2',
}
const everyVersion: Statement = {
  name: 'article_versions_of',
  text: 'select * from article_versions where article_id = $1 order by number desc',
}
const add: Statement = {
  name: 'article_add',
  text: `insert into articles (id, slug, state, version, created_by, created_at, updated_at) values ($1, $2, 'draft', 1, $3, $4, $4)`,
}
const addVersion: Statement = {
  name: 'article_version_add',
  text: `insert into article_versions
      (article_id, number, title, summary, body, plain, audience, categories, products, saved_by, saved_at, note, restored_from)
    values ($1, $2, $3, $4, $5, $6, $7, $8::text[], $9::text[], $10, $11, $12, $13)`,
}
const takeSlug: Statement = {
  name: 'article_slug_take',
  text: 'insert into article_slugs (slug, article_id) values ($1, $2) on conflict (slug) do nothing',
}
const slugHolder: Statement = {
  name: 'article_slug_holder',
  text: 'select article_id from article_slugs where slug = $1',
}
const change: Statement = {
  name: 'article_change',
  text: `update articles set slug = $2, state = $3, version = $4, published_version = $5, published_at = $6, for_partners = $7,
    updated_at = $8 where id = $1`,
}
const addAct: Statement = {
  name: 'article_act_add',
  text: 'insert into article_acts (article_id, at, by_person, act, version, reason) values ($1, $2, $3, $4, $5, $6)',
}
const everyAct: Statement = {
  name: 'article_acts_of',
  text: 'select * from article_acts where article_id = $1 order by id desc',
}

const one = async (tx: Tx, statement: Statement, value: string): Promise<Article | null> => {
  const [row] = await tx.call<ArticleRow>(statement, [value])
  return row === undefined ? null : articleOf(row)
}

export const articleById = (tx: Tx, id: string): Promise<Article | null> => one(tx, byId, id)
/** By a name that it has or had. */
export const articleBySlug = (tx: Tx, slug: string): Promise<Article | null> => one(tx, bySlug, slug)
export const lockArticle = (tx: Tx, id: string): Promise<Article | null> => one(tx, locked, id)

export async function articleVersion(tx: Tx, id: ArticleId, number: number): Promise<ArticleVersion | null> {
  const [row] = await tx.call<VersionRow>(oneVersion, [id, number])
  return row === undefined ? null : versionOf(row)
}

/** The newest first. */
export const articleVersions = async (tx: Tx, id: ArticleId): Promise<readonly ArticleVersion[]> =>
  (await tx.call<VersionRow>(everyVersion, [id])).map(versionOf)

/** Keeps everybody else from naming an article until this transaction ends: a name belongs to one of them. */
export async function takeNamingTurn(tx: Tx): Promise<void> {
  await tx.call(turn)
}

/** A draft with its first version. Its slug must be nobody's (`slugTaken`). */
export async function insertArticle(tx: Tx, article: Article, first: ArticleVersion): Promise<void> {
  await tx.call(add, [article.id, article.slug, article.createdBy, article.createdAt])
  await insertVersion(tx, first)
  await claim(tx, article.id, article.slug)
}

/** Whose a slug is, or was; null where nobody's. */
export async function slugTaken(tx: Tx, slug: string): Promise<ArticleId | null> {
  const [row] = await tx.call<{ article_id: ArticleId }>(slugHolder, [slug])
  return row?.article_id ?? null
}

/** Nothing where it is the article's already. */
async function claim(tx: Tx, id: ArticleId, slug: string): Promise<void> {
  await tx.call(takeSlug, [slug, id])
}

export async function insertVersion(tx: Tx, version: ArticleVersion): Promise<void> {
  const { article, number, title, summary, body, plain, audience, categories, products } = version
  const { savedBy, savedAt, note, restoredFrom } = version
  const text = [title, summary, body, plain, audience, [...categories], [...products]]
  await tx.call(addVersion, [article, number, ...text, savedBy, savedAt, note, restoredFrom])
}

/** Puts the article's facts in the place of what they were. A new slug is added to those that lead to it. */
export async function updateArticle(tx: Tx, article: Article, audience: Audience): Promise<void> {
  const { id, slug, state, version, publishedVersion, publishedAt, updatedAt } = article
  const forPartners = state === 'published' && audience === 'partner'
  await claim(tx, id, slug)
  await tx.call(change, [id, slug, state, version, publishedVersion, publishedAt, forPartners, updatedAt])
}

export interface ArticleAct {
  readonly at: Instant
  readonly by: PersonId | null
  readonly act: 'published' | 'withdrawn' | 'renamed'
  readonly version: number
  readonly reason: string | null
}

export async function recordAct(tx: Tx, id: ArticleId, { at, by, act, version, reason }: ArticleAct): Promise<void> {
  await tx.call(addAct, [id, at, by, act, version, reason])
}

/** The latest first. */
export async function articleActs(tx: Tx, id: ArticleId): Promise<readonly ArticleAct[]> {
  const rows = await tx.call<Omit<ArticleAct, 'by'> & { readonly by_person: PersonId | null }>(everyAct, [id])
  return rows.map(({ at, by_person, act, version, reason }) => ({ at, by: by_person, act, version, reason }))
}
