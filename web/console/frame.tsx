/** Around every page of the console: where one can go, who one is, and the keys that work everywhere. */
import { useQuery } from '@tanstack/react-query'
import { Link, Outlet, useLocation, useNavigate, useRouter } from '@tanstack/react-router'
import { Fragment, useEffect, useRef, useState } from 'react'
import { holdKeysFor, holdKeysForPage, releasePage } from '../shared/held-keys.ts'
import { useKeys } from '../shared/keys.ts'
import { startLive, useConnected } from '../shared/live.ts'
import { pages } from '../shared/pages.ts'
import { queries } from '../shared/queries.ts'
import { useMe, usePolicy } from '../shared/session.ts'
import { useTitleCount } from '../shared/title.tsx'
import { Button, buttonClass } from '../shared/ui/button.tsx'
import { cx } from '../shared/ui/cx.ts'
import { Icon } from '../shared/ui/icons.tsx'
import { Kbd, modifier } from '../shared/ui/kbd.tsx'
import { Mark } from '../shared/ui/mark.tsx'
import { Notice } from '../shared/ui/notice.tsx'
import type { CountsView } from '../shared/views.ts'
import { sayNumber } from '../shared/words.ts'
import { PersonMenu } from '../shared/person-menu.tsx'
import { BarSign, MorePlaces, PlaceBar, barClass, underBar } from '../shared/place-bar.tsx'
import { Help } from './help.tsx'
import { Palette } from './palette.tsx'
import { groups, work, type Place } from './places.ts'
import { useBrowserAlerts } from '../shared/alerts/in-browser.ts'
import { useBeat, useWaitingWord } from './chat/presence.ts'

export function ConsoleFrame() {
  const [open, setOpen] = useState<'palette' | 'help' | null>(null)
  const navigate = useNavigate()
  const openLater = (what: 'palette' | 'help') => (): void => {
    holdKeysFor('dialog')
    setOpen(what)
  }
  const router = useRouter()
  const write = (): void => {
    if (router.state.location.pathname === pages.newTicket) return
    holdKeysFor('field')
    void navigate({ to: pages.newTicket })
  }
  useEffect(startLive, [])
  useKeysOfNextPage()
  useBeat()
  useWaitingWord()
  useBrowserAlerts()
  useTitleCount(useQuery({ ...queries.counts(), select: ({ alerts }) => alerts }).data ?? 0)
  useKeys({
    'mod+k': openLater('palette'),
    '?': openLater('help'),
    n: write,
  })
  return (
    <div className="min-h-dvh md:grid md:grid-cols-[196px_minmax(0,1fr)]">
      <a
        href="#main"
        className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:rounded-box focus:bg-panel focus:px-3 focus:py-2"
      >
        Skip to the content
      </a>
      <Sidebar onPalette={() => setOpen('palette')} onHelp={() => setOpen('help')} />
      <main id="main" tabIndex={-1} className={cx(underBar, 'min-w-0 bg-panel outline-none')}>
        <Warnings />
        <Outlet />
      </main>
      <BottomBar onHelp={() => setOpen('help')} />
      {open === 'palette' ? <Palette onClose={() => setOpen(null)} onHelp={() => setOpen('help')} /> : null}
      {open === 'help' ? <Help onClose={() => setOpen(null)} /> : null}
    </div>
  )
}

/** Keys that are typed while a page is on its way are for that page. */
function useKeysOfNextPage(): void {
  const router = useRouter()
  useEffect(() => {
    const begun = router.subscribe('onBeforeNavigate', ({ pathChanged }) => void (pathChanged && holdKeysForPage()))
    const arrived = router.subscribe('onRendered', releasePage)
    return () => {
      begun()
      arrived()
    }
  }, [router])
}

const linkClass =
  'flex items-center justify-between gap-2 rounded-box px-2.5 py-[3px] text-note text-muted hover:text-ink data-[status=active]:bg-soft data-[status=active]:font-semibold data-[status=active]:text-ink'

function Sidebar({ onPalette, onHelp }: { onPalette: () => void; onHelp: () => void }) {
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
    <header className="sticky top-0 hidden h-dvh flex-col gap-4 border-r border-line bg-bg px-2 pt-4 pb-2 md:flex">
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

/** What whoever administers the desk has to look after: on every screen, since nobody goes to look for it. */
function Warnings() {
  const { data } = useQuery({ ...queries.health(), enabled: useMe().role === 'admin' })
  if (data === undefined || data.warnings.length === 0) return null
  return (
    <div className="px-4 pt-3 md:px-5">
      <Notice tone="soon" title="This server needs a look">
        {data.warnings.map((warning) => (
          <p key={warning}>{warning}</p>
        ))}
      </Notice>
    </div>
  )
}

/** On a phone: the same, within reach of the thumb. */
function BottomBar({ onHelp }: { onHelp: () => void }) {
  const counts = useQuery(queries.counts()).data
  const count = (place: Place) =>
    counts === undefined || place.count === undefined ? {} : { aside: sayNumber(counts[place.count]) }
  return (
    <PlaceBar className="grid-cols-[repeat(3,minmax(0,1fr))_minmax(0,1.3fr)_repeat(2,minmax(0,1fr))]">
      {work.map((place) => (
        <Link key={place.to} to={place.to} activeOptions={{ includeSearch: false }} className={barClass}>
          <BarSign>{count(place).aside}</BarSign>
          {place.label}
        </Link>
      ))}
      <MorePlaces
        groups={groups.map(({ label, places }) => ({
          label,
          places: places.map((place) => ({ ...place, ...count(place) })),
        }))}
      />
      <Link to={pages.newTicket} className={barClass}>
        <BarSign>
          <Icon name="plus" />
        </BarSign>
        New
      </Link>
      <PersonMenu onHelp={onHelp} compact />
    </PlaceBar>
  )
}
