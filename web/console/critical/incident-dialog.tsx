/** D7: something is down: every partner reads it at once. */
import { useState } from 'react'
import type { IncidentView } from '../../../src/http/wire-critical.ts'
import { ActForm } from '../../shared/act-form.tsx'
import { usePosting } from '../../shared/board/save.ts'
import { api } from '../../shared/paths.ts'
import { usePolicy } from '../../shared/session.ts'
import { Choices } from '../../shared/ui/choice.tsx'
import { Dialog } from '../../shared/ui/dialog.tsx'
import { TextArea, TextField } from '../../shared/ui/field.tsx'
import { Audience } from './audience.tsx'

const minutes = (text: string): string => new Date(Date.now() - Number(text) * 60_000).toISOString()

export function IncidentDialog({ onClose }: { onClose: () => void }) {
  const policy = usePolicy()
  const [title, setTitle] = useState('')
  const [kind, setKind] = useState<'outage' | 'downtime'>('outage')
  const [body, setBody] = useState('')
  const [products, setProducts] = useState<readonly string[]>([])
  const [regions, setRegions] = useState<readonly string[]>([])
  const [since, setSince] = useState('0')
  const { post, busy, error, fields } = usePosting<IncidentView>({
    path: api.incidents,
    changes: ['critical'],
    said: (after) => `‘${after.title}’ is on every partner’s board.`,
    onDone: onClose,
  })
  const because =
    title.trim() === ''
      ? 'Say what is down.'
      : body.trim() === ''
        ? 'Say what partners should know.'
        : /^\d{1,5}$/.test(since)
          ? null
          : 'Say how many minutes ago it began.'
  return (
    <Dialog title="Open an incident" description="Every partner sees it at once." onClose={onClose}>
      <ActForm
        label="Open it"
        {...{ busy, error, because, onClose }}
        shows={['title', 'body', 'startedAt']}
        onSubmit={() =>
          post({ title, kind, body, products, regions, ...(since === '0' ? {} : { startedAt: minutes(since) }) })
        }
      >
        <TextField
          label="What is down"
          value={title}
          onChange={(event) => setTitle(event.target.value)}
          error={fields.title}
        />
        <Choices
          label="Kind"
          options={[
            { value: 'outage', label: 'Outage, by itself' },
            { value: 'downtime', label: 'Downtime, by us' },
          ]}
          value={kind}
          onChange={setKind}
        />
        <TextArea
          label="What partners should know"
          rows={3}
          value={body}
          onChange={(event) => setBody(event.target.value)}
          error={fields.body}
        />
        <TextField
          label="Began, minutes ago"
          inputMode="numeric"
          value={since}
          onChange={(event) => setSince(event.target.value.trim())}
          error={fields.startedAt}
        />
        <Audience label="Products" rows={policy?.products ?? []} chosen={products} onChange={setProducts} />
        <Audience label="Regions" rows={policy?.regions ?? []} chosen={regions} onChange={setRegions} />
      </ActForm>
    </Dialog>
  )
}
