/**
 * Screens in a real browser, over the real server. One browser a file; each test has a desk of its own whose clock stands
 * still, and the browser follows it: the client goes by the server's time.
 */
import { AxeBuilder } from '@axe-core/playwright'
import chromium from '@sparticuz/chromium'
import assert from 'node:assert/strict'
import { resolve } from 'node:path'
import type { TestContext } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { chromium as playwright, type Browser, type BrowserContext, type Locator, type Page } from 'playwright-core'
import { ensureWebBuilt } from '../../src/http/web-build.ts'
import { ask, testDesk, type Answer, type DeskOptions, type TestDesk } from '../support/http.ts'

const root = resolve(import.meta.dirname, '../..')
const password = 'correct horse battery'

export type Who = 'agent' | 'admin' | 'aurora' | 'borealis'

export interface Look {
  readonly width?: number
  readonly height?: number
  readonly dark?: boolean
  readonly touch?: boolean
}

export interface Screens {
  readonly desk: TestDesk
  /** A page of somebody who is signed in, or of a stranger. */
  open(who: Who | null, path: string, look?: Look): Promise<Page>
  /** Until the page hears what others do. */
  listening(page: Page): Promise<unknown>
  /** Asks the API as somebody, beside the browser. */
  post(who: Who, path: string, body: unknown): Promise<Answer>
  /** Sets the desk's clock, and with it that of every page at its next answer. */
  setTime(at: string): void
}

type ScreenOptions = Pick<DeskOptions, 'policyFolder' | 'publicUrl' | 'provider' | 'port'>

let running: Promise<Browser> | undefined

/** Closed by the last test of the file: `after(closeBrowser)`. */
export async function closeBrowser(): Promise<void> {
  await (await running)?.close()
}

const browser = (): Promise<Browser> =>
  (running ??= chromium.executablePath().then((executablePath) =>
    playwright.launch({
      executablePath,
      chromiumSandbox: false,
      args: [
        ...['--headless', '--no-sandbox', '--disable-gpu', '--in-process-gpu'],
        ...['--disable-background-networking', '--no-first-run'],
      ],
    }),
  ))

/** What the page asks of somebody. What it tells in passing is a dialog too, that goes by itself, in its own time. */
export const dialogOf = (page: Page): Locator => page.locator('[role=dialog]:not([aria-modal=false])')

export async function screens(context: TestContext, options: ScreenOptions = {}): Promise<Screens> {
  const contexts: BrowserContext[] = []
  const complaints: string[] = []
  // Before the desk is: it waits for whoever still listens.
  context.after(async () => {
    for (const each of contexts) await each.close()
  })
  const desk = await testDesk(context, { ...options, webDir: await ensureWebBuilt(root) })
  // Last: what fails here must leave nothing open.
  context.after(() => assert.deepEqual(complaints, [], 'the browser complained'))
  const keys = new Map<Who, string>()
  const streams = new WeakMap<Page, Promise<unknown>>()

  return {
    desk,
    setTime: (at) => desk.setTime(at),
    listening: (page) => streams.get(page) ?? Promise.reject(new Error('This page was not opened here.')),
    async post(who, path, body) {
      const key = keys.get(who) ?? (await desk.keyOf(desk.people[who].email))
      keys.set(who, key)
      const answer = await ask(desk.url, 'POST', `/api/v1${path}`, { key, body })
      assert.ok(answer.status < 300, JSON.stringify(answer.body))
      return answer
    },
    async open(who, path, { width = 1280, height = 800, dark = false, touch = false } = {}) {
      const held = await (
        await browser()
      ).newContext({
        baseURL: desk.url,
        locale: 'en-US',
        timezoneId: 'Asia/Kolkata',
        viewport: { width, height },
        colorScheme: dark ? 'dark' : 'light',
        reducedMotion: 'reduce',
        hasTouch: touch,
        isMobile: touch,
      })
      contexts.push(held)
      if (who !== null) await held.addCookies(await signedIn(desk, who))
      const page = await held.newPage()
      page.on('pageerror', (error) => complaints.push(error.message))
      page.on('console', (message) => {
        // What the API refuses is said as an error of the network; everything else is one of ours.
        const isRefusal = message.text().startsWith('Failed to load resource')
        if (message.type() === 'error' && !isRefusal) complaints.push(message.text())
      })
      const stream = page.waitForResponse(/\/api\/v1\/events$/)
      // Many a page is gone before it hears anything.
      stream.catch(() => undefined)
      streams.set(page, stream)
      await page.goto(path)
      return page
    },
  }
}

/** What a browser holds once somebody has signed in. */
async function signedIn(desk: TestDesk, who: Who) {
  await givePassword(desk, who)
  const answer = await ask(desk.url, 'POST', '/api/v1/session', { body: { email: desk.people[who].email, password } })
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  return answer.headers.getSetCookie().map((cookie) => {
    const [pair = ''] = cookie.split(';')
    const at = pair.indexOf('=')
    return { name: pair.slice(0, at), value: decodeURIComponent(pair.slice(at + 1)), url: desk.url }
  })
}

/** Gives somebody the password that the tests sign in with, and says it. */
export async function givePassword(desk: TestDesk, who: Who): Promise<string> {
  await desk.site.signIn.setPassword(desk.people[who], password)
  return password
}

/**
 * Until what the page is asked is true. Asked from here each time: what Playwright itself asks more than once it evaluates
 * within the page, and the server's policy allows that to nobody.
 */
export async function until(page: Page, expression: string): Promise<void> {
  const deadline = performance.now() + 30_000
  while (!(await page.evaluate<boolean>(expression))) {
    if (performance.now() > deadline) throw new Error(`Never became true: ${expression}`)
    await pause(20)
  }
}

/** WCAG 2.2 AA and good practice, as far as a program can tell. */
export async function assertAccessible(page: Page, what: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    // What holds is not told part by part, and no second page is opened to put the findings together: both take longer
    // than looking.
    .options({ resultTypes: ['violations'] })
    .setLegacyMode()
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze()
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`)
  assert.deepEqual(found, [], what)
}

/** Nothing is wider than the window. */
export async function assertFits(page: Page, what: string): Promise<void> {
  const beyond = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')
  assert.ok(beyond <= 0, `${what} is ${beyond} pixels too wide`)
}

export interface Shown {
  readonly who: Who
  readonly path: string
  /** A text that is there once it is drawn. */
  readonly ready: string
}

/**
 * Each of these screens, on a desk in one theme and on the smallest phone in the other, which is as wide as a desk's window
 * that somebody enlarged four times (WCAG 1.4.10): accessible, and nothing wider than the window.
 */
export async function assertScreens(open: Screens['open'], shown: readonly Shown[]): Promise<void> {
  for (const look of [{ dark: false }, { width: 320, height: 640, dark: true, touch: true }]) {
    // A window for each person, as people have: what it has read once it need not read again.
    const windows = new Map<Who, Page>()
    for (const { who, path, ready } of shown) {
      const known = windows.get(who)
      const page = known ?? (await open(who, path, look))
      windows.set(who, page)
      await known?.goto(path)
      await page.getByText(ready).first().waitFor()
      const what = `${path} of ${who}, ${JSON.stringify(look)}`
      await assertAccessible(page, what)
      await assertFits(page, what)
    }
  }
}
