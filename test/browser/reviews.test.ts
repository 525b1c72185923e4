import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { ask } from '../support/http.ts'
import { assertAccessible, assertFits, closeBrowser, screens } from './support.ts'

after(closeBrowser)

const phone = { width: 390, height: 844 } as const
const hostile = '<img src=x onerror="document.title=\'broken\'"> \u202eevil'
const heading = 'partner,rating,title,text,author,author_email,written_on,source,source_id'

test('E9: reviews are entered and read in; the partner sees what is new, as text, answers in public and raises a concern that a lead decides', async (context) => {
  const { open, desk } = await screens(context)
  const key = await desk.keyOf(desk.people.admin.email)
  const console = await open('admin', '/reviews')
  await console.getByText('No reviews yet').waitFor()
  await assertAccessible(console, 'no reviews')
  await console.getByRole('button', { name: 'Enter a review' }).click()
  const form = console.getByRole('dialog', { name: 'Enter a review' })
  await form.getByRole('combobox', { name: 'Partner' }).fill('Aur')
  await console.getByRole('option', { name: 'Aurora' }).click()
  await form.getByText('2 of 5', { exact: true }).click()
  await form.getByLabel('Title').fill('Slow and late')
  await form.getByLabel('Text').fill(hostile)
  await form.getByLabel('Author', { exact: true }).fill('T. Ballard')
  await form.getByLabel('Written on').fill('2026-03-09')
  await form.getByLabel('Source', { exact: true }).fill('Marketplace')
  await assertAccessible(console, 'the form of a review')
  await form.getByRole('button', { name: /^Enter/ }).click()
  await console.getByText('Entered. Aurora is told by letter.').waitFor()
  await console.getByRole('button', { name: 'Read reviews in' }).click()
  const file = console.getByRole('dialog', { name: 'Import' })
  await file.getByLabel('CSV file').setInputFiles({
    name: 'reviews.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(
      `${heading}\nAurora,5,Splendid,They know us.,I. Kulkarni,,2026-03-02,Marketplace,R-1\nAurora,9,,x,y,,2026-03-02,Marketplace,R-2\n`,
    ),
  })
  await file.getByRole('button', { name: /^Try it first/ }).click()
  await file.getByRole('region', { name: 'Rejected rows' }).waitFor()
  await file.getByRole('button', { name: /^Read it in/ }).click()
  await file
    .getByRole('region', { name: 'Rejected rows' })
    .getByText(/'9' is no rating from 1 to 5/)
    .waitFor()
  await file.getByRole('button', { name: 'Close' }).last().click()

  const portal = await open('aurora', '/reviews', phone)
  const row = portal.getByRole('listitem').filter({ has: portal.getByRole('heading', { name: 'Slow and late' }) })
  await row.getByText('<img src=x onerror="document.title=\'broken\'"> evil').waitFor()
  assert.equal(await portal.title().then((title) => title.includes('broken')), false)
  await row.getByText('New', { exact: true }).waitFor()
  await portal.getByText('3.5').waitFor()
  await assertAccessible(portal, 'new reviews')
  await assertFits(portal, 'new reviews')
  await row.getByRole('button', { name: /^Answer in public/ }).click()
  const answer = portal.getByRole('dialog', { name: 'Answer in public' })
  await answer.getByLabel('Answer').fill('We are sorry, and have called since.')
  await assertFits(portal, 'the answer')
  await answer.getByRole('button', { name: /^Publish/ }).click()
  await row.getByText('We are sorry, and have called since.').waitFor()
  await row.getByRole('button', { name: /^Raise a concern/ }).click()
  const concern = portal.getByRole('dialog', { name: 'Concern over a review' })
  await concern.getByText('It states false facts').click()
  await concern.getByLabel('What is wrong with it').fill('We called on the same day.')
  await assertAccessible(portal, 'a concern')
  await assertFits(portal, 'a concern')
  await concern.getByRole('button', { name: /^Send/ }).click()
  await row.getByText(/^Under concern/).waitFor()
  assert.equal(await row.getByRole('button', { name: /^Raise a concern/ }).count(), 0)
  await portal.reload()
  await row.getByText(/^Under concern/).waitFor()
  assert.equal(await row.getByText('New', { exact: true }).count(), 0)

  const listed = await ask(desk.url, 'GET', '/api/v1/reviews?status=under-concern', { key })
  const [{ concern: raised }] = listed.body.items
  await console.goto(`${desk.url}/tickets/${raised.ticket.number}`)
  await console.getByRole('button', { name: 'Correct its words' }).click()
  const correct = console.getByRole('dialog', { name: 'Correct its words' })
  // It begins with what is shown.
  assert.match(await correct.getByLabel('Text as it will be shown').inputValue(), /^<img/)
  await correct.getByLabel('Decision').fill('What is no words is left out.')
  await correct.getByLabel('Text as it will be shown').fill('Slow, and late twice.')
  await assertAccessible(console, 'the correction')
  await correct.getByRole('button', { name: /^Correct its words/ }).click()
  await console.getByText('Concern over a review: The review is corrected').first().waitFor()
  // The partner is told while it looks.
  await row.getByText('Slow, and late twice.').waitFor()
  await row.getByText('What is no words is left out.').waitFor()
  await assertAccessible(portal, 'a corrected review')
  await assertFits(portal, 'a corrected review')
  await console.goto(`${desk.url}/reviews?status=corrected`)
  await console.getByRole('button', { name: /^History/ }).click()
  const history = console.getByRole('dialog', { name: 'Slow and late' })
  await history.getByText(/^<img/).waitFor()
  await assertAccessible(console, 'the history of a review')
})

test('E9: who wrote a review is asked by a link, on a phone: it sees its review alone, and corrects it', async (context) => {
  const { open, post, desk } = await screens(context)
  const key = await desk.keyOf(desk.people.admin.email)
  const { partner } = desk.people.aurora
  const entered = await post('admin', '/reviews', {
    partner,
    rating: 1,
    text: 'Nobody called back for a week.',
    author: 'T. Ballard',
    authorEmail: 'ballard@harbour.example',
    writtenOn: '2026-03-08',
    source: 'Marketplace',
  })
  const raised = await post('aurora', '/runs', {
    workflow: 'review-concern',
    fields: { review: entered.body.id, reason: 'false-facts', words: 'They owe us money.' },
  })
  const path = `/tickets/${raised.body.ticket.id}`
  await post('admin', `${path}/run/steps`, { step: 'ask-author', fields: {} })
  const { items } = (await ask(desk.url, 'GET', `/api/v1${path}/letters`, { key })).body
  const [, token] = /\/confirm\/([\w-]+)/.exec(items.map(({ text }: any) => text).join('\n')) ?? []
  const page = await open(null, `/confirm/${token}`, phone)
  await page.getByText('Did you write this review of Aurora, and does it stand as it is?').waitFor()
  assert.equal(await page.getByText(/owe us money|false facts/).count(), 0)
  await page.getByRole('button', { name: 'Correct it' }).click()
  // No other answer is a press away from what is written for this one.
  await page.getByRole('button', { name: 'Another answer' }).waitFor()
  assert.equal(await page.getByRole('button', { name: 'It is mine and stands' }).count(), 0)
  const text = page.getByLabel('Review', { exact: true })
  assert.equal(await text.inputValue(), 'Nobody called back for a week.')
  await text.fill('They called back after two days.')
  await page.getByText('3 of 5', { exact: true }).click()
  // What was begun is there after a reload, under its answer, and gone once it is sent.
  await page.reload()
  assert.equal(await text.inputValue(), 'They called back after two days.')
  assert.equal(await page.getByRole('radio', { name: '3 of 5', checked: true }).count(), 1)
  await assertAccessible(page, 'the question to the author')
  await assertFits(page, 'the question to the author')
  await page.getByRole('button', { name: 'Correct it' }).click()
  await page.getByRole('heading', { name: 'Thank you' }).waitFor()
  assert.equal(await page.evaluate(`Object.keys(sessionStorage).filter((key) => key.includes('confirm')).length`), 0)
  const console = await open('admin', `/partners/${partner}`)
  const section = console.getByRole('region', { name: 'Customer reviews' })
  await section.getByText(/^Under concern/).waitFor()
  await post('admin', `${path}/run/steps`, { step: 'accept', fields: { decision: 'In its own words.' } })
  await console.reload()
  await section.getByText('They called back after two days.').waitFor()
  await section.getByText('3.0').waitFor()
  await assertAccessible(console, 'the page of a partner with reviews')
})
