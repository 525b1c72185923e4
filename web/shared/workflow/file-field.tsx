/** A file that a step asks for: chosen here, it goes up at once, and the step takes it. */
import { useEffect, useRef, useState } from 'react'
import type { AttachmentView } from '../../../src/http/wire-attachment.ts'
import type { WorkflowFieldView } from '../../../src/http/wire-workflow.ts'
import { newKey, Problem, sayProblem } from '../api.ts'
import { sendUpload, type Sending } from '../attachments/send.ts'
import { sayBytes } from '../attachments/words.ts'
import { TextField } from '../ui/field.tsx'

interface Props {
  readonly label: string
  readonly hint: string | undefined
  readonly aside: string | undefined
  readonly error: string | undefined
  readonly accepts: WorkflowFieldView['accepts']
  /** The id of what has arrived; undefined while there is nothing. */
  readonly onChange: (id: string | undefined) => void
}

const endings = {
  pdf: 'application/pdf,.pdf',
  image: 'image/*',
  document: '.pdf,.docx,.xlsx,.pptx,.odt,.ods,.odp,.rtf',
} as const

export function FileField({ accepts, onChange, error, hint, ...shared }: Props) {
  const [state, setState] = useState<'none' | number | AttachmentView | { readonly failed: string }>('none')
  const sending = useRef<Sending | null>(null)
  // A dialog that is closed wants the file no longer.
  useEffect(() => () => sending.current?.cancel(), [])
  const choose = async (file: File | undefined): Promise<void> => {
    sending.current?.cancel()
    onChange(undefined)
    if (file === undefined) return setState('none')
    setState(0)
    const own = sendUpload(file, newKey(), (share) =>
      setState((before) => (typeof before === 'number' ? share : before)),
    )
    sending.current = own
    try {
      const arrived = await own.done
      if (sending.current !== own) return
      setState(arrived)
      onChange(arrived.id)
    } catch (thrown) {
      if (sending.current !== own) return
      const failed = thrown instanceof Problem ? (thrown.fields.file ?? thrown.message) : sayProblem(thrown)
      setState({ failed })
    }
    sending.current = null
  }
  const isFile = typeof state === 'object' && 'id' in state
  const said =
    typeof state === 'number' ? `On its way: ${Math.round(state * 100)} %.` : isFile ? sayArrived(state) : hint
  return (
    <TextField
      {...shared}
      hint={said}
      type="file"
      accept={accepts?.map((kind) => endings[kind]).join(',')}
      error={typeof state === 'object' && 'failed' in state ? state.failed : error}
      onChange={(event) => void choose(event.target.files?.[0])}
    />
  )
}

const sayArrived = ({ kind, bytes, warning }: AttachmentView): string =>
  [`It has arrived: ${kind ?? 'a file'}, ${sayBytes(bytes)}.`, warning ?? ''].join(' ').trim()
