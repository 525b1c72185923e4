/** B1: screenshots or a screencast, with the request from the start. */
import { pasted, useDrop } from '../attachments/bring.ts'
import { ChooseFiles } from '../attachments/choose.tsx'
import { DropSign } from '../attachments/drop-sign.tsx'
import { UploadList } from '../attachments/upload-list.tsx'
import type { Uploads } from '../attachments/uploads.ts'
import type { PolicyView } from '../views.ts'
import { useEffect, useId } from 'react'

interface RequestFilesProps {
  readonly uploads: Uploads
  readonly limits: PolicyView['attachments']
  readonly error: string | undefined
}

export function RequestFiles({ uploads, limits, error }: RequestFilesProps) {
  const id = useId()
  const isOver = useDrop(uploads.add)
  const { add } = uploads
  useEffect(() => {
    // Wherever the cursor is: a screenshot is pasted into the form, not into one of its fields.
    const listen = (event: ClipboardEvent): void => pasted(event, add)
    document.addEventListener('paste', listen)
    return () => document.removeEventListener('paste', listen)
  })
  return (
    <section aria-labelledby={`${id}-name`} className="flex flex-col gap-1.5">
      <div className="flex items-baseline gap-2">
        <h2 id={`${id}-name`} className="font-semibold">
          Screenshots or a recording
        </h2>
        <span className="text-small text-muted">up to {limits.perFileMb} MB each</span>
      </div>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 rounded-box border border-dashed border-edge px-2.5 py-1.5">
        <ChooseFiles add={uploads.add} label="Choose files" />
        <span className="text-note text-muted">or drop them anywhere here, or paste a screenshot</span>
      </div>
      <UploadList uploads={uploads} />
      <DropSign shown={isOver} to="with your request" />
      {error === undefined ? null : (
        <p role="alert" className="text-note text-broken">
          {error}
        </p>
      )}
    </section>
  )
}
