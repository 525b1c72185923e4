/**
 * The files of messages (B4): opened below their message or saved, asked for with the widget's own session. No address
 * of theirs leaves the frame; what is held of one goes when it is closed, or its page is left.
 */
import type { AttachmentView } from '../../src/http/wire-attachment.ts'
import { sayFile } from '../../web/shared/attachments/words.ts'
import { unturned } from '../../src/domain/direction.ts'
import { bytesAt, sayProblem } from './api.ts'
import { h } from './dom.ts'
import { say } from './frame.ts'

/** What is open, by its row; with its address where it has one. */
const held = new Map<HTMLElement, string>()
export const isAnyOpen = (): boolean => held.size > 0

/** Its page is left: nothing of what was opened there stays. */
export function letGo(): void {
  for (const address of held.values()) URL.revokeObjectURL(address)
  held.clear()
}

export const givenFiles = (files: readonly AttachmentView[]): HTMLElement | null =>
  files.length === 0 ? null : h('ul', { class: 'files given' }, ...files.map(row))

function row(file: AttachmentView): HTMLElement {
  const { name, withheld, warning } = file
  const said = h('span', null, name, h('small', null, sayFile(file)), remark(withheld ?? warning))
  if (withheld !== null) return h('li', null, said)
  const element = h('li', null, said)
  const place = h('div', { class: 'shown' })
  let busy = false
  const once = (button: HTMLButtonElement, work: () => Promise<void>) => async (): Promise<void> => {
    if (busy) return
    busy = true
    button.setAttribute('aria-busy', 'true')
    say(`${name} is on its way …`)
    try {
      await work()
      say('')
    } catch (reason) {
      say(sayProblem(reason))
    }
    button.removeAttribute('aria-busy')
    busy = false
  }
  const save = h('button', { type: 'button', 'aria-label': `Save ${name}` }, 'Save')
  save.addEventListener('click', () => void once(save, () => saved(file))())
  if (shownAs(file) === null) {
    element.append(save)
    return element
  }
  const open = h('button', { type: 'button', 'aria-label': `Open ${name}`, 'aria-expanded': 'false' }, 'Open')
  const shut = (): void => {
    URL.revokeObjectURL(held.get(element) ?? '')
    held.delete(element)
    place.replaceChildren()
  }
  const show = once(open, async () => {
    place.replaceChildren(await shown(file, element))
  })
  open.addEventListener('click', () => {
    const isOpen = open.ariaExpanded === 'true'
    if (isOpen) shut()
    void (isOpen ? Promise.resolve() : show()).then(() => {
      const now = place.firstChild !== null
      open.ariaExpanded = String(now)
      open.textContent = now ? 'Close' : 'Open'
      open.ariaLabel = `${now ? 'Close' : 'Open'} ${name}`
    })
  })
  element.append(open, save, place)
  return element
}

const remark = (text: string | null) => text !== null && h('small', null, text)

/** Longer texts are read elsewhere. */
const mostText = 200_000
/** A PDF is a page of its own to a browser: it is saved. */
const shownAs = ({ shows, bytes }: AttachmentView) =>
  shows === 'pdf' || (shows === 'text' && bytes > mostText) ? null : shows

const pathOf = ({ id }: AttachmentView): string => `/attachments/${id}`

async function shown(file: AttachmentView, of: HTMLElement): Promise<HTMLElement> {
  const bytes = await bytesAt(pathOf(file))
  const text = file.shows === 'text' ? await bytes.text() : null
  // It may have been left meanwhile.
  if (!of.isConnected) return h('p')
  if (text !== null) {
    held.set(of, '')
    return h('pre', { tabIndex: 0, 'aria-label': file.name, role: 'region' }, unturned(text))
  }
  const src = URL.createObjectURL(bytes)
  held.set(of, src)
  if (file.shows === 'image') return h('img', { src, alt: file.name })
  return h(file.shows === 'video' ? 'video' : 'audio', { src, controls: true, 'aria-label': file.name })
}

/** As bytes and nothing else: opened in a window of its own it would be a page of the desk's. */
async function saved(file: AttachmentView): Promise<void> {
  const href = URL.createObjectURL(new Blob([await bytesAt(pathOf(file))], { type: 'application/octet-stream' }))
  h('a', { href, download: file.name }).click()
  // The browser has begun by then.
  setTimeout(() => URL.revokeObjectURL(href), 60_000)
}
