/** Around every page of the portal: a partner's own requests, and the way to a new one. */
import { Link, Outlet, useLocation, useNavigate } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { KeyHelp } from '../shared/key-help.tsx'
import { useKeys } from '../shared/keys.ts'
import { startLive, useConnected } from '../shared/live.ts'
import { pages } from '../shared/paths.ts'
import { PersonMenu } from '../shared/person-menu.tsx'
import { usePolicy } from '../shared/session.ts'
import { buttonClass } from '../shared/ui/button.tsx'
import { Mark } from '../shared/ui/mark.tsx'

const places = [
  { to: pages.tickets, label: 'My tickets' },
  { to: pages.waiting, label: 'Waiting for me' },
  { to: pages.guide, label: 'Guide' },
  { to: pages.customers, label: 'My customers' },
  { to: pages.payouts, label: 'Payouts' },
  { to: pages.renewals, label: 'Renewals' },
  { to: pages.chat, label: 'Chat' },
  { to: pages.calls, label: 'Calls' },
  { to: pages.critical, label: 'Critical issues' },
  { to: pages.ideas, label: 'Ideas' },
  { to: pages.news, label: 'News' },
  { to: pages.entitlements, label: 'What my tier gives me' },
  { to: pages.partnership, label: 'Partnership' },
  { to: pages.reviews, label: 'Reviews' },
  { to: pages.profile, label: 'Profile' },
] as const

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
  // Where there are more places than the line holds, the one where the reader is stands in it.
  const nav = useRef<HTMLElement>(null)
  const { pathname } = useLocation()
  useEffect(() => {
    nav.current?.querySelector('[data-status=active]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [pathname])
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
      <header className="border-b border-line bg-panel">
        <div className="mx-auto flex min-h-14 max-w-[1240px] flex-wrap items-center gap-x-5 px-4 pt-1 md:px-6">
          <Link to={pages.tickets} className="flex items-center gap-3 rounded-box">
            <Mark className="h-4 w-12" />
            <span className="sr-only font-semibold sm:not-sr-only">
              {policy === undefined ? 'Partner Desk' : `${policy.vendor.name} Partner Desk`}
            </span>
          </Link>
          <nav
            ref={nav}
            aria-label="Main"
            className="order-last -mx-2 flex basis-full items-center overflow-x-auto pb-1.5"
          >
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
          <span className="-mr-2 sm:w-44">
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
      <main id="main" tabIndex={-1} className="outline-none">
        <Outlet />
      </main>
      {help ? <KeyHelp places={keys} onClose={() => setHelp(false)} /> : null}
    </div>
  )
}
