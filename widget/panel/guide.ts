/** The guide in the widget (B10): sought. What is read is counted where it has made a request needless (article.ts). */
import type { ArticleListView } from '../../src/http/wire-guide.ts'
import { call, sayProblem } from './api.ts'
import { h, later } from './dom.ts'
import { goTo } from './frame.ts'

/** What is being written or sought, under a name of its own. */
export interface Written {
  readonly draft: string
  readonly typed: () => string
}

let sought = ''
let seeking: string = crypto.randomUUID()

/** What was sought is found: the next search is another. */
export function endSearch(draft: string): void {
  if (draft !== seeking) return
  sought = ''
  seeking = crypto.randomUUID()
}

export function searchBox(): HTMLElement {
  const found = h('div', { 'aria-live': 'polite' })
  const input = h('input', {
    type: 'search',
    value: sought,
    placeholder: 'Search the guide',
    'aria-label': 'Search the guide',
  })
  const seek = async (): Promise<void> => {
    sought = input.value
    const words = sought.trim()
    if (words === '') return found.replaceChildren()
    try {
      const { items } = await call<{ items: ArticleListView[] }>(
        'GET',
        `/articles?limit=6&q=${encodeURIComponent(words)}`,
      )
      if (input.value.trim() !== words) return
      found.replaceChildren(
        items.length === 0
          ? h('p', { class: 'quiet' }, 'Nothing in the guide by these words.')
          : h('ul', null, ...items.map((item) => articleRow(item, { draft: seeking, typed: () => sought }))),
      )
    } catch (reason) {
      found.replaceChildren(h('p', { class: 'wrong' }, sayProblem(reason)))
    }
  }
  input.addEventListener(
    'input',
    later(() => void seek(), 300),
  )
  if (sought !== '') void seek()
  return h('search', { class: 'search' }, input, found)
}

export const articleRow = (
  { id, slug, title, summary }: { id: string; slug: string; title: string; summary: string },
  written: Written,
): HTMLElement =>
  h(
    'li',
    null,
    h(
      'button',
      {
        type: 'button',
        class: 'row',
        onclick: () => void goTo(async () => (await import('./article.ts')).articleView(id, slug, written)),
      },
      h('span', { class: 'subject' }, title),
      h('small', null, summary),
    ),
  )
