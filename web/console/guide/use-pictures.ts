/** Pictures that an author brings into an article: sent while one writes on, and put into the text when they have arrived (B10). */
import { useEffect, useRef, useState } from 'react'
import { pictureMb, pictureTypes } from '../../../src/domain/guide/picture.ts'
import type { AttachmentView } from '../../../src/http/wire-attachment.ts'
import { newKey, Problem, sayProblem } from '../../shared/api.ts'
import { sendUpload, type Sending } from '../../shared/attachments/send.ts'
import type { Upload } from '../../shared/attachments/uploads.ts'
import { pictureLine } from './picture-line.ts'

const megabyte = 1_048_576
const kinds = 'a PNG, JPEG or WebP picture'

/** `insert` gets the line of Markdown of each that has arrived, and what of it is the words that describe it. */
export function usePictures(insert: (line: string) => void) {
  const [all, setAll] = useState<readonly Upload[]>([])
  const files = useRef(new Map<string, { readonly file: File; sending: Sending | null }>())
  const latest = useRef(insert)
  useEffect(() => {
    latest.current = insert
  })

  const drop = (key: string): void => {
    files.current.delete(key)
    setAll((held) => held.filter((each) => each.key !== key))
  }
  const show = (upload: Upload): void =>
    setAll((held) =>
      held.some(({ key }) => key === upload.key)
        ? held.map((each) => (each.key === upload.key ? upload : each))
        : [...held, upload],
    )
  const send = async (key: string): Promise<void> => {
    const held = files.current.get(key)
    if (held === undefined) return
    const { file } = held
    const base = { key, name: file.name, bytes: file.size, picture: null }
    show({ ...base, state: 'sending', share: 0 })
    held.sending = sendUpload(file, key, (share) => show({ ...base, state: 'sending', share }))
    try {
      const [arrived, size] = await Promise.all([held.sending.done, sizeOf(file)])
      if (!files.current.has(key)) return
      const problem = whyNot(arrived)
      if (problem !== null) return show({ ...base, state: 'failed', problem, mayRetry: false })
      drop(key)
      latest.current(pictureLine(arrived, size))
    } catch (reason) {
      const mayRetry = !(reason instanceof Problem) || reason.status === 0 || reason.status >= 500
      const problem = reason instanceof Problem ? (reason.fields.file ?? reason.message) : sayProblem(reason)
      show({ ...base, state: 'failed', problem, mayRetry })
    }
  }
  return {
    all,
    /** Why the article cannot be saved yet. */
    because: all.some(({ state }) => state === 'sending') ? 'A picture is still on its way.' : null,
    add(brought: readonly File[]): void {
      for (const file of brought) {
        const key = newKey()
        const problem = refusal(file)
        if (problem !== null) {
          show({ key, name: file.name, bytes: file.size, picture: null, state: 'failed', problem, mayRetry: false })
          continue
        }
        files.current.set(key, { file, sending: null })
        void send(key)
      }
    },
    retry: (key: string): void => void send(key),
    remove(key: string): void {
      files.current.get(key)?.sending?.cancel()
      drop(key)
    },
  }
}

/** What the server would refuse after it has all of it. */
function refusal({ size, type }: File): string | null {
  if (size === 0) return 'It is empty: choose another file.'
  if (!pictureTypes.has(type)) return `It is not ${kinds}.`
  return size > pictureMb * megabyte ? `It is larger than ${pictureMb} MB: make it smaller.` : null
}

/** By its bytes it may be something else than its name says. */
const whyNot = ({ type, warning }: AttachmentView): string | null =>
  warning ?? (pictureTypes.has(type ?? '') ? null : `It is not ${kinds}.`)

/** In pixels; null where the browser cannot read it, which is no reason to leave it out. */
async function sizeOf(file: File): Promise<{ readonly width: number; readonly height: number } | null> {
  try {
    const { width, height } = await createImageBitmap(file)
    return { width, height }
  } catch {
    return null
  }
}
