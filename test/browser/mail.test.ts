import assert from 'node:assert/strict'
import { after, test, type TestContext } from 'node:test'
import { addressDue } from '../../src/services/outbox/deliver.ts'
import { right } from '../support/http.ts'
import { assertAccessible, assertFits, closeBrowser, screens, dialogOf } from './support.ts'

after(closeBrowser)

/** Two partners with a ticket each, their receipts addressed; one letter was refused. */
async function written(context: TestContext) {
  const held = await screens(context)
  const { app } = held.desk
  await held.post('aurora', '/tickets', { ...right, severity: 2, subject: 'The totals are wrong' })
  const { body } = await held.post('borealis', '/tickets', {
    ...right,
    severity: 2,
    subject: 'Nothing <b>is</b> shown',
  })
  await addressDue(app)
  await app.db.system(async (tx) => {
    await tx.call({
      name: 'refuse',
      text: `update letters set state = 'failed', answer = '550 no such user here', settled_at = created_at,
        attempts = '[{"at":"2026-03-10T06:00:00Z","outcome":"failed","answer":"550 no such user here"}]'
        where address like '%borealis%'`,
    })
    await tx.call({
      name: 'mark',
      text: `update people set address_failing_since = '2026-03-10T06:00:00Z', address_failing_because = '550 no such user here'
        where email like '%borealis%'`,
    })
  })
  return { ...held, ticket: body.id as string }
}

test('A5, G4: every letter stands under Mail with what became of it, found by state and by address', async (context) => {
  const { open } = await written(context)
  const page = await open('agent', '/mail')
  const rows = page.getByRole('tabpanel').getByRole('link')
  await rows.filter({ hasText: 'The totals are wrong' }).waitFor()
  assert.equal(await rows.count(), 2)
  assert.match((await rows.first().textContent()) ?? '', /Failed/)
  await page.keyboard.press('/')
  await page.keyboard.type('@aurora.example')
  await rows.filter({ hasText: 'Nothing' }).waitFor({ state: 'detached' })
  assert.match(await rows.first().innerText(), /Captured/)
  await page.keyboard.press('Escape')
  await page.getByRole('combobox', { name: 'State' }).click()
  await page.getByRole('option', { name: 'Failed' }).click()
  await rows.filter({ hasText: 'The totals' }).waitFor({ state: 'detached' })
  await rows.filter({ hasText: 'Nothing' }).waitFor()
  assert.equal(await rows.count(), 1)
})

test('A5: a letter opens as its receiver sees it, sealed off, with text, headers and attempts; an agent is told who sends it again', async (context) => {
  const { open } = await written(context)
  const page = await open('agent', '/mail')
  await page.getByRole('link', { name: /Nothing <b>is<\/b> shown/ }).click()
  const dialog = dialogOf(page)
  await dialog.getByText('550 no such user here').waitFor()
  const frame = page.frameLocator('iframe')
  // What somebody wrote stays text, and the frame runs nothing.
  await frame.getByText('your request is with Partner Support').waitFor()
  assert.equal(await dialog.locator('iframe').getAttribute('sandbox'), '')
  await dialog.getByRole('tab', { name: 'Headers' }).click()
  await dialog.getByText('auto-replied').waitFor()
  await dialog.getByText('partner-support+…@eu.zohocorp.com').waitFor()
  await dialog.getByRole('tab', { name: 'Attempts' }).click()
  await dialog.getByText('Refused for good').waitFor()
  const again = dialog.getByRole('button', { name: 'Send again' })
  assert.equal(await again.getAttribute('aria-disabled'), 'true')
  await assertAccessible(page, 'mail')
})

test('A5: whose mail comes back is said on the ticket, until somebody says that it works again', async (context) => {
  const { open, ticket } = await written(context)
  const page = await open('agent', `/tickets/${ticket}`)
  await page.getByText('Mail to Björn comes back').waitFor()
  await page.getByRole('button', { name: 'It works again' }).click()
  await page.getByText('Mail to Björn comes back').waitFor({ state: 'detached' })
})

test('A5: the letters beside a ticket tell by themselves when one has arrived', async (context) => {
  const { open, ticket, desk } = await written(context)
  const becomes = (state: string) =>
    desk.app.db.system((tx) =>
      tx.call(
        {
          name: 'test_letters_become',
          text: 'update letters set state = $1, settled_at = null, answer = null where ticket_id = $2',
        },
        [state, ticket],
      ),
    )
  await becomes('sending')
  const page = await open('agent', `/tickets/${ticket}`)
  await page.getByText(/to Björn.*Being sent/).waitFor()
  await becomes('sent')
  await page.getByText(/to Björn.*Sent/).waitFor()
})

test('The mail fits a phone, dark as well, and reads to everybody', async (context) => {
  const { open } = await written(context)
  const page = await open('agent', '/mail', { width: 390, dark: true })
  await page.getByRole('link', { name: /The totals are wrong/ }).waitFor()
  await assertFits(page, 'mail')
  await assertAccessible(page, 'mail')
})
