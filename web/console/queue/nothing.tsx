/** An empty list: what will come and how. */
import { Link } from '@tanstack/react-router'
import { pages } from '../../shared/pages.ts'
import { Button, buttonClass } from '../../shared/ui/button.tsx'
import { Empty } from '../../shared/ui/empty.tsx'
import type { ListName } from '../last-list.ts'

interface NothingHereProps {
  readonly view: ListName
  readonly filtered: boolean
  readonly onClear: () => void
}

export function NothingHere({ view, filtered, onClear }: NothingHereProps) {
  if (filtered)
    return (
      <Empty title="Nothing matches" action={<Button onClick={onClear}>Clear find and filters</Button>}>
        No ticket in this list fits what you are looking for.
      </Empty>
    )
  if (view === 'mine')
    return (
      <Empty
        title="Nothing is yours"
        action={
          <Link to={pages.queue} className={buttonClass({})}>
            To the queue
          </Link>
        }
      >
        What is assigned to you shows up here. Take a ticket from the queue: choose it with j and k, then press a.
      </Empty>
    )
  if (view === 'keyAccounts')
    return (
      <Empty
        title="No key account waits"
        action={
          <Link to={pages.customers} search={{ keyAccount: 'true' }} className={buttonClass({})}>
            To the key accounts
          </Link>
        }
      >
        Tickets for customers with licences from their region’s threshold on stand here; they are aimed at as for the
        best tier.
      </Empty>
    )
  return (
    <Empty
      title={view === 'queue' ? 'The queue is empty' : 'No tickets yet'}
      action={
        <Link to={pages.newTicket} className={buttonClass({})}>
          New ticket
        </Link>
      }
    >
      {view === 'queue'
        ? 'Every promise is kept. What partners send by mail or portal shows up here at once, the most urgent first.'
        : 'What partners send by mail or portal shows up here at once. A call can be written down as a new ticket.'}
    </Empty>
  )
}
