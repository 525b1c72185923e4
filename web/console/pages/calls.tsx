/** Calls with partners, day by day: one's own or everybody's; and when people can be booked (D3). */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { CallView } from '../../../src/http/wire-calls.ts'
import { CallRow } from '../../shared/calls/call-row.tsx'
import { byDay } from '../../shared/calls/days.ts'
import { calls, type CallFilter } from '../../shared/calls/queries.ts'
import { useNow } from '../../shared/now.ts'
import { queries } from '../../shared/queries.ts'
import { List, Part } from '../../shared/registry/list.tsx'
import { useMe } from '../../shared/session.ts'
import { ownZone } from '../../shared/time.ts'
import { useTitle } from '../../shared/title.tsx'
import { sayProblem } from '../../shared/api.ts'
import { Button } from '../../shared/ui/button.tsx'
import { PageHeading } from '../../shared/ui/heading.tsx'
import { Notice } from '../../shared/ui/notice.tsx'
import { Select } from '../../shared/ui/select.tsx'
import { Loading, Skeleton } from '../../shared/ui/skeleton.tsx'
import { Tabs } from '../../shared/ui/tabs.tsx'
import { HoursDialog } from '../calls/hours-dialog.tsx'
import { NotesDialog } from '../calls/notes-dialog.tsx'
import { DueContacts } from '../diary/due.tsx'
import { ShowMore } from '../../shared/ui/show-more.tsx'

const leading: readonly string[] = ['lead', 'manager', 'admin']
const whose = [
  { value: 'mine', label: 'Mine' },
  { value: 'all', label: 'Everybody’s' },
] as const

export function CallsPage() {
  useTitle('Calls')
  const me = useMe()
  const [shown, setShown] = useState<'mine' | 'all'>('mine')
  const [hoursOf, setHoursOf] = useState<string | null>(null)
  const [noting, setNoting] = useState<CallView | null>(null)
  const leads = leading.includes(me.role)
  const staff = useQuery({ ...queries.staff(), enabled: leads }).data ?? []
  const person = hoursOf === me.id ? me : staff.find(({ id }) => id === hoursOf)
  const own = useQuery(calls.availability(me.id)).data
  const filter = (when: CallFilter['when']): CallFilter => ({ when, ...(shown === 'mine' ? { mine: 'true' } : {}) })
  const past = useInfiniteQuery(calls.list(filter('past'), 10))
  return (
    <div className="min-w-0">
      <header className="sticky top-0 z-20 flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-line bg-panel px-4 py-2.5 md:px-6">
        <PageHeading className="flex-1">Calls</PageHeading>
        {leads ? (
          <span className="w-44">
            <Select
              label="Hours of somebody else"
              place="bar"
              value={null}
              placeholder="Somebody’s hours"
              onChange={(id: string | null) => setHoursOf(id)}
              options={staff
                .filter(({ id }) => id !== me.id)
                .map(({ id, name }) => ({ value: id as string | null, label: name }))}
            />
          </span>
        ) : null}
        <Button onClick={() => setHoursOf(me.id)}>My hours</Button>
      </header>
      <div className="flex max-w-[980px] flex-col gap-6 px-4 py-4 md:px-6">
        <Tabs label="Whose calls" value={shown} onChange={setShown} tabs={whose} />
        {own?.changedAt === null ? (
          <Notice title="Nobody can book a call with you yet">
            Say when you can be booked with ‘My hours’: partners whose point of contact you are see free times then.
          </Notice>
        ) : null}
        <Upcoming filter={filter('upcoming')} onNotes={setNoting} />
        <DueContacts mine={shown === 'mine'} />
        <Part title="Past">
          <List
            found={past}
            what="past calls"
            row={(call) => <CallRow key={call.id} call={call} reader="staff" onNotes={setNoting} />}
            empty={<p className="text-note text-muted">Calls that were held or cancelled are kept here.</p>}
          />
        </Part>
      </div>
      {person === undefined ? null : (
        <HoursDialog person={person} isOwn={person.id === me.id} onClose={() => setHoursOf(null)} />
      )}
      {noting === null ? null : <NotesDialog call={noting} onClose={() => setNoting(null)} />}
    </div>
  )
}

/** The list of the week, and what comes after it. */
function Upcoming({ filter, onNotes }: { filter: CallFilter; onNotes: (call: CallView) => void }) {
  const now = useNow(60_000)
  const found = useInfiniteQuery(calls.list(filter))
  if (found.isPending)
    return (
      <Loading what="calls">
        <Skeleton className="h-16 w-full" />
      </Loading>
    )
  if (found.data === undefined)
    return (
      <Notice tone="broken" alert>
        {sayProblem(found.error)}
      </Notice>
    )
  const items = found.data.pages.flatMap((page) => page.items)
  if (items.length === 0)
    return (
      <Part title="To come">
        <p className="text-note text-muted">
          None. Partners book them on their own page; on a partner’s page you can book one for it.
        </p>
      </Part>
    )
  return (
    <section aria-label="To come" className="flex flex-col gap-4">
      {byDay(items, now, ownZone()).map((day) => (
        <section key={day.name} aria-label={day.name}>
          <h2 className="border-b border-line pb-1 text-note font-semibold first-letter:uppercase">{day.name}</h2>
          <ul className="divide-y divide-line">
            {day.items.map((call) => (
              <CallRow key={call.id} call={call} reader="staff" underDay onNotes={onNotes} />
            ))}
          </ul>
        </section>
      ))}
      <ShowMore pages={found} place="" />
    </section>
  )
}
