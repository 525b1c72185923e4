/** Finding articles: by what is sought in the guide, and by what is being written in a request (B10, E11). */
import { sql, type RawBuilder } from 'kysely'
import type { ArticleState, Audience } from '../domain/guide/article.ts'
import { ok, type Result } from '../domain/kernel.ts'
import {
  articleOf,
  versionOf,
  type Article,
  type ArticleRow,
  type ArticleVersion,
  type VersionRow,
} from './articles.ts'
import { cursorOf, pageOf, readCursor, type Page, type PageRequest } from './page.ts'
import type { Tx } from './tx.ts'

type Row = ArticleRow & VersionRow

export interface ArticleFilter {
  /** Words; the last may be unfinished. */
  readonly q?: string | undefined
  /** A category with all its sub-types, or one sub-type of it ('category/sub-type'). */
  readonly category?: string | undefined
  readonly product?: string | undefined
  readonly state?: ArticleState | undefined
  readonly audience?: Audience | undefined
}

export interface FoundArticle {
  readonly article: Article
  readonly version: ArticleVersion
  /** The text around the words that were sought, each of them between `mark` and `mark`; null where none were. */
  readonly excerpt: string | null
}

/** Stands before and behind a found word: in no text that anybody saves. */
export const mark = '\uE000'

/** Of a version; what it is found by stays where it is. */
const columns = sql`v.article_id, v.number, v.title, v.summary, v.body, v.plain, v.audience, v.categories, v.products, v.saved_by,
  v.saved_at, v.note, v.restored_from`

/** Of staff the newest version, of partners the published one. */
const current: RawBuilder<unknown> = sql`case when (select sees_all()) then a.version else a.published_version end`

/**
 * What may be read: by rank where words are sought (one page of the best), else by title. `terms` are words of letters and
 * digits alone.
 */
export async function listArticles(
  tx: Tx,
  terms: readonly string[],
  filter: ArticleFilter & PageRequest,
): Promise<Result<Page<FoundArticle>>> {
  const { category, product, state, audience, limit } = filter
  const after = readCursor(filter.cursor, 'articles', ['text', 'uuid'])
  if (!after.ok) return after
  const wanted: RawBuilder<unknown>[] = [
    ...(category === undefined
      ? []
      : [
          sql`exists (select from unnest(v.categories) as tie where tie = ${category} or starts_with(tie, ${`${category}/`}::text))`,
        ]),
    ...(product === undefined ? [] : [sql`${product} = any (v.products)`]),
    ...(state === undefined ? [] : [sql`a.state = ${state}`]),
    ...(audience === undefined ? [] : [sql`v.audience = ${audience}`]),
  ]
  const rows = sql`from articles a join article_versions v on v.article_id = a.id and v.number = ${current}`
  if (terms.length > 0) {
    const all = [...terms.slice(0, -1), `${terms.at(-1)}:*`].join(' & ')
    const found = await tx.run(sql<Row & { readonly excerpt: string }>`
      select a.*, ${columns}, ts_headline('english'::regconfig, v.plain, sought.query, ${headline}::text) as excerpt
      ${rows}, (select to_tsquery('english', ${all}::text) || to_tsquery('simple', ${all}::text) as query) as sought
      where v.words @@ sought.query ${sql.join(
        wanted.map((each) => sql`and ${each}`),
        sql` `,
      )}
      order by ts_rank(${weights}::real[], v.words, sought.query) desc, v.title, a.id limit ${limit}`)
    return ok({ items: found.map(foundOf), nextCursor: null })
  }
  if (after.value !== null) wanted.push(sql`(lower(v.title), a.id) > (${after.value[0]}, ${after.value[1]}::uuid)`)
  const where = wanted.length === 0 ? sql`` : sql`where ${sql.join(wanted, sql` and `)}`
  const listed = await tx.run(
    sql<Row & { readonly excerpt: null; readonly lowered: string }>`
      select a.*, ${columns}, null as excerpt, lower(v.title) as lowered ${rows} ${where} order by lower(v.title), a.id limit ${limit + 1}`,
  )
  return ok(pageOf(listed, limit, foundOf, (last) => cursorOf('articles', [last.lowered, last.id])))
}

/** A word in the title weighs more than one in the summary, and that more than one in the text. */
const weights = '{0.1, 0.1, 0.5, 1}'
const headline = `StartSel=${mark}, StopSel=${mark}, MaxFragments=2, MinWords=6, MaxWords=18, FragmentDelimiter=" … "`

const foundOf = (row: Row & { readonly excerpt: string | null }): FoundArticle => ({
  article: articleOf(row),
  version: versionOf(row),
  excerpt: row.excerpt,
})

/** An article that fits what is being written: how closely it belongs to what was chosen, and which of the words it shares. */
export interface FittingArticle extends FoundArticle {
  /** 2: belongs to the sub-type, 1: to the category, 0: to neither. */
  readonly tie: 0 | 1 | 2
}

/**
 * Published articles for partners that belong to what was chosen, or share words with what was typed: at least two of them,
 * one in the title or the summary; the only one there is, there.
 */
export async function fittingArticles(
  tx: Tx,
  {
    terms,
    category,
    subType,
    product,
  }: {
    readonly terms: readonly string[]
    readonly category: string | null
    readonly subType: string | null
    readonly product: string | null
  },
  limit: number,
): Promise<readonly FittingArticle[]> {
  const any = terms.length === 0 ? null : terms.map((term) => `${term}:*`).join(' | ')
  const part = category === null || subType === null ? null : `${category}/${subType}`
  const rows = await tx.run(sql<Row & { readonly excerpt: string | null; readonly tie: 0 | 1 | 2 }>`
    select a.*, ${columns}, fit.tie,
      case when sought.query is not null then ts_headline('english'::regconfig, v.plain, sought.query, ${headline}::text) end as excerpt
    from articles a join article_versions v on v.article_id = a.id and v.number = a.published_version
    cross join (select to_tsquery('english', ${any}::text) || to_tsquery('simple', ${any}::text) as query) as sought
    cross join lateral (
      select
        case when ${part}::text = any (v.categories) then 2 when ${category}::text = any (v.categories) then 1 else 0 end as tie,
        (select count(*) from unnest(${[...terms]}::text[]) as term
          where v.words @@ (to_tsquery('english', term || ':*') || to_tsquery('simple', term || ':*'))) as shared,
        (select count(*) from unnest(${[...terms]}::text[]) as term
          where v.words @@ (to_tsquery('english', term || ':*AB') || to_tsquery('simple', term || ':*AB'))) as named,
        coalesce(ts_rank(${weights}::real[], v.words, sought.query), 0)
          + case when ${product}::text = any (v.products) then 0.2 else 0 end as near) as fit
    where a.for_partners
      and (fit.tie > 0 or (fit.named > 0 and fit.shared >= least(2, ${terms.length}::int)))
    order by fit.tie desc, fit.named + fit.shared desc, fit.near desc, v.title, a.id
    limit ${limit}`)
  return rows.map((row) => ({ ...foundOf(row), tie: row.tie }))
}
