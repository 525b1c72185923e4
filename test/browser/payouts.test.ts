import assert from 'node:assert/strict'
import { after, test, type TestContext } from 'node:test'
import type { PartnerId } from '../../src/domain/kernel.ts'
import { remindOfRenewals } from '../../src/services/renewals/reminders.ts'
import { customersOf } from '../../src/storage/customers.ts'
import { keepSubscriptions } from '../../src/storage/import/subscriptions.ts'
import { pdf } from '../support/payouts.ts'
import { renewing } from '../support/renewals.ts'
import { assertAccessible, assertFits, closeBrowser, screens, dialogOf } from './support.ts'

after(closeBrowser)

const invoice = { name: 'invoice.pdf', mimeType: 'application/pdf', buffer: pdf('of the browser') }
const again = { ...invoice, name: 'corrected.pdf', buffer: pdf('corrected') }

test('E3: an invoice is uploaded, returned with its reason, uploaded anew and paid, each by whom it is for, and the other side sees it as it happens', async (context) => {
  const { open, listening } = await screens(context)
  const theirs = await open('aurora', '/payouts')
  await theirs.getByText('No payouts yet').waitFor()
  await theirs.getByText('within 15 to 20 business days of its own upload').waitFor()
  await theirs.getByRole('button', { name: 'Upload an invoice' }).first().click()
  const dialog = dialogOf(theirs)
  const upload = dialog.getByRole('button', { name: /^Upload/ })
  assert.equal(await upload.getAttribute('aria-disabled'), 'true')
  // As it is written anywhere, with what is understood of it.
  await dialog.getByLabel('Amount').pressSequentially('1.250,50')
  await dialog.getByLabel('Currency').fill('eur')
  await dialog.getByText('1,250.50 EUR, taxes included.').waitFor()
  await dialog.getByLabel('Invoice number').fill('2026-017')
  await dialog
    .getByLabel('Invoice', { exact: true })
    .setInputFiles({ ...invoice, buffer: Buffer.from('no PDF at all') })
  await upload.click()
  await dialog.getByText(/is no PDF: upload the invoice as a PDF/).waitFor()
  await dialog.getByLabel('Invoice', { exact: true }).setInputFiles(invoice)
  await upload.click()
  await dialog.waitFor({ state: 'detached' })
  await theirs.getByText(/Expected until .*31 Mar.*, late after .*7 Apr/).waitFor()

  await listening(theirs)
  const ours = await open('agent', '/payouts')
  await listening(ours)
  await ours.getByText('Aurora to India', { exact: false }).waitFor()
  await ours.getByRole('button', { name: 'Return 2026-017' }).click()
  await dialogOf(ours).getByLabel('What is wrong with it').fill('The amount is without taxes.')
  await dialogOf(ours)
    .getByRole('button', { name: /^Return/ })
    .click()
  // What was typed into the dialog is not yet what was kept.
  await dialogOf(ours).waitFor({ state: 'detached' })
  await ours.getByText('The amount is without taxes.').waitFor()

  await theirs.getByText('The amount is without taxes.').waitFor()
  await theirs.getByRole('button', { name: 'Upload anew: 2026-017' }).click()
  await dialog.getByLabel('Amount').fill('1487.50')
  await dialog.getByLabel('Invoice', { exact: true }).setInputFiles(again)
  await upload.click()
  await dialog.waitFor({ state: 'detached' })

  await ours.getByRole('button', { name: 'Record payment of 2026-017' }).click()
  await dialogOf(ours).getByLabel('Paid on').fill('2026-03-10')
  await dialogOf(ours).getByLabel('Reference').fill('TRF-88121')
  await dialogOf(ours)
    .getByRole('button', { name: /^Record/ })
    .click()
  await ours.getByText(/TRF-88121/).waitFor()
  await theirs.getByText(/TRF-88121/).waitFor()
  assert.equal(await ours.getByRole('button', { name: 'Record payment of 2026-017' }).count(), 0)
})

async function renewals(context: TestContext) {
  const held = await screens(context)
  const { app, people } = held.desk
  const partner = people.aurora.partner as PartnerId
  await app.db.system(async (tx) => {
    const [customer] = await customersOf(tx, partner)
    const of = { customer: customer!.id, partner }
    const rows = [
      renewing({ ...of, id: 'K-1', payer: null }),
      renewing({
        ...of,
        id: 'K-2',
        nextRecurringOn: '2026-04-02',
        nextRecurringAmount: 900,
        currency: 'EUR',
        serviceName: 'Zoho Desk',
      }),
      renewing({
        ...of,
        id: 'K-3',
        nextRecurringOn: '2026-03-05',
        nextRecurringAmount: null,
        currency: null,
        serviceName: 'Zoho Books',
      }),
    ]
    await keepSubscriptions(tx, rows, app.now())
  })
  await remindOfRenewals(app)
  return held
}

test('E4: renewals stand by day with what follows from whose card it is, which the partner says here; sums stay apart by currency', async (context) => {
  const { open } = await renewals(context)
  const page = await open('aurora', '/renewals')
  await page.getByText('the invoices go to you, and you remind your customer before the day').waitFor()
  const rows = page.getByRole('main').getByRole('listitem').filter({ hasText: 'Kestrel Ltd' })
  assert.equal(await rows.count(), 3)
  await page.getByText('passed 5 days ago').waitFor()
  await page.getByText('900.00 EUR').first().waitFor()
  await page.getByRole('combobox', { name: 'Card of Kestrel Ltd, Zoho CRM Enterprise' }).click()
  await page.getByRole('option', { name: 'Your card' }).click()
  await page.getByText('Whose card K-1 is on is kept.').waitFor()
  await page.getByRole('combobox', { name: 'Order' }).click()
  await page.getByRole('option', { name: 'By amount' }).click()
  await page.waitForURL(/sort=amount/)
  await rows.first().getByText('Zoho Desk').waitFor()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Calendar table (CSV)' }).click(),
  ])
  assert.equal(download.suggestedFilename(), 'renewals.csv')
})

for (const [width, dark] of [
  [1280, false],
  [390, true],
] as const)
  test(`E3, E4: payouts and renewals are accessible and fit at ${width}, for both sides`, async (context) => {
    const { open, desk } = await renewals(context)
    const { payoutOf } = await import('../support/payouts.ts')
    const { id: person, partner } = desk.people.aurora
    await payoutOf(desk.app, { kind: 'partner', person, partner: partner as PartnerId })
    for (const who of ['aurora', 'agent'] as const) {
      const page = await open(who, '/payouts', { width, dark })
      await page.getByText(/Expected until/).waitFor()
      await assertAccessible(page, who)
      await assertFits(page, who)
      await page.goto('/renewals')
      await page.getByText('passed 5 days ago').waitFor()
      await assertAccessible(page, who)
      await assertFits(page, who)
    }
  })
