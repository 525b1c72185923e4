/** Keeping or changing a saved reply: its text with placeholders, and where it is offered. */
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { mistakesInPlaceholders, placeholderWords } from '../../../src/domain/placeholders.ts'
import type { SavedReplyView } from '../../../src/http/wire-guide.ts'
import { ActForm } from '../../shared/act-form.tsx'
import { fieldsOf, useActKey } from '../../shared/actions.ts'
import { call } from '../../shared/api.ts'
import { repliesChanged } from '../../shared/guide/queries.ts'
import { api } from '../../shared/paths.ts'
import { usePolicy } from '../../shared/session.ts'
import { Button } from '../../shared/ui/button.tsx'
import { Choices } from '../../shared/ui/choice.tsx'
import { Dialog } from '../../shared/ui/dialog.tsx'
import { Field, TextArea, TextField } from '../../shared/ui/field.tsx'
import { Select } from '../../shared/ui/select.tsx'
import { toast } from '../../shared/ui/toast.tsx'

export function ReplyDialog({ reply, onClose }: { reply: SavedReplyView | null; onClose: () => void }) {
  const policy = usePolicy()
  const [title, setTitle] = useState(reply?.title ?? '')
  const [body, setBody] = useState(reply?.body ?? '')
  const [desk, setDesk] = useState<string | null>(reply?.desk ?? null)
  const [category, setCategory] = useState<string | null>(reply?.category ?? null)
  const [personal, setPersonal] = useState(reply?.personal ?? false)
  const key = useActKey()
  const saving = useMutation({
    mutationFn: () => {
      const given = { title, body, desk, category, personal }
      return reply === null
        ? call<SavedReplyView>(api.savedReplies, {
            method: 'POST',
            body: given,
            idempotencyKey: key.keyFor(given),
          })
        : call<SavedReplyView>(api.savedReply(reply.id), { method: 'PATCH', body: given })
    },
    onSuccess: (saved) => {
      key.done()
      repliesChanged()
      toast.done(`‘${saved.title}’ is kept.`)
      onClose()
    },
  })
  const removing = useMutation({
    mutationFn: () => call<void>(api.savedReply(reply?.id ?? ''), { method: 'DELETE' }),
    onSuccess: () => {
      repliesChanged()
      toast.done(`‘${reply?.title ?? ''}’ is out of the library.`)
      onClose()
    },
    onError: toast.failed,
  })
  const fields = fieldsOf(saving.error)
  // Said while it is written; the server says the same.
  const wrong = mistakesInPlaceholders(body)
  return (
    <Dialog
      title={reply === null ? 'Keep a reply' : 'Change a saved reply'}
      description="In an answer it is put in with ‘/’ at the start of a line, with the ticket’s words in its placeholders."
      width="wide"
      onClose={onClose}
    >
      <ActForm
        label="Keep"
        busy={saving.isPending}
        error={saving.error}
        onClose={onClose}
        because={title.trim() === '' || body.trim() === '' ? 'Give a title and a text.' : null}
        shows={['title', 'body', 'desk', 'category']}
        onSubmit={() => saving.mutate()}
      >
        <TextField
          label="Title"
          maxLength={200}
          autoFocus={reply === null}
          autoComplete="off"
          value={title}
          onChange={(event) => setTitle(event.target.value)}
          error={fields.title}
        />
        <TextArea
          label="Text"
          aside="``` begins and ends code: ```deluge, ```json, ```http"
          rows={9}
          className="[&_textarea]:font-mono [&_textarea]:text-note"
          value={body}
          onChange={(event) => setBody(event.target.value)}
          error={wrong.length > 0 ? wrong.join(' ') : fields.body}
        />
        <details className="text-note">
          <summary className="cursor-default text-muted">Placeholders and blanks</summary>
          <dl className="mt-1 grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-0.5">
            {Object.entries(placeholderWords).map(([name, words]) => (
              <div key={name} className="contents">
                <dt className="font-mono">{`{${name}}`}</dt>
                <dd className="text-muted">{words}</dd>
              </div>
            ))}
            <dt className="font-mono">{'{? what you found}'}</dt>
            <dd className="text-muted">a blank: the cursor goes to the first one</dd>
            <dt className="font-mono">{'{{contact}}'}</dt>
            <dd className="text-muted">the text {'{contact}'} as it stands</dd>
          </dl>
        </details>
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label="Desk" error={fields.desk}>
            <Select
              value={desk}
              onChange={(next) => {
                setDesk(next)
                setCategory(null)
              }}
              options={[
                { value: null, label: 'Any desk' },
                ...(policy?.desks ?? []).map((each) => ({ value: each.id as string | null, label: each.name })),
              ]}
            />
          </Field>
          <Field label="Category" error={fields.category}>
            <Select
              value={category}
              onChange={setCategory}
              options={[
                { value: null, label: desk === null ? 'Choose a desk first' : 'Any category' },
                ...(policy?.categories ?? [])
                  .filter((each) => each.desk === desk)
                  .map((each) => ({ value: each.id as string | null, label: each.name })),
              ]}
            />
          </Field>
        </div>
        <Choices
          label="Who sees it"
          options={[
            { value: false, label: 'Everybody on the staff' },
            { value: true, label: 'Only me' },
          ]}
          value={personal}
          onChange={setPersonal}
        />
        {reply === null ? null : (
          <Button look="danger" className="self-start" busy={removing.isPending} onClick={() => removing.mutate()}>
            Take it out of the library
          </Button>
        )}
      </ActForm>
    </Dialog>
  )
}
