/** The text of an article, into which pictures are dropped, pasted or chosen (B10). */
import { useRef } from 'react'
import { flushSync } from 'react-dom'
import { pictureMb, pictureTypes } from '../../../src/domain/guide/picture.ts'
import { pasted, useDrop } from '../../shared/attachments/bring.ts'
import { ChooseFiles } from '../../shared/attachments/choose.tsx'
import { DropSign } from '../../shared/attachments/drop-sign.tsx'
import { UploadList } from '../../shared/attachments/upload-list.tsx'
import { TextArea } from '../../shared/ui/field.tsx'
import { toast } from '../../shared/ui/toast.tsx'
import { putPicture } from './picture-line.ts'
import { usePictures } from './use-pictures.ts'

interface BodyFieldProps {
  readonly value: string
  readonly onChange: (body: string) => void
  readonly pictures: ReturnType<typeof usePictures>
  readonly areaRef: React.RefObject<HTMLTextAreaElement | null>
  readonly onFocus: () => void
  readonly error: string | undefined
}

const accept = [...pictureTypes].join(',')

export function BodyField({ value, onChange, pictures, areaRef, onFocus, error }: BodyFieldProps) {
  const isDropping = useDrop(pictures.add)
  return (
    <div className="flex flex-1 flex-col gap-2">
      <TextArea
        ref={areaRef}
        label="Text"
        aside="Markdown: ## heading, - list, **bold**, ``` code"
        rows={22}
        spellCheck
        className="flex-1 [&_textarea]:min-h-[50vh] [&_textarea]:flex-1 [&_textarea]:font-mono [&_textarea]:text-note"
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onFocus={onFocus}
        onPaste={(event) => pasted(event, pictures.add)}
        error={error}
      />
      <div className="flex flex-wrap items-center gap-x-3 text-note text-muted">
        <ChooseFiles add={pictures.add} label="Add a picture" accept={accept} />
        <span>Or paste or drop one: PNG, JPEG or WebP, up to {pictureMb} MB.</span>
      </div>
      <UploadList uploads={pictures} label="Pictures on their way" />
      <DropSign shown={isDropping} to="into the text of the article" />
    </div>
  )
}

/** Pictures that go into the text where the cursor stands, or at its end where none has been; `write` keeps the text. */
export function useBodyPictures(write: (body: string) => void) {
  const areaRef = useRef<HTMLTextAreaElement>(null)
  const hasCursor = useRef(false)
  const pictures = usePictures((line) => {
    const area = areaRef.current
    if (area === null) return
    const { text, from, to } = putPicture(area.value, hasCursor.current ? area.selectionEnd : area.value.length, line)
    const { activeElement } = document
    const isElsewhere = activeElement !== area && activeElement?.matches('input:not([type=file]), textarea') === true
    // Drawn before the next one arrives: each goes behind the one before.
    flushSync(() => write(text))
    toast.done('The picture is in the text: say in a few words what it shows.')
    // Whoever writes elsewhere by now is left there.
    if (!isElsewhere) area.focus()
    area.setSelectionRange(from, to)
    // No browser brings a selection into sight by itself.
    area.scrollTop = (from / text.length) * area.scrollHeight - area.clientHeight / 2
  })
  return { areaRef, pictures, onFocus: () => void (hasCursor.current = true) }
}
