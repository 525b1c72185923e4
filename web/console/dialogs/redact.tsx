/** G3: what should never have been sent is taken out for good: words that are marked, a whole message, or a file of it. */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Passages, redactionMark, redactionReasons, type RedactionReason } from '../../../src/domain/redaction.ts'
import type { MessageView } from '../../../src/http/wire.ts'
import type { RemainsView } from '../../../src/http/wire-redaction.ts'
import { ActForm } from '../../shared/act-form.tsx'
import { sayProblem } from '../../shared/api.ts'
import { sayFile } from '../../shared/attachments/words.ts'
import { useNow } from '../../shared/now.ts'
import { queries } from '../../shared/queries.ts'
import { readInstant, sayBriefly } from '../../shared/time.ts'
import { Button } from '../../shared/ui/button.tsx'
import { Choices, type Choice } from '../../shared/ui/choice.tsx'
import { Dialog, DialogFoot, LeaveButton } from '../../shared/ui/dialog.tsx'
import { Field, TextField } from '../../shared/ui/field.tsx'
import { Notice } from '../../shared/ui/notice.tsx'
import { Select } from '../../shared/ui/select.tsx'
import { Skeleton } from '../../shared/ui/skeleton.tsx'
import { toast } from '../../shared/ui/toast.tsx'
import { Marking } from '../redact/marking.tsx'
import { useRedact, type Asked } from '../redact/use-redact.ts'
import type { TicketDialogProps } from './ticket-dialog.tsx'

/** `message`, `file`: those whose button was pressed; else one is chosen, the latest first. */
export function RedactDialog({ ticket, onClose, message, file }: TicketDialogProps) {
  const messages = useQuery(queries.messages(ticket.id))
  const [chosen, setChosen] = useState(message ?? null)
  const [passages, setPassages] = useState<readonly string[]>([])
  const [remains, setRemains] = useState<readonly RemainsView[] | null>(null)
  const all = (messages.data ?? []).toReversed()
  const shown = all.find(({ id }) => id === chosen) ?? all[0]
  const choose = (id: string): void => {
    const body = all.find((each) => each.id === id)?.body ?? ''
    setChosen(id)
    setPassages(passages.filter((passage) => new Passages([passage]).isIn(body)))
    setRemains(null)
  }
  const done = (still: readonly RemainsView[]): void => {
    if (still.length > 0) return setRemains(still)
    toast.done(`${ticket.number}: redacted.`)
    onClose()
  }
  return (
    <Dialog
      title="Redact for good"
      description="It cannot be undone. It goes from this desk: message, letters, raw mail, search. What was mailed already, what people have copied, and backups have it still."
      width="wide"
      onClose={onClose}
    >
      {remains !== null ? (
        <Still remains={remains} onNext={choose} onClose={onClose} />
      ) : shown === undefined ? (
        messages.isPending ? (
          <Skeleton className="h-40 w-full" />
        ) : (
          <p className="text-note text-muted">
            {messages.error === null ? 'Nothing was said on this ticket yet.' : sayProblem(messages.error)}
          </p>
        )
      ) : (
        <Form
          key={shown.id}
          {...{ ticket, onClose, all, shown, passages, onDone: done }}
          {...(file === undefined || shown.id !== message ? {} : { file })}
          onPassages={setPassages}
          onChoose={message === undefined ? choose : null}
        />
      )}
    </Dialog>
  )
}

interface FormProps extends TicketDialogProps {
  readonly all: readonly MessageView[]
  readonly shown: MessageView
  readonly passages: readonly string[]
  readonly onPassages: (passages: readonly string[]) => void
  /** Null where the message is given. */
  readonly onChoose: ((message: string) => void) | null
  readonly onDone: (remains: readonly RemainsView[]) => void
}

const reasons = redactionReasons.map(({ id, name }) => ({ value: id, label: name }))

function Form({ ticket, onClose, file, all, shown, passages, onPassages, onChoose, onDone }: FormProps) {
  const now = useNow(60_000)
  const files = shown.attachments.filter(({ removed, sha256 }) => removed === undefined && sha256 !== null)
  const isGone = shown.body === redactionMark
  const [what, setWhat] = useState(file ?? (isGone ? (files[0]?.id ?? '') : 'passages'))
  const [reason, setReason] = useState<RedactionReason>('secret')
  const [because, setBecause] = useState('')
  const { run, busy, error, fields } = useRedact(ticket.id, onDone)
  const options: readonly Choice<string>[] = [
    ...(isGone
      ? []
      : [
          { value: 'passages', label: 'Words of it' },
          { value: 'message', label: 'All that it says' },
        ]),
    ...files.map((each) => ({ value: each.id, label: `The file ${each.name}`, hint: sayFile(each) })),
  ]
  const wrong = Object.entries(fields).filter(([field]) => field.startsWith('passages') || field === 'message')
  const refusal =
    options.length === 0
      ? 'Nothing is left of this message.'
      : what === 'passages' && passages.length === 0
        ? 'Mark what must go.'
        : reason === 'other' && because.trim() === ''
          ? 'Say in some words why.'
          : null
  const asked = (): Asked => {
    const why = because.trim() === '' ? { reason } : { reason, because: because.trim() }
    if (what === 'passages') return { what, message: shown.id, passages, ...why }
    return what === 'message' ? { what, message: shown.id, ...why } : { what: 'file', file: what, ...why }
  }
  return (
    <ActForm
      label="Redact for good"
      {...{ busy, error, onClose, because: refusal }}
      shows={['because', 'message', 'file', ...passages.map((_, place) => `passages.${place}`)]}
      onSubmit={() => run(asked())}
    >
      {onChoose === null ? null : (
        <Field label="Of which message">
          <Select
            options={all.map((each) => ({ value: each.id, label: sayMessage(each, now) }))}
            value={shown.id}
            onChange={onChoose}
          />
        </Field>
      )}
      {options.length === 0 ? (
        <p className="text-note text-muted">All of this message was redacted, and it has no file.</p>
      ) : (
        <Choices label="What goes" options={options} value={what} onChange={setWhat} error={fields['file']} />
      )}
      {what === 'passages' ? (
        <Marking
          body={shown.body}
          from={sayFrom(shown, now)}
          passages={passages}
          onChange={onPassages}
          error={wrong[0]?.[1]}
        />
      ) : what === 'message' ? (
        <Notice>
          Everything that it says is replaced by a mark, for everybody. Its files stay: each goes by itself.
        </Notice>
      ) : options.length === 0 ? null : (
        <Notice>The file’s bytes go. Its name, size and digest stay, and who removed it.</Notice>
      )}
      <div className="grid gap-3 sm:grid-cols-2">
        <Field label="Reason">
          <Select options={reasons} value={reason} onChange={setReason} />
        </Field>
        <TextField
          label="In some words"
          aside={reason === 'other' ? undefined : 'if you like'}
          hint="Whoever reads the message reads this: not what is redacted."
          maxLength={300}
          value={because}
          onChange={(event) => setBecause(event.target.value)}
          error={fields['because']}
        />
      </div>
    </ActForm>
  )
}

const sayFrom = ({ author, side, at }: MessageView, now: number): string =>
  `${author?.name ?? (side === 'partner' ? 'The partner' : 'The desk')}, ${sayBriefly(readInstant(at), now)}`

const sayMessage = (message: MessageView, now: number): string =>
  `${sayFrom(message, now)}: ${message.body.slice(0, 60)}`

interface StillProps {
  readonly remains: readonly RemainsView[]
  readonly onNext: (message: string) => void
  readonly onClose: () => void
}

/** It was redacted, and is not gone everywhere: what can be done goes on from here. */
function Still({ remains, onNext, onClose }: StillProps) {
  const next = remains.find(({ message }) => message !== null)?.message ?? null
  return (
    <>
      <Notice tone="soon" title="Redacted, but it stands elsewhere still" alert>
        <ul className="flex list-disc flex-col gap-1 pl-4">
          {[...new Set(remains.map(({ words }) => words))].map((words) => (
            <li key={words}>{words}</li>
          ))}
        </ul>
      </Notice>
      <DialogFoot>
        <LeaveButton onClose={onClose}>Close</LeaveButton>
        {next === null ? null : (
          <Button look="go" autoFocus onClick={() => onNext(next)}>
            Go on with the next message
          </Button>
        )}
      </DialogFoot>
    </>
  )
}
