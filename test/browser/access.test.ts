import assert from 'node:assert/strict'
import { after, test, type TestContext } from 'node:test'
import type { Page } from 'playwright-core'
import { assertAccessible, assertFits, closeBrowser, screens, type Look, dialogOf, type Who } from './support.ts'

after(closeBrowser)

async function filled(context: TestContext) {
  const held = await screens(context)
  const subject = 'No user can sign in since 08:10, in any of the shops, with any browser or network that we have tried'
  const { body } = await held.post('aurora', '/tickets', {
    type: 'Technical Support',
    subject,
    description: `Nobody can sign in. https://files.example/${'a'.repeat(180)}\n\n\`\`\`http\n${'GET /x '.repeat(60)}\n\`\`\``,
    severity: 1,
    customerEmail: 'admin@kestrel.example',
  })
  const path = `/tickets/${body.id}`
  await held.post('agent', `${path}/messages`, { body: 'We have it.', visibility: 'public' })
  await held.post('agent', `${path}/messages`, { body: 'A certificate.', visibility: 'internal' })
  await held.post('admin', '/keys', { label: 'Imports from the store' })
  await held.post('borealis', '/tickets', { type: 'Store Related', subject: 'Store', description: 'x', severity: 3 })
  return { ...held, path }
}

interface Screen {
  readonly name: string
  readonly who: Who | null
  readonly path: string
  /** What is there once it is drawn. */
  readonly ready: (page: Page) => Promise<unknown>
}

const screensOf = (path: string): readonly Screen[] => [
  { name: 'the door', who: null, path: '/', ready: (page) => page.getByLabel('Password').waitFor() },
  { name: 'the queue', who: 'agent', path: '/queue', ready: (page) => page.locator('[data-row]').first().waitFor() },
  { name: 'all tickets', who: 'agent', path: '/all', ready: (page) => page.locator('[data-row]').first().waitFor() },
  { name: 'an agent’s ticket', who: 'agent', path, ready: (page) => page.getByRole('article').first().waitFor() },
  {
    name: 'an agent’s form',
    who: 'agent',
    path: '/tickets/new',
    ready: (page) => page.getByLabel('Subject').waitFor(),
  },
  { name: 'the staff', who: 'admin', path: '/staff', ready: (page) => page.getByText('Ann Agent').first().waitFor() },
  {
    name: 'the keys',
    who: 'admin',
    path: '/keys',
    ready: (page) => page.getByRole('button', { name: 'Revoke' }).first().waitFor(),
  },
  {
    name: 'setting the desk up',
    who: 'admin',
    path: '/setup',
    ready: (page) => page.getByRole('heading', { name: 'What you promise' }).waitFor(),
  },
  { name: 'an account', who: 'admin', path: '/account', ready: (page) => page.getByText('this one').waitFor() },
  {
    name: 'a partner’s list',
    who: 'aurora',
    path: '/tickets',
    ready: (page) => page.getByRole('listitem').first().waitFor(),
  },
  { name: 'a partner’s ticket', who: 'aurora', path, ready: (page) => page.getByRole('article').first().waitFor() },
  {
    name: 'a partner’s form',
    who: 'aurora',
    path: '/tickets/new',
    ready: (page) => page.getByLabel('Subject').waitFor(),
  },
  {
    name: 'a partner’s account',
    who: 'aurora',
    path: '/account',
    ready: (page) => page.getByText('this one').waitFor(),
  },
  {
    name: 'no page',
    who: 'aurora',
    path: '/nowhere',
    ready: (page) => page.getByRole('heading', { level: 1 }).waitFor(),
  },
]

/** Each screen in turn, in one window for each person. */
async function walk(
  { open, path }: Awaited<ReturnType<typeof filled>>,
  look: Look,
  visit: (page: Page, name: string) => Promise<void>,
): Promise<void> {
  const pages = new Map<Who | null, Page>()
  for (const { who, path: where, name, ready } of screensOf(path)) {
    const known = pages.get(who)
    const page = known ?? (await open(who, where, look))
    pages.set(who, page)
    if (known !== undefined) await page.goto(where)
    await ready(page)
    await visit(page, name)
  }
}

for (const dark of [false, true])
  test(`WCAG 2.2 AA: every screen, ${dark ? 'dark' : 'light'}`, async (context) => {
    await walk(await filled(context), { dark }, assertAccessible)
  })

test('WCAG 2.2 AA: nothing is wider than the window at 320 pixels, as wide as one of 1280 enlarged four times', async (context) => {
  await walk(await filled(context), { width: 320, height: 640, touch: true }, assertFits)
})

test('Nothing is wider than the window at 820 and at 2560 pixels, whichever it was before', async (context) => {
  await walk(await filled(context), { width: 820 }, async (page, name) => {
    for (const width of [820, 2_560, 820]) {
      await page.setViewportSize({ width, height: 800 })
      await assertFits(page, `${name} at ${width}`)
    }
  })
})

/** What has the focus, and whether it or the frame around it shows so. */
const focused = `(() => {
  const at = document.activeElement
  if (at === document.body) return null
  const place = at.getBoundingClientRect()
  const shows = (style) => (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none'
  const frame = at.closest('[class*="focus-within:outline"], [class*="has-[textarea:focus-visible]:outline"]')
  const isMarked = [at, frame].some((each) => each !== null && shows(getComputedStyle(each)))
  const isInSight = place.width > 0 && place.bottom > 0 && place.top < innerHeight
  return { name: at.outerHTML.slice(0, 400) + place.top + place.left, isMarked: isMarked && isInSight }
})()`

test('WCAG 2.2 AA: by the tab key everything that it stops at is in sight and marked', async (context) => {
  const { open, path } = await filled(context)
  for (const [who, where] of [
    ['agent', '/queue'],
    ['agent', path],
    ['aurora', '/tickets'],
    ['aurora', path],
  ] as const) {
    const page = await open(who, where)
    await page
      .locator(where === path ? 'article' : '[data-row], main li a')
      .first()
      .waitFor()
    const seen = new Set<string>()
    for (let stops = 0; stops < 120; stops += 1) {
      await page.keyboard.press('Tab')
      const stop = await page.evaluate<{ name: string; isMarked: boolean } | null>(focused)
      if (stop === null || seen.has(stop.name)) break
      seen.add(stop.name)
      assert.ok(stop.isMarked, `${where} of ${who}: ${stop.name}`)
    }
    assert.ok(seen.size > 10, `${where} of ${who} has ${seen.size} stops`)
  }
})

test('WCAG 2.2 AA: what opens above a screen', async (context) => {
  const { open, path } = await filled(context)
  const page = await open('agent', path)
  await page.getByRole('article').first().waitFor()
  for (const key of ['w', 'v', 'a', 's', 't', '?', 'Control+k']) {
    await page.keyboard.press(key)
    await dialogOf(page).waitFor()
    await assertAccessible(page, key)
    await page.keyboard.press('Escape')
    await dialogOf(page).waitFor({ state: 'detached' })
  }
})
