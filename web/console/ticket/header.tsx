/** What it is, and what can be done with it. It stays in sight. */
import { Link } from '@tanstack/react-router'
import type { TicketView } from '../../../src/http/wire.ts'
import type { ListFilter } from '../../shared/filter.ts'
import type { pages } from '../../shared/pages.ts'
import { Button, buttonClass } from '../../shared/ui/button.tsx'
import { TicketNumber } from '../../shared/ticket/number.tsx'
import { PageHeading } from '../../shared/ui/heading.tsx'
import { Icon } from '../../shared/ui/icons.tsx'
import { Menu, type MenuAction } from '../../shared/ui/menu.tsx'
import { SeverityTag } from '../../shared/ui/severity-tag.tsx'
import { isOver, isProposed, statusWords } from '../../shared/words.ts'
import { commandOf, type CommandId } from '../commands.ts'
import type { List, Place } from '../last-list.ts'
import type { TicketCommands } from '../use-commands.tsx'

interface TicketHeaderProps {
  readonly ticket: TicketView
  readonly commands: TicketCommands
  /** In the list that one came from. */
  readonly place: Place | null
  readonly onStep: (to: string | null) => void
  readonly back: {
    readonly to: (typeof pages)[List['view']]
    readonly search: ListFilter
    readonly name: string
  }
}

const inMenu: readonly (readonly CommandId[])[] = [
  [
    'call',
    'assign',
    'follow',
    'remind',
    'confirm-severity',
    'severity',
    'transfer',
    'reclassify',
    'idea',
    'tag',
    'merge',
    'cause',
  ],
  ['wait', 'product-answered'],
  ['escalate', 'raise', 'end-escalation', 'decide-dispute'],
]

export function TicketHeader({ ticket, commands, place, onStep, back }: TicketHeaderProps) {
  const over = isOver(ticket.status)
  const action = (id: CommandId): MenuAction => {
    const { label, shortcut } = commandOf(id)
    return {
      id,
      label,
      because: commands.because(id),
      onSelect: () => commands.run(id),
      ...(shortcut === undefined ? {} : { shortcut }),
    }
  }
  const button = (id: CommandId, look: 'plain' | 'go', className?: string) => {
    const { label, shortcut } = commandOf(id)
    return (
      <Button
        look={look}
        because={commands.because(id)}
        shortcut={shortcut}
        className={className ?? ''}
        onClick={() => commands.run(id)}
      >
        {label}
      </Button>
    )
  }
  return (
    <header className="z-20 flex sm:sticky sm:top-0 print:static flex-wrap items-center gap-x-3 gap-y-2 border-b border-line bg-panel px-4 py-2.5 md:px-6">
      <Link
        to={back.to}
        search={back.search}
        className={buttonClass({ look: 'bare' }, '-ml-2 px-1.5')}
        aria-label={`Back to ${back.name}`}
      >
        <Icon name="back" />
      </Link>
      {place === null || place.of < 2 ? null : <Steps place={place} onStep={onStep} />}
      <SeverityTag severity={ticket.severity} proposed={isProposed(ticket)} />
      <div className="flex min-w-0 flex-1 basis-60 flex-wrap items-baseline gap-x-3">
        <PageHeading className="line-clamp-3">{ticket.subject}</PageHeading>
        <p className="num shrink-0 text-note text-muted">
          <TicketNumber ticket={ticket} /> · {statusWords[ticket.status]}
          {ticket.keyAccount ? ' · key account' : ''}
        </p>
      </div>
      <div className="flex items-center gap-2">
        {over ? null : button('severity', 'plain', 'max-2xl:hidden')}
        {over ? button('reopen', 'plain') : button('solve', 'plain')}
        <Menu
          trigger={<Button aria-label="More to do">More</Button>}
          groups={inMenu.map((group) => group.map(action))}
        />
        {button('reply', 'go')}
      </div>
      {commands.dialog}
    </header>
  )
}

/** The one before and the next, without the way over the list. */
function Steps({ place, onStep }: Pick<TicketHeaderProps, 'onStep'> & { place: Place }) {
  const button = (label: string, key: string, to: string | null, className: string) => (
    <button
      type="button"
      aria-label={`${label}, ${place.at} of ${place.of}`}
      aria-keyshortcuts={key}
      aria-disabled={to === null}
      title={`${label} (${key})`}
      onClick={() => onStep(to)}
      className="grid size-6 place-items-center rounded-tag text-muted hover:bg-soft hover:text-ink aria-disabled:opacity-40 pointer-coarse:size-10"
    >
      <Icon name="chevron" className={className} />
    </button>
  )
  return (
    <span className="-mx-1 flex flex-col max-sm:hidden">
      {button('Previous ticket', 'k', place.before, 'rotate-180')}
      {button('Next ticket', 'j', place.after, '')}
    </span>
  )
}
