/** Around every page of the console: where one can go, who one is, and the keys that work everywhere. */
import { useQuery } from '@tanstack/react-query'
import { Link, Outlet, useNavigate, useRouter } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { holdKeysFor, holdKeysForPage, releasePage } from '../shared/held-keys.ts'
import { useKeys } from '../shared/keys.ts'
import { startLive } from '../shared/live.ts'
import { pages } from '../shared/pages.ts'
import { queries } from '../shared/queries.ts'
import { useMe } from '../shared/session.ts'
import { useTitleCount } from '../shared/title.tsx'
import { cx } from '../shared/ui/cx.ts'
import { Icon } from '../shared/ui/icons.tsx'
import { Notice } from '../shared/ui/notice.tsx'
import { sayNumber } from '../shared/words.ts'
import { PersonMenu } from '../shared/person-menu.tsx'
import { BarSign, MorePlaces, PlaceBar, barClass, underBar } from '../shared/place-bar.tsx'
import { Help } from './help.tsx'
import { Palette } from './palette.tsx'
import { groups, work, type Place } from './places.ts'
import { useBrowserAlerts } from '../shared/alerts/in-browser.ts'
import { useBeat, useWaitingWord } from './chat/presence.ts'
import { sayDone, useSetup } from './setup/query.ts'
import { Sidebar } from './sidebar.tsx'

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
    <div className="min-h-dvh md:grid md:grid-cols-[196px_minmax(0,1fr)] print:block">
      <a
        href="#main"
        className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:rounded-box focus:bg-panel focus:px-3 focus:py-2"
      >
        Skip to the content
      </a>
      <Sidebar onPalette={() => setOpen('palette')} onHelp={() => setOpen('help')} />
      <main id="main" tabIndex={-1} className={cx(underBar, 'min-h-dvh min-w-0 bg-panel outline-none')}>
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
  const setup = useSetup()
  const first =
    setup === null
      ? []
      : [
          {
            label: 'To begin with',
            places: [{ to: pages.setup, label: 'Set the desk up', short: 'Set-up', aside: sayDone(setup) }],
          },
        ]
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
        groups={[
          ...first,
          ...groups.map(({ label, places }) => ({
            label,
            places: places.map((place) => ({ ...place, ...count(place) })),
          })),
        ]}
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
