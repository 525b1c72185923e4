/** The panel itself: a heading, the way back, and one view at a time. Focus stays inside, and Escape closes. */
import { sayProblem } from './api.ts'
import { h, type Child } from './dom.ts'
import { close } from './page.ts'

export interface View {
  readonly title: string
  readonly content: readonly Child[]
  /** Whether it may be read anew while somebody looks at it; without it, it stays as it is. */
  readonly isLive?: () => boolean
  /** Called when something else stands in its place. */
  readonly left?: () => void
}

/** Where one is, with the ways that led there; the first is home. */
let trail: (() => View | Promise<View>)[] = []
let drawing = 0
let shown: View | undefined

const heading = h('h1', { tabIndex: -1 })
const back = h('button', { type: 'button', class: 'icon', 'aria-label': 'Back', onclick: () => void goBack() }, '←')
/** Named, since the page around has one of its own. */
const main = h('main', { 'aria-label': 'Help Center' })
const word = h('p', { class: 'said', role: 'status' })

export function build(): void {
  const shut = h('button', { type: 'button', class: 'icon', 'aria-label': 'Close', onclick: close }, '✕')
  document.body.append(h('header', null, back, heading, shut), word, main)
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') close()
    if (event.key === 'Tab') keepInside(event)
  })
}

/** Where Tab stops, in order. */
const stops = (): HTMLElement[] =>
  [...document.querySelectorAll<HTMLElement>('a[href], button, input, select, textarea, summary')].filter(
    (each) => each.offsetParent !== null && !(each as HTMLButtonElement).disabled,
  )

function keepInside(event: KeyboardEvent): void {
  const all = stops()
  const [first, last] = [all[0], all.at(-1)]
  const at = document.activeElement
  const isOut = event.shiftKey ? at === first || at === heading || at === document.body : at === last
  if (!isOut) return
  event.preventDefault()
  ;(event.shiftKey ? last : first)?.focus()
}

/** Focus is where it was, or at the heading. */
export function enter(): void {
  const at = document.activeElement as HTMLElement | null
  if (at === null || at === document.body) heading.focus()
  else at.focus()
}

export const goHome = (view: () => View | Promise<View>): Promise<void> => go([view])
export const goTo = (view: () => View | Promise<View>): Promise<void> => go([...trail, view])
export const goBack = (): Promise<void> => (trail.length > 1 ? go(trail.slice(0, -1)) : Promise.resolve())
/** In the place of where one is: there is no way back to it. */
export const goOn = (view: () => View | Promise<View>): Promise<void> => go([...trail.slice(0, -1), view])
export const isLive = (): boolean => shown?.isLive?.() === true

/** The same view anew, where one is: nothing moves. */
export async function again(): Promise<void> {
  const view = trail.at(-1)
  if (view !== undefined) await draw(view, false).catch((reason: unknown) => say(sayProblem(reason)))
}

/** Where that view cannot be had, one stays where one is, and is told why. */
async function go(next: typeof trail): Promise<void> {
  const before = trail
  trail = next
  say('')
  try {
    await draw(next.at(-1) as () => View, true)
  } catch (reason) {
    if (trail === next) trail = before
    main.removeAttribute('aria-busy')
    say(sayProblem(reason))
  }
}

async function draw(view: () => View | Promise<View>, isNew: boolean): Promise<void> {
  drawing += 1
  const own = drawing
  main.setAttribute('aria-busy', 'true')
  const next = await view()
  // Somebody went elsewhere meanwhile, or writes: nothing is taken from under their hands.
  if (own !== drawing) return
  main.removeAttribute('aria-busy')
  if (!isNew && document.activeElement?.matches('main :is(input, textarea, select)')) return
  const open = isNew ? [] : [...main.querySelectorAll('details')].map((each) => each.open)
  const focused = isNew ? -1 : stops().indexOf(document.activeElement as HTMLElement)
  shown?.left?.()
  shown = next
  heading.textContent = next.title
  back.hidden = trail.length < 2
  const top = main.scrollTop
  main.replaceChildren(...next.content.filter((child): child is Node | string => child != null && child !== false))
  main.querySelectorAll('details').forEach((each, place) => (each.open = open[place] ?? false))
  main.scrollTop = isNew ? 0 : top
  if (focused >= 0) stops()[focused]?.focus()
  if (isNew && document.hasFocus()) heading.focus()
}

/** Below the heading, and to whoever listens. */
export function say(text: string): void {
  word.textContent = text
}
