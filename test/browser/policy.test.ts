import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { ask, right } from '../support/http.ts'
import { editedFolder, lineOf, zohoFolder } from '../support/policies.ts'
import { assertAccessible, assertFits, closeBrowser, dialogOf, screens } from './support.ts'

after(closeBrowser)

test('An administrator sees a mistake of the folder with its line, mends it, sees what changes and publishes; an open ticket keeps its version (C9)', async (t) => {
  const policyFolder = await editedFolder(t, zohoFolder, [
    { file: 'tiers.yaml', from: 'targetPosition: 0.5', to: 'targetPosition: half' },
    { file: 'products.yaml', from: 'name: Zoho Forms', to: 'name: Zoho Forms and Surveys' },
  ])
  const { open, post, desk } = await screens(t, { policyFolder })
  const { body: old } = await post('aurora', '/tickets', right)
  const page = await open('admin', '/policy')
  await page.getByRole('button', { name: 'Check the folder' }).click()
  const mistakes = page.getByRole('list', { name: 'Mistakes' }).getByRole('listitem')
  await mistakes.first().waitFor()
  const line = await lineOf(policyFolder, 'tiers.yaml', 'half')
  assert.deepEqual(await mistakes.allInnerTexts(), [
    `tiers.yaml, line ${line}\n\ntiers[1].targetPosition\n\nFound 'half'; expected a number from 0 to 1.`,
  ])
  assert.equal(await page.getByRole('button', { name: /^Publish/ }).count(), 0)
  await assertAccessible(page, 'mistakes')

  const file = join(policyFolder, 'tiers.yaml')
  await writeFile(file, (await readFile(file, 'utf8')).replace('half', '0.5'))
  await page.getByRole('button', { name: 'Check again' }).click()
  const change = page.getByRole('list', { name: 'Changes to version 1' }).getByRole('listitem')
  await change.getByText('products[forms].name').waitFor()
  assert.match(await change.innerText(), /was\s+Zoho Forms\s+is\s+Zoho Forms and Surveys/)
  await page.getByText('The one ticket that is open now keeps the version that it has').waitFor()
  await assertAccessible(page, 'what changes')

  await page.getByRole('button', { name: 'Publish as version 2' }).click()
  await assertAccessible(page, 'before it is published')
  await dialogOf(page).getByRole('button', { name: 'Publish version 2' }).click()
  await page.getByText('Version 2 holds from now on.').waitFor()
  const versions = page.getByRole('region', { name: 'Versions' }).locator('li')
  await versions.filter({ hasText: 'by Ada Admin' }).getByText('holds now').waitFor()
  await versions.filter({ hasText: 'Version 1' }).getByText('1 open ticket').waitFor()
  const { body: young } = await post('aurora', '/tickets', right)
  const key = await desk.keyOf(desk.people.agent.email)
  const { body: kept } = await ask(desk.url, 'GET', `/api/v1/tickets/${old.id}`, { key })
  assert.deepEqual([kept.policyVersion, young.policyVersion], [1, 2])

  const phone = await open('agent', '/policy?version=2&from=1', { width: 390, height: 844, dark: true, touch: true })
  await phone.getByText('Zoho Forms and Surveys').waitFor()
  const check = phone.getByRole('button', { name: 'Check the folder' })
  assert.equal(await check.getAttribute('aria-disabled'), 'true')
  await phone.getByText('An administrator checks and publishes.').first().waitFor({ state: 'attached' })
  await assertAccessible(phone, 'on a phone')
  await assertFits(phone, 'on a phone')
})

test('Whoever publishes what is not any more what was checked is told so and shown what is there now; and so where another was quicker (C9)', async (t) => {
  const policyFolder = await editedFolder(t, zohoFolder, [
    { file: 'products.yaml', from: 'name: Zoho Forms', to: 'name: Zoho Forms and Surveys' },
  ])
  const { open, post, desk, listening } = await screens(t, { policyFolder })
  const page = await open('admin', '/policy')
  await page.getByRole('button', { name: 'Check the folder' }).click()
  await page.getByRole('button', { name: 'Publish as version 2' }).click()
  const file = join(policyFolder, 'products.yaml')
  await writeFile(file, (await readFile(file, 'utf8')).replace('Forms and Surveys', 'Forms and Polls'))
  await dialogOf(page).getByRole('button', { name: 'Publish version 2' }).click()
  await page.getByRole('alert').getByText('Nothing was published', { exact: true }).waitFor()
  await page.getByText('Zoho Forms and Polls').waitFor()
  assert.equal(desk.app.policies.current().version, 1)

  await listening(page)
  const key = await desk.keyOf(desk.people.admin.email)
  const { body: check } = await ask(desk.url, 'GET', '/api/v1/policy/folder', { key })
  await post('admin', '/policy/versions', { digest: check.publishable.digest, follows: 1 })
  await page
    .getByText('Version 2 was published meanwhile: check the folder again.')
    .first()
    .waitFor({ state: 'attached' })
})
