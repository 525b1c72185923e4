/** Announcements, the latest first (D5). */
import { useInfiniteQuery } from '@tanstack/react-query'
import type { AnnouncementView } from '../../../src/http/wire-critical.ts'
import { critical } from '../critical/queries.ts'
import { useNow } from '../now.ts'
import { List } from '../registry/list.tsx'
import { readInstant, sayMoment } from '../time.ts'
import { useTitle } from '../title.tsx'
import { cx } from '../ui/cx.ts'
import { Empty } from '../ui/empty.tsx'
import { PageHeading } from '../ui/heading.tsx'

interface NewsPageProps {
  readonly reader: 'staff' | 'partner'
  readonly action: React.ReactNode
  readonly actionsOf?: (row: AnnouncementView) => React.ReactNode
}

export function NewsPage({ reader, action, actionsOf }: NewsPageProps) {
  useTitle('News')
  const found = useInfiniteQuery(critical.news())
  const partner = reader === 'partner'
  return (
    <div className={partner ? 'mx-auto max-w-[1100px] pt-6 pb-12 md:px-2' : 'pb-6'}>
      <header
        className={cx(
          'flex flex-wrap items-center gap-x-4 gap-y-3 px-4 md:px-5',
          partner ? 'pb-4' : 'border-b border-line py-2.5',
        )}
      >
        <PageHeading focus={false} className={partner ? 'flex-1 text-title' : 'flex-1'}>
          News
        </PageHeading>
        {action}
      </header>
      <List
        found={found}
        what="news"
        row={(row) => (
          <Announcement key={row.id} row={row} reader={reader}>
            {actionsOf?.(row)}
          </Announcement>
        )}
        empty={
          <Empty title="No news yet">
            {partner
              ? 'What we announce to partners like you stands here.'
              : 'What you announce to partners stands here.'}
          </Empty>
        }
      />
    </div>
  )
}

interface AnnouncementProps {
  readonly row: AnnouncementView
  readonly reader: 'staff' | 'partner'
  readonly children: React.ReactNode
}

function Announcement({ row, reader, children }: AnnouncementProps) {
  const now = useNow(60_000)
  const audience = [row.tiers, row.regions, row.products].flatMap((part) =>
    part.length === 0 ? [] : [part.map(({ name }) => name).join(', ')],
  )
  return (
    <li className="px-4 py-4 md:px-5">
      <h2 dir="auto" className="text-left font-semibold">
        {row.title}
      </h2>
      <p className="num text-note text-muted">
        {sayMoment(readInstant(row.publishedAt), now)}
        {reader === 'partner' ? '' : ` · ${audience.length === 0 ? 'all partners' : audience.join(' · ')}`}
        {row.withdrawnAt === null ? '' : ` · withdrawn ${sayMoment(readInstant(row.withdrawnAt), now)}`}
      </p>
      <p
        dir="auto"
        className={cx(
          'mt-1.5 max-w-[75ch] whitespace-pre-wrap wrap-anywhere',
          row.withdrawnAt !== null && 'text-muted',
        )}
      >
        {row.body}
      </p>
      {children}
    </li>
  )
}
