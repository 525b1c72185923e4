/**
 * The one script in the vendor's page (A6): a button, and the panel that it opens. Both stand in a shadow tree that nothing of
 * the page reaches and that moves nothing in it; what the panel shows is a frame of ours, loaded when it is first opened.
 *
 *   <script src="https://desk.example/widget.js" data-session="/desk-session" async></script>
 */
import { embedStyles } from './embed-styles.ts'
import { themeOf, watchTheme } from './host-theme.ts'
import type { ToFrame, ToPage } from './messages.ts'

const script = document.currentScript as HTMLScriptElement | null
if (script !== null && window.partnerDeskWidget === undefined) start(script)

function start({ src, dataset }: HTMLScriptElement): void {
  const desk = new URL(src).origin
  const host = document.createElement('partner-desk-widget')
  const root = host.attachShadow({ mode: 'open' })
  const styles = new CSSStyleSheet()
  styles.replaceSync(embedStyles)
  root.adoptedStyleSheets = [styles]

  const name = dataset.label ?? 'Help'
  const button = document.createElement('button')
  button.type = 'button'
  button.setAttribute('aria-haspopup', 'dialog')
  button.setAttribute('aria-expanded', 'false')
  button.append(name)
  const panel = document.createElement('div')
  panel.setAttribute('role', 'dialog')
  panel.setAttribute('aria-modal', 'true')
  panel.setAttribute('aria-label', 'Help Center')
  panel.hidden = true
  root.append(button, panel)
  // Until the frame speaks: it may never do so, where this page is not allowed or the desk is away.
  const word = document.createElement('p')
  const leave = document.createElement('button')
  leave.type = 'button'
  leave.append('Close')
  leave.addEventListener('click', () => close())

  let frame: HTMLIFrameElement | null = null
  let isReady = false
  let opener: HTMLElement | null = null

  const say = (word: ToFrame): void => {
    if (isReady) frame?.contentWindow?.postMessage(word, desk)
  }

  async function handToken(): Promise<void> {
    let token: string | null = null
    try {
      const own = window.partnerDesk?.session
      if (own !== undefined) token = await own()
      else if (dataset.session !== undefined) {
        const answer = await fetch(dataset.session, { method: 'POST', credentials: 'same-origin' })
        if (answer.ok) token = ((await answer.json()) as { token?: string | null }).token ?? null
      }
    } catch {
      // Nobody is signed in, as far as this page can say.
    }
    say({ kind: 'token', token })
  }

  function open(): void {
    if (!panel.hidden) return
    opener = root.activeElement === button ? button : (document.activeElement as HTMLElement | null)
    if (frame === null) {
      frame = document.createElement('iframe')
      frame.title = 'Help Center'
      frame.src = `${desk}/widget/frame`
      word.textContent = 'Opening …'
      setTimeout(() => (word.textContent = 'The Help Center cannot be opened in this page now.'), 6_000)
      panel.append(word, leave, frame)
    }
    panel.hidden = false
    button.setAttribute('aria-expanded', 'true')
    ;(isReady ? frame : leave).focus()
    say({ kind: 'opened', theme: themeOf(dataset.theme) })
  }

  function close(): void {
    if (panel.hidden) return
    panel.hidden = true
    button.setAttribute('aria-expanded', 'false')
    ;(opener?.isConnected === true && opener !== document.body ? opener : button).focus()
  }

  addEventListener('message', ({ source, origin, data }: MessageEvent<ToPage>) => {
    if (frame === null || source !== frame.contentWindow || origin !== desk) return
    if (data.kind === 'ready') {
      isReady = true
      word.remove()
      leave.remove()
      if (!panel.hidden) frame.focus()
      say({ kind: panel.hidden ? 'theme' : 'opened', theme: themeOf(dataset.theme) })
    }
    if (data.kind === 'token-wanted') void handToken()
    if (data.kind === 'close') close()
    if (data.kind === 'waiting') {
      button.replaceChildren(name)
      if (data.count === 0) return
      const mark = document.createElement('b')
      mark.append(String(data.count))
      mark.setAttribute('aria-label', `${data.count} waiting for you`)
      button.append(mark)
    }
  })
  button.addEventListener('click', () => (panel.hidden ? open() : close()))
  root.addEventListener('keydown', (event) => {
    if ((event as KeyboardEvent).key === 'Escape') close()
  })
  watchTheme(() => {
    const theme = themeOf(dataset.theme)
    host.dataset.theme = theme
    say({ kind: 'theme', theme })
  })
  host.dataset.theme = themeOf(dataset.theme)
  window.partnerDeskWidget = { open, close, renew: () => void handToken() }
  document.body.append(host)
}
