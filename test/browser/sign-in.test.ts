import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { closeBrowser, givePassword, screens } from './support.ts'

after(closeBrowser)

test('Who is not signed in is asked to, is told what is wrong, and comes back to where it was going', async (context) => {
  const { desk, open } = await screens(context)
  const password = await givePassword(desk, 'agent')
  const page = await open(null, '/all?severity=1')
  await page.getByLabel('E-mail address').fill('agent@vendor.example')
  await page.getByLabel('Password').fill('mistyped')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('alert').getByText('do not belong together').waitFor()
  await page.getByLabel('Password').fill(password)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'All tickets' }).waitFor()
  assert.equal(new URL(page.url()).search, '?severity=1')
})

test('A link to the door never leads out of the house', async (context) => {
  const { desk, open } = await screens(context)
  const password = await givePassword(desk, 'agent')
  for (const next of ['//evil.example/', '/\\evil.example', 'https://evil.example/']) {
    const page = await open(null, `/sign-in?next=${encodeURIComponent(next)}`)
    await page.getByLabel('E-mail address').fill('agent@vendor.example')
    await page.getByLabel('Password').fill(password)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Queue', exact: true }).waitFor()
    assert.equal(new URL(page.url()).origin, desk.url)
  }
})

test('G3: each side comes to its own pages; what is of the other side, or of nobody, is not there', async (context) => {
  const { open, post } = await screens(context)
  const opened = await post('borealis', '/tickets', { type: 'Technical Support', subject: 'Theirs', description: 'x' })
  const page = await open('aurora', '/queue')
  await page.getByRole('heading', { name: 'My tickets' }).waitFor()
  await page.goto(`/tickets/${opened.body.id}`)
  await page.getByRole('heading', { name: 'There is no such ticket' }).waitFor()
  await page.goto(`/tickets/${opened.body.number}`)
  await page.getByRole('heading', { name: 'There is no such ticket' }).waitFor()
  await page.goto('/nowhere')
  await page.getByRole('heading', { name: 'There is no such page' }).waitFor()
})

test('Signing out ends it, and takes what was being written along', async (context) => {
  const { open, post } = await screens(context)
  const opened = await post('aurora', '/tickets', { type: 'Technical Support', subject: 'Mine', description: 'x' })
  const page = await open('agent', `/tickets/${opened.body.number}`)
  await page.getByRole('tab', { name: 'Internal note' }).click()
  await page.getByLabel('Internal note').last().fill('Not yet said.')
  await page.getByRole('button', { name: /Ann Agent/ }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await page.getByLabel('E-mail address').waitFor()
  assert.equal(await page.evaluate('sessionStorage.length'), 0)
  await page.goto('/queue')
  await page.getByLabel('E-mail address').waitFor()
})
