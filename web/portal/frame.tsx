/** Around every page of the portal: a partner's own requests, and the way to a new one. */
import { Link, Outlet, useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { KeyHelp } from '../shared/key-help.tsx'
import { useKeys } from '../shared/keys.ts'
import { startLive, useConnected } from '../shared/live.ts'
import { pages } from '../shared/pages.ts'
import { PersonMenu } from '../shared/person-menu.tsx'
import { BarSign, MorePlaces, PlaceBar, barClass, underBar, type BarPlace } from '../shared/place-bar.tsx'
import { usePolicy } from '../shared/session.ts'
import { buttonClass } from '../shared/ui/button.tsx'
import { cx } from '../shared/ui/cx.ts'
import { Icon } from '../shared/ui/icons.tsx'
import { Mark } from '../shared/ui/mark.tsx'
import { groups, places, work } from './places.ts'

const keys = [
  [
    'In the portal',
    [
      { keys: 'n', does: 'New ticket' },
      { keys: 'c', does: 'Live chat' },
      { keys: '/', does: 'Find' },
      { keys: 'w', does: 'Why is it promised for then?' },
      { keys: 'mod+Enter', does: 'Send what is written' },
      { keys: '?', does: 'This help' },
    ],
  ],
] as const

export function PortalFrame() {
  const policy = usePolicy()
  const connected = useConnected()
  const [help, setHelp] = useState(false)
  const navigate = useNavigate()
  useEffect(startLive, [])
  useKeys({
    n: () => void navigate({ to: pages.newTicket }),
    c: () => void navigate({ to: pages.chat, search: {} }),
    '?': () => setHelp(true),
  })
  return (
    <div className="min-h-dvh">
      <a
        href="#main"
        className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:rounded-box focus:bg-panel focus:px-3 focus:py-2"
      >
        Skip to the content
      </a>
      <header className="border-b border-line bg-panel print:hidden">
        <div className="mx-auto flex min-h-14 max-w-[1240px] flex-wrap items-center gap-x-5 px-4 md:px-6 md:pt-1">
          <Link to={pages.tickets} className="flex items-center gap-3 rounded-box py-1.5">
            <Mark className="h-4 w-12" />
            <span className="sr-only font-semibold sm:not-sr-only">
              {policy === undefined ? 'Partner Desk' : `${policy.vendor.name} Partner Desk`}
            </span>
          </Link>
          <nav aria-label="Main" className="order-last -mx-2 hidden basis-full flex-wrap items-center pb-1.5 md:flex">
            {places.map(({ to, label }) => (
              <Link
                key={to}
                to={to}
                activeOptions={{ exact: true, includeSearch: false }}
                className="rounded-box px-2 py-1.5 whitespace-nowrap text-note text-muted hover:text-ink data-[status=active]:bg-soft data-[status=active]:font-semibold data-[status=active]:text-ink"
              >
                {label}
              </Link>
            ))}
          </nav>
          <span className="flex-1" />
          <Link to={pages.newTicket} className={buttonClass({ look: 'go' }, 'max-sm:px-2.5')}>
            New ticket
          </Link>
          <span className="-mr-2 shrink-0 sm:w-44">
            <span className="sm:hidden">
              <PersonMenu compact onHelp={() => setHelp(true)} />
            </span>
            <span className="hidden sm:block">
              <PersonMenu onHelp={() => setHelp(true)} />
            </span>
          </span>
        </div>
      </header>
      {connected ? null : (
        <p role="status" className="bg-soft px-4 py-1.5 text-center text-note text-soon">
          Live updates are interrupted; trying again. Reload to see the latest.
        </p>
      )}
      <main id="main" tabIndex={-1} className={cx(underBar, 'outline-none')}>
        <Outlet />
      </main>
      <PlaceBar className="grid-cols-[repeat(4,minmax(0,1fr))_minmax(0,1.3fr)]">
        {work.map(({ icon, ...place }: (typeof work)[number] & BarPlace) => (
          <Link
            key={place.to}
            to={place.to}
            activeOptions={{ exact: true, includeSearch: false }}
            aria-label={place.label}
            className={barClass}
          >
            <BarSign>
              <Icon name={icon} />
            </BarSign>
            {place.short ?? place.label}
          </Link>
        ))}
        <MorePlaces groups={groups} />
      </PlaceBar>
      {help ? <KeyHelp places={keys} onClose={() => setHelp(false)} /> : null}
    </div>
  )
}
