import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { ask } from '../support/http.ts'
import { assertAccessible, assertFits, closeBrowser, screens } from './support.ts'

after(closeBrowser)

const phone = { width: 390, height: 844 } as const

test('E8: a partner asks for a change in the portal; before and after stand on the ticket, and approved it stands on the profile with its history', async (context) => {
  const { open, desk } = await screens(context)
  const portal = await open('aurora', '/profile', phone)
  await portal.getByRole('heading', { name: 'Partner profile' }).waitFor()
  await portal.getByText(/None yet\. A change that is asked for stands here/).waitFor()
  await assertAccessible(portal, 'a profile of which nothing was asked for')
  await assertFits(portal, 'a profile of which nothing was asked for')
  await portal.getByRole('button', { name: 'Change the partner profile' }).click()
  const form = portal.getByRole('dialog', { name: 'Partner profile' })
  await form.getByText('Nothing differs yet.').waitFor()
  await form.getByRole('textbox', { name: 'Website' }).fill('aurora.example')
  await form.getByRole('combobox', { name: 'Languages' }).fill('Hin')
  await portal.getByRole('option', { name: 'Hindi' }).click()
  await form.getByRole('button', { name: 'Take out Hindi' }).waitFor()
  await form.getByRole('textbox', { name: 'Company name' }).fill('Aurora Labs')
  await form.getByLabel('Proof').waitFor()
  await assertAccessible(portal, 'the form of a profile')
  await assertFits(portal, 'the form of a profile')
  // Back to what stands there: neither asked for nor to be proved.
  await form.getByRole('textbox', { name: 'Company name' }).fill('Aurora')
  assert.equal(await form.getByLabel('Proof').count(), 0)
  await form.getByText('2 fields will be asked for: Website, Languages.').waitFor()
  await form.getByRole('button', { name: /^Send for approval/ }).click()
  await form.getByText(/Give a web address/).waitFor()
  await form.getByRole('textbox', { name: 'Website' }).fill('https://aurora.example')
  await form.getByRole('button', { name: /^Send for approval/ }).click()
  await portal.getByText(/^Sent as .*It changes when it is approved/).waitFor()
  const changes = portal.getByRole('region', { name: 'Profile changes' })
  await changes.getByText(/Website: https:\/\/aurora\.example/).waitFor()
  await changes.getByText('Waits for approval').waitFor()

  const console = await open('admin', '/operations')
  await console.getByText(/^Partner profile\. Website: https:/).click()
  const diff = console.getByRole('region', { name: 'Before and after' })
  await diff.getByText('https://aurora.example').waitFor()
  await assertAccessible(console, 'before and after')
  await console.getByRole('button', { name: 'Approve', exact: true }).click()
  const approval = console.getByRole('dialog', { name: 'Approve' })
  // What it was decided on goes along by itself: nobody is asked for it.
  assert.equal(await approval.getByRole('textbox').count(), 0)
  await approval.getByRole('button', { name: /^Approve/ }).click()
  await console.getByText('Change of a profile: Changed').first().waitFor()

  await portal.reload()
  await portal.getByRole('link', { name: 'https://aurora.example', exact: true }).waitFor()
  await portal.getByRole('button', { name: 'History of Partner profile' }).click()
  await portal
    .getByRole('dialog', { name: 'History of Partner profile' })
    .getByText(/Approved by Ada Admin/)
    .waitFor()
  await assertFits(portal, 'the history of a profile')
  const page = await open('admin', `/partners/${desk.people.aurora.partner}`)
  await page.getByRole('region', { name: 'Partner profile' }).getByText('https://aurora.example').first().waitFor()
})

test('E8: what was changed meanwhile is said beside before and after, and the approval is of what is on the screen', async (context) => {
  const { open, post } = await screens(context)
  const ask = async (description: string) => {
    const fields = { changes: { of: 'profile', set: { description } } }
    const { body } = await post('aurora', '/runs', { workflow: 'profile-change', fields })
    return `/tickets/${body.ticket.id}`
  }
  const [first, second] = [await ask('We sell software.'), await ask('We build machines.')]
  const console = await open('admin', second)
  await console.getByRole('region', { name: 'Before and after' }).getByText('We build machines.').waitFor()
  assert.equal((await post('admin', `${first}/run/steps`, { step: 'approve', fields: {} })).status, 200)
  // The screen has not seen it yet: it is not approved over it.
  await console.getByRole('button', { name: 'Approve', exact: true }).click()
  const approval = console.getByRole('dialog', { name: 'Approve' })
  await approval.getByRole('button', { name: /^Approve/ }).click()
  await approval.getByText(/What was there before has changed since this was asked/).waitFor()
  await console.reload()
  await console.getByText('What was there before has changed since this was asked').waitFor()
  const diff = console.getByRole('region', { name: 'Before and after' })
  await diff.locator('del', { hasText: 'sell software' }).waitFor()
  await diff.locator('ins', { hasText: 'build machines' }).waitFor()
  await assertAccessible(console, 'a before that has moved')
  await console.getByRole('button', { name: 'Approve', exact: true }).click()
  await approval.getByRole('button', { name: /^Approve/ }).click()
  await console.getByText('Change of a profile: Changed').first().waitFor()
})

test('E8: a project waits for its approval, is shown without its customer’s name, and its partner takes it down', async (context) => {
  const { open, post, desk } = await screens(context)
  const portal = await open('aurora', '/profile', phone)
  await portal.getByRole('button', { name: 'Add a project' }).click()
  const form = portal.getByRole('dialog', { name: 'New project' })
  await form.getByRole('textbox', { name: 'Title' }).fill('Forty branches')
  await form.getByRole('combobox', { name: 'Customer' }).fill('Kestrel')
  await portal.getByRole('option', { name: /Kestrel Ltd/ }).click()
  await form.getByRole('combobox', { name: 'Product' }).fill('CRM')
  await portal.getByRole('option', { name: /CRM/ }).first().click()
  await form.getByRole('textbox', { name: 'Summary' }).fill('All of Kestrel Ltd went live.')
  await form.getByLabel('Finished on').fill('2026-02-27')
  await form.getByRole('button', { name: /^Send for approval/ }).click()
  await form.getByText(/This names Kestrel Ltd: choose its consent/).waitFor()
  await assertAccessible(portal, 'a project that names its customer')
  await form.getByRole('textbox', { name: 'Summary' }).fill('All of them went live in a week.')
  await form.getByRole('button', { name: /^Send for approval/ }).click()
  await portal.getByText(/^Sent as /).waitFor()
  const projects = portal.getByRole('region', { name: 'Projects' })
  await projects.getByText('Asked for', { exact: true }).waitFor()
  const key = await desk.keyOf('asha@aurora.example')
  const [ticket] = (await ask(desk.url, 'GET', '/api/v1/tickets', { key })).body.items
  await post('admin', `/tickets/${ticket.id}/run/steps`, { step: 'approve', fields: {} })
  await portal.reload()
  await projects.getByText('Not shown to others: customer Kestrel Ltd.').waitFor()
  await projects.getByRole('button', { name: 'Take down Forty branches' }).click()
  const down = portal.getByRole('dialog', { name: "Take 'Forty branches' down" })
  await down.getByRole('button', { name: /^Take it down/ }).click()
  await portal.getByText("'Forty branches' is no longer shown.").waitFor()
  await projects.getByText('Taken down').waitFor()
  await assertAccessible(portal, 'a project that was taken down')
  await assertFits(portal, 'a project that was taken down')
})
