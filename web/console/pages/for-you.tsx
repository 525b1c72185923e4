/** 'For you': what happened that concerns the reader and was not done by them; by ticket, the newest first. */
import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect } from 'react'
import { Failure } from '../../shared/failure.tsx'
import { useKeys } from '../../shared/keys.ts'
import { pages } from '../../shared/pages.ts'
import { queries } from '../../shared/queries.ts'
import { useTitle } from '../../shared/title.tsx'
import { Button } from '../../shared/ui/button.tsx'
import { Empty } from '../../shared/ui/empty.tsx'
import { PageHeading } from '../../shared/ui/heading.tsx'
import { ShowMore } from '../../shared/ui/show-more.tsx'
import { Tabs } from '../../shared/ui/tabs.tsx'
import { toast } from '../../shared/ui/toast.tsx'
import { sayNumber } from '../../shared/words.ts'
import { alertQueries, readAlerts } from '../alerts/queries.ts'
import { AlertRow } from '../alerts/row.tsx'
import { rememberList } from '../last-list.ts'
import { offer } from '../palette-commands.ts'
import { RowsSkeleton } from '../queue/rows.tsx'
import { useSelection } from '../queue/use-selection.ts'
import { reminders } from '../reminders/queries.ts'
import { RemindersToCome } from '../reminders/to-come.tsx'

const nothing = {
  all: {
    title: 'Nothing has happened for you yet',
    words:
      'What others do that concerns you stands here: a ticket is given to you, a partner answers on a ticket of yours, it is reopened, escalated or passes its target, a colleague mentions you, a step of a workflow waits for you; also what happens to tickets that you follow, and what you want to be reminded of. No mail is sent for it, and after 90 days it goes.',
  },
  unread: { title: 'Nothing is unread', words: 'You have seen everything that concerns you.' },
} as const

export function ForYouPage() {
  useTitle('For you')
  const { show } = useSearch({ from: '/app/for-you' })
  const navigate = useNavigate()
  const counts = useQuery(queries.counts()).data
  const toCome = useQuery(reminders.toCome()).data?.items.length
  const reading = useMutation({ mutationFn: () => readAlerts(null), onError: toast.failed })
  const isAllRead = (counts?.alerts ?? 0) === 0
  const { mutate, isPending } = reading
  useKeys({ m: () => (isAllRead || isPending ? undefined : mutate()) })
  useEffect(
    () =>
      offer([
        {
          id: 'read-alerts',
          label: 'Mark all as read',
          hint: 'what is for you',
          shortcut: 'm',
          because: () => (isAllRead ? 'Nothing is unread.' : null),
          run: () => mutate(),
        },
      ]),
    [isAllRead, mutate],
  )
  return (
    <>
      <header className="flex flex-wrap items-center justify-between gap-3 border-b border-line px-4 py-3 md:px-5">
        <PageHeading focus={false}>For you</PageHeading>
        <Button
          busy={isPending}
          shortcut="m"
          because={isAllRead ? 'Nothing is unread.' : null}
          onClick={() => mutate()}
        >
          Mark all as read
        </Button>
      </header>
      <Tabs
        label="Show"
        value={show ?? 'all'}
        onChange={(next: 'all' | 'unread' | 'reminders') =>
          void navigate({ to: pages.forYou, search: next === 'all' ? {} : { show: next }, replace: true })
        }
        tabs={[
          { value: 'all', label: 'All' },
          { value: 'unread', label: 'Unread', ...(counts === undefined ? {} : { count: sayNumber(counts.alerts) }) },
          { value: 'reminders', label: 'To come', ...(toCome === undefined ? {} : { count: sayNumber(toCome) }) },
        ]}
        className="pt-1"
      >
        {show === 'reminders' ? <RemindersToCome /> : <Happened key={show ?? 'all'} show={show} />}
      </Tabs>
    </>
  )
}

function Happened({ show }: { show: 'unread' | undefined }) {
  const found = useInfiniteQuery(alertQueries.list(show))
  const items = found.data?.pages.flatMap((page) => page.items) ?? []
  const ids = items.map(({ ticket }) => ticket.id)
  const { selected, select, move } = useSelection('forYou:{}', ids)
  useEffect(() => rememberList({ view: 'forYou', filter: {}, tickets: ids }))
  useKeys({ j: () => move(1), k: () => move(-1) })
  if (found.error !== null && found.data === undefined)
    return <Failure error={found.error} retry={() => void found.refetch()} />
  if (found.isPending) return <RowsSkeleton rows={4} />
  const empty = nothing[show ?? 'all']
  return (
    <>
      {items.length === 0 ? (
        <Empty title={empty.title}>{empty.words}</Empty>
      ) : (
        <ul aria-label="For you" className="pt-1">
          {items.map((alerts) => (
            <AlertRow
              key={alerts.ticket.id}
              alerts={alerts}
              isSelected={selected === alerts.ticket.id}
              onSelect={select}
            />
          ))}
        </ul>
      )}
      <ShowMore pages={found} />
    </>
  )
}
