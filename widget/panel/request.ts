/** A new request (B1, B2): the portal's fields, what is promised before it is sent, and what may answer it already (B10). */
import type { PolicyView, TicketView } from '../../src/http/wire.ts'
import { call, Problem, sayProblem } from './api.ts'
import { h, later } from './dom.ts'
import { forgetForm, keepForm, readForm, type Form } from './draft.ts'
import { attach, type Attached } from './files.ts'
import { goOn, say, type View } from './frame.ts'
import { isPreview, lastHome } from './known.ts'
import { showOffers, showPromise } from './request-answers.ts'
import { bodyOf, fieldsOf } from './request-fields.ts'
import { ticketView } from './ticket.ts'

let policy: PolicyView | null = null
/** With what is written, while one looks at something else. */
let brought: { readonly form: Form; readonly files: Attached } | null = null

export async function newRequest(): Promise<View> {
  policy ??= await call<PolicyView>('GET', '/policy')
  const known = policy
  const person = lastHome()?.contact.id ?? ''
  const form = readForm(person)
  const content = h('form', { noValidate: true })
  brought = brought?.form === form ? brought : { form, files: attach() }
  const { files } = brought
  const promised = h('div', { class: 'promised', 'aria-live': 'polite' })
  const offered = h('div', { 'aria-live': 'polite' })
  const send = h('button', { type: 'submit', class: 'main' }, 'Send request')
  const written = { draft: form.draft, typed: () => `${form.subject}\n${form.description}`.trim() }

  const ask = later(() => {
    void showPromise(known, form, promised)
    void showOffers(form, written, offered)
  })
  /** What was typed is kept; what follows from it is asked for a moment later. */
  const set = (change: Partial<Form>, anew = false): void => {
    Object.assign(form, change)
    keepForm(person, form)
    ask()
    if (anew) draw({})
  }
  const draw = (wrong: Readonly<Record<string, string>>): void => {
    const at = (document.activeElement as HTMLElement | null)?.dataset.name
    content.replaceChildren(
      ...fieldsOf(known, form, set, wrong),
      ...(isPreview() ? [] : [files.element]),
      offered,
      promised,
      foot,
    )
    if (at !== undefined) content.querySelector<HTMLElement>(`[data-name="${at}"]`)?.focus()
  }
  const foot = isPreview() ? h('p', { class: 'quiet' }, 'A preview sends nothing.') : h('p', { class: 'acts' }, send)
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault()
    if (send.disabled || isPreview()) return
    const because = files.because()
    if (because !== null) return say(because)
    send.disabled = true
    try {
      const ticket = await call<TicketView>('POST', '/tickets', {
        body: bodyOf(known, form, files.ids()),
        // The same draft twice is one request.
        once: form.draft,
      })
      forgetForm(person)
      await call('POST', '/deflections', {
        body: { draft: form.draft, outcome: 'sent', ticket: ticket.id },
        once: crypto.randomUUID(),
      }).catch(() => undefined)
      await goOn(() => ticketView(ticket.id))
      say(`${ticket.number} is with us.`)
    } catch (reason) {
      send.disabled = false
      // What was sent under this name was something else: it gets a name of its own.
      if (reason instanceof Problem && reason.status === 409) set({ draft: crypto.randomUUID() })
      if (reason instanceof Problem) draw(reason.fields)
      say(sayProblem(reason))
      content.querySelector<HTMLElement>('[aria-invalid]')?.focus()
    }
  }
  content.addEventListener('submit', (event) => void submit(event))
  draw({})
  ask()
  return { title: 'New request', content: [content] }
}
