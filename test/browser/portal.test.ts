import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { right } from '../support/http.ts'
import { assertAccessible, assertFits, closeBrowser, screens, dialogOf, until } from './support.ts'

after(closeBrowser)

test('B1, C10: what is promised is said before it is sent, in the partner’s own time, and then holds', async (context) => {
  const { open } = await screens(context)
  const page = await open('aurora', '/tickets')
  await page.getByRole('heading', { name: 'Nothing is open' }).waitFor()
  await page.getByRole('link', { name: 'New ticket' }).first().click()
  await page.getByRole('radio', { name: 'Technical Support' }).click()
  await page.getByLabel('Customer').fill('admin@kestrel.example')
  await page.getByRole('combobox', { name: 'Product' }).fill('crm')
  await page.getByRole('option').first().click()
  await page.getByLabel('Subject').fill('A report is wrong')
  await page.getByLabel('What happens?').fill('One two three four')
  await page.getByText('about 50 words · 4 so far').waitFor()
  await page.getByRole('radio', { name: /^2/ }).click()
  // Severity 2, Premium: 6 and 24 working hours from 11:30 in India; at the latest 12 and 48.
  const promise = page.getByRole('complementary', { name: 'What is promised' })
  await promise.getByText('today 17:30', { exact: true }).waitFor()
  await promise.getByText('tomorrow 11:30', { exact: true }).waitFor()
  await promise.getByText('At the latest today 23:30 and Thu 11:30. Severity 2, key account.').waitFor()
  await page.getByRole('button', { name: 'Send request' }).click()
  await page.getByRole('heading', { name: 'A report is wrong' }).waitFor()
  await page.getByText('Target 17:30', { exact: true }).waitFor()
  await page.getByText('Limit 23:30', { exact: true }).waitFor()
})

test('C10: what is promised fits a phone, the longest of it as well', async (context) => {
  const { open, post } = await screens(context)
  const { body } = await post('aurora', '/tickets', { ...right, severity: 2 })
  const page = await open('aurora', `/tickets/${body.id}`, { width: 390 })
  await page.getByText('24 h to the target, 2 days to the limit').waitFor()
  await assertFits(page, 'the promises of a ticket')
})

test('B2: details are asked for where it can be made to happen again; all that is wrong is said at its field', async (context) => {
  const { open } = await screens(context)
  const page = await open('aurora', '/tickets/new')
  await page.getByRole('radio', { name: 'Technical Support' }).click()
  assert.equal(await page.getByLabel('User ID').count(), 0)
  await page.getByRole('radio', { name: 'Yes' }).click()
  await page.getByLabel('Super-admin’s e-mail').fill('not an address')
  await page.getByLabel('Customer').fill('neither')
  await page.getByRole('button', { name: 'Send request' }).click()
  await page.getByText('Not sent yet').waitFor()
  for (const label of ['Subject', 'What happens?', 'Customer', 'Super-admin’s e-mail'])
    assert.equal(await page.getByLabel(label).getAttribute('aria-invalid'), 'true', label)
  // The first of them has the focus.
  assert.equal(await page.getByLabel('Customer').evaluate((field) => field.matches(':focus')), true)
})

test('B5: a request of the other desk asks what it is about instead of a product', async (context) => {
  const { open } = await screens(context)
  const page = await open('aurora', '/tickets/new')
  await page.getByRole('radio', { name: 'Store Related' }).click()
  await page.getByRole('combobox', { name: 'What is it about?' }).waitFor()
  assert.equal(await page.getByRole('combobox', { name: 'Product' }).count(), 0)
  assert.equal(await page.getByLabel('What have you tried?').count(), 0)
})

test('B7: for a wish it is said that nothing is promised, before it is sent and after', async (context) => {
  const { open, post } = await screens(context)
  const opened = await post('aurora', '/tickets', {
    type: 'Technical Support',
    kind: 'feature-request',
    subject: 'Darker reports',
    description: 'Please.',
  })
  const page = await open('aurora', `/tickets/${opened.body.id}`)
  await page.getByText('Exempt: feature request.').waitFor()
  await page.getByText('Nothing is promised for this kind of request; it is read all the same.').waitFor()
})

test('C5, C13: a partner answers, ends and reopens, and each says what follows from it', async (context) => {
  const { open, post, setTime } = await screens(context)
  const request = { type: 'Technical Support', subject: 'A report is wrong', description: 'The sum.' }
  const { body } = await post('aurora', '/tickets', request)
  await post('agent', `/tickets/${body.id}/messages`, {
    body: 'It is known.',
    visibility: 'public',
    determination: true,
  })
  const page = await open('aurora', `/tickets/${body.id}`)
  await page.getByText('An answer is promised from the moment you send it.').waitFor()
  setTime('2026-03-10T07:00:00Z')
  await page.getByLabel('Your reply').fill('Until when?')
  await page.keyboard.press('Control+Enter')
  await page.getByRole('article').getByText('Until when?').waitFor()
  await page.getByText('From 12:30', { exact: true }).waitFor()
  await page.getByRole('button', { name: 'It is solved' }).click()
  await page.getByText('what was promised is withdrawn').waitFor()
  await page.getByRole('button', { name: 'Yes, it is solved' }).click()
  await page.getByText('Solved', { exact: false }).first().waitFor()
  await page.getByRole('button', { name: 'Reopen', exact: true }).click()
  await dialogOf(page).getByRole('textbox').fill('It came back.')
  await dialogOf(page).getByRole('button', { name: 'Reopen' }).click()
  await page.getByText('Reopened: It came back.').waitFor()
  await page.getByRole('button', { name: 'It is solved' }).waitFor()
})

test('G3: a partner’s list holds its own company’s tickets, open, solved and all', async (context) => {
  const { open, post } = await screens(context)
  const request = (subject: string) => ({ type: 'Technical Support', subject, description: 'x' })
  const solved = await post('aurora', '/tickets', request('Solved one'))
  await post('aurora', `/tickets/${solved.body.id}/solve`, {})
  await post('aurora', '/tickets', request('Open one'))
  await post('borealis', '/tickets', request('Another company’s'))
  const page = await open('aurora', '/tickets')
  await page.getByText('Open one').waitFor()
  assert.equal(await page.getByText('Solved one').count(), 0)
  await page.getByRole('tab', { name: 'Solved' }).click()
  await page.getByText('Solved one').waitFor()
  await page.waitForURL('**/tickets?show=solved')
  await page.getByRole('tab', { name: 'All' }).click()
  await page.getByText('Open one').waitFor()
  assert.equal(await page.getByRole('listitem').count(), 2)
})

test('What is typed outlives a network that is away and a session that ends, and is nobody else’s', async (context) => {
  const { open, post } = await screens(context)
  const { body } = await post('aurora', '/tickets', right)
  const page = await open('aurora', `/tickets/${body.id}`)
  const held = page.context()
  const reply = page.getByLabel('Your reply')
  await reply.fill('Half a thought')
  await held.setOffline(true)
  await page.getByRole('link', { name: 'Reviews' }).click()
  await page.getByRole('heading', { name: 'No connection' }).waitFor()
  await page.goBack()
  assert.equal(await reply.inputValue(), 'Half a thought')
  await held.setOffline(false)

  const cookies = await held.cookies()
  await held.clearCookies()
  await page.getByRole('button', { name: /^Send/ }).click()
  await page.getByText('Your session has ended. Sign in again in another tab').waitFor()
  assert.equal(await reply.inputValue(), 'Half a thought')
  await held.addCookies(cookies)

  // Who leaves in one tab has left in all of them.
  const other = await held.newPage()
  await other.goto('/tickets')
  await other.getByRole('button', { name: /^Asha/ }).first().click()
  await other.getByRole('menuitem', { name: 'Sign out' }).click()
  await page.waitForURL(/sign-in/)
  const drafts = await page.evaluate("Object.keys(sessionStorage).filter((key) => key.startsWith('draft:'))")
  assert.deepEqual(drafts, [])
})

test('Whoever comes back to a long list on a phone stands where it left', async (context) => {
  const { open, post } = await screens(context)
  for (let each = 0; each < 30; each += 1)
    await post('aurora', '/tickets', { ...right, subject: `Report ${each} is wrong in each of its totals since today` })
  const page = await open('aurora', '/tickets', { width: 390, height: 844 })
  const last = page.getByRole('main').getByRole('listitem').last().getByRole('link')
  await last.scrollIntoViewIfNeeded()
  const before = await page.evaluate<number>('scrollY')
  await last.click()
  await page.getByLabel('Your reply').waitFor()
  await page.goBack()
  await last.waitFor()
  await page.waitForFunction(`Math.abs(scrollY - ${before}) < 2`)
})

test('On a phone four places stand in the bar and the rest behind one, which says where one is', async (context) => {
  const { open } = await screens(context)
  const page = await open('aurora', '/tickets', { width: 360, height: 780, touch: true, dark: true })
  const bar = page.getByRole('navigation', { name: 'Main' })
  await bar.getByRole('link', { name: 'My tickets' }).and(page.locator('[aria-current=page]')).waitFor()
  await bar.getByRole('button', { name: 'More places' }).press('Enter')
  await page.getByRole('group', { name: 'My partnership' }).waitFor()
  await assertAccessible(page, 'the other places')
  // By its first letters, as in any menu.
  await page.keyboard.type('pro')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: 'Profile' }).waitFor()
  const more = bar.getByRole('button', { name: 'Profile, more places' })
  await more.and(page.locator('[aria-current]')).press('Enter')
  await page.getByRole('menuitem', { name: 'Profile' }).and(page.locator('[aria-current=page]')).waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('menu').waitFor({ state: 'detached' })
  await assertFits(page, 'the profile with the bar')
  for (const each of await bar.locator('a, button').all())
    assert.ok(((await each.boundingBox())?.height ?? 0) >= 44, 'low for a thumb')
})

test('C12: a partner reads what became of each promise, looks at the broken ones, and goes to the ticket; paper has it too', async (context) => {
  const { open, post, desk } = await screens(context)
  const late = await post('aurora', '/tickets', { ...right, subject: 'Nobody gets in', severity: 1 })
  const kept = await post('aurora', '/tickets', { ...right, subject: 'A slow report', severity: 2 })
  desk.setTime('2026-03-10T08:00:00Z')
  await post('agent', `/tickets/${kept.body.id}/messages`, { body: 'We look.', visibility: 'public' })
  desk.setTime('2026-03-10T10:30:00Z')
  await post('agent', `/tickets/${late.body.id}/messages`, { body: 'We look.', visibility: 'public' })
  const page = await open('aurora', '/promises')
  await page.getByText('4 promises: 1 kept, 1 broken, 2 running.').waitFor()
  const table = page.getByRole('table', { name: 'Promises of March 2026', exact: true })
  // Severity 1: at the latest 14:30 there; answered an hour and a half later.
  const row = table.getByRole('row', { name: /Nobody gets in/ }).filter({ hasText: 'Acknowledgement' })
  await row.getByText('Broken, 1 h 30 min late').waitFor()
  assert.match(await row.innerText(), /Tue\s10\sMar\s14:30/)
  await assertAccessible(page, 'the statement of promises')
  await page.getByRole('checkbox', { name: 'Only broken ones' }).click()
  await page.getByRole('heading', { name: 'Broken promises' }).waitFor()
  await until(page, `[...document.querySelectorAll('table')].at(-1).rows.length === 2`)
  assert.match(page.url(), /only=broken/)
  // On paper neither navigation nor controls, and light whatever the screen is.
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
  assert.equal(await page.getByRole('navigation', { name: 'Main' }).count(), 0)
  assert.equal(await page.getByRole('button').count(), 0)
  await page.locator('#main').getByText('Statement of promises').waitFor()
  await page.getByText(/Asia\/Kolkata\)\. As known on Tue 10 Mar 2026 16:00/).waitFor()
  await until(page, `getComputedStyle(document.documentElement).colorScheme === 'light'`)
  await page.emulateMedia({ media: 'screen', colorScheme: 'light' })
  await page.setViewportSize({ width: 390, height: 844 })
  await assertFits(page, 'the statement of promises')
  await table.getByRole('link', { name: 'Nobody gets in' }).click()
  await page.getByRole('heading', { level: 1, name: 'Nobody gets in' }).waitFor()
  const proof = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Proof', exact: true }).click(),
  ])
  assert.match(proof[0].suggestedFilename(), /^proof-PS-\d+-.*\.json$/)
})
