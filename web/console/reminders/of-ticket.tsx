/** Beside a ticket: when one is reminded of it. One's own alone. */
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import type { ReminderView } from '../../../src/http/wire-reminders.ts'
import { useNow } from '../../shared/now.ts'
import { SideSection } from '../../shared/ticket/side-section.tsx'
import { readInstant, sayMoment } from '../../shared/time.ts'
import { Button } from '../../shared/ui/button.tsx'
import type { TicketCommands } from '../use-commands.tsx'
import { reminders, remove } from './queries.ts'

const RemindDialog = lazy(() => import('./dialog.tsx').then((module) => ({ default: module.RemindDialog })))

export function RemindersOfTicket({ ticket, commands }: { ticket: string; commands: TicketCommands }) {
  const now = useNow(30_000)
  const items = useQuery(reminders.ofTicket(ticket)).data?.items ?? []
  const [moving, setMoving] = useState<ReminderView | null>(null)
  return (
    <SideSection title="Reminds you">
      {items.length === 0 ? (
        <p className="text-muted">Not of this ticket.</p>
      ) : (
        <ul className="flex flex-col gap-1">
          {items.map((reminder) => {
            const moment = sayMoment(readInstant(reminder.at), now)
            return (
              <li key={reminder.id} className="text-note">
                <span className="num">{moment}</span>
                {reminder.note === '' ? null : <span className="wrap-anywhere">: {reminder.note}</span>}
                <span className="-ml-2 flex">
                  <Button size="small" look="bare" onClick={() => setMoving(reminder)}>
                    Change<span className="sr-only"> the reminder of {moment}</span>
                  </Button>
                  <Button size="small" look="bare" onClick={() => void remove(reminder)}>
                    Remove<span className="sr-only"> the reminder of {moment}</span>
                  </Button>
                </span>
              </li>
            )
          })}
        </ul>
      )}
      <div className="mt-1.5 flex">
        <Button size="small" shortcut="b" because={commands.because('remind')} onClick={() => commands.run('remind')}>
          Remind me
        </Button>
      </div>
      {moving === null ? null : (
        <Suspense>
          <RemindDialog ticket={moving.ticket} reminder={moving} onClose={() => setMoving(null)} />
        </Suspense>
      )}
    </SideSection>
  )
}
