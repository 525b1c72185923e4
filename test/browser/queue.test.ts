import assert from 'node:assert/strict'
import { after, test, type TestContext } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import { tellAll } from '../support/alerts.ts'
import { assertAccessible, assertFits, closeBrowser, screens, dialogOf, until } from './support.ts'

after(closeBrowser)

const technical = { type: 'Technical Support', description: 'The sum is wrong.' }

/** A queue with something in every group: at 06:00Z on a Tuesday, in India half past eleven. */
async function filledQueue(context: TestContext) {
  const held = await screens(context)
  const open = (who: 'aurora' | 'borealis', subject: string, more: Record<string, unknown>) =>
    held.post(who, '/tickets', { ...technical, subject, ...more })
  // Severity 1, Premium: acknowledgement in 1 to 3 hours. Received at 03:30Z, it is over at 06:30Z.
  held.setTime('2026-03-10T02:30:00Z')
  await open('aurora', 'Over by now', { severity: 1 })
  held.setTime('2026-03-10T03:30:00Z')
  const pressing = await open('aurora', 'Soon over', { severity: 1 })
  await open('borealis', 'Some time today', { severity: 2 })
  await open('borealis', 'Can wait', { severity: 3 })
  await open('aurora', 'A wish', { kind: 'feature-request' })
  held.setTime('2026-03-10T06:00:00Z')
  return { ...held, pressing: pressing.body }
}

const subjects = (page: Page): Promise<string[]> => page.locator('[data-row] .line-clamp-2').allTextContents()

test('C3: the queue stands by what must happen next, and words beside each bar say it', async (context) => {
  const { open } = await filledQueue(context)
  const page = await open('agent', '/')
  await page.getByRole('heading', { name: 'Past the limit' }).waitFor()
  const groups = await page.getByRole('main').getByRole('heading', { level: 2 }).allInnerTexts()
  assert.deepEqual(
    groups.map((group) => group.split('\n')[0]),
    ['Past the limit', 'Within the hour', 'Today', 'Later', 'Waiting'],
  )
  assert.deepEqual(await subjects(page), ['Over by now', 'Soon over', 'Some time today', 'Can wait', 'A wish'])
  await page.locator('[data-row]', { hasText: 'Over by now' }).getByText('30 min over').waitFor()
  await page
    .locator('[data-row]', { hasText: 'Soon over' })
    .getByText(/: 30 min$/)
    .waitFor()
  await page.locator('[data-row]', { hasText: 'A wish' }).getByText('exempt').waitFor()
})

test('Everything in the queue is done without the mouse: move, open, come back, find, take, ask why', async (context) => {
  const { open, pressing } = await filledQueue(context)
  const page = await open('agent', '/queue')
  await page.getByText('Soon over').waitFor()
  for (const key of ['j', 'j', 'k', 'j']) await page.keyboard.press(key)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Soon over' }).waitFor()
  // The next one and back, in the list's order, without the way over the list.
  await page.keyboard.press('j')
  await page.getByRole('heading', { name: 'Some time today' }).waitFor()
  await page.keyboard.press('k')
  await page.getByRole('heading', { name: 'Soon over' }).waitFor()
  await page.keyboard.press('u')
  await page.locator(`[data-row="${pressing.id}"]:focus`).waitFor()

  await page.keyboard.press('w')
  await dialogOf(page).getByText('acknowledgement in 1 to 3 hours').waitFor()
  await page.keyboard.press('Escape')
  await dialogOf(page).waitFor({ state: 'detached' })
  await page.keyboard.press('Control+k')
  await page.locator('[role=combobox]:focus').waitFor()
  await page.keyboard.type('take it')
  await page.keyboard.press('Enter')
  await page.getByText(`${pressing.number} is with Ann Agent.`).waitFor()
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByText(`${pressing.number} is with the desk again.`).waitFor()

  await page.keyboard.press('/')
  await page.keyboard.type('wait')
  await page.waitForURL('**/queue?q=wait')
  await page.getByText('Soon over').waitFor({ state: 'detached' })
  await page.getByText('Can wait').waitFor()
  assert.deepEqual(await subjects(page), ['Can wait'])
})

test('What is typed after a key lands in what the key opens, however slowly that comes, and is no other key', async (context) => {
  const { open, pressing } = await filledQueue(context)
  const page = await open('agent', '/queue')
  const row = page.locator(`[data-row="${pressing.id}"]`)
  await row.waitFor()
  // A slow line: what a key opens comes long after the next keys.
  await page.route(/\/assets\/ticket/, (route) => pause(900).then(() => route.continue().catch(() => undefined)))
  await row.focus()
  await page.keyboard.press('v')
  await page.keyboard.type('3')
  await dialogOf(page).getByRole('radio', { name: '3 ·', checked: true }).waitFor()
  await page.keyboard.press('Escape')
  await dialogOf(page).waitFor({ state: 'detached' })
  // 's' would ask to solve, 'e' to escalate, Enter would open.
  await page.keyboard.press('Control+k')
  await page.keyboard.type('reports')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/reports**')
  await page.goBack()
  await row.waitFor()
  await row.focus()
  await page.keyboard.press('r')
  await page.keyboard.type('So we see, and')
  await page.waitForURL('**/tickets/**')
  await page.keyboard.type(' are on it.')
  await until(page, `document.activeElement.value?.endsWith('it.')`)
  assert.equal(await page.locator('textarea:focus').inputValue(), 'So we see, and are on it.')
  assert.equal(await dialogOf(page).count(), 0)
})

test('WCAG 2.1.4: single keys can be switched off; with Ctrl or ⌘ they still work', async (context) => {
  const { open } = await filledQueue(context)
  const page = await open('agent', '/queue')
  await page.getByText('Soon over').waitFor()
  await page.keyboard.press('?')
  await page.getByRole('checkbox').click()
  await page.keyboard.press('Escape')
  await dialogOf(page).waitFor({ state: 'detached' })
  await page.keyboard.press('j')
  assert.equal(await page.locator('[data-row]:focus').count(), 0)
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: /A ticket’s number/ }).waitFor()
})

test('Filters are in the address: what is linked to, reloaded or gone back to is the same list', async (context) => {
  const { open } = await filledQueue(context)
  const page = await open('agent', '/queue')
  await page.getByText('Soon over').waitFor()
  await page.getByRole('combobox', { name: 'Severity' }).click()
  await page.getByRole('option', { name: 'Severity 1' }).click()
  await page.getByText('Can wait').waitFor({ state: 'detached' })
  await page.waitForURL('**/queue?severity=1')
  await page.reload()
  await page.getByText('Soon over').waitFor()
  assert.deepEqual(await subjects(page), ['Over by now', 'Soon over'])
  await page.goto('/queue?severity=1&q=nothing-has-this-word')
  await page.getByRole('heading', { name: 'Nothing matches' }).waitFor()
  await page.getByRole('button', { name: 'Clear find and filters' }).click()
  await page.getByText('Can wait').waitFor()
})

test('Several values of one filter and the rarer ones behind ‘More’ are set by keys and taken out as chips', async (context) => {
  const { open } = await filledQueue(context)
  const page = await open('agent', '/queue')
  await page.getByText('Soon over').waitFor()
  await page.getByRole('combobox', { name: 'Severity' }).click()
  await page.getByRole('option', { name: 'Severity 1' }).click()
  await page.getByRole('option', { name: 'Severity 2' }).click()
  await page.keyboard.press('Escape')
  await page.waitForURL((url) => url.searchParams.get('severity') === '1,2')
  await page.getByText('Can wait').waitFor({ state: 'detached' })
  await page.locator('[data-row]').first().focus()
  await page.keyboard.press('Shift+F')
  const more = page.getByRole('dialog', { name: 'More filters' })
  await more.getByRole('combobox', { name: 'Kind' }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('option', { name: 'Incident' }).waitFor()
  await page.keyboard.type('fea')
  await until(page, `document.activeElement?.textContent === 'Feature request'`)
  await page.keyboard.press('Enter')
  await page.waitForURL((url) => url.searchParams.get('kind') === 'feature-request')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await more.waitFor({ state: 'detached' })
  const set = page.getByRole('list', { name: 'Filters that are set' })
  assert.deepEqual(await set.getByRole('button').allInnerTexts(), ['Severity 1', 'Severity 2', 'Kind: Feature request'])
  await assertAccessible(page, 'the queue with filters set')
  // A wish has the least urgent severity: without the severities it is there.
  await set.getByRole('button', { name: 'Without Severity 1' }).click()
  await set.getByRole('button', { name: 'Without Severity 2' }).and(page.locator(':focus')).waitFor()
  await page.keyboard.press('Enter')
  await page.waitForURL((url) => url.search === '?kind=feature-request')
  await page.getByText('A wish').waitFor()
  assert.deepEqual(await subjects(page), ['A wish'])
  await page.getByRole('button', { name: 'Clear', exact: true }).click()
  await page.getByText('Can wait').waitFor()
  assert.equal(new URL(page.url()).search, '')
})

test('What is set is saved as a view, shared by a lead, counted, stepped to by a key, found in the palette, and changed by Save', async (context) => {
  const { open } = await filledQueue(context)
  const page = await open('admin', '/queue?severity=1')
  await page.getByText('Soon over').waitFor()
  await page.getByRole('button', { name: 'Save as a view' }).click()
  const asked = page.getByRole('dialog', { name: 'Save as a view' })
  await asked.getByLabel('Name').fill('Worst')
  await asked.getByRole('radio', { name: 'Everybody' }).click()
  await assertAccessible(page, 'the dialog that saves a view')
  await asked.getByRole('button', { name: 'Save' }).click()
  const tabs = page.getByRole('navigation', { name: 'Saved views' })
  const worst = tabs.getByRole('link', { name: /^Worst/ })
  await worst.and(page.locator('[aria-current=page]')).waitFor()
  await tabs.getByRole('link', { name: /^Worst\s*2$/ }).waitFor()
  await assertAccessible(page, 'the queue with saved views')

  await page.locator('[data-row]').first().focus()
  await page.keyboard.press('<')
  await page.waitForURL((url) => url.search === '')
  await page.getByText('Can wait').waitFor()
  await page.keyboard.press('>')
  await page.waitForURL((url) => url.searchParams.get('severity') === '1' && url.searchParams.has('saved'))
  await page.getByText('Can wait').waitFor({ state: 'detached' })

  // Other filters are of the same view until they are saved, or left.
  await page.getByRole('combobox', { name: 'Severity' }).click()
  await page.getByRole('option', { name: 'Severity 3' }).click()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Back to the view' }).waitFor()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByRole('button', { name: 'Back to the view' }).waitFor({ state: 'detached' })

  // A colleague finds it, and may not change it.
  const other = await open('agent', '/mine')
  await other.getByRole('heading', { name: 'Mine' }).waitFor()
  await other.keyboard.press('Control+k')
  await other.getByRole('combobox').fill('worst')
  await other.getByRole('option', { name: /Worst/ }).waitFor()
  await other.keyboard.press('Enter')
  await other.waitForURL((url) => url.pathname === '/queue' && url.searchParams.get('severity') === '1,3')
  await other.getByText('Can wait').waitFor()
  assert.equal(await other.getByRole('button', { name: 'Change the view' }).count(), 0)

  await page.getByRole('button', { name: 'Change the view' }).click()
  await page.getByRole('button', { name: 'Take the view away' }).click()
  await page.waitForURL((url) => url.search === '')
  await tabs.waitFor({ state: 'detached' })
})

test('What one does the other sees at once, and rows under the hand stay where they are', async (context) => {
  const { open, post, listening, pressing } = await filledQueue(context)
  const page = await open('agent', '/queue')
  await page.getByText('Soon over').waitFor()
  await listening(page)
  await page.mouse.move(700, 400)
  await page.mouse.move(720, 420)
  await post('admin', `/tickets/${pressing.id}/messages`, { body: 'Found.', visibility: 'public', determination: true })
  const row = page.locator(`[data-row="${pressing.id}"]`)
  await row.getByText(/: kept$/).waitFor()
  assert.deepEqual((await subjects(page)).slice(0, 2), ['Over by now', 'Soon over'])
  await page.getByRole('button', { name: /has moved: show/ }).click()
  await page.getByRole('heading', { name: 'Within the hour' }).waitFor({ state: 'detached' })
  assert.deepEqual((await subjects(page)).slice(0, 3), ['Over by now', 'Some time today', 'Can wait'])
})

test('G1: several are selected, assigned and solved without the mouse; what is refused says why and stays selected', async (context) => {
  const { open, post, listening } = await filledQueue(context)
  const page = await open('agent', '/queue')
  await page.getByText('Soon over').waitFor()
  await listening(page)
  const rows = page.locator('[data-row]')
  const ids = await rows.evaluateAll((all: { dataset: { row: string } }[]) => all.map((row) => row.dataset.row))
  const before = await rows.nth(2).locator('.line-clamp-2').boundingBox()
  for (const key of ['j', 'x', 'j', 'j', 'Shift+X']) await page.keyboard.press(key)
  const bar = page.getByRole('region', { name: 'Selected tickets' })
  await bar.getByText('3 selected').waitFor()
  assert.deepEqual(await rows.nth(2).locator('.line-clamp-2').boundingBox(), before)
  assert.equal(await page.getByRole('checkbox', { name: /^Select P/, checked: true }).count(), 3)
  await assertAccessible(page, 'the queue with three selected')

  await page.keyboard.press('a')
  await page.keyboard.type('Ann')
  await page.getByRole('option', { name: /Ann Agent/ }).waitFor()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Control+Enter')
  await page.getByText('Assigned 3 tickets to you.').waitFor()
  await bar.waitFor({ state: 'detached' })
  await until(page, `document.querySelectorAll('[data-row] [aria-label*="Ann Agent"]').length === 3`)

  // All five; another agent solves the first, and answers the second.
  await page.getByRole('checkbox', { name: 'Select all that are shown' }).focus()
  await page.keyboard.press('Space')
  await bar.getByText('5 selected').waitFor()
  const gone = await post('admin', `/tickets/${ids[0]}/solve`, { body: 'Done.' })
  await post('admin', `/tickets/${ids[1]}/messages`, { body: 'So.', visibility: 'public', determination: true })
  await page
    .locator(`[data-row="${ids[1]}"]`)
    .getByText(/: kept$/)
    .waitFor()
  await page.keyboard.press('.')
  await bar.getByText(`${gone.body.number} left the list and is no longer selected.`).waitFor()
  await bar.getByText('4 selected').waitFor()

  await page.keyboard.press('s')
  await dialogOf(page).getByText('An answer is owed on 2 of 4').waitFor()
  await page.keyboard.press('Control+Enter')
  await bar.getByText('Solved 2; not 2:').waitFor()
  await bar.getByText(/The partner has had no answer yet/).waitFor()
  assert.equal(await bar.getByRole('link').count(), 2)
  await bar.getByText('2 selected').waitFor()
  // What is for one ticket is not done to the one under the hand.
  await page.keyboard.press('l')
  await bar.getByText(/one ticket at a time/).waitFor()
  assert.equal(await dialogOf(page).count(), 0)
  await page.keyboard.press('Control+k')
  await page.locator('[role=combobox]:focus').waitFor()
  await page.keyboard.type('solve')
  assert.equal(await page.getByRole('option', { name: /^Solve/ }).count(), 1)
  await page.keyboard.press('Escape')
  await page.locator('[role=combobox]:focus').waitFor({ state: 'detached' })

  // Of one severity and another: what fits only one is done to that one.
  await page.keyboard.press('v')
  const severity = dialogOf(page)
  await severity.getByText('Now severity 2 (1), severity 3 (1).').waitFor()
  await severity.getByRole('radio', { name: /^3/ }).click()
  await severity.getByRole('radio', { name: /It eased/ }).click()
  await severity.getByRole('textbox', { name: 'Reason' }).fill('One can work around it.')
  await assertAccessible(page, 'the severity of several')
  await page.keyboard.press('Control+Enter')
  await bar.getByText('Changed the severity of 1; not 1:').waitFor()
  await bar.getByText('1 selected').waitFor()
  await page.keyboard.press('Escape')
  await bar.waitFor({ state: 'detached' })
  assert.equal(await page.getByRole('checkbox', { checked: true }).count(), 0)
})

/** A browser that shows what it is asked to show by writing it down, and a window that can be out of sight. */
const watched = `
  window.told = []
  window.Notification = class extends EventTarget {
    static permission = 'default'
    static async requestPermission() { return (this.permission = 'granted') }
    constructor(title, { body, tag }) { super(); window.told.push(Object.assign(this, { title, body, tag })) }
    close() {}
  }
  Object.defineProperty(document, 'visibilityState', { get: () => window.unseen ? 'hidden' : 'visible' })
  window.look = (seen) => { window.unseen = !seen; document.dispatchEvent(new Event('visibilitychange')) }`

test('What concerns an agent is counted at once, told by the browser out of sight, and read by opening it; ‘@’ tells a colleague', async (context) => {
  const { open, post, desk, pressing, listening, setTime } = await filledQueue(context)
  const path = `/tickets/${pressing.id}`
  const page = await open('agent', '/for-you')
  await listening(page)
  await page.evaluate(watched)
  await page.getByText('Nothing has happened for you yet').waitFor()
  await page.keyboard.press('Control+k')
  await page.keyboard.type('my account')
  await page.keyboard.press('Enter')
  const wish = page.getByRole('checkbox', { name: /This browser tells you/ })
  await wish.click()
  await page.getByRole('checkbox', { name: /This browser tells you/, checked: true }).waitFor()
  await page.getByRole('link', { name: 'For you' }).click()
  await page.getByText('Nothing has happened for you yet').waitFor()

  await post('admin', `${path}/assign`, { person: desk.people.agent.id })
  await tellAll(desk.app)
  await page.locator('[data-row]', { hasText: 'Assigned to you by Ada Admin' }).waitFor()
  await until(page, `document.title.startsWith('(1) For you')`)
  await page.evaluate('look(false)')
  setTime('2026-03-10T06:01:00Z')
  for (const body of ['Any news?', 'Hello?']) await post('aurora', `${path}/messages`, { body, visibility: 'public' })
  await tellAll(desk.app)
  await until(page, 'told.length > 0')
  assert.deepEqual(await page.evaluate('told.map(({ title, body, tag }) => [title, body, tag])'), [
    [`${pressing.number} Soon over`, 'Asha answered, 2 times · Assigned to you by Ada Admin', pressing.id],
  ])
  await page.evaluate(`look(true); told[0].dispatchEvent(new Event('click'))`)
  await page.getByRole('heading', { name: 'Soon over' }).waitFor()
  await until(page, `!document.title.startsWith('(')`)
  // Coming back to it says nothing again that was said.
  const again: string[] = []
  page.on('request', (request) => void (request.url().endsWith('/alerts/read') && again.push(request.url())))
  await page.keyboard.press('u')
  await page.waitForURL('**/for-you')
  await page.locator('[data-row]', { hasText: 'Soon over' }).click()
  await page.getByRole('heading', { name: 'Soon over' }).waitFor()

  await page.keyboard.press('i')
  await page.keyboard.type('@ad')
  await page.getByRole('option', { name: 'Ada Admin' }).waitFor()
  // With Escape it is only a sign; the next one asks again.
  await page.keyboard.press('Escape')
  await page.keyboard.type('a')
  await page.getByRole('option').waitFor({ state: 'detached' })
  await page.keyboard.type('. Seen before, @ad')
  await page.getByRole('option', { name: 'Ada Admin' }).waitFor()
  await page.keyboard.press('Enter')
  await page.keyboard.type('knows.')
  await page.keyboard.press('Control+Enter')
  await page.getByText('Told of it: Ada Admin').waitFor()
  await page.getByText('sending …').waitFor({ state: 'detached' })
  await page.getByText('@ada. Seen before, @Ada Admin knows.').waitFor()
  assert.deepEqual(again, [])
  await tellAll(desk.app)
  const hers = await open('admin', '/for-you', { width: 360, height: 780, dark: true })
  await hers.locator('[data-row]', { hasText: 'Ann Agent mentioned you' }).waitFor()
  await assertAccessible(hers, 'For you')
  await assertFits(hers, 'For you')
  await hers.keyboard.press('m')
  await hers.getByRole('tab', { name: /^Unread\s*0$/ }).waitFor()
  await hers.keyboard.press('j')
  await hers.keyboard.press('Enter')
  await hers.getByRole('heading', { name: 'Soon over' }).waitFor()
})
