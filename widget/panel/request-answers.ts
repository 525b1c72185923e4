/** What the desk says of a request before it is sent: what would be promised (C10), and what may answer it already (B10). */
import type { PolicyView, PreviewView } from '../../src/http/wire.ts'
import type { SuggestionView } from '../../src/http/wire-guide.ts'
import { readInstant, sayMoment } from '../../web/shared/time.ts'
import { call, now, Problem, sayProblem } from './api.ts'
import { h } from './dom.ts'
import type { Form } from './draft.ts'
import { goTo } from './frame.ts'
import { articleRow, type Written } from './guide.ts'
import { bodyOf, given } from './request-fields.ts'
import { ticketView } from './ticket.ts'

/** C10: by when one hears from a person, as the portal says it. */
export async function showPromise(policy: PolicyView, form: Form, place: HTMLElement): Promise<void> {
  if (form.type === '')
    return place.replaceChildren(
      h('p', null, 'Choose what kind of request it is: what is promised for it then shows here.'),
    )
  try {
    const preview = await call<PreviewView>('POST', '/tickets/preview', { body: bodyOf(policy, form) })
    const moment = (at: string | undefined) => (at === undefined ? '' : sayMoment(readInstant(at), now()))
    const [first, second] = (['acknowledgement', 'determination'] as const).map((kind) =>
      preview.clocks.find((clock) => clock.kind === kind),
    )
    const asked = preview.findings.filter(({ verdict }) => verdict !== 'note')
    const category = policy.categories.find(({ id }) => id === preview.category)
    place.replaceChildren(
      preview.exempt
        ? h('p', null, preview.exemptBecause ?? 'No times are promised.')
        : h(
            'p',
            null,
            'You hear from a person by ',
            h('strong', null, moment(first?.targetAt)),
            ', and what the cause is by ',
            h('strong', null, moment(second?.targetAt)),
            `. At the latest ${moment(first?.limitAt)} and ${moment(second?.limitAt)}. Severity ${preview.severity}.`,
          ),
      ...(category === undefined || category.scope === 'in'
        ? []
        : [h('p', { class: 'note' }, category.outOfScopeReply ?? category.description)]),
      ...(asked.length === 0
        ? []
        : [
            h('p', null, 'This would save a question:'),
            h('ul', null, ...asked.map(({ message }) => h('li', null, message))),
          ]),
    )
  } catch (reason) {
    const fields = reason instanceof Problem ? Object.values(reason.fields) : []
    place.replaceChildren(
      h('p', null, `What is promised cannot be said yet. ${fields.length > 0 ? fields.join(' ') : sayProblem(reason)}`),
    )
  }
}

export async function showOffers(form: Form, written: Written, place: HTMLElement): Promise<void> {
  if (form.subject.trim().length < 4) return place.replaceChildren()
  const { type, product, subject, description, draft } = form
  const body = { type: given(type), product: given(product), subject, description, draft }
  const { items } = await call<{ items: SuggestionView[] }>('POST', '/suggestions', { body }).catch(() => ({
    items: [],
  }))
  place.replaceChildren(
    ...(items.length === 0
      ? []
      : [
          h('h2', null, 'This may answer it already'),
          h(
            'ul',
            null,
            ...items.map((item) =>
              item.kind === 'article'
                ? articleRow(item, written)
                : h(
                    'li',
                    null,
                    h(
                      'button',
                      { type: 'button', class: 'row', onclick: () => void goTo(() => ticketView(item.id)) },
                      h('span', { class: 'subject' }, item.title),
                      h('small', null, `Your earlier request ${item.number}`),
                    ),
                  ),
            ),
          ),
        ]),
  )
}
