/** Live chats by the month in which they began (A4). */
import type { Instant } from '../domain/kernel.ts'
import type { Statement, Tx } from './tx.ts'

export interface ChatMonth {
  /** 'YYYY-MM', of UTC. */
  readonly month: string
  /** Without messages that were left. */
  readonly chats: number
  readonly taken: number
  /** That ended before anybody had taken them. */
  readonly missed: number
  /** Left as messages for when somebody is there. */
  readonly left: number
  /** From the first word until somebody took it; null where nobody took any. */
  readonly medianWaitSeconds: number | null
}

const byMonth: Statement = {
  name: 'chats_by_month',
  text: `select to_char(started_at at time zone 'UTC', 'YYYY-MM') as month,
      count(*) filter (where ended_because is distinct from 'left')::int as chats,
      count(first_taken_at)::int as taken,
      count(*) filter (where ended_at is not null and first_taken_at is null and ended_because <> 'left')::int as missed,
      count(*) filter (where ended_because = 'left')::int as "left",
      (percentile_cont(0.5) within group (order by extract(epoch from first_taken_at - started_at)))::float8 as "medianWaitSeconds"
    from chats where started_at >= $1 group by 1 order by 1 desc`,
}

/** The latest first; months in which there was none are left out. */
export const chatMonths = (tx: Tx, since: Instant): Promise<readonly ChatMonth[]> => tx.call(byMonth, [since])
