/** F2, F3: broader attention for a ticket, by its partner, or by staff on its behalf. */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { TicketView } from '../../../src/http/wire.ts'
import type { EscalationOptionsView } from '../../../src/http/wire-escalation.ts'
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
import { Reasons as ReasonChoice } from './reasons.tsx'
import { sayPeople } from './words.ts'

export interface Escalate {
  readonly reason: string
  readonly statement: string
  readonly severity?: number
}

export const escalateFields = ['reason', 'statement', 'severity'] as const

type Reasons = EscalationOptionsView['reasons']

interface Asked {
  readonly reasons: Reasons
  /** Those that another severity may be asked for among. */
  readonly levels: readonly { readonly level: number; readonly name: string }[]
  readonly hint?: string | undefined
  readonly errors: Readonly<Record<string, string>>
}

/** What is asked, of one ticket or of several; `given` is null while something is missing, and `because` says what. */
export function useEscalateFields({ reasons, levels, hint, errors }: Asked) {
  const now = useNow()
  const [reason, setReason] = useState<string | null>(null)
  const [statement, setStatement] = useState('')
  const [severity, setSeverity] = useState<number | null>(null)
  const chosen = reasons.find((each) => each.id === reason && each.allowed)
  const disputes = chosen?.disputesSeverity === true
  const because =
    chosen === undefined
      ? 'Choose a reason that allows it now.'
      : disputes && severity === null
        ? 'Say which severity it should have.'
        : null
  const given: Escalate | null =
    chosen === undefined || because !== null
      ? null
      : { reason: chosen.id, statement, ...(disputes && severity !== null ? { severity } : {}) }
  const fields = (
    <>
      <ReasonChoice reasons={reasons} value={chosen?.id ?? null} onChange={setReason} error={errors.reason} now={now} />
      {disputes ? (
        <Choices
          label="It should be"
          options={levels.map(({ level, name }) => ({ value: level, label: `${level} · ${name}` }))}
          value={severity}
          onChange={setSeverity}
          error={errors.severity}
        />
      ) : null}
      <TextArea
        label="What it does to the business"
        hint={hint}
        rows={4}
        value={statement}
        onChange={(event) => setStatement(event.target.value)}
        error={errors.statement}
      />
    </>
  )
  return { given, because, fields }
}

interface EscalateProps {
  readonly ticket: TicketView
  readonly reader: 'staff' | 'partner'
  readonly onClose: () => void
}

export function EscalateDialog({ ticket, reader, onClose }: EscalateProps) {
  const policy = usePolicy()
  const options = useQuery(queries.escalationOptions(ticket.id))
  const {
    run,
    busy,
    error,
    fields: errors,
  } = useAct(ticket.id, 'escalations', (after) => {
    toast.done(`${ticket.number} is escalated to level ${after.escalation?.level ?? 1}.`)
    onClose()
  })
  const levels = policy?.desks.find((desk) => desk.id === ticket.desk)?.severities ?? []
  const first = options.data?.ladder[0]
  const { given, because, fields } = useEscalateFields({
    reasons: options.data?.reasons ?? [],
    levels: levels.filter(({ level }) => level !== ticket.severity),
    hint: first === undefined ? undefined : `Read first by level 1: ${first.title}, ${sayPeople(first.people)}.`,
    errors,
  })
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
        <ReasonsToCome error={options.error} retry={options.refetch} />
      ) : (
        <ActForm
          label="Escalate"
          {...{ busy, error, because, onClose }}
          shows={escalateFields}
          onSubmit={() => run(given)}
        >
          {fields}
        </ActForm>
      )}
    </Dialog>
  )
}

/** Until the reasons are there, or why they are not. */
export const ReasonsToCome = ({ error, retry }: { error: Error | null; retry: () => unknown }) =>
  error === null ? (
    <Loading what="the reasons">
      <div className="flex flex-col gap-2">
        {[0, 1, 2].map((row) => (
          <Skeleton key={row} className="h-14 w-full" />
        ))}
      </div>
    </Loading>
  ) : (
    <NotRead error={error} retry={retry} />
  )
