/** Files of a message or a request: uploaded as they are chosen (B4). */
import type { AttachmentView } from '../../src/http/wire-attachment.ts'
import { call, sayProblem } from './api.ts'
import { field, h } from './dom.ts'

export function attach(): { readonly element: HTMLElement; ids(): readonly string[] } {
  const list = h('ul', { class: 'files', 'aria-live': 'polite' })
  const ids = new Map<HTMLElement, string>()
  const take = async (file: File): Promise<void> => {
    const word = h('small', null, 'uploading …')
    const remove = h('button', { type: 'button', class: 'icon', 'aria-label': `Remove ${file.name}` }, '✕')
    const row = h('li', null, h('span', null, file.name), word, remove)
    remove.addEventListener('click', () => {
      ids.delete(row)
      row.remove()
    })
    list.append(row)
    const body = new FormData()
    body.append('file', file)
    try {
      const { id, warning } = await call<AttachmentView>('POST', '/attachments', { body, once: crypto.randomUUID() })
      if (row.isConnected) ids.set(row, id)
      word.textContent = warning ?? ''
    } catch (reason) {
      word.className = 'wrong'
      word.textContent = sayProblem(reason)
    }
  }
  const input = h('input', { type: 'file', multiple: true })
  input.addEventListener('change', () => {
    for (const file of input.files ?? []) void take(file)
    input.value = ''
  })
  return { element: h('div', null, field('Screenshots, recordings', input), list), ids: () => [...ids.values()] }
}
