/** Beside every page of the console, on a desk: where one can go, and what waits there. */
import { useQuery } from '@tanstack/react-query'
import { Link, useLocation } from '@tanstack/react-router'
import { Fragment, useEffect, useRef } from 'react'
import { useConnected } from '../shared/live.ts'
import { pages } from '../shared/pages.ts'
import { PersonMenu } from '../shared/person-menu.tsx'
import { queries } from '../shared/queries.ts'
import { usePolicy } from '../shared/session.ts'
import { Button, buttonClass } from '../shared/ui/button.tsx'
import { cx } from '../shared/ui/cx.ts'
import { Kbd, modifier } from '../shared/ui/kbd.tsx'
import { Mark } from '../shared/ui/mark.tsx'
import type { CountsView } from '../shared/views.ts'
import { sayNumber } from '../shared/words.ts'
import { groups, work, type Place } from './places.ts'
import { sayDone, useSetup } from './setup/query.ts'

const linkClass =
  'flex items-center justify-between gap-2 rounded-box px-2.5 py-[3px] text-note text-muted hover:text-ink data-[status=active]:bg-soft data-[status=active]:font-semibold data-[status=active]:text-ink'

export function Sidebar({ onPalette, onHelp }: { onPalette: () => void; onHelp: () => void }) {
  const counts = useQuery(queries.counts()).data
  const list = useRef<HTMLDivElement>(null)
  const path = useLocation({ select: ({ pathname }) => pathname })
  // Where one is stands in sight, also where the window is low.
  useEffect(() => {
    const [here, all] = [list.current?.querySelector('[aria-current=page]'), list.current]
    if (here == null || all === null) return
    const [row, frame] = [here.getBoundingClientRect(), all.getBoundingClientRect()]
    if (row.top < frame.top || row.bottom > frame.bottom - 28) all.scrollTop += row.top - frame.top - frame.height / 2
  }, [path])
  return (
    <header className="sticky top-0 hidden h-dvh flex-col gap-4 border-r border-line bg-bg px-2 pt-4 pb-2 md:flex print:hidden">
      <Link to={pages.queue} className="flex flex-col gap-1.5 rounded-box px-2.5">
        <Mark className="h-4 w-16" />
        <span className="font-semibold">Partner Desk</span>
      </Link>
      <div className="flex flex-col gap-2 px-1">
        <Link to={pages.newTicket} className={buttonClass({}, 'justify-between')}>
          New ticket <Kbd>n</Kbd>
        </Link>
        <Button look="bare" onClick={onPalette} className="justify-between" aria-keyshortcuts="Control+K Meta+K">
          Commands <Kbd>{`${modifier}K`}</Kbd>
        </Button>
      </div>
      <div
        ref={list}
        // It fades where there is more of it below.
        className="-mx-2 flex min-h-0 flex-1 flex-col gap-3 overflow-y-auto mask-b-from-[calc(100%-28px)] mask-b-to-100% px-2 pb-7"
      >
        <nav aria-label="Main" className="flex flex-col gap-3">
          <ul className="flex flex-col gap-0.5">
            <SetupLink />
            {work.map((place) => (
              <Fragment key={place.to}>
                <PlaceLink place={place} counts={counts} />
                {place.to === pages.queue ? <DeskLinks counts={counts} /> : null}
              </Fragment>
            ))}
          </ul>
          {groups.map(({ label, places }) => (
            <section key={label} aria-label={label}>
              <h2 className="px-2.5 pb-0.5 text-small text-muted">{label}</h2>
              <ul className="flex flex-col gap-0.5">
                {places.map((place) => (
                  <PlaceLink key={place.to} place={place} counts={counts} />
                ))}
              </ul>
            </section>
          ))}
        </nav>
      </div>
      <LiveState />
      <PersonMenu onHelp={onHelp} />
    </header>
  )
}

/** The queue of one desk. */
function DeskLinks({ counts }: { counts: CountsView | undefined }) {
  const desks = usePolicy()?.desks ?? []
  if (counts === undefined || desks.length < 2) return null
  return desks
    .filter((desk) => counts.byDesk[desk.id] !== undefined)
    .map((desk) => (
      <li key={desk.id}>
        <Link
          to={pages.queue}
          search={{ desk: desk.id }}
          activeOptions={{ includeSearch: true }}
          className={cx(linkClass, 'pl-5')}
        >
          {desk.name}
          <span className="num font-normal">{sayNumber(counts.byDesk[desk.id] ?? 0)}</span>
        </Link>
      </li>
    ))
}

/** For an administrator, until the desk is set up. */
function SetupLink() {
  const setup = useSetup()
  if (setup === null) return null
  return (
    <li className="mb-2">
      <Link to={pages.setup} className={linkClass}>
        Set the desk up
        <span className="num font-semibold text-accent">{sayDone(setup)}</span>
      </Link>
    </li>
  )
}

function PlaceLink({ place, counts }: { place: Place; counts: CountsView | undefined }) {
  return (
    <li>
      <Link to={place.to} activeOptions={{ includeSearch: false }} className={linkClass}>
        {place.label}
        {counts === undefined || place.count === undefined ? null : (
          <span className={cx('num', isCalling(place, counts) ? 'font-semibold text-accent' : 'font-normal')}>
            {sayNumber(counts[place.count])}
          </span>
        )}
      </Link>
    </li>
  )
}

/** It is not only a number: somebody is to look. */
const isCalling = (place: Place, counts: CountsView): boolean => place.count === 'alerts' && counts.alerts > 0

/** Only said when it is not so: then what others do is not seen. */
function LiveState() {
  const connected = useConnected()
  return (
    <p role="status" className="px-2.5 text-small text-soon">
      {connected ? '' : 'Live updates are interrupted; trying again. Reload to see the latest.'}
    </p>
  )
}
