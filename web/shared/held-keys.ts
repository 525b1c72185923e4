/**
 * Keys that are typed between a shortcut and what it opens. That comes a moment later, on a slow network much later: until it has
 * the focus they are kept from everything else, and are then typed into it. So 'r' and words answer, and 'v' and '2' choose.
 */

type Awaited = 'dialog' | 'field' | 'page'

interface Hold {
  readonly what: Awaited
  readonly keys: KeyboardEvent[]
  readonly end: () => void
}

let hold: Hold | null = null

/** What has not come by then comes no more, or says itself why. */
const longestMs = { dialog: 10_000, field: 10_000, page: 4_000 } as const satisfies Record<Awaited, number>

const field = 'input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable=true]'
const dialog = '[role=dialog]:not([aria-modal=false]), [role=alertdialog]'
const editing = new Set(['Backspace', 'Enter', 'Escape', 'Tab', 'ArrowDown', 'ArrowUp', 'ArrowLeft', 'ArrowRight'])

/** Until a dialog, or a field outside of dialogs, has the focus; a page is there when `releaseKeys` says so. */
export function holdKeysFor(what: Awaited): void {
  const from = document.activeElement?.closest(dialog) ?? null
  const takes = (element: Element): boolean =>
    what === 'dialog'
      ? element.closest(dialog) !== null && element.closest(dialog) !== from
      : what === 'field' && element.matches(field) && element.closest(dialog) === null
  if (document.activeElement !== null && takes(document.activeElement)) return
  const keys = hold?.keys ?? []
  hold?.end()
  const heard = new AbortController()
  const end = (): void => {
    heard.abort()
    clearTimeout(timer)
    hold = null
  }
  const timer = setTimeout(end, longestMs[what])
  const options = { capture: true, signal: heard.signal }
  addEventListener('keydown', keep, options)
  // Whoever takes the mouse has gone on.
  addEventListener('pointerdown', end, options)
  addEventListener(
    'focusin',
    ({ target }) => {
      // What takes the focus may still place its cursor.
      if (target instanceof Element && takes(target))
        queueMicrotask(() => (hold?.end === end ? releaseKeys() : undefined))
    },
    options,
  )
  hold = { what, keys, end }
}

/** While a page is on its way; what a key has opened already comes with it. */
export const holdKeysForPage = (): void => (hold === null ? holdKeysFor('page') : undefined)
export const releasePage = (): void => (hold?.what === 'page' ? releaseKeys() : undefined)

function keep(event: KeyboardEvent): void {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return
  if (event.key.length !== 1 && !editing.has(event.key)) return
  event.preventDefault()
  event.stopImmediatePropagation()
  if (!event.repeat) hold?.keys.push(event)
}

function releaseKeys(): void {
  const keys = hold?.keys ?? []
  hold?.end()
  for (const [at, key] of keys.entries()) {
    // One of them has opened something itself: the rest is for that. Typed by `holdKeysFor`, as far as that goes.
    const next = hold as Hold | null
    if (next !== null) {
      next.keys.push(...keys.slice(at))
      return
    }
    // Where Tab leads nobody but the browser knows; better nothing than something elsewhere.
    if (key.key === 'Tab') return
    typeKey(key)
  }
}

/** As the keyboard would, as far as a page can. */
function typeKey({ key, code, shiftKey }: KeyboardEvent): void {
  const target = document.activeElement ?? document.body
  const again = new KeyboardEvent('keydown', { key, code, shiftKey, bubbles: true, cancelable: true })
  if (!target.dispatchEvent(again)) return
  if (target.matches(field)) {
    if (key.length === 1) document.execCommand('insertText', false, key)
    else if (key === 'Backspace') document.execCommand('delete')
    else if (key === 'Enter' && target instanceof HTMLTextAreaElement) document.execCommand('insertText', false, '\n')
    else if (key === 'Enter' && target instanceof HTMLInputElement) target.form?.requestSubmit()
  } else if (
    (key === 'Enter' || key === ' ') &&
    (target instanceof HTMLButtonElement || target instanceof HTMLAnchorElement)
  )
    target.click()
}
