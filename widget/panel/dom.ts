/** Elements without a framework: what people wrote is only ever text. */
export type Child = Node | string | null | false | undefined

type Props = Readonly<Record<string, unknown>>

/** `on…` are listeners, `class` and names with a dash attributes, everything else properties. */
export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  props?: Props | null,
  ...children: readonly (Child | readonly Child[])[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag)
  for (const [key, value] of Object.entries(props ?? {})) {
    if (value === undefined || value === null || value === false) continue
    if (key.startsWith('on')) element.addEventListener(key.slice(2), value as EventListener)
    else if (key in element && !key.includes('-')) Object.assign(element, { [key]: value })
    else element.setAttribute(key, String(value))
  }
  element.append(...children.flat().filter((child): child is Node | string => child != null && child !== false))
  return element
}

let last = 0

/** A field with its label, what belongs beside it, and what is wrong with it. */
export function field(label: string, control: HTMLElement, aside?: Child, wrong?: string): HTMLElement {
  control.id ||= `f${(last += 1)}`
  if (wrong !== undefined) {
    control.setAttribute('aria-invalid', 'true')
    control.setAttribute('aria-describedby', `${control.id}w`)
  }
  return h(
    'div',
    { class: 'field' },
    h('label', { htmlFor: control.id }, label, aside ? h('small', null, ' ', aside) : null),
    control,
    wrong === undefined ? null : h('p', { class: 'wrong', id: `${control.id}w` }, wrong),
  )
}

/** So long after the last call. */
export function later(work: () => void, ms = 500): () => void {
  let timer = 0
  return () => {
    clearTimeout(timer)
    timer = window.setTimeout(work, ms)
  }
}
