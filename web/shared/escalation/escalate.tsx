/** F2, F3: broader attention for a ticket, by its partner, or by staff on its behalf. */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { TicketView } from '../../../src/http/wire.ts'
import { useAct } from '../actions.ts'
import { NotRead } from '../failure.tsx'
import { ActForm } from '../act-form.tsx'
import { useNow } from '../now.ts'
import { queries } from '../queries.ts'
import { usePolicy } from '../session.ts'
import { Choices } from '../ui/choice.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { TextArea } from '../ui/field.tsx'
import { Loading, Skeleton } from '../ui/skeleton.tsx'
import { toast } from '../ui/toast.tsx'
import { Reasons } from './reasons.tsx'
import { sayPeople } from './words.ts'

interface EscalateProps {
  readonly ticket: TicketView
  readonly reader: 'staff' | 'partner'
  readonly onClose: () => void
}

export function EscalateDialog({ ticket, reader, onClose }: EscalateProps) {
  const policy = usePolicy()
  const options = useQuery(queries.escalationOptions(ticket.id))
  const now = useNow()
  const [reason, setReason] = useState<string | null>(null)
  const [statement, setStatement] = useState('')
  const [severity, setSeverity] = useState<number | null>(null)
  const { run, busy, error, fields } = useAct(ticket.id, 'escalations', (after) => {
    toast.done(`${ticket.number} is escalated to level ${after.escalation?.level ?? 1}.`)
    onClose()
  })
  const chosen = options.data?.reasons.find((each) => each.id === reason && each.allowed)
  const levels = policy?.desks.find((desk) => desk.id === ticket.desk)?.severities ?? []
  const disputes = chosen?.disputesSeverity === true
  const first = options.data?.ladder[0]
  const because =
    chosen === undefined
      ? 'Choose a reason that allows it now.'
      : disputes && severity === null
        ? 'Say which severity it should have.'
        : null
  return (
    <Dialog
      title={`Escalate ${ticket.number}`}
      description={
        reader === 'partner'
          ? 'Somebody with more to say takes it on, and keeps you informed at every step.'
          : `On behalf of ${ticket.partner?.name ?? 'the sender'}. It counts from now, and the partner hears of it.`
      }
      onClose={onClose}
    >
      {options.data === undefined ? (
        options.error === null ? (
          <Loading what="the reasons">
            <div className="flex flex-col gap-2">
              {[0, 1, 2].map((row) => (
                <Skeleton key={row} className="h-14 w-full" />
              ))}
            </div>
          </Loading>
        ) : (
          <NotRead error={options.error} retry={options.refetch} />
        )
      ) : (
        <ActForm
          label="Escalate"
          {...{ busy, error, because, onClose }}
          shows={['reason', 'statement', 'severity']}
          onSubmit={() => run({ reason, statement, ...(disputes && severity !== null ? { severity } : {}) })}
        >
          <Reasons
            reasons={options.data.reasons}
            value={chosen?.id ?? null}
            onChange={setReason}
            error={fields.reason}
            now={now}
          />
          {disputes ? (
            <Choices
              label="It should be"
              options={levels
                .filter(({ level }) => level !== ticket.severity)
                .map(({ level, name }) => ({ value: level, label: `${level} · ${name}` }))}
              value={severity}
              onChange={setSeverity}
              error={fields.severity}
            />
          ) : null}
          <TextArea
            label="What it does to the business"
            hint={
              first === undefined ? undefined : `Read first by level 1: ${first.title}, ${sayPeople(first.people)}.`
            }
            rows={4}
            value={statement}
            onChange={(event) => setStatement(event.target.value)}
            error={fields.statement}
          />
        </ActForm>
      )}
    </Dialog>
  )
}
