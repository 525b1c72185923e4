/** Making a key, and the token that is shown this once. */
import { useState } from 'react'
import type { KeyWithToken } from '../../../src/http/wire-people.ts'
import { ActForm } from '../act-form.tsx'
import { usePosting } from '../board/save.ts'
import { CodeBlock } from '../code/code-block.tsx'
import { api } from '../paths.ts'
import { useMe } from '../session.ts'
import { Button } from '../ui/button.tsx'
import { Choices } from '../ui/choice.tsx'
import { Combobox, type Entry } from '../ui/combobox.tsx'
import { Dialog, DialogFoot } from '../ui/dialog.tsx'
import { Field, TextField } from '../ui/field.tsx'
import { peopleChanges } from './queries.ts'
import { scopes } from './words.ts'

interface KeyDialogProps {
  /** Whose it may be; null where it is the reader's own. */
  readonly holders: readonly Entry[] | null
  readonly holder?: string | null
  readonly onClose: () => void
}

export function KeyDialog({ holders, holder = null, onClose }: KeyDialogProps) {
  const me = useMe()
  const [label, setLabel] = useState('')
  const [scope, setScope] = useState<string>('full')
  const [person, setPerson] = useState<string | null>(holder ?? me.id)
  const [made, setMade] = useState<KeyWithToken | null>(null)
  const { post, busy, error, fields } = usePosting<KeyWithToken>({
    path: api.keys,
    changes: peopleChanges,
    said: (after) => `‘${after.label}’ is made.`,
    onDone: setMade,
  })
  if (made !== null) return <TokenDialog made={made} onClose={onClose} />
  const because = label.trim() === '' ? 'Say what it is for.' : person === null ? 'Say whose it is.' : null
  const offered = scopes.filter(({ id }) => id !== 'widget' || me.role === 'admin')
  return (
    <Dialog
      title="New key"
      description="A program that has it acts as its person, and its acts stand in their name."
      onClose={onClose}
    >
      <ActForm
        label="Make it"
        {...{ busy, error, because, onClose }}
        shows={['label', 'scope', 'person']}
        onSubmit={() => post({ label, scope, ...(holders === null ? {} : { person }) })}
      >
        <TextField
          label="What for"
          hint="So that whoever looks for it in a year knows it, such as ‘Imports from the store’."
          value={label}
          autoFocus
          maxLength={200}
          onChange={(event) => setLabel(event.target.value)}
          error={fields.label ?? (holders === null ? fields.person : undefined)}
        />
        {holders === null ? null : (
          <Field label="Whose" error={fields.person}>
            <Combobox entries={holders} value={person} onChange={setPerson} empty="Nobody by that name." />
          </Field>
        )}
        <Choices
          label="What it may"
          layout="list"
          options={offered.map(({ id, name, may }) => ({ value: id, label: name, hint: may }))}
          value={scope}
          onChange={setScope}
          error={fields.scope}
        />
      </ActForm>
    </Dialog>
  )
}

const TokenDialog = ({ made, onClose }: { made: KeyWithToken; onClose: () => void }) => (
  <Dialog
    title={`The token of ‘${made.label}’`}
    description="Sent as ‘Authorization: Bearer TOKEN’. Copy it now: it is shown this once, and kept nowhere."
    onClose={onClose}
  >
    <CodeBlock language="" text={made.token} />
    <DialogFoot>
      <Button look="go" onClick={onClose}>
        I have copied it
      </Button>
    </DialogFoot>
  </Dialog>
)
