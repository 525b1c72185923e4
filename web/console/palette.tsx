/** Everything by a few letters: a ticket by its number or words, a page, a thing to do. */
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Dialog as Base } from '@base-ui/react/dialog'
import { useDeferredValue, useEffect, useId, useState } from 'react'
import type { TicketView } from '../../src/http/wire.ts'
import { sayProblem } from '../shared/api.ts'
import { useBlockedKeys } from '../shared/keys.ts'
import { listNames } from './last-list.ts'
import { further, others, work } from './places.ts'
import { pages } from '../shared/pages.ts'
import { queries, queryClient } from '../shared/queries.ts'
import { cx } from '../shared/ui/cx.ts'
import { Icon } from '../shared/ui/icons.tsx'
import { Kbd } from '../shared/ui/kbd.tsx'
import { setTheme, themes } from '../shared/theme.ts'
import { statusWords } from '../shared/words.ts'
import { viewQueries } from './views/queries.ts'
import { useOffers, type Offer } from './palette-commands.ts'

interface Entry extends Offer {
  readonly group: string
}

const possible = (): null => null

/** Tickets that were looked at in this tab, the last one first. */
const recent = (): readonly TicketView[] =>
  queryClient
    .getQueryCache()
    .findAll({ queryKey: ['ticket'] })
    .toSorted((a, b) => b.state.dataUpdatedAt - a.state.dataUpdatedAt)
    .flatMap((query) => (query.state.data === undefined ? [] : [query.state.data as TicketView]))
    .slice(0, 5)

type Destination =
  | (typeof work)[number]['to']
  | (typeof further)[number]['to']
  | (typeof others)[number]['to']
  | typeof pages.newTicket

export function Palette({ onClose, onHelp }: { onClose: () => void; onHelp: () => void }) {
  useBlockedKeys()
  const id = useId()
  const navigate = useNavigate()
  const [typed, setTyped] = useState('')
  const [place, setPlace] = useState(0)
  const asked = useDeferredValue(typed.trim())
  const finding = useQuery(queries.find(asked))
  const found = finding.data?.items
  // Enter came before what was typed had been looked for: it runs what that finds first.
  const [isDue, setDue] = useState(false)
  const offers = useOffers()

  const ticketEntry = (ticket: TicketView, group: string): Entry => ({
    id: ticket.id,
    group,
    label: `${ticket.number} · ${ticket.subject}`,
    hint: [ticket.partner?.name, statusWords[ticket.status]].filter(Boolean).join(' · '),
    because: possible,
    run: () => void navigate({ to: pages.ticket, params: { ticket: ticket.id } }),
  })
  const go = (label: string, to: Destination, shortcut?: string): Entry => ({
    id: to,
    group: 'Go to',
    label,
    hint: '',
    ...(shortcut === undefined ? {} : { shortcut }),
    because: possible,
    run: () => void navigate({ to }),
  })
  const views = (useQuery(viewQueries.list()).data ?? []).map((view): Entry => ({
    id: `view/${view.id}`,
    group: 'Saved views',
    label: view.name,
    hint: listNames[view.list],
    because: possible,
    run: () => void navigate({ to: pages[view.list], search: { ...view.question, saved: view.id } }),
  }))
  const fixed: readonly Entry[] = [
    ...offers.map((each) => ({ ...each, group: `With ${each.hint}`, hint: '' })),
    ...[...work, ...others].map(({ to, label }) => go(label, to)),
    ...views,
    go('New ticket', pages.newTicket, 'n'),
    ...further.map(({ to, label }) => go(label, to)),
    ...themes.map((theme): Entry => ({
      id: `theme/${theme.value}`,
      group: 'Settings',
      label: `Theme: ${theme.label.toLowerCase()}`,
      hint: '',
      because: possible,
      run: () => setTheme(theme.value),
    })),
    { id: 'keys', group: 'Settings', label: 'Keys', hint: '', shortcut: '?', because: possible, run: onHelp },
  ]
  const words = asked.toLowerCase().split(/\s+/)
  const matches = (entry: Entry): boolean =>
    words.every((word) => `${entry.label} ${entry.group}`.toLowerCase().includes(word))
  const tickets =
    asked === ''
      ? recent().map((each) => ticketEntry(each, 'Lately'))
      : (found ?? []).map((each) => ticketEntry(each, 'Tickets'))
  const exact = tickets.filter((entry) => entry.label.toLowerCase().startsWith(`${asked.toLowerCase()} ·`))
  const entries = [...exact, ...fixed.filter(matches), ...tickets.filter((entry) => !exact.includes(entry))]
  const chosen = Math.min(place, entries.length - 1)

  const run = (entry: Entry | undefined): void => {
    if (entry === undefined || entry.because() !== null) return
    onClose()
    entry.run()
  }
  const isLooking = asked !== typed.trim() || (entries.length === 0 && finding.isFetching)
  useEffect(() => {
    if (!isDue || isLooking) return
    setDue(false)
    run(entries[chosen])
  })
  const onKeyDown = (event: React.KeyboardEvent): void => {
    const move = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (move !== 0) setPlace((chosen + move + entries.length) % Math.max(1, entries.length))
    else if (event.key === 'Enter' && isLooking) setDue(true)
    else if (event.key === 'Enter') run(entries[chosen])
    else return
    event.preventDefault()
  }

  return (
    <Base.Root open onOpenChange={(open) => (open ? undefined : onClose())}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-veil" />
        <Base.Popup
          aria-label="Go to or do"
          className="float fixed inset-x-3 top-3 z-40 flex max-h-[80dvh] flex-col overflow-hidden rounded-pane bg-panel shadow-float outline-none sm:inset-x-auto sm:top-[12vh] sm:left-1/2 sm:max-h-[60vh] sm:w-[600px] sm:-translate-x-1/2"
        >
          <div className="flex items-center gap-2 border-b border-line px-4">
            <Icon name="search" className="text-muted" />
            <input
              autoFocus
              role="combobox"
              aria-expanded="true"
              aria-controls={`${id}-list`}
              aria-activedescendant={entries.length === 0 ? undefined : `${id}-${chosen}`}
              aria-label="A ticket’s number, words, a page, or something to do"
              placeholder="A ticket’s number, words, a page, or something to do"
              value={typed}
              onChange={(event) => {
                setTyped(event.target.value)
                setPlace(0)
                setDue(false)
              }}
              onKeyDown={onKeyDown}
              className="h-12 min-w-0 flex-1 bg-transparent outline-none"
            />
          </div>
          <ul id={`${id}-list`} role="listbox" aria-label="Found" className="overflow-y-auto overscroll-contain py-1.5">
            {entries.map((entry, at) => (
              <PaletteRow
                key={`${entry.group}/${entry.id}`}
                id={`${id}-${at}`}
                entry={entry}
                heading={entry.group === entries[at - 1]?.group ? null : entry.group}
                isChosen={at === chosen}
                onPoint={() => setPlace(at)}
                onRun={() => run(entry)}
              />
            ))}
            {entries.length === 0 ? (
              <li className="px-4 py-3 text-muted">
                {finding.isFetching
                  ? 'Looking …'
                  : finding.error !== null
                    ? sayProblem(finding.error)
                    : `Nothing matches ‘${asked}’.`}
              </li>
            ) : null}
          </ul>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}

interface PaletteRowProps {
  readonly id: string
  readonly entry: Entry
  readonly heading: string | null
  readonly isChosen: boolean
  readonly onPoint: () => void
  readonly onRun: () => void
}

function PaletteRow({ id, entry, heading, isChosen, onPoint, onRun }: PaletteRowProps) {
  const because = entry.because()
  return (
    <>
      {heading === null ? null : (
        <li role="presentation" className="px-4 pt-2 pb-1 text-small text-muted">
          {heading}
        </li>
      )}
      <li
        id={id}
        ref={(row) => (isChosen ? row?.scrollIntoView({ block: 'nearest' }) : undefined)}
        role="option"
        aria-selected={isChosen}
        aria-disabled={because !== null}
        onPointerMove={isChosen ? undefined : onPoint}
        onClick={onRun}
        className={cx(
          'mx-1.5 flex cursor-default items-center gap-3 rounded-box px-2.5 py-1.5',
          isChosen && 'bg-soft',
          because !== null && 'text-muted',
        )}
      >
        <span className="min-w-0 flex-1 truncate">{entry.label}</span>
        <span className="shrink-0 text-small text-muted">{because ?? entry.hint}</span>
        {entry.shortcut === undefined ? null : <Kbd>{entry.shortcut}</Kbd>}
      </li>
    </>
  )
}
