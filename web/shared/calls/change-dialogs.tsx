/** D3: a call is moved to another free time, or cancelled; the other side is told why. */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { CallView } from '../../../src/http/wire-calls.ts'
import { ActForm } from '../act-form.tsx'
import { useNow } from '../now.ts'
import { api } from '../paths.ts'
import { readInstant, sayMoment } from '../time.ts'
import { Dialog } from '../ui/dialog.tsx'
import { TextArea, TextField } from '../ui/field.tsx'
import { useCallAct } from './act.ts'
import { calls } from './queries.ts'
import { SlotPicker } from './slot-picker.tsx'

interface ChangeProps {
  readonly call: CallView
  /** Staff says for which partner and with whom. */
  readonly asStaff: boolean
  readonly onClose: () => void
}

export function MoveDialog({ call, asStaff, onClose }: ChangeProps) {
  const now = useNow(60_000)
  const asked = asStaff ? { partner: call.partner.id, ...(call.host === null ? {} : { with: call.host.id }) } : {}
  const slots = useQuery(calls.slots(asked)).data
  const [startsAt, setStartsAt] = useState<string | null>(null)
  const [reason, setReason] = useState('')
  const { run, busy, error, fields } = useCallAct(
    api.moveCall(call.id),
    (after) => `Moved to ${sayMoment(readInstant(after.startsAt), now, after.zone)}. Both calendars are told.`,
    onClose,
  )
  const isFree = slots?.items.some((slot) => slot.startsAt === startsAt) === true
  return (
    <Dialog
      title="Move the call"
      description={`${call.topic}: now on ${sayMoment(readInstant(call.startsAt), now, call.zone)}.`}
      onClose={onClose}
    >
      <ActForm
        label="Move"
        {...{ busy, error, onClose }}
        because={isFree ? null : 'Choose a time.'}
        shows={['startsAt', 'reason']}
        onSubmit={() => run({ startsAt, ...(reason.trim() === '' ? {} : { reason }) })}
      >
        <SlotPicker slots={slots} value={startsAt} onChange={setStartsAt} error={fields.startsAt} />
        <TextField
          label="Why"
          aside="where you want to say it"
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          error={fields.reason}
        />
      </ActForm>
    </Dialog>
  )
}

export function CancelDialog({ call, onClose }: Omit<ChangeProps, 'asStaff'>) {
  const now = useNow(60_000)
  const [reason, setReason] = useState('')
  const { run, busy, error, fields } = useCallAct(
    api.cancelCall(call.id),
    () => 'The call is cancelled. Both calendars are told.',
    onClose,
  )
  return (
    <Dialog
      title="Cancel the call"
      description={`${call.topic}, ${sayMoment(readInstant(call.startsAt), now, call.zone)}.`}
      onClose={onClose}
      width="narrow"
    >
      <ActForm
        label="Cancel the call"
        {...{ busy, error, onClose }}
        because={reason.trim() === '' ? 'Say why: the other side reads it.' : null}
        shows={['reason']}
        onSubmit={() => run({ reason })}
      >
        <TextArea
          label="Why"
          rows={3}
          autoFocus
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          error={fields.reason}
        />
      </ActForm>
    </Dialog>
  )
}
