/** Registering a webhook, and the secret that is shown this once (D5). */
import { useState } from 'react'
import type { WebhookWithSecret } from '../../../src/http/wire-webhook.ts'
import { ActForm } from '../act-form.tsx'
import { usePosting } from '../board/save.ts'
import { CodeBlock } from '../code/code-block.tsx'
import { api } from '../paths.ts'
import { Button } from '../ui/button.tsx'
import { Check } from '../ui/check.tsx'
import { Dialog, DialogFoot } from '../ui/dialog.tsx'
import { TextField } from '../ui/field.tsx'

const topics = [
  { id: 'announcements', label: 'Announcements' },
  { id: 'incidents', label: 'Incidents: when one begins, goes on, and ends' },
] as const

interface AddDialogProps {
  readonly onClose: () => void
  readonly onAdded: (added: WebhookWithSecret) => void
}

export function AddDialog({ onClose, onAdded }: AddDialogProps) {
  const [url, setUrl] = useState('')
  const [chosen, setChosen] = useState<readonly string[]>(topics.map(({ id }) => id))
  const { post, busy, error, fields } = usePosting<WebhookWithSecret>({
    path: api.webhooks,
    changes: ['webhooks'],
    said: () => 'The webhook is registered.',
    onDone: onAdded,
  })
  const because =
    url.trim() === '' ? 'Give the address.' : chosen.length === 0 ? 'Choose what it is to be told of.' : null
  return (
    <Dialog
      title="Add a webhook"
      description="A program of yours that is told at once, by a signed request."
      onClose={onClose}
    >
      <ActForm
        label="Add"
        {...{ busy, error, because, onClose }}
        shows={['url']}
        onSubmit={() => post({ url, topics: chosen })}
      >
        <TextField
          label="Address"
          type="url"
          inputMode="url"
          autoComplete="off"
          placeholder="https://hooks.example.com/partner-desk"
          value={url}
          onChange={(event) => setUrl(event.target.value)}
          error={fields.url}
        />
        <fieldset className="flex flex-col gap-2">
          <legend className="mb-1 font-semibold">What it is told of</legend>
          {topics.map(({ id, label }) => (
            <Check
              key={id}
              checked={chosen.includes(id)}
              onChange={(wanted) => setChosen(wanted ? [...chosen, id] : chosen.filter((each) => each !== id))}
            >
              {label}
            </Check>
          ))}
        </fieldset>
      </ActForm>
    </Dialog>
  )
}

/** It is worked out and kept nowhere: whoever loses it makes a new one. */
export const SecretDialog = ({ webhook, onClose }: { webhook: WebhookWithSecret; onClose: () => void }) => (
  <Dialog
    title="The secret"
    description={`Everything that is posted to ${webhook.url} is signed with it. Copy it now: it is shown this once.`}
    onClose={onClose}
  >
    <CodeBlock language="" text={webhook.secret} />
    <DialogFoot>
      <Button look="go" onClick={onClose}>
        I have copied it
      </Button>
    </DialogFoot>
  </Dialog>
)
