/** D3: a call is booked: when, what about, and, by staff, with which contact. */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { SlotsView } from '../../../src/http/wire-calls.ts'
import { ActForm } from '../act-form.tsx'
import { useNow } from '../now.ts'
import { api } from '../paths.ts'
import { readInstant, sayMoment } from '../time.ts'
import { Dialog } from '../ui/dialog.tsx'
import { Field, TextField } from '../ui/field.tsx'
import { Select } from '../ui/select.tsx'
import { useCallAct } from './act.ts'
import { calls } from './queries.ts'
import { SlotPicker } from './slot-picker.tsx'

interface BookDialogProps {
  /** Of staff: for whom. */
  readonly partner?: {
    readonly id: string
    readonly name: string
    readonly contacts: readonly { readonly id: string; readonly name: string }[]
  }
  readonly onClose: () => void
}

const asked = (partner: BookDialogProps['partner']) => (partner === undefined ? {} : { partner: partner.id })
const whom = (slots: SlotsView | undefined): string => slots?.host?.name ?? 'your point of contact'

export function BookDialog({ partner, onClose }: BookDialogProps) {
  const now = useNow(60_000)
  const slots = useQuery(calls.slots(asked(partner))).data
  const [startsAt, setStartsAt] = useState<string | null>(null)
  const [topic, setTopic] = useState('')
  const [contact, setContact] = useState(partner?.contacts[0]?.id ?? null)
  const { run, busy, error, fields } = useCallAct(
    api.calls,
    (call) =>
      `The call is booked for ${sayMoment(readInstant(call.startsAt), now, call.zone)}. The invitation is on its way.`,
    onClose,
  )
  const isFree = slots?.items.some((slot) => slot.startsAt === startsAt) === true
  const because = !isFree ? 'Choose a time.' : topic.trim() === '' ? 'Say what it is about.' : null
  return (
    <Dialog
      title={partner === undefined ? `A call with ${whom(slots)}` : `A call of ${whom(slots)} with ${partner.name}`}
      description="Both sides get an invitation for their calendars, and a reminder the day before."
      onClose={onClose}
    >
      <ActForm
        label="Book"
        {...{ busy, error, because, onClose }}
        shows={['startsAt', 'topic', 'contact']}
        onSubmit={() => run({ startsAt, topic, ...(partner === undefined ? {} : { partner: partner.id, contact }) })}
      >
        <TextField
          label="What is it about?"
          value={topic}
          maxLength={300}
          autoFocus
          autoComplete="off"
          onChange={(event) => setTopic(event.target.value)}
          error={fields.topic}
        />
        {partner === undefined ? null : (
          <Field label="With whom of theirs?" error={fields.contact}>
            <Select
              value={contact}
              onChange={setContact}
              options={partner.contacts.map(({ id, name }) => ({ value: id as string | null, label: name }))}
            />
          </Field>
        )}
        <SlotPicker slots={slots} value={startsAt} onChange={setStartsAt} error={fields.startsAt} />
      </ActForm>
    </Dialog>
  )
}
