/** D5: a contact is written down, with the next one where it was agreed. */
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { ContactStateView, DiaryEntryView } from '../../../src/http/wire-diary.ts'
import { fieldsOf, useActKey } from '../../shared/actions.ts'
import { ActForm } from '../../shared/act-form.tsx'
import { call } from '../../shared/api.ts'
import { now } from '../../shared/now.ts'
import { api } from '../../shared/paths.ts'
import { Choices } from '../../shared/ui/choice.tsx'
import { Dialog } from '../../shared/ui/dialog.tsx'
import { TextArea, TextField } from '../../shared/ui/field.tsx'
import { toast } from '../../shared/ui/toast.tsx'
import { diaryChanged, kindWords } from './queries.ts'

const kinds = (Object.keys(kindWords) as DiaryEntryView['kind'][]).map((value) => ({ value, label: kindWords[value] }))

export function EntryDialog({ standing, onClose }: { standing: ContactStateView; onClose: () => void }) {
  const [kind, setKind] = useState<DiaryEntryView['kind']>('meeting')
  const [on, setOn] = useState(() => new Date(now()).toISOString().slice(0, 10))
  const [words, setWords] = useState('')
  const [dueOn, setDueOn] = useState(standing.next?.dueOn ?? '')
  const [about, setAbout] = useState(standing.next?.about ?? '')
  const key = useActKey()
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => {
      const next = dueOn === '' ? null : { dueOn, about }
      const body = { on, kind, words, next }
      return call<ContactStateView>(api.partnerDiary(standing.partner.id), {
        method: 'POST',
        body,
        idempotencyKey: key.keyFor(body),
      })
    },
    onSuccess: () => {
      key.done()
      diaryChanged()
      toast.done('It is in the diary.')
      onClose()
    },
  })
  const fields = fieldsOf(error)
  const because =
    words.trim() === ''
      ? 'Write what it was about.'
      : on === ''
        ? 'Give the day.'
        : dueOn !== '' && about.trim() === ''
          ? 'Say what the next contact is about.'
          : null
  return (
    <Dialog
      title={`A contact with ${standing.partner.name}`}
      description="Partners do not see the diary."
      onClose={onClose}
    >
      <ActForm
        label="Write it down"
        {...{ busy: isPending, error, because, onClose }}
        shows={['on', 'kind', 'words', 'next.dueOn', 'next.about']}
        onSubmit={() => mutate()}
      >
        <Choices label="What was it?" options={kinds} value={kind} onChange={setKind} error={fields.kind} />
        <TextField
          label="On"
          type="date"
          value={on}
          onChange={(event) => setOn(event.target.value)}
          error={fields.on}
        />
        <TextArea
          label="What it was about"
          rows={5}
          autoFocus
          value={words}
          onChange={(event) => setWords(event.target.value)}
          error={fields.words}
        />
        <NextFields {...{ dueOn, setDueOn, about, setAbout, fields }} />
      </ActForm>
    </Dialog>
  )
}

interface NextFieldsProps {
  readonly dueOn: string
  readonly setDueOn: (day: string) => void
  readonly about: string
  readonly setAbout: (text: string) => void
  readonly fields: Readonly<Record<string, string>>
}

export const NextFields = ({ dueOn, setDueOn, about, setAbout, fields }: NextFieldsProps) => (
  <div className="grid gap-4 sm:grid-cols-[180px_minmax(0,1fr)]">
    <TextField
      label="Next due on"
      aside="empty: none"
      type="date"
      value={dueOn}
      onChange={(event) => setDueOn(event.target.value)}
      error={fields['next.dueOn']}
    />
    <TextField
      label="About"
      value={about}
      onChange={(event) => setAbout(event.target.value)}
      error={fields['next.about']}
    />
  </div>
)
