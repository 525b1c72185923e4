/** D5: something for partners to know, and for which of them. */
import { useState } from 'react'
import type { AnnouncementView } from '../../../src/http/wire-critical.ts'
import { ActForm } from '../../shared/act-form.tsx'
import { usePosting } from '../../shared/board/save.ts'
import { api } from '../../shared/paths.ts'
import { usePolicy } from '../../shared/session.ts'
import { Dialog } from '../../shared/ui/dialog.tsx'
import { TextArea, TextField } from '../../shared/ui/field.tsx'
import { Audience } from '../critical/audience.tsx'

export function NewsDialog({ onClose }: { onClose: () => void }) {
  const policy = usePolicy()
  const [title, setTitle] = useState('')
  const [body, setBody] = useState('')
  const [tiers, setTiers] = useState<readonly string[]>([])
  const [regions, setRegions] = useState<readonly string[]>([])
  const [products, setProducts] = useState<readonly string[]>([])
  const { post, busy, error, fields } = usePosting<AnnouncementView>({
    path: api.news,
    changes: ['news'],
    said: (after) => `‘${after.title}’ is announced.`,
    onDone: onClose,
  })
  const because = title.trim() === '' ? 'Give it a title.' : body.trim() === '' ? 'Say what is new.' : null
  return (
    <Dialog
      title="Announce something"
      description="It stands in the portal at once; who subscribed gets it by mail."
      onClose={onClose}
    >
      <ActForm
        label="Announce"
        {...{ busy, error, because, onClose }}
        shows={['title', 'body']}
        onSubmit={() => post({ title, body, tiers, regions, products })}
      >
        <TextField
          label="Title"
          value={title}
          onChange={(event) => setTitle(event.target.value)}
          error={fields.title}
        />
        <TextArea
          label="Text"
          rows={6}
          value={body}
          onChange={(event) => setBody(event.target.value)}
          error={fields.body}
        />
        <Audience label="Tiers" rows={policy?.tiers ?? []} chosen={tiers} onChange={setTiers} />
        <Audience label="Regions" rows={policy?.regions ?? []} chosen={regions} onChange={setRegions} />
        <Audience label="Products" rows={policy?.products ?? []} chosen={products} onChange={setProducts} />
      </ActForm>
    </Dialog>
  )
}
