/**
 * What several tickets are to be from now on, with the fields of each one's own dialog. Every ticket decides by its own
 * rules: what fits only some of them is done to those, and the others stay selected with their reasons.
 */
import { useQueries } from '@tanstack/react-query'
import type { TicketView } from '../../../src/http/wire.ts'
import { ActForm } from '../../shared/act-form.tsx'
import { escalateFields, ReasonsToCome, useEscalateFields } from '../../shared/escalation/escalate.tsx'
import { queries } from '../../shared/queries.ts'
import { usePolicy } from '../../shared/session.ts'
import { Dialog } from '../../shared/ui/dialog.tsx'
import { deskName, isOver, isProposed, sayCount } from '../../shared/words.ts'
import { useSeverityFields } from '../dialogs/severity.tsx'
import { transferFields, useTransferFields } from '../dialogs/transfer.tsx'
import { useWaitFields, waitFields } from '../dialogs/wait.tsx'
import { useSeveralAct, type SeveralDialogProps } from './use-several-act.ts'
import { sayEach, type SharedAct } from './words.ts'

const inAct = (fields: readonly string[]): readonly string[] => fields.map((field) => `act.${field}`)

/** As the fields of one ticket's dialog are called. */
const ownErrors = (errors: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(errors).map(([field, message]) => [field.replace(/^act\./, ''), message]))

export function SeveritiesDialog(props: SeveralDialogProps) {
  const { tickets, onClose } = props
  const { run, busy, error, fields: errors } = useSeveralAct(props)
  const { given, because, fields } = useSeverityFields(tickets, ownErrors(errors))
  return (
    <Dialog
      title={`Severity of ${sayCount(tickets.length, 'ticket')}`}
      description={`Now ${sayEach(tickets.map(({ severity }) => `severity ${severity}`))}. Each one’s clocks are counted by themselves.`}
      onClose={onClose}
    >
      <ActForm
        label="Change severity"
        {...{ busy, error, because, onClose }}
        shows={inAct(['severity', 'cause', 'reason'])}
        onSubmit={() => (given === null ? undefined : run({ kind: 'severity', ...given }))}
      >
        {fields}
      </ActForm>
    </Dialog>
  )
}

export function TransfersDialog(props: SeveralDialogProps) {
  const { tickets, onClose } = props
  const policy = usePolicy()
  const { run, busy, error, fields: errors } = useSeveralAct(props)
  const { given, because, fields } = useTransferFields(tickets, ownErrors(errors))
  return (
    <Dialog
      title={`Transfer ${sayCount(tickets.length, 'ticket')}`}
      description={`Now with ${sayEach(tickets.map(({ desk }) => deskName(policy, desk)))}.`}
      onClose={onClose}
    >
      <ActForm
        label="Transfer"
        {...{ busy, error, because, onClose }}
        shows={inAct(transferFields)}
        onSubmit={() => (given === null ? undefined : run({ kind: 'transfer', ...given }))}
      >
        {fields}
      </ActForm>
    </Dialog>
  )
}

export function WaitsDialog(props: SeveralDialogProps) {
  const { tickets, onClose } = props
  const { run, busy, error, fields: errors } = useSeveralAct(props)
  const { given, fields } = useWaitFields(null, ownErrors(errors))
  const waiting = tickets.filter(({ waitingOn }) => waitingOn !== null).length
  return (
    <Dialog
      title={`${sayCount(tickets.length, 'ticket')} ${tickets.length === 1 ? 'waits' : 'wait'} on a product team`}
      description={
        waiting === 0
          ? undefined
          : `${waiting} of them ${waiting === 1 ? 'waits' : 'wait'} on one already: on this one from now on.`
      }
      onClose={onClose}
      width="narrow"
    >
      <ActForm
        label="Wait"
        {...{ busy, error, onClose }}
        shows={inAct(waitFields)}
        onSubmit={() => run({ kind: 'wait', ...given })}
      >
        {fields}
      </ActForm>
    </Dialog>
  )
}

export function EscalatesDialog(props: SeveralDialogProps) {
  const { tickets, onClose } = props
  const { run, busy, error, fields: errors } = useSeveralAct(props)
  const policy = usePolicy()
  // The reasons are the desk's: any ticket of it knows them. Whether one holds now, each ticket says for itself.
  const ofDesks = [...new Map(tickets.map((ticket) => [ticket.desk, ticket])).values()]
  const asked = useQueries({ queries: ofDesks.map(({ id }) => queries.escalationOptions(id)) })
  const known = new Map(asked.flatMap(({ data }) => data?.reasons ?? []).map((reason) => [reason.id, reason]))
  const isThere = asked.every(({ data }) => data !== undefined)
  const { given, because, fields } = useEscalateFields({
    reasons: [...known.values()].map((reason) => ({ ...reason, allowed: true })),
    levels: policy?.desks.find(({ id }) => id === ofDesks[0]?.desk)?.severities ?? [],
    hint: 'Read first by level 1 of each, with each ticket by itself.',
    errors: ownErrors(errors),
  })
  return (
    <Dialog
      title={`Escalate ${sayCount(tickets.length, 'ticket')}`}
      description="On behalf of each one’s partner, who hears of it. Those that the reason does not allow yet stay as they are."
      onClose={onClose}
    >
      {isThere ? (
        <ActForm
          label="Escalate"
          {...{ busy, error, because, onClose }}
          shows={inAct(escalateFields)}
          onSubmit={() => (given === null ? undefined : run({ kind: 'escalate', ...given }))}
        >
          {fields}
        </ActForm>
      ) : (
        <ReasonsToCome
          error={asked.find(({ error: failed }) => failed !== null)?.error ?? null}
          retry={() => asked.forEach(({ refetch }) => void refetch())}
        />
      )}
    </Dialog>
  )
}

/** What asks for nothing but that it is meant. */
const plain = {
  'confirm-severity': {
    title: 'Confirm the severity of',
    label: 'Confirm',
    act: (tickets) => ({ kind: 'confirm-severity', seen: tickets.map(({ severity }) => severity) }),
    fits: isProposed,
    none: 'None of them has a severity that is only proposed.',
    says: (fitting) =>
      `Proposed: ${sayEach(fitting.map(({ severity }) => `severity ${severity}`))}. No promise changes; the partners see that it was looked at.`,
  },
  'product-answered': {
    title: 'The product team has answered for',
    label: 'They answered',
    act: () => ({ kind: 'product-answered' }),
    fits: ({ status, waitingOn }) => !isOver(status) && waitingOn !== null,
    none: 'None of them waits on a product team.',
    says: (fitting) => `Waited on: ${sayEach(fitting.map(({ waitingOn }) => waitingOn?.team ?? ''))}.`,
  },
  follow: {
    title: 'Follow',
    label: 'Follow',
    act: () => ({ kind: 'follow' }),
    fits: ({ status }) => status !== 'merged',
    none: 'All of them were merged.',
    says: () => 'What partners and colleagues do to them stands under ‘For you’. Of your own you are told as it is.',
  },
} as const satisfies Record<string, Plain>

interface Plain {
  readonly title: string
  readonly label: string
  readonly act: (tickets: readonly TicketView[]) => SharedAct
  readonly fits: (ticket: TicketView) => boolean
  readonly none: string
  readonly says: (fitting: readonly TicketView[]) => string
}

export function PlainDialog({ act, ...props }: SeveralDialogProps & { act: keyof typeof plain }) {
  const { tickets, onClose } = props
  const { run, busy, error } = useSeveralAct(props)
  const { title, label, none, says, ...of }: Plain = plain[act]
  const fitting = tickets.filter(of.fits)
  return (
    <Dialog title={`${title} ${sayCount(tickets.length, 'ticket')}`} onClose={onClose} width="narrow">
      <ActForm
        label={label}
        {...{ busy, error, onClose }}
        shows={[]}
        because={fitting.length === 0 ? none : null}
        onSubmit={() => run(of.act(tickets))}
      >
        <p>{fitting.length === 0 ? none : says(fitting)}</p>
        {fitting.length === 0 || fitting.length === tickets.length ? null : (
          <p className="text-note text-muted">
            {sayCount(tickets.length - fitting.length, 'other')} will be refused, and stay selected.
          </p>
        )}
      </ActForm>
    </Dialog>
  )
}
