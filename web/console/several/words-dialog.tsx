/**
 * The same words on several tickets: an answer to each one's contact, a note for colleagues, or what solved them. What some
 * ticket did not take is kept, to be said to it once more.
 */
import { useRef, useState } from 'react'
import type { TicketView } from '../../../src/http/wire.ts'
import { ActForm } from '../../shared/act-form.tsx'
import { holdKeysFor } from '../../shared/held-keys.ts'
import { isRunning, readClock } from '../../shared/promise-bar/clock.ts'
import { Button } from '../../shared/ui/button.tsx'
import { Check } from '../../shared/ui/check.tsx'
import { Dialog } from '../../shared/ui/dialog.tsx'
import { TextArea } from '../../shared/ui/field.tsx'
import { sayCount } from '../../shared/words.ts'
import { isFirstAnswer } from '../ticket/clock-effect.ts'
import { ReplyPicker } from '../ticket/reply-picker.tsx'
import { useSeveralAct, type SeveralDialogProps } from './use-several-act.ts'
import type { SharedAct } from './words.ts'

type Worded = Extract<SharedAct['kind'], 'reply' | 'note' | 'solve'>

const looks = {
  reply: { title: 'Answer', label: 'To each one’s contact', send: 'Send' },
  note: { title: 'Note on', label: 'A note for colleagues', send: 'Keep the note' },
  solve: { title: 'Solve', label: 'To each one’s contact', send: 'Send and solve' },
} as const satisfies Record<Worded, object>

/** Words that some tickets did not take, and for which: whoever comes back to those finds them again. */
let unsaid: ({ readonly to: string } & Written) | null = null

interface Written {
  readonly body: string
  /** Saved replies that were put into it, by id. */
  readonly replies: readonly string[]
}

const nameOf = (act: Worded, ids: readonly string[]): string => `${act}:${ids.toSorted().join()}`

const openBlank = /\{\?[^{}\n]*\}|‹[^‹›\n]{1,200}›/

export function WordsDialog(props: SeveralDialogProps & { act: Worded }) {
  const { act, tickets, onClose, onDone } = props
  const [{ body, replies }, setWritten] = useState<Written>(() => {
    const to = nameOf(
      act,
      tickets.map(({ id }) => id),
    )
    return unsaid?.to === to ? unsaid : { body: '', replies: [] }
  })
  const [marked, setMarked] = useState(false)
  const [picking, setPicking] = useState(false)
  const area = useRef<HTMLTextAreaElement>(null)
  const { run, busy, error, fields } = useSeveralAct({
    ...props,
    onDone: (done, answer) => {
      const refused = answer.items.filter(({ problem }) => problem !== null).map(({ ticket }) => ticket)
      unsaid = refused.length === 0 ? null : { to: nameOf(act, refused), body, replies }
      onDone(done, answer)
    },
  })
  const clocks = tickets.map((ticket) => ticket.clocks.map(readClock))
  const asksDetermination = act === 'reply' && clocks.some(isFirstAnswer)
  const owed = clocks.filter((each) => each.some(isRunning)).length
  const isEmpty = body.trim() === ''
  const blank = openBlank.exec(body)?.[0]
  const { title, label, send } = looks[act]
  const submit = (): void => {
    const words = { body, placeholders: true, ...(replies.length === 0 ? {} : { savedReplies: replies }) } as const
    if (act === 'solve') return run(isEmpty ? { kind: act } : { kind: act, ...words })
    const states = asksDetermination && marked ? ({ determination: true } as const) : {}
    run(act === 'note' ? { kind: act, ...words } : { kind: act, ...words, ...states })
  }
  // Of a text that was taken out whole nothing is left of them either.
  const write = (text: string): void => setWritten({ body: text, replies: text === '' ? [] : replies })
  const insert = (words: string, reply?: string): void => {
    const [from, to] = [area.current?.selectionStart ?? body.length, area.current?.selectionEnd ?? body.length]
    setPicking(false)
    setWritten({
      body: body.slice(0, from) + words + body.slice(to),
      replies: reply === undefined ? replies : [...new Set([...replies, reply])],
    })
    requestAnimationFrame(() => area.current?.focus())
  }
  return (
    <Dialog
      title={`${title} ${sayCount(tickets.length, 'ticket')}`}
      description={readers(act, tickets)}
      onClose={onClose}
    >
      <ActForm
        label={act === 'solve' && isEmpty ? 'Solve' : send}
        {...{ busy, error, onClose }}
        shows={['act.body']}
        because={
          blank !== undefined ? `Fill in ${blank} first.` : isEmpty && act !== 'solve' ? 'Write something first.' : null
        }
        onSubmit={submit}
      >
        <TextArea
          ref={area}
          label={label}
          aside={act === 'solve' ? 'optional' : undefined}
          rows={6}
          autoFocus
          className={act === 'note' ? '-mx-5 bg-internal px-5 py-3' : ''}
          value={body}
          onChange={(event) => write(event.target.value)}
          error={fields['act.body']}
          hint="As in saved replies, {contact} or {number} stands for each ticket’s own."
        />
        {asksDetermination ? (
          <Check checked={marked} onChange={setMarked}>
            States the determination
          </Check>
        ) : null}
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
          <p className="min-w-0 flex-1 basis-56 text-note text-muted">
            {sayEffect(act, { owed, isEmpty, all: tickets.length })}
          </p>
          {act === 'note' ? null : (
            <Button
              look="bare"
              onClick={() => {
                holdKeysFor('dialog')
                setPicking(true)
              }}
            >
              Saved replies
            </Button>
          )}
        </div>
      </ActForm>
      {picking ? <ReplyPicker ticket={null} onPick={insert} onClose={insert} /> : null}
    </Dialog>
  )
}

/** Who reads it, by name where that is short. */
function readers(act: Worded, tickets: readonly TicketView[]): string {
  if (act === 'note') return 'Only colleagues read it. It stops no clock.'
  const partners = [...new Set(tickets.map(({ partner }) => partner?.name ?? 'a sender without a partner'))]
  const who = partners.length > 3 ? `${partners.length} partners` : partners.join(', ').replace(/, (?=[^,]*$)/, ' and ')
  const left = tickets.filter(({ contact }) => contact?.active === false)
  const unread = left.filter(({ receiver }) => receiver === null).length
  return [
    `Each one’s contact gets it on its own ticket, by mail and portal: ${who}.`,
    left.length === unread
      ? ''
      : `Of ${left.length - unread} the contact has left: another one of the partner’s gets it.`,
    unread === 0 ? '' : `Of ${unread} nobody is there any more: it stands in the portal, and no letter goes out.`,
  ]
    .filter((said) => said !== '')
    .join(' ')
}

function sayEffect(act: Worded, { owed, isEmpty, all }: { owed: number; isEmpty: boolean; all: number }): string {
  if (act === 'note') return 'It stands on each of them.'
  if (owed === 0)
    return act === 'reply' ? 'Nothing promised is running.' : 'All have had an answer. A last word is welcome.'
  const which = owed === all ? 'all' : `${owed} of ${all}`
  return act === 'reply' || !isEmpty
    ? `Answers what is owed on ${which}.`
    : `An answer is owed on ${which}: say what solved ${owed === all ? 'them' : 'those'}, without it they stay open.`
}
