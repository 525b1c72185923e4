import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { ask, right, start } from '../support/http.ts'
import { storePage } from '../support/store-page.ts'
import { assertAccessible, assertFits, closeBrowser, screens } from './support.ts'

after(closeBrowser)

const nasty = '<img src=x onerror="document.title=1"><script>document.title=2</script>'

test('A6: opened by the keyboard in a page of another site, a request is sent with its promise before it, answered, and counted as one of the widget', async (context) => {
  const { desk, open, post } = await screens(context)
  const store = await storePage(context, desk)
  await post('agent', '/news', { title: nasty, body: nasty })
  const page = await open(null, store.origin)
  const before = await page.locator('#text').boundingBox()
  const launcher = page.getByRole('button', { name: 'Help', exact: true })
  await launcher.waitFor()
  assert.equal(page.frames().length, 1, 'nothing is loaded before it is opened')
  await launcher.focus()
  await page.keyboard.press('Enter')
  const frame = page.frameLocator('iframe')
  await frame.getByText('No incidents now.').waitFor()
  assert.deepEqual(await page.locator('#text').boundingBox(), before, 'nothing of the page moves')
  await frame.getByText(nasty).first().waitFor()
  await assertAccessible(page, 'the widget in a page')

  // Focus is inside, goes round inside, and Escape gives it back.
  const at = () => frame.locator(':focus').evaluate((each) => each.textContent ?? '')
  await page.keyboard.press('Shift+Tab')
  assert.match(await at(), /Open the portal/)
  await page.keyboard.press('Tab')
  assert.equal(await at(), '✕')
  await page.keyboard.press('Escape')
  await frame.locator('main').waitFor({ state: 'hidden' })
  assert.equal(await page.evaluate('document.activeElement.shadowRoot.activeElement.firstChild.data'), 'Help')
  await page.keyboard.press('Enter')

  await frame.getByRole('button', { name: 'New request' }).click()
  await frame.getByLabel('What kind of request is it?').selectOption('Technical Support')
  await frame.getByLabel('Subject').fill(`Wrong sums ${nasty}`)
  await frame.getByLabel(/^What happens/).fill('The sum of all deals is wrong since this morning.')
  await frame.getByText('You hear from a person by').waitFor()
  await assertAccessible(page, 'a request in the widget')
  // What is written stays where the panel is closed.
  await page.keyboard.press('Escape')
  await launcher.click()
  assert.equal(await frame.getByLabel('Subject').inputValue(), `Wrong sums ${nasty}`)
  const send = frame.getByRole('button', { name: 'Send request' })
  await send.dblclick()
  await frame.getByText(/^PS-\d+ is with us\.$/).waitFor()
  await frame.getByRole('heading', { name: `Wrong sums ${nasty}` }).waitFor()
  const { items } = (await ask(desk.url, 'GET', '/api/v1/tickets', { key: await desk.keyOf('asha@aurora.example') }))
    .body
  assert.deepEqual(
    items.map((ticket: any) => [ticket.channel, ticket.contact.name]),
    [['widget', 'Asha']],
    'one request, of the widget',
  )

  const form = new FormData()
  form.append('file', new Blob([`line 1 ${nasty}`]), 'trace.log')
  const headers = { authorization: `Bearer ${await desk.keyOf('agent@vendor.example')}` }
  const sent = await fetch(`${desk.url}/api/v1/attachments`, { method: 'POST', headers, body: form })
  const attachments = [((await sent.json()) as { id: string }).id]
  const said = { body: `We look. ${nasty}`, visibility: 'public', attachments }
  await post('agent', `/tickets/${items[0].id}/messages`, said)
  desk.setTime('2026-03-10T06:20:00Z')
  // Its token has ended meanwhile: the page is asked for the next one, and nothing of it is seen.
  const asked = store.asked
  await frame.getByLabel('Your answer').fill('Thank you.')
  await frame.getByRole('button', { name: 'Send answer' }).click()
  await frame.getByText('Your answer is with us.').waitFor()
  await frame.getByText(`We look. ${nasty}`).waitFor()
  await frame.getByRole('listitem').filter({ hasText: 'Thank you.' }).waitFor()
  assert.equal(store.asked, asked + 1)
  // B4: a file is read below its message, closed, and saved; its bytes come with the session, and no address of theirs is left.
  await frame.getByRole('button', { name: 'Open trace.log' }).click()
  await frame.getByRole('region', { name: 'trace.log' }).getByText(`line 1 ${nasty}`).waitFor()
  await assertAccessible(page, 'a file in the widget')
  await frame.getByRole('button', { name: 'Close trace.log' }).click()
  await frame.getByRole('region', { name: 'trace.log' }).waitFor({ state: 'detached' })
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    frame.getByRole('button', { name: 'Save trace.log' }).click(),
  ])
  assert.equal(download.suggestedFilename(), 'trace.log')
  assert.match(download.url(), /^blob:/)
  assert.notEqual(start, desk.app.now().toString())
  const titles = await Promise.all(page.frames().map((each) => each.title()))
  assert.deepEqual(titles, ['Partner store', 'Help Center'], 'nothing of what people wrote has run')
})

test('A6, A3, B10: on a phone it takes the screen, dark as the page; the guide is read and counted; who is not signed in is shown nothing', async (context) => {
  const { desk, open } = await screens(context)
  const store = await storePage(context, desk, '<style>html { color-scheme: dark; background: #111 }</style>')
  const admin = await desk.keyOf('admin@vendor.example')
  const article = await ask(desk.url, 'POST', '/api/v1/articles', {
    key: admin,
    body: {
      title: 'Renew a subscription',
      summary: 'In the store.',
      body: '## First\n\nOpen it.',
      audience: 'partner',
    },
  })
  await ask(desk.url, 'POST', `/api/v1/articles/${article.body.id}/publish`, { key: admin, body: {} })
  const page = await open(null, store.origin, { width: 390, height: 844, touch: true })
  await page.getByRole('button', { name: 'Help', exact: true }).tap()
  const frame = page.frameLocator('iframe')
  await frame.getByRole('heading', { name: 'How to reach us' }).waitFor()
  assert.deepEqual(await page.getByTitle('Help Center').boundingBox(), { x: 0, y: 0, width: 390, height: 844 })
  assert.equal(await frame.locator('html').evaluate((each) => each.getAttribute('data-theme')), 'dark')
  await assertFits(page, 'the page')
  const { number } = (
    await ask(desk.url, 'GET', '/api/v1/entitlements', { key: await desk.keyOf('asha@aurora.example') })
  ).body.tollFree
  await frame.getByRole('link', { name: number }).waitFor()
  await assertAccessible(page, 'the widget on a phone, dark')

  await frame.getByRole('searchbox').fill('renew')
  await frame.getByRole('button', { name: /Renew a subscription/ }).tap()
  await frame.getByRole('heading', { name: 'First' }).waitFor()
  await frame.getByRole('button', { name: 'This solved it' }).tap()
  await frame.getByText('Good. Nothing needs to be sent.').waitFor()
  const deflected = (await ask(desk.url, 'GET', '/api/v1/deflections', { key: admin })).body.items
  assert.deepEqual(
    deflected.map((each: any) => [each.contact.name, each.typed]),
    [['Asha', 'renew']],
  )

  store.signedIn = null
  await page.evaluate('partnerDeskWidget.renew()')
  await frame.getByRole('link', { name: 'Sign in at the partner portal' }).waitFor()
  const shown = await frame.locator('body').innerText()
  assert.doesNotMatch(shown, /Asha|Aurora/)
  assert.ok(!shown.includes(number))

  // For a page that is not allowed any more there are no sessions.
  await ask(desk.url, 'PUT', '/api/v1/widget-settings', {
    key: admin,
    body: { origins: ['https://store.vendor.example'] },
  })
  const refused = await ask(desk.url, 'POST', '/api/v1/widget-sessions', {
    key: admin,
    body: { email: 'asha@aurora.example', origin: store.origin },
  })
  assert.equal(refused.status, 422)
})

test('A6, D5: an administrator allows a page and looks at the widget as a contact; a partner registers a webhook and reads its log', async (context) => {
  const { desk, open, post } = await screens(context)
  await ask(desk.url, 'POST', '/api/v1/tickets', { key: await desk.keyOf('asha@aurora.example'), body: right })
  const page = await open('admin', '/widget')
  await page.getByLabel('Sites').fill('http://store.vendor.example')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('http://store.vendor.example: Give an address that begins with https://.').waitFor()
  await page.getByLabel('Sites').fill('https://store.vendor.example')
  // What is not saved yet is there again after a look elsewhere.
  await page
    .getByRole('navigation', { name: 'Main' })
    .getByRole('link', { name: /^Queue/ })
    .click()
  await page.getByRole('heading', { name: 'Queue', exact: true }).waitFor()
  await page.goBack()
  assert.equal(await page.getByLabel('Sites').inputValue(), 'https://store.vendor.example')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('The widget may stand there from now on').waitFor()
  await assertAccessible(page, 'the page of the widget')
  await page.getByRole('combobox', { name: 'As whom' }).fill('Asha')
  await page.getByRole('option', { name: /Asha/ }).click()
  await page.getByRole('button', { name: 'Show it here' }).click()
  const frame = page.frameLocator('iframe')
  await frame.getByText('A preview, as Asha sees it. Nothing is sent.').waitFor()
  await frame.getByRole('button', { name: new RegExp(right.subject) }).click()
  await frame.getByText('A preview sends nothing.').waitFor()
  await page.keyboard.press('Escape')
  await page.getByText('Asha, Aurora · preview').waitFor()

  const portal = await open('aurora', '/webhooks', { width: 390, height: 844, dark: true })
  await portal.getByText('No webhooks yet').waitFor()
  await portal.getByRole('button', { name: 'Add a webhook' }).click()
  await portal.getByLabel('Address').fill('https://10.0.0.1/in')
  await portal
    .getByRole('button', { name: /^Add\b/ })
    .last()
    .click()
  await portal.getByText('Give a public address: this one leads to a private network.').waitFor()
  await portal.getByLabel('Address').fill('https://hooks.aurora.example/in')
  await assertAccessible(portal, 'the dialog of a webhook')
  await portal
    .getByRole('button', { name: /^Add\b/ })
    .last()
    .click()
  await portal.getByText(/^whsec_/).waitFor()
  await portal.getByRole('button', { name: 'I have copied it' }).click()
  await portal.getByRole('heading', { name: 'https://hooks.aurora.example/in' }).waitFor()
  await post('agent', '/news', { title: 'Spring', body: 'It comes.' })
  await portal.getByRole('button', { name: 'Send a test' }).click()
  await portal.getByText('Announcement', { exact: true }).waitFor()
  await portal.getByText('Test', { exact: true }).waitFor()
  await assertFits(portal, 'the log of a webhook on a phone')
  await assertAccessible(portal, 'the log of a webhook')
})
