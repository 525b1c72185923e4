/** Sums over what was offered to contacts who were writing requests, for the report (B10, C12). */
import { sql } from 'kysely'
import { toText } from './connection.ts'
import type { Span } from './suggestions.ts'
import type { Tx } from './tx.ts'

export const deflectionGroupings = ['month', 'article', 'partner'] as const
export type DeflectionGrouping = (typeof deflectionGroupings)[number]

export interface DeflectionSum {
  /** '2026-03', an article's or a partner's id; '' for earlier tickets and for the sum of all. */
  readonly value: string
  readonly label: string
  readonly offered: number
  readonly opened: number
  readonly deflected: number
  readonly sentAnyway: number
}

/**
 * Drafts for which something was offered in the span, each counted once where the first offer was: how many had one opened,
 * ended with one as the solution, or were sent although one had been opened. By article, a draft counts at each article that
 * it was offered. Months are those of UTC.
 */
export async function deflectionSums(
  tx: Tx,
  by: DeflectionGrouping | 'all',
  { from, to }: Span,
): Promise<readonly DeflectionSum[]> {
  // By article every offer is a line of its own; else a draft is one, however much it was offered.
  const value =
    by === 'article' ? sql`coalesce(article_id::text, '')` : by === 'partner' ? sql`partner_id::text` : sql`''`
  const kept = by === 'month' ? sql`to_char(d.at at time zone 'UTC', 'YYYY-MM')` : sql`d.value`
  const label =
    by === 'partner'
      ? sql`(select p.name from partners p where p.id::text = g.value)`
      : by === 'article'
        ? sql`(select v.title from articles a join article_versions v on v.article_id = a.id and v.number = coalesce(a.published_version, a.version)
            where a.id::text = g.value)`
        : sql`g.value`
  const rows = await tx.run(sql<DeflectionSum & { readonly label: string | null }>`
    select g.*, coalesce(${label}, '') as label from (
      select ${kept} as value, count(*) as offered, count(*) filter (where d.opened) as opened,
        count(*) filter (where d.taken and not d.sent) as deflected, count(*) filter (where d.opened and d.sent) as "sentAnyway"
      from (
        select contact_id, draft, ${value} as value, min(offered_at) as at, bool_or(opened_at is not null) as opened,
          bool_or(taken_at is not null) as taken, bool_or(sent_as is not null) as sent
        from suggestions
        where offered_at < ${toText(to)}::timestamptz
        group by contact_id, draft, 3
        having min(offered_at) >= ${toText(from)}::timestamptz) as d
      group by 1) as g
    order by ${by === 'month' ? sql`g.value` : sql`g.deflected desc, g.offered desc, 6, g.value`}`)
  return rows
}
