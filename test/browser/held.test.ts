import assert from 'node:assert/strict'
import { after, test, type TestContext } from 'node:test'
import type { TicketId } from '../../src/domain/kernel.ts'
import { askSecret, askToken } from '../../src/services/tickets/ask-token.ts'
import { holdRequest } from '../../src/services/held/held.ts'
import { tellOfOveruse } from '../../src/services/overuse.ts'
import { right } from '../support/http.ts'
import { assertAccessible, assertFits, closeBrowser, screens, until } from './support.ts'

after(closeBrowser)

async function withHeld(context: TestContext) {
  const held = await screens(context)
  const { app } = held.desk
  const id = await app.db.system((tx) =>
    holdRequest(app, tx, {
      channel: 'mail',
      desk: 'support',
      from: { name: 'Asha', email: 'asha.home@gmail.com' },
      subject: 'Totals are wrong',
      text: 'The sum is wrong since this morning.',
      form: { ...right, severity: 1, subject: 'Totals are wrong' },
      reasons: [{ verdict: 'hold', field: 'from', message: 'Anybody can have this address.', rule: 'A7' }],
      receivedAt: app.now().subtract({ hours: 1 }),
      mail: null,
      ticket: null,
    }),
  )
  return { ...held, id }
}

test('A7: a held request is found, its promise since it came seen, and let in with one dialog', async (context) => {
  const { open } = await withHeld(context)
  const page = await open('agent', '/held')
  await page.getByRole('link', { name: 'Held 1' }).waitFor()
  const row = page.getByRole('link', { name: /Totals are wrong.*Aurora\?/ })
  await row.waitFor()
  await assertAccessible(page, 'the list of held requests')
  await row.click()
  await page.getByRole('heading', { name: 'Totals are wrong' }).waitFor()
  await page.getByText('Promised since it came, if it is of Aurora, at severity 1:').waitFor()
  await page.getByText('a contact has this name').waitFor()
  await page.getByText('The sender was told what to do').waitFor()
  await assertAccessible(page, 'a held request')
  await page.keyboard.press('l')
  const dialog = page.getByRole('dialog', { name: 'Let it in' })
  await dialog.getByRole('combobox', { name: 'Partner' }).waitFor()
  await until(page, "document.querySelector('[role=dialog] input')?.value === 'Aurora'")
  await dialog.getByText('From now on, asha.home@gmail.com is a contact there as well.').click()
  await assertAccessible(page, 'the dialog to let it in')
  await page.keyboard.press('Control+Enter')
  await page.waitForURL(/\/tickets\//)
  await page.getByText('The sum is wrong.').waitFor()
  await page.getByRole('link', { name: 'Held 0' }).waitFor()
})

test('A7: it is refused with a reason, stays, and is taken up again', async (context) => {
  const { open, id } = await withHeld(context)
  const page = await open('agent', `/held/${id}`, { dark: true })
  await page.getByRole('button', { name: 'Refuse' }).click()
  const dialog = page.getByRole('dialog', { name: 'Refuse it' })
  await dialog.getByRole('textbox', { name: 'Why' }).fill('An advertisement.')
  await page.keyboard.press('Control+Enter')
  await page.getByText('Refused by Ann Agent').first().waitFor()
  await page.getByRole('link', { name: 'Back to held requests' }).click()
  await page.getByText('Nothing is held').waitFor()
  await page.getByRole('tab', { name: 'Refused' }).click()
  await page.getByRole('link', { name: /Totals are wrong/ }).click()
  await page.getByRole('button', { name: 'Take up again' }).click()
  await page.getByRole('textbox', { name: 'Why' }).fill('It is Aurora after all.')
  await page.keyboard.press('Control+Enter')
  await page.getByRole('button', { name: /Let in/ }).waitFor()
})

test('A7: whoever comes second is told what the first did', async (context) => {
  const { open, post, id, desk } = await withHeld(context)
  const page = await open('agent', `/held/${id}`)
  await page.getByRole('button', { name: /Let in/ }).click()
  const dialog = page.getByRole('dialog', { name: 'Let it in' })
  await dialog.getByRole('combobox', { name: 'Contact' }).waitFor()
  await post('admin', `/held/${id}/release`, { contact: desk.people.colleague.id })
  await dialog.getByRole('button', { name: /^Let in/ }).click()
  await dialog.getByText(/Ada Admin has let it in already/).waitFor()
})

test('A7: held requests fit a phone', async (context) => {
  const { open, id } = await withHeld(context)
  for (const path of ['/held', `/held/${id}`]) {
    const page = await open('agent', path, { width: 390, height: 844, touch: true })
    await page.getByText('Totals are wrong').first().waitFor()
    await assertFits(page, path)
    await assertAccessible(page, `${path} on a phone`)
  }
})

const lacking = { ...right, product: 'Zoho CRM', customerEmail: 'a@kestrel.example', reproducible: true }

test('B2, B3: the form behind the link of a receipt has exactly what is missing, at phone width, without signing in', async (context) => {
  const { open, post, desk } = await screens(context)
  const { body: ticket } = await post('aurora', '/tickets', lacking)
  const token = askToken(await askSecret(desk.app), ticket.id as TicketId)
  const page = await open(null, `/supply/${token}`, { width: 390, height: 844, touch: true })
  await page.getByText(`${ticket.number} · A report is wrong`).waitFor()
  const labels = [
    'User ID',
    'Super admin email',
    'Customization name',
    'Date and time',
    'Troubleshooting steps performed',
  ]
  for (const label of labels) await page.getByLabel(label).waitFor()
  assert.equal(await page.locator('form input, form textarea').count(), labels.length)
  await assertFits(page, 'the form')
  await assertAccessible(page, 'the form for what is missing')
  await page.getByLabel('Super admin email').fill('nobody')
  await page.getByRole('button', { name: 'Send' }).click()
  await page.getByText('Give an e-mail address.').waitFor()
  await page.getByLabel('Super admin email').fill('admin@kestrel.example')
  await page.getByLabel('User ID').fill('4412')
  // By keyboard alone, from the last field on.
  await page.getByLabel('Troubleshooting steps performed').fill('Another browser.')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: /Thank you. One thing more/ }).waitFor()
  await page.getByLabel('Customization name').fill('copy_invoice_number')
  await page.getByLabel('Date and time').fill('2026-03-10T09:30')
  await page.getByRole('button', { name: 'Send' }).click()
  await page.getByRole('heading', { name: 'Thank you', exact: true }).waitFor()
  await page.reload()
  await page.getByRole('heading', { name: 'Nothing is missing any more' }).waitFor()

  const console = await open('agent', `/tickets/${ticket.id}`)
  await console.getByText('User ID: 4412').waitFor()
  await console.getByRole('img', { name: 'Depth of troubleshooting: 100 of 100' }).waitFor()
  await console.getByText(/Asked .*, once\./).waitFor()
  await assertAccessible(console, 'a ticket that was asked')
})

test('B2: signed in, the partner gives it on the ticket; a link that is none says what to do', async (context) => {
  const { open, post } = await screens(context)
  const { body: ticket } = await post('aurora', '/tickets', { ...lacking, reproducible: false })
  const portal = await open('aurora', `/tickets/${ticket.id}`)
  await portal.getByRole('heading', { name: '1 thing more would help us' }).waitFor()
  await portal.getByRole('button', { name: 'Give what is missing' }).click()
  await portal.getByLabel('Troubleshooting steps performed').fill('Another browser.')
  await assertAccessible(portal, 'the form in the portal')
  await portal.getByRole('button', { name: 'Send', exact: true }).first().click()
  await portal.getByText('Another browser.').waitFor()
  await portal.getByRole('heading', { name: '1 thing more would help us' }).waitFor({ state: 'detached' })
  const stranger = await open(null, '/supply/abc')
  await stranger.getByRole('heading', { name: 'This link leads nowhere' }).waitFor()
  await stranger.getByText(/answer that mail, which does as well/).waitFor()
  await assertAccessible(stranger, 'a link that is none')
})

test('B9: the partner sees its count and what would help; the staff sees who is above, and on the partner page why', async (context) => {
  const { open, post, desk } = await screens(context)
  for (let sent = 0; sent < 6; sent += 1)
    await post('aurora', '/tickets', { ...right, kind: 'question', product: 'Zoho CRM' })
  await tellOfOveruse(desk.app)
  const portal = await open('aurora', '/entitlements')
  await portal.getByText('6 in the last 30 days.').waitFor()
  await portal.getByText(/No training in Zoho CRM yet: A/).waitFor()
  await assertAccessible(portal, 'the count in the portal')
  const console = await open('agent', '/overuse')
  const row = console.getByRole('link', { name: /6.*Aurora/ })
  await row.waitFor()
  await assertAccessible(console, 'partners above the count')
  await row.click()
  await console.getByRole('heading', { name: 'How-to questions' }).waitFor()
  await console.getByText(/was told .*, once\./).waitFor()
  const phone = await open('agent', '/overuse', { width: 390, height: 844, touch: true })
  await phone.getByRole('link', { name: /6.*Aurora/ }).waitFor()
  await assertFits(phone, 'the list on a phone')
})
