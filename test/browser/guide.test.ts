import assert from 'node:assert/strict'
import { after, test, type TestContext } from 'node:test'
import type { Page } from 'playwright-core'
import { right } from '../support/http.ts'
import { renewal } from '../support/guide.ts'
import { assertScreens, closeBrowser, dialogOf, screens, until } from './support.ts'

after(closeBrowser)

async function withArticle(context: TestContext) {
  const held = await screens(context)
  const { body } = await held.post('agent', '/articles', renewal)
  await held.post('admin', `/articles/${body.id}/publish`, {})
  return { ...held, article: body }
}

test('B10: an article is written beside its preview, saved by its key, published by those who lead, read by partners', async (context) => {
  const { open } = await screens(context)
  const page = await open('agent', '/guide')
  await page.getByRole('heading', { name: 'No articles yet' }).waitFor()
  await page.getByRole('link', { name: 'Write an article' }).first().click()
  await page.getByRole('textbox', { name: 'Title' }).fill('Renew a subscription')
  await page.getByRole('textbox', { name: 'Summary' }).fill('In the store.')
  await page.getByRole('combobox', { name: 'About' }).fill('renewal')
  await page.getByRole('option', { name: /Licence renewal/ }).click()
  await page.getByRole('textbox', { name: 'Text' }).fill('## First\n\nOpen it.\n\n```deluge\ninfo "x";\n```')
  const preview = page.getByRole('region', { name: 'Preview' })
  await preview.getByRole('heading', { name: 'First' }).waitFor()
  await preview.getByLabel('Code, Deluge').getByText('"x"').waitFor()
  // What is written survives a reload.
  await page.reload()
  await preview.getByRole('heading', { name: 'First' }).waitFor()
  await page.keyboard.press('Control+s')
  await page.getByText('Version 1 is saved.').waitFor()
  const refused = page.getByRole('button', { name: 'Publish', exact: true })
  assert.equal(await refused.getAttribute('aria-disabled'), 'true')
  const lead = await open('admin', new URL(page.url()).pathname)
  await lead.getByRole('button', { name: 'Publish', exact: true }).click()
  await lead.getByText('Partners read version 1 now.').waitFor()

  const partner = await open('aurora', '/guide')
  await partner.getByRole('region', { name: 'Subscription Management' }).getByRole('link', { name: /Renew/ }).waitFor()
  await partner.keyboard.press('/')
  await partner.keyboard.type('subscr')
  await partner
    .locator('mark', { hasText: /subscr/i })
    .first()
    .waitFor({ state: 'detached' })
  await partner.getByRole('link', { name: /Renew a subscription/ }).click()
  await partner.getByRole('heading', { level: 1, name: 'Renew a subscription' }).waitFor()
  await partner.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await partner.getByRole('button', { name: 'Copy' }).click()
  await partner.getByText('Copied').waitFor()
  assert.equal(await partner.evaluate<string>('navigator.clipboard.readText()'), 'info "x";')
  await partner.getByRole('button', { name: 'No', exact: true }).click()
  await partner.getByLabel('What was missing?').fill('A picture.')
  await partner.getByRole('button', { name: 'Send', exact: true }).click()
  await partner.getByText('‘A picture.’').waitFor()
  await lead.reload()
  await lead.getByRole('complementary').getByText('‘A picture.’').waitFor()
  assert.equal(await partner.getByRole('button', { name: 'Publish' }).count(), 0)
})

test('B10: pictures are chosen, pasted or dropped into the text where the cursor is, and readers of the article see them', async (context) => {
  const { open, article, post } = await withArticle(context)
  const page = await open('agent', '/guide')
  // Files go past the place where the tests set the answers' time: there they would lose their bytes.
  await page.route(/\/api\/v1\/attachments/, (route) => route.continue())
  await page.goto(`/guide/${article.slug}/edit`)
  const text = page.getByRole('textbox', { name: 'Text' })
  await text.fill('## First\n\nOpen it.')
  const dot = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=='
  await page.getByLabel('Choose files', { exact: true }).setInputFiles([
    { name: 'store_dialog.png', mimeType: 'image/png', buffer: Buffer.from(dot, 'base64') },
    { name: 'terms.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7') },
  ])
  await page.getByRole('alert').getByText('It is not a PNG, JPEG or WebP picture.').waitFor()
  await page.getByRole('button', { name: 'Remove terms.pdf' }).click()
  await until(page, `document.querySelector('textarea').value.includes('#1x1)')`)
  // Its description is there to be written over.
  await text.focus()
  await page.keyboard.type('The dialog')
  await page.evaluate(`{
    const bytes = Uint8Array.from(atob('${dot}'), (sign) => sign.charCodeAt(0))
    const data = new DataTransfer()
    data.items.add(new File([bytes], 'image.png', { type: 'image/png' }))
    const area = document.querySelector('textarea')
    area.setSelectionRange(area.value.length, area.value.length)
    area.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
  }`)
  await until(page, `document.querySelector('textarea').value.split('#1x1)').length === 3`)
  const written = await text.inputValue()
  assert.match(
    written,
    /^## First\n\nOpen it\.\n\n!\[The dialog\]\(\/api\/v1\/attachments\/[0-9a-f-]{36}#1x1\)\n\n!\[Screenshot \d\d\.\d\d\.\d\d\]\(\S+#1x1\)$/,
  )
  await page.keyboard.press('Control+s')
  await page.getByText('Version 2 is saved. Readers get it once it is published.').waitFor()
  await post('admin', `/articles/${article.id}/publish`, {})
  const partner = await open('aurora', '/guide')
  await partner.route(/\/api\/v1\/attachments/, (route) => route.continue())
  await partner.goto(`/guide/${article.slug}`)
  const shown = partner.getByRole('img', { name: 'The dialog' })
  await shown.waitFor()
  await until(
    partner,
    `[...document.images].some(({ alt, naturalWidth }) => alt === 'The dialog' && naturalWidth === 1)`,
  )
})

test('Two versions are compared line by line, and an earlier one is brought back as a new one', async (context) => {
  const { open, article } = await withArticle(context)
  const page = await open('agent', `/guide/${article.slug}/edit`)
  await page.getByRole('textbox', { name: 'Text' }).fill('## In the store\n\nOpen the customer.')
  await page.getByRole('textbox', { name: 'What you changed' }).fill('Shorter.')
  await page.getByRole('button', { name: /^Save/ }).click()
  await page.getByText('Version 2 is saved. Readers get it once it is published.').waitFor()
  const side = page.getByRole('complementary')
  await side.getByText('Version 2 is saved; partners read version 1.').waitFor()
  await side.getByText('Shorter.').waitFor()
  await page.getByRole('button', { name: 'Compare' }).click()
  const dialog = dialogOf(page)
  await dialog.getByText('taken out: Open the customer and choose **Renew**.').waitFor()
  await dialog.getByText('put in: Open the customer.').waitFor()
  await dialog.getByRole('button', { name: 'Restore version 1' }).click()
  await page.getByText('Version 1 once more, as version 3.').waitFor()
  await page.getByText('choose Renew').waitFor()
})

test('Who saves after somebody else is told, keeps the text, and decides', async (context) => {
  const { open, article, desk } = await withArticle(context)
  const page = await open('agent', `/guide/${article.slug}/edit`)
  await page.getByRole('textbox', { name: 'Summary' }).fill('Mine.')
  const key = await desk.keyOf(desk.people.admin.email)
  await fetch(`${desk.url}/api/v1/articles/${article.id}`, {
    method: 'PATCH',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ version: 1, summary: 'Theirs.' }),
  })
  await page.getByRole('button', { name: /^Save/ }).click()
  await page.getByText('Ada Admin saved version 2 meanwhile').waitFor()
  assert.equal(await page.getByRole('textbox', { name: 'Summary' }).inputValue(), 'Mine.')
  await page.reload()
  await page.getByRole('button', { name: 'Save mine after version 2' }).click()
  await page.getByRole('button', { name: /^Save/ }).click()
  await page.getByText('Version 3 is saved.').waitFor()
})

test('An address of before leads to the article, to the part that was asked for', async (context) => {
  const { open, article, desk } = await withArticle(context)
  const key = await desk.keyOf(desk.people.admin.email)
  await fetch(`${desk.url}/api/v1/articles/${article.id}`, {
    method: 'PATCH',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ version: 1, slug: 'renewals' }),
  })
  const page = await open('aurora', `/guide/${article.slug}#s-in-the-store`)
  await page.waitForURL('**/guide/renewals#s-in-the-store')
  await page.getByRole('heading', { name: 'In the store', exact: true }).waitFor()
  await page.goto('/guide/no-such-article')
  await page.getByText('There is no such article').waitFor()
})

/** Where the parts of the form are: what is offered must move none of them. */
const places = (page: Page): Promise<unknown> =>
  page.evaluate(
    `[...document.querySelectorAll('main form input, main form textarea, main form button[type=submit]')].map((each) => Math.round(each.getBoundingClientRect().top + scrollY))`,
  )

test('B10: what may answer a request is offered beside it, moves nothing, opens without losing the draft, and may be taken', async (context) => {
  const { open } = await withArticle(context)
  const page = await open('aurora', '/tickets/new')
  await page.getByRole('radio', { name: 'Technical Support' }).click()
  await page.getByText('You will hear from a person by').waitFor()
  const beside = page.getByRole('region', { name: 'Perhaps answered already' })
  await page.getByText('If the guide has an answer, it shows here while you write.').waitFor()
  const before = await places(page)
  await page.getByLabel('Subject').fill('Renewing a subscription')
  const offered = beside.getByRole('button', { name: /Renew a subscription in the store/ })
  await offered.waitFor()
  assert.deepEqual(await places(page), before)
  // By the keyboard alone.
  await page.getByRole('button', { name: 'There may be an answer already' }).focus()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
  const panel = page.getByRole('dialog', { name: 'Renew a subscription in the store' })
  await panel.getByText('Open the customer and choose').waitFor()
  assert.equal(await page.getByLabel('Subject').inputValue(), 'Renewing a subscription')
  await page.keyboard.press('Escape')
  await panel.waitFor({ state: 'detached' })
  assert.equal(await offered.evaluate((each) => each === each.ownerDocument.activeElement), true)
  await page.keyboard.press('Enter')
  await panel.getByRole('button', { name: 'This solved it' }).click()
  await page.getByText('Good: nothing was sent.').waitFor()
  assert.equal(await page.getByLabel('Subject').inputValue(), '')
  const staff = await open('agent', '/reports/deflections')
  const row = staff.getByRole('row', { name: /^March 2026/ })
  await row.getByText('100 %').waitFor()
  await staff.getByText('‘Renewing a subscription’').waitFor()
  await staff.getByText('days in UTC').waitFor()
  // Undone, and sent after all.
  await page.getByRole('button', { name: 'Undo' }).click()
  assert.equal(await page.getByLabel('Subject').inputValue(), 'Renewing a subscription')
  await page.getByLabel('What happens?').fill('It does not go through.')
  const said = page.waitForResponse(
    (answer) => answer.url().endsWith('deflections') && (answer.request().postData() ?? '').includes('"sent"'),
  )
  await page.getByRole('button', { name: 'Send request' }).click()
  await page.waitForURL(/tickets\/[0-9a-f-]{36}/)
  await said
  await staff.reload()
  await row.getByText('0 %').waitFor()
  assert.deepEqual((await row.getByRole('cell').allTextContents()).slice(0, 4), ['1', '1', '0', '1'])
})

test('E11: in Operations the article of the category stands first, and earlier tickets are one’s own', async (context) => {
  const { open, post } = await withArticle(context)
  await post('borealis', '/tickets', { ...right, subject: 'The renewal of a subscription fails' })
  await post('aurora', '/tickets', { ...right, subject: 'A renewal of our subscription is late' })
  const page = await open('aurora', '/tickets/new')
  await page.getByRole('radio', { name: 'Payments Renewal' }).click()
  const beside = page.getByRole('region', { name: 'Perhaps answered already' })
  await page.getByLabel('Subject').fill('The renewal of a subscription fails')
  await beside.getByRole('button', { name: /A renewal of our subscription is late/ }).click()
  await dialogOf(page).getByText('The sum is wrong.').waitFor()
  assert.equal(await beside.getByRole('button', { name: /fails/ }).count(), 0)
})

test('B10: who opens an article while still typing what to find comes to it, however slowly it comes', async (context) => {
  const { open } = await withArticle(context)
  const page = await open('borealis', '/guide')
  const found = page.getByRole('link', { name: /Renew a subscription in the store/ })
  await found.first().waitFor()
  const wanted = Promise.withResolvers<void>()
  await page.route('**/assets/article*.js', async (route) => {
    await wanted.promise
    return route.continue()
  })
  await page.keyboard.press('/')
  await page.keyboard.type('nothing like it')
  await found.first().click()
  // Longer than the field waits before it asks.
  await page.evaluate('new Promise((done) => setTimeout(done, 600))')
  wanted.resolve()
  await page.getByRole('heading', { level: 1, name: 'Renew a subscription in the store' }).waitFor()
})

test('B6: a saved reply is put in by keyboard, filled with the ticket’s words, the cursor at its first blank', async (context) => {
  const { open, post } = await screens(context)
  const { body: ticket } = await post('aurora', '/tickets', { ...right, severity: 2 })
  await post('agent', '/saved-replies', {
    title: 'First answer',
    body: 'Hello {contact},\n\n{number}: {? what you found}, {? since when}.\n\n{agent}',
  })
  const page = await open('agent', `/tickets/${ticket.id}`)
  await page.getByRole('article').first().waitFor()
  await page.keyboard.press('r')
  await page.keyboard.type('Before.\n/')
  await page.getByRole('combobox', { name: 'Find a saved reply' }).waitFor()
  await page.keyboard.type('first')
  await page.getByRole('option', { name: /First answer/ }).waitFor()
  await page.keyboard.press('Enter')
  const filled = `Before.\nHello Asha,\n\n${ticket.number}: ‹what you found›, ‹since when›.\n\nAnn`
  await until(page, `document.activeElement.value === ${JSON.stringify(filled)}`)
  const selected = (): Promise<string> =>
    page.evaluate(
      'document.activeElement.value.slice(document.activeElement.selectionStart, document.activeElement.selectionEnd)',
    )
  await until(page, 'document.activeElement.selectionEnd > document.activeElement.selectionStart')
  assert.equal(await selected(), '‹what you found›')
  await page.keyboard.type('a rounding')
  await page.keyboard.press('Tab')
  assert.equal(await selected(), '‹since when›')
  await page.keyboard.press('Control+Enter')
  await page.getByText('Not sent yet: a blank is open').waitFor()
  await page.keyboard.type('since Monday')
  await page.keyboard.press('Control+Enter')
  await page.getByRole('article').getByText(`${ticket.number}: a rounding, since Monday.`).waitFor()
  // Twice the sign is the sign. The cursor has stayed where one writes.
  await page.keyboard.type('/')
  await page.getByRole('combobox', { name: 'Find a saved reply' }).waitFor()
  await page.keyboard.type('/')
  await until(page, `document.activeElement.value === '/'`)
  const library = await open('agent', '/replies')
  await library.getByText('used 1 time').waitFor()
  await library.getByRole('button', { name: 'Keep a reply' }).click()
  const dialog = dialogOf(library)
  await dialog.getByRole('textbox', { name: 'Text' }).fill('Hello {contcat}')
  await dialog.getByText('There is no placeholder {contcat}: did you mean {contact}?').waitFor()
  await dialog.getByRole('textbox', { name: 'Title' }).fill('Second')
  await dialog.getByRole('textbox', { name: 'Text' }).fill('```json\n{ "id": 1 }\n```')
  await dialog.getByRole('button', { name: /^Keep/ }).click()
  await dialog.waitFor({ state: 'detached' })
  await library.locator('summary', { hasText: 'Second' }).click()
  await library.getByLabel('Code, JSON').waitFor()
})

test('What is being said of an article is there again after a look elsewhere, until it is sent', async (context) => {
  const { open, article } = await withArticle(context)
  const page = await open('borealis', `/guide/${article.slug}`)
  await page.getByRole('button', { name: 'No', exact: true }).click()
  await page.getByLabel('What was missing?').fill('How long it takes.')
  await page.getByRole('link', { name: 'My tickets' }).first().click()
  await page.getByRole('heading', { name: 'My tickets' }).waitFor()
  await page.goBack()
  assert.equal(await page.getByLabel('What was missing?').inputValue(), 'How long it takes.')
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await page.getByText('‘How long it takes.’').waitFor()
  assert.equal(await page.evaluate(`Object.keys(sessionStorage).some((key) => key.includes('feedback'))`), false)
})

test('The guide’s screens are accessible and fit, in both themes, on a desk and a phone', async (context) => {
  const { open, article, post } = await withArticle(context)
  await post('agent', '/saved-replies', { title: 'Second', body: '```http\nGET /x HTTP/1.1\n```' })
  const path = `/guide/${article.slug}`
  await assertScreens(open, [
    { who: 'agent', path: '/guide', ready: 'Renew a subscription in the store' },
    { who: 'admin', path, ready: 'Open the customer' },
    { who: 'agent', path: `${path}/edit`, ready: 'What you changed' },
    { who: 'agent', path: '/replies', ready: 'Second' },
    { who: 'agent', path: '/reports/deflections', ready: 'Nothing was offered' },
    { who: 'borealis', path: '/guide', ready: 'Renew a subscription in the store' },
    { who: 'borealis', path, ready: 'Did this help?' },
    { who: 'borealis', path: '/tickets/new', ready: 'Perhaps answered already' },
  ])
})
