import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { ask, right } from '../support/http.ts'
import { assertAccessible, assertFits, closeBrowser, screens, dialogOf } from './support.ts'

after(closeBrowser)

const phone = { width: 390, height: 844 } as const

test('A3: an agent logs a call by the keyboard alone; both sides read who called, when and how long', async (context) => {
  const { desk, open } = await screens(context)
  const key = await desk.keyOf('asha@aurora.example')
  const { id } = (await ask(desk.url, 'POST', '/api/v1/tickets', { key, body: right })).body
  const page = await open('agent', `/tickets/${id}`)
  await page.getByRole('heading', { name: right.subject }).waitFor()
  await page.keyboard.press('l')
  const dialog = page.getByRole('dialog', { name: /^Log a call on/ })
  await dialog.getByLabel('How long, in minutes').waitFor()
  await assertAccessible(page, 'the dialog to log a call')
  assert.equal(await dialog.getByRole('button', { name: /^Log/ }).getAttribute('aria-disabled'), 'true')
  await page.keyboard.type('12:30')
  await page.keyboard.press('Tab')
  await page.keyboard.type('It was filtered by owner.')
  await dialog.getByLabel('Number').fill('0228 123')
  await page.keyboard.press('Control+Enter')
  await dialog.getByText('Give the number with its country').waitFor()
  await dialog.getByLabel('Number').fill('+91 22 5550 0100')
  await page.keyboard.press('Control+Enter')
  await page.getByText('Call with Asha, +912255500100').getByText('12 min 30 s').waitFor()

  const portal = await open('aurora', `/tickets/${id}`, { ...phone, dark: true })
  await portal.getByText('Call with Asha, +912255500100').waitFor()
  await portal.getByText('It was filtered by owner.').waitFor()
  await assertFits(portal, 'a ticket with a call on a phone')
  await assertAccessible(portal, 'a ticket with a call')
})

test('A3, A7: a call from an unknown number waits among what is held; let in, its number is the contact’s', async (context) => {
  const { desk, open } = await screens(context)
  const key = await desk.keyOf('agent@vendor.example')
  const call = {
    id: 'pbx-1',
    from: '+91 22 5550 0100',
    startedAt: '2026-03-10T05:30:00Z',
    seconds: 95,
    notes: 'About Aurora.',
  }
  const { held } = (await ask(desk.url, 'POST', '/api/v1/calls-in', { key, body: call })).body
  const page = await open('agent', `/held/${held}`, phone)
  await page.getByRole('heading', { name: 'Call from +912255500100' }).waitFor()
  await page.getByText('No contact who is there has the number +912255500100.').waitFor()
  await assertFits(page, 'a held call on a phone')
  await page.getByRole('button', { name: /^Let in/ }).click()
  const dialog = page.getByRole('dialog', { name: 'Let it in' })
  await dialog.getByRole('combobox', { name: 'Contact' }).waitFor()
  await dialog.getByRole('combobox', { name: 'Contact' }).fill('Asha')
  await page.getByRole('option', { name: /Asha/ }).click()
  await dialog.getByText('From now on, whoever calls from +912255500100 is this contact.').click()
  await assertAccessible(page, 'the dialog to let a call in')
  await dialog.getByRole('button', { name: /^Let in/ }).click()
  await page.waitForURL(/\/tickets\//)
  await page.getByText('1 min 35 s').waitFor()

  const partner = await open('agent', `/partners/${desk.people.aurora.partner}`)
  await partner.getByText('asha@aurora.example · +912255500100').waitFor()
  await partner.getByRole('button', { name: 'Change Asha', exact: true }).click()
  await partner.getByRole('menuitem', { name: 'Edit' }).click()
  await partner.getByLabel('Telephone').fill('0228 1, +49 30 12345678')
  await dialogOf(partner).getByRole('button', { name: /^Save/ }).click()
  await partner.getByText("'0228 1' is no number.").waitFor()
  await partner.getByLabel('Telephone').fill('+49 30 12345678')
  await dialogOf(partner).getByRole('button', { name: /^Save/ }).click()
  await partner.getByText('asha@aurora.example · +493012345678').waitFor()
})

test('A3, A8: the page of one’s tier gives the toll-free number, or why there is none', async (context) => {
  const { desk, open } = await screens(context)
  const page = await open('aurora', '/entitlements', { ...phone, dark: true })
  await page.getByRole('heading', { name: 'Toll-free line, India' }).waitFor()
  assert.match((await page.getByRole('link', { name: /^\+800/ }).getAttribute('href')) ?? '', /^tel:\+800\d+$/)
  await assertAccessible(page, 'what my tier gives me')
  await assertFits(page, 'what my tier gives me')
  const key = await desk.keyOf('agent@vendor.example')
  const body = { tier: 'authorised', reason: 'The evaluation of the year.' }
  await ask(desk.url, 'PATCH', `/api/v1/partners/${desk.people.aurora.partner}`, { key, body })
  await page.reload()
  await page
    .getByRole('region', { name: /^Toll-free/ })
    .getByText('not to Authorised')
    .waitFor()
  assert.equal(await page.getByRole('link', { name: /^\+800/ }).count(), 0)
})
