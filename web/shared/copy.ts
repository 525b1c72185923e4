/** Puts words on the clipboard. */

/**
 * Whether they are there now. Over http, and where it was forbidden, a browser gives pages no clipboard; then the words are
 * marked and copied as by hand, which it may still do after a press.
 */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return copyAsByHand(text)
  }
}

/** What to do where neither works. */
export const cannotCopy = 'This browser does not let pages copy: mark the words and copy them.'

function copyAsByHand(text: string): boolean {
  const before = document.activeElement
  const area = document.createElement('textarea')
  area.value = text
  area.readOnly = true
  area.className = 'sr-only'
  // Within the dialog, where one is open: it keeps the focus to itself.
  ;(before?.closest('[role=dialog]') ?? document.body).append(area)
  area.select()
  const done = document.execCommand('copy')
  area.remove()
  if (before instanceof HTMLElement) before.focus({ preventScroll: true })
  return done
}
