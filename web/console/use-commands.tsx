/** Runs the commands of a ticket: from its page, from the row under the hand, from the palette. */
import { useNavigate } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import type { TicketView } from '../../src/http/wire.ts'
import { act } from '../shared/actions.ts'
import { holdKeysFor } from '../shared/held-keys.ts'
import { pages } from '../shared/pages.ts'
import { useMe } from '../shared/session.ts'
import { toast } from '../shared/ui/toast.tsx'
import { assignTo } from './assign.ts'
import { commandOf, commands, type CommandId } from './commands.ts'
import type { DialogId, TicketDialogProps } from './dialogs/ticket-dialog.tsx'
import { toggleFollowing } from './following/queries.ts'
import { offer } from './palette-commands.ts'

const bringDialogs = () => import('./dialogs/ticket-dialog.tsx')
const TicketDialog = lazy(() => bringDialogs().then((module) => ({ default: module.TicketDialog })))

export interface TicketCommands {
  readonly run: (id: CommandId) => void
  /** Of one message, or a file of it; null for whoever may not (G3). */
  readonly redact: ((message: string, file?: string) => void) | null
  readonly because: (id: CommandId) => string | null
  /** For `useKeys`. */
  readonly keys: Readonly<Record<string, () => void>>
  /** The open dialog, to be drawn somewhere. */
  readonly dialog: React.ReactNode
}

const idleMs = 1_500
const none = 'No ticket is chosen.'

export function useCommands(ticket: TicketView | null, onReply?: () => void): TicketCommands {
  const me = useMe()
  const navigate = useNavigate()
  const [open, setOpen] = useState<(Omit<TicketDialogProps, 'onClose'> & { readonly dialog: DialogId }) | null>(null)
  const because = (id: CommandId): string | null => (ticket === null ? none : commandOf(id).because(ticket, me))

  const run = (id: CommandId): void => {
    if (ticket === null) return
    const refusal = because(id)
    if (refusal !== null) return void toast.done(`${ticket.number}: ${refusal}`)
    if (id === 'reply' || id === 'status-update') {
      holdKeysFor('field')
      return onReply === undefined
        ? void navigate({ to: pages.ticket, params: { ticket: ticket.id }, search: { reply: true } })
        : onReply()
    }
    if (id === 'take') return void assignTo(ticket, { id: me.id, name: me.name, email: me.email, side: 'staff' })
    if (id === 'follow') return void toggleFollowing(ticket, me.id)
    if (id === 'confirm-severity')
      return void act(ticket.id, 'severity/confirmation', { severity: ticket.severity }).then(
        () => toast.done(`${ticket.number}: severity ${ticket.severity} confirmed.`),
        toast.failed,
      )
    if (id === 'product-answered')
      return void act(ticket.id, 'product-answered').then(
        () => toast.done(`${ticket.number} waits on nobody now.`),
        toast.failed,
      )
    holdKeysFor('dialog')
    setOpen({ dialog: id, ticket })
  }

  const latest = useRef({ run, because })
  useEffect(() => {
    latest.current = { run, because }
  })
  const number = ticket?.number
  // Once there is time, so that the first key need not wait for them.
  useEffect(() => {
    if (number === undefined) return
    const later = setTimeout(() => void bringDialogs().catch(() => undefined), idleMs)
    return () => clearTimeout(later)
  }, [number])
  useEffect(
    () =>
      number === undefined
        ? undefined
        : offer(
            commands.map(({ id, label, shortcut }) => ({
              id: `ticket/${id}`,
              label,
              hint: number,
              ...(shortcut === undefined ? {} : { shortcut }),
              because: () => latest.current.because(id),
              run: () => latest.current.run(id),
            })),
          ),
    [number],
  )

  const keys = Object.fromEntries(
    commands.flatMap((command) => (command.shortcut === undefined ? [] : [[command.shortcut, () => run(command.id)]])),
  )
  const dialog =
    open === null ? null : (
      <Suspense>
        <TicketDialog {...open} onClose={() => setOpen(null)} />
      </Suspense>
    )
  const redact =
    ticket === null || because('redact') !== null
      ? null
      : (message: string, file?: string) =>
          setOpen({ dialog: 'redact', ticket, message, ...(file === undefined ? {} : { file }) })
  return { run, redact, because, keys: ticket === null ? {} : keys, dialog }
}
