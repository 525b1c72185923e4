/** One request: how its promise stands, what was said, and an answer (A6). */
import type { MessageView, TicketView } from '../../src/http/wire.ts'
import { readInstant, sayMoment } from '../../web/shared/time.ts'
import { call, now, sayProblem } from './api.ts'
import { promiseBar } from './bar.ts'
import { field, h } from './dom.ts'
import { attach, type Attached } from './files.ts'
import { again, say, type View } from './frame.ts'
import { givenFiles, isAnyOpen, letGo } from './given.ts'
import { isPreview } from './known.ts'

interface Draft {
  text: string
  readonly files: Attached
  /** The same until it is sent: sent twice, it is one message. */
  once: string
}
const drafts = new Map<string, Draft>()

export async function ticketView(id: string): Promise<View> {
  const [ticket, { items, nextCursor }] = await Promise.all([
    call<TicketView>('GET', `/tickets/${id}`),
    call<{ items: MessageView[]; nextCursor: string | null }>('GET', `/tickets/${id}/messages?limit=100`),
  ])
  const portal = (text: string) => h('a', { href: `/tickets/${id}`, target: '_blank', rel: 'noopener' }, text)
  return {
    title: ticket.number,
    isLive: () => !isAnyOpen(),
    left: letGo,
    content: [
      h('h2', { class: 'lead' }, ticket.subject),
      h('p', { class: 'quiet' }, `Severity ${ticket.severity}. `, portal('Open in the portal')),
      promiseBar(ticket.clocks),
      h('ol', { class: 'said-so-far', 'aria-label': 'Conversation' }, ...items.map(messageRow)),
      nextCursor !== null && h('p', { class: 'quiet' }, portal('The rest stands in the portal')),
      ticket.mergedInto === null && ticket.status !== 'closed'
        ? replyForm(ticket)
        : h('p', { class: 'note' }, 'This request is closed. Send a new one to go on.'),
    ],
  }
}

const messageRow = ({ body, author, side, at, attachments }: MessageView): HTMLElement =>
  h(
    'li',
    { class: side },
    h('small', null, `${author?.name ?? 'The desk'}, ${sayMoment(readInstant(at), now())}`),
    h('p', { class: 'told' }, body),
    givenFiles(attachments),
  )

function replyForm({ id, status }: TicketView): HTMLElement {
  const draft = drafts.get(id) ?? { text: '', files: attach(), once: crypto.randomUUID() }
  drafts.set(id, draft)
  const text = h('textarea', { rows: 4, value: draft.text, required: true })
  const { files } = draft
  const send = h('button', { type: 'submit', class: 'main' }, 'Send answer')
  text.addEventListener('input', () => (draft.text = text.value))
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault()
    if (send.disabled || text.value.trim() === '') return text.focus()
    const because = files.because()
    if (because !== null) return say(because)
    send.disabled = true
    try {
      const attachments = files.ids()
      const body = { body: text.value, visibility: 'public', ...(attachments.length > 0 ? { attachments } : {}) }
      await call('POST', `/tickets/${id}/messages`, { body, once: draft.once })
      drafts.delete(id)
      await again()
      say('Your answer is with us.')
    } catch (reason) {
      send.disabled = false
      say(sayProblem(reason))
    }
  }
  return h(
    'form',
    { onsubmit: (event: Event) => void submit(event) },
    status === 'solved' && h('p', { class: 'note' }, 'It is solved. An answer opens it again.'),
    field('Your answer', text),
    !isPreview() && files.element,
    isPreview() ? h('p', { class: 'quiet' }, 'A preview sends nothing.') : send,
  )
}
