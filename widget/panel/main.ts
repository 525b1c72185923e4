/** The frame's script (A6): listens to its page, and shows what whoever is named there may see. */
import { sayProblem } from './api.ts'
import { h } from './dom.ts'
import { again, build, enter, goHome, isLive, type View } from './frame.ts'
import { homeView } from './home.ts'
import { listen, renewToken, tokenHeld } from './page.ts'
import './panel.css'

/** A view that cannot be had says why, and how to go on. */
const start = async (): Promise<View> => {
  try {
    return await homeView()
  } catch (reason) {
    const retry = h('button', { type: 'button', onclick: () => void begin() }, 'Try again')
    return { title: 'Help Center', content: [h('p', { class: 'wrong' }, sayProblem(reason)), h('p', null, retry)] }
  }
}

async function begin(): Promise<void> {
  if (tokenHeld() === null) await renewToken()
  await goHome(start)
  enter()
}

let begun = false
build()
listen({
  opened() {
    if (begun) {
      enter()
      if (isLive()) void again()
      return
    }
    begun = true
    void begin()
  },
  changed: () => void goHome(start),
})

/** While somebody looks at it: what is promised goes on running, and answers come. A token that has ended is renewed by the next call. */
setInterval(() => {
  if (innerHeight > 0 && isLive()) void again()
}, 60_000)
