/** Files of a message or a request: uploaded as they are chosen (B4). */
import type { AttachmentView } from '../../src/http/wire-attachment.ts'
import { call, sayProblem } from './api.ts'
import { field, h } from './dom.ts'

export interface Attached {
  readonly element: HTMLElement
  /** Of those that have arrived. */
  ids(): readonly string[]
  /** Why nothing can be sent yet; null where nothing is under way. */
  because(): string | null
}

export function attach(): Attached {
  const list = h('ul', { class: 'files', 'aria-live': 'polite' })
  const ids = new Map<HTMLElement, string>()
  /** On their way, or refused. */
  const others = new Map<HTMLElement, string>()
  const take = async (file: File): Promise<void> => {
    const word = h('small', null, 'uploading …')
    const remove = h('button', { type: 'button', class: 'icon', 'aria-label': `Remove ${file.name}` }, '✕')
    const row = h('li', null, h('span', null, file.name), word, remove)
    others.set(row, `${file.name} is still on its way: wait a moment, or remove it.`)
    remove.addEventListener('click', () => {
      ids.delete(row)
      others.delete(row)
      row.remove()
    })
    list.append(row)
    const body = new FormData()
    body.append('file', file)
    try {
      const { id, warning } = await call<AttachmentView>('POST', '/attachments', { body, once: crypto.randomUUID() })
      // Removed meanwhile, it is not wanted.
      if (others.delete(row)) ids.set(row, id)
      word.textContent = warning ?? ''
    } catch (reason) {
      word.className = 'wrong'
      word.textContent = sayProblem(reason)
      if (others.has(row)) others.set(row, `${file.name} did not go up: remove it, or choose it again.`)
    }
  }
  const input = h('input', { type: 'file', multiple: true })
  input.addEventListener('change', () => {
    for (const file of input.files ?? []) void take(file)
    input.value = ''
  })
  return {
    element: h('div', null, field('Screenshots, recordings', input), list),
    ids: () => [...ids.values()],
    because: () => others.values().next().value ?? null,
  }
}
