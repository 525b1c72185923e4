/**
 * Three ways to write that cannot be confused: each has its tint, says who will read it, and what sending does to the
 * clocks. What is written is kept until it is sent. While nothing is written it is one line, so that the talk has room.
 */
import { useEffect, useId, useRef, useState } from 'react'
import type { TicketView } from '../../../src/http/wire.ts'
import { pasted, useDrop } from '../../shared/attachments/bring.ts'
import { ChooseFiles } from '../../shared/attachments/choose.tsx'
import { DropSign } from '../../shared/attachments/drop-sign.tsx'
import { UploadList } from '../../shared/attachments/upload-list.tsx'
import { useTellTyping } from '../../shared/chat/typing.ts'
import { useNow } from '../../shared/now.ts'
import { api } from '../../shared/paths.ts'
import { readClock } from '../../shared/promise-bar/clock.ts'
import { Button } from '../../shared/ui/button.tsx'
import { Check } from '../../shared/ui/check.tsx'
import { cx } from '../../shared/ui/cx.ts'
import { Kbd, modifier } from '../../shared/ui/kbd.tsx'
import { Notice } from '../../shared/ui/notice.tsx'
import { Tabs } from '../../shared/ui/tabs.tsx'
import { isOver } from '../../shared/words.ts'
import { sayEffect } from './clock-effect.ts'
import { sayMentioned } from './mention.ts'
import { modes, type Mode } from './modes.ts'
import { openBlanks } from '../../../src/domain/placeholders.ts'
import { Others } from './others.tsx'
import { useComposer } from './use-composer.ts'
import { useMentions } from './use-mentions.tsx'
import { useReplies } from './use-replies.tsx'

interface ComposerProps {
  readonly ticket: TicketView
  readonly mode: Mode
  readonly onMode: (mode: Mode) => void
  readonly areaRef: React.RefObject<HTMLTextAreaElement | null>
}

const tabs = Object.entries(modes).map(([value, { label }]) => ({ value: value as Mode, label }))

export function Composer({ ticket, mode, onMode, areaRef }: ComposerProps) {
  const id = useId()
  const [inside, setInside] = useState(false)
  const composer = useComposer(ticket, mode)
  const { text, isEmpty, refusal, uploads } = composer
  const replies = useReplies(ticket, composer, areaRef)
  const mentions = useMentions(mode, composer, areaRef)
  // The text that was about to go although blanks are open in it: a second time it goes as it is.
  const [warned, setWarned] = useState('')
  const look = modes[mode]
  const tellWriting = useTellTyping(api.ticketTyping(ticket.id))
  const isDropping = useDrop(uploads.add)
  const isSmall = isEmpty && !inside && refusal === null && uploads.all.length === 0
  const choose = (next: Mode): void => {
    setInside(true)
    onMode(next)
  }
  const submit = async (solves: boolean): Promise<void> => {
    const [blank] = openBlanks(text)
    if (blank !== undefined && warned !== text) {
      setWarned(text)
      areaRef.current?.focus()
      areaRef.current?.setSelectionRange(blank.from, blank.to)
      return
    }
    if (!(await composer.submit(solves))) areaRef.current?.focus()
  }
  return (
    <section
      aria-label="Write"
      onBlur={(event) => setInside(event.currentTarget.contains(event.relatedTarget))}
      className={cx(
        'overflow-hidden rounded-box border bg-panel print:hidden',
        'has-[textarea:focus-visible]:outline-2 has-[textarea:focus-visible]:-outline-offset-1 has-[textarea:focus-visible]:outline-accent',
        look.frame,
      )}
    >
      <Others ticket={ticket} isWriting={!isEmpty} />
      <Tabs label="Who will read it" value={mode} onChange={choose} tabs={tabs}>
        <form
          className={look.tint}
          // Not on the focus of a tab: growing under a press would take the press away from it.
          onFocus={() => setInside(true)}
          onSubmit={(event) => {
            event.preventDefault()
            void submit(false)
          }}
        >
          <p id={`${id}-to`} className={isSmall ? 'sr-only' : 'px-3 pt-2 text-note font-medium'}>
            {look.reader(ticket)}
          </p>
          <textarea
            ref={areaRef}
            dir="auto"
            aria-label={look.label}
            aria-describedby={`${id}-to ${id}-effect`}
            aria-invalid={refusal !== null}
            placeholder={look.placeholder}
            value={text}
            onChange={(event) => {
              composer.setText(event.target.value)
              mentions.look(event.target)
              if (look.visibility === 'public') tellWriting()
            }}
            onSelect={(event) => mentions.look(event.currentTarget)}
            onBlur={mentions.close}
            {...mentions.described}
            onPaste={(event) => pasted(event, uploads.add)}
            onKeyDown={(event) => {
              if (mentions.onKeyDown(event) || replies.onKeyDown(event)) return
              if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) {
                event.preventDefault()
                void submit(false)
              } else if (event.key === 'Escape') areaRef.current?.blur()
            }}
            className={cx(
              'field-sizing-content block supports-[field-sizing:content]:resize-none max-h-[38vh] w-full resize-y bg-transparent px-3 py-1.5 outline-none',
              isSmall ? 'min-h-9' : 'min-h-[84px]',
            )}
          />
          {mentions.list}
          {composer.mentions.length === 0 ? null : (
            <p className="px-3 pb-2 text-note text-muted wrap-anywhere" role="status">
              {sayMentioned(composer.mentions)}
            </p>
          )}
          <UploadList uploads={uploads} className="px-3 pb-2" />
          <DropSign shown={isDropping} to={visibilityWords[look.visibility]} />
          {refusal === null ? null : (
            <div className="px-3 pb-2">
              <Notice tone="broken" title="Not sent; your text is kept" alert>
                {refusal}
              </Notice>
            </div>
          )}
          {warned === '' || warned !== text ? null : (
            <div className="px-3 pb-2">
              <Notice tone="soon" title="Not sent yet: a blank is open" alert>
                Fill in what stands between ‹ and ›, or send again to send it as it is.
              </Notice>
            </div>
          )}
          <Foot
            id={id}
            ticket={ticket}
            mode={mode}
            composer={composer}
            hidden={isSmall}
            onSolve={() => void submit(true)}
            onReplies={replies.pick}
          />
        </form>
      </Tabs>
      {replies.picker}
    </section>
  )
}

const visibilityWords = { public: 'to the partner with your message', internal: 'into your internal note' } as const

interface FootProps {
  readonly id: string
  readonly ticket: TicketView
  readonly mode: Mode
  readonly composer: ReturnType<typeof useComposer>
  readonly hidden: boolean
  readonly onSolve: () => void
  readonly onReplies: () => void
}

/** What sending does, and the buttons that send. */
function Foot({ id, ticket, mode, composer, hidden, onSolve, onReplies }: FootProps) {
  const now = useNow()
  const { visibility, send } = modes[mode]
  const over = isOver(ticket.status)
  const { determination, isBusy } = composer
  const because = composer.isEmpty ? 'Write something first.' : composer.uploads.because
  const effect =
    over && visibility === 'public'
      ? 'It is solved: this is only a further word.'
      : sayEffect(ticket.clocks.map(readClock), { visibility, determination, solves: false }, now)
  return (
    <div className={hidden ? 'sr-only' : 'flex flex-wrap items-center gap-x-3 gap-y-2 border-t border-line px-3 py-2'}>
      {composer.asksDetermination ? (
        <Check checked={composer.marked} onChange={composer.setMarked}>
          States the determination
        </Check>
      ) : null}
      <ChooseFiles add={composer.uploads.add} />
      <span id={`${id}-effect`} className="num min-w-0 flex-1 basis-56 text-note text-muted">
        {effect}
      </span>
      <span className="ml-auto flex flex-wrap justify-end gap-2">
        <Button look="bare" onClick={onReplies} title="At the start of a line: /">
          Saved replies
          <span className="contents max-md:hidden">
            <Kbd>/</Kbd>
          </span>
        </Button>
        {visibility === 'public' && !over ? (
          <Button busy={isBusy} because={because} onClick={onSolve}>
            Send and solve
          </Button>
        ) : null}
        <Button type="submit" look="go" busy={isBusy} because={because}>
          {send}
          <span className="contents max-md:hidden">
            <Kbd>{`${modifier}↵`}</Kbd>
          </span>
        </Button>
      </span>
    </div>
  )
}

/** Puts the cursor into the text, at the end of what is there, each time `wanted` counts up. */
export function useFocusOn(areaRef: React.RefObject<HTMLTextAreaElement | null>, wanted: number): void {
  const seen = useRef(0)
  useEffect(() => {
    if (seen.current === wanted) return
    seen.current = wanted
    const area = areaRef.current
    area?.focus()
    area?.setSelectionRange(area.value.length, area.value.length)
  }, [areaRef, wanted])
}
