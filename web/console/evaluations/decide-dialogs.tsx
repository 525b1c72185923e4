/** A manager approves what a score proposes, one by one or all that change nothing; or leaves a tier as it is (E7). */
import { useState } from 'react'
import type { EvaluationWire } from '../../../src/http/wire-partnership.ts'
import { ActForm } from '../../shared/act-form.tsx'
import { useNow } from '../../shared/now.ts'
import { api } from '../../shared/paths.ts'
import { useSave } from '../../shared/registry/save.ts'
import { Dialog } from '../../shared/ui/dialog.tsx'
import { TextArea, TextField } from '../../shared/ui/field.tsx'
import { sayCount } from '../../shared/words.ts'

interface DialogProps {
  readonly onClose: () => void
}

/** Today as the reader has it, 'YYYY-MM-DD'. */
const useToday = (): string => new Date(useNow(60_000)).toLocaleDateString('sv')

export function ApproveDialog({ result, onClose }: DialogProps & { readonly result: EvaluationWire }) {
  const today = useToday()
  const [effectiveOn, setDay] = useState(today)
  const [reason, setReason] = useState('')
  const { save, busy, error, fields } = useSave<EvaluationWire>({
    path: api.approveEvaluation(result.id),
    method: 'POST',
    said: ({ partner, proposed }) => `${partner.name}: ${proposed.name} is approved.`,
    onDone: onClose,
  })
  return (
    <Dialog
      title={`${result.partner.name}: ${result.proposed.name}`}
      description={result.rule}
      onClose={onClose}
      width="narrow"
    >
      <ActForm
        label="Approve"
        {...{ busy, error, onClose }}
        because={effectiveOn === '' ? 'Give the first day of the tier.' : null}
        shows={['effectiveOn', 'reason']}
        onSubmit={() => save({ effectiveOn, ...(reason.trim() === '' ? {} : { reason }) })}
      >
        <EffectiveOn value={effectiveOn} onChange={setDay} error={fields.effectiveOn} />
        <TextArea
          label="Words to the partner"
          aside="optional"
          hint="Beside the sum and the rule, which it is told now."
          rows={2}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          error={fields.reason}
        />
      </ActForm>
    </Dialog>
  )
}

export function RefuseDialog({ result, onClose }: DialogProps & { readonly result: EvaluationWire }) {
  const [reason, setReason] = useState('')
  const { save, busy, error, fields } = useSave<EvaluationWire>({
    path: api.refuseEvaluation(result.id),
    method: 'POST',
    said: ({ partner }) => `${partner.name} keeps its tier.`,
    onDone: onClose,
  })
  return (
    <Dialog
      title={`${result.partner.name} keeps its tier`}
      description={`Against the proposal: ${result.rule} The partner does not see it.`}
      onClose={onClose}
      width="narrow"
    >
      <ActForm
        label="Do not follow it"
        {...{ busy, error, onClose }}
        because={reason.trim() === '' ? 'Say why.' : null}
        shows={['reason']}
        onSubmit={() => save({ reason })}
      >
        <TextArea
          label="Reason"
          rows={2}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          error={fields.reason}
        />
      </ActForm>
    </Dialog>
  )
}

export function ApproveAllDialog({
  year,
  count,
  onClose,
}: DialogProps & { readonly year: number; readonly count: number }) {
  const today = useToday()
  const [effectiveOn, setDay] = useState(today)
  const { save, busy, error, fields } = useSave<{ readonly approved: number }>({
    path: api.approveUnchanged,
    method: 'POST',
    said: ({ approved }) => `${sayCount(approved, 'result')} approved.`,
    onDone: onClose,
  })
  return (
    <Dialog
      title={`Approve ${sayCount(count, 'unchanged result')} of ${year}`}
      description="Every proposal that leaves the tier as it is and fails no criterion. Each partner is told its result."
      onClose={onClose}
      width="narrow"
    >
      <ActForm
        label="Approve them"
        {...{ busy, error, onClose }}
        because={effectiveOn === '' ? 'Give the first day.' : null}
        shows={['effectiveOn']}
        onSubmit={() => save({ year, effectiveOn })}
      >
        <EffectiveOn value={effectiveOn} onChange={setDay} error={fields.effectiveOn} />
      </ActForm>
    </Dialog>
  )
}

interface DayProps {
  readonly value: string
  readonly onChange: (day: string) => void
  readonly error: string | undefined
}

const EffectiveOn = ({ value, onChange, error }: DayProps) => (
  <TextField
    label="From"
    type="date"
    hint="The first day of the tier at the partner’s place. Open tickets keep the better promise."
    value={value}
    onChange={(event) => onChange(event.target.value)}
    error={error}
  />
)
