/** The promise bar of the portal, small (C10): the same places on the line, the same words beside it. */
import type { ClockView } from '../../src/http/wire.ts'
import { leadingClock, readClock } from '../../web/shared/promise-bar/clock.ts'
import { geometryOf } from '../../web/shared/promise-bar/geometry.ts'
import { standingOf } from '../../web/shared/promise-bar/standing.ts'
import { now as deskNow } from './api.ts'
import { h } from './dom.ts'

const places = { acknowledgement: 'First answer', determination: 'Cause or way forward' } as const

/** Where nothing is promised it says so. */
export function promiseBar(clocks: readonly ClockView[]): HTMLElement {
  const clock = leadingClock(clocks.map(readClock))
  if (clock === null) return h('p', { class: 'quiet' }, 'Nothing is promised for it.')
  const now = deskNow()
  const { reached, target, limit, over } = geometryOf(clock, now)
  const { meaning, words, fully } = standingOf(clock, now)
  const part = (name: string, from: number, to: number) => {
    const each = h('i', { class: name })
    each.style.left = `${from * 100}%`
    each.style.width = `${(to - from) * 100}%`
    return each
  }
  return h(
    'div',
    { class: `bar ${meaning}` },
    h(
      'span',
      { class: 'line', 'aria-hidden': 'true' },
      part('reached', 0, reached),
      over === null ? null : part('over', limit, over),
      part('target', target, target),
      part('limit', limit, limit),
    ),
    h('span', { class: 'words', title: fully }, `${places[clock.kind]}: ${words}`),
  )
}
