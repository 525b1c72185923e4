/** The line in which one writes: Enter sends, Shift and Enter begins a new line (A4). */
import type { ReactNode, RefObject } from 'react'
import type { ChatView } from '../../../src/http/wire-chats.ts'
import { pasted, useDrop } from '../attachments/bring.ts'
import { ChooseFiles } from '../attachments/choose.tsx'
import { DropSign } from '../attachments/drop-sign.tsx'
import { UploadList } from '../attachments/upload-list.tsx'
import { letGo, useUploads } from '../attachments/uploads.ts'
import { useDraft } from '../drafts.ts'
import { api } from '../paths.ts'
import { usePolicy } from '../session.ts'
import { Button } from '../ui/button.tsx'
import { cx } from '../ui/cx.ts'
import type { Outbox } from './outbox.ts'
import { useTellTyping } from './typing.ts'

export interface Writer {
  readonly text: string
  readonly setText: (text: string) => void
  readonly uploads: ReturnType<typeof useUploads>
  /** Why it cannot be sent; null where it can. */
  readonly because: string | null
  readonly submit: () => void
}

/** Of the words to the other side; what is left to write of them is kept in this tab. */
export function useWriter(chat: ChatView, outbox: Outbox, longest: number): Writer {
  const name = `${chat.id}:chat`
  const [text, setDraft] = useDraft(name)
  const uploads = useUploads(name, usePolicy()?.attachments ?? null)
  const tell = useTellTyping(api.chatAct(chat.id, 'typing'))
  const over = text.trim().length - longest
  const because =
    text.trim() === ''
      ? 'Write something first.'
      : over > 0
        ? `${over.toLocaleString('en')} characters too many for one message: send it in parts.`
        : uploads.because
  return {
    text,
    setText: (next) => {
      setDraft(next)
      if (next.trim() !== '') tell()
    },
    uploads,
    because,
    submit: () => {
      if (because !== null) return
      outbox.send(text.trim(), uploads.files)
      setDraft('')
      letGo(uploads.take())
    },
  }
}

interface WriteProps {
  readonly label: string
  readonly placeholder: string
  readonly writer: Writer
  readonly areaRef?: RefObject<HTMLTextAreaElement | null>
  /** True where the key was used. */
  readonly onKeyDown?: (event: React.KeyboardEvent<HTMLTextAreaElement>) => boolean
  readonly send?: string
  readonly busy?: boolean
  readonly className?: string
  /** Beside the button that sends. */
  readonly children?: ReactNode
}

export function Write({
  label,
  placeholder,
  writer,
  areaRef,
  onKeyDown,
  send = 'Send',
  busy = false,
  className,
  children,
}: WriteProps) {
  const { text, setText, uploads, because, submit } = writer
  const isDropped = useDrop(uploads.add)
  const isTooLong = because !== null && text.trim() !== '' && uploads.because === null
  return (
    <form
      className={cx('shrink-0 border-t border-line', className)}
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <textarea
        ref={areaRef}
        rows={1}
        dir="auto"
        aria-label={label}
        aria-invalid={isTooLong}
        placeholder={placeholder}
        value={text}
        readOnly={busy}
        onChange={(event) => setText(event.target.value)}
        onPaste={(event) => pasted(event, uploads.add)}
        onKeyDown={(event) => {
          if (onKeyDown?.(event) === true) return
          if (event.key === 'Escape') event.currentTarget.blur()
          if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
          event.preventDefault()
          submit()
        }}
        className="field-sizing-content block max-h-[30vh] min-h-10 w-full resize-none bg-transparent px-3 py-2.5 focus-visible:-outline-offset-2"
      />
      <UploadList uploads={uploads} className="px-3 pb-2" />
      <DropSign shown={isDropped} to="with your message" />
      {isTooLong ? (
        <p role="alert" className="px-3 pb-1 text-note text-broken">
          {because}
        </p>
      ) : null}
      <div className="flex flex-wrap items-center gap-2 px-2 pb-2">
        <ChooseFiles add={uploads.add} />
        <span className="flex-1" />
        {children}
        <Button type="submit" look="go" busy={busy} because={because}>
          {send}
        </Button>
      </div>
    </form>
  )
}
