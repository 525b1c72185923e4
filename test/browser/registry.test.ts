import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test, type TestContext } from 'node:test'
import type { Page } from 'playwright-core'
import { right } from '../support/http.ts'
import { assertAccessible, assertFits, assertScreens, closeBrowser, dialogOf, screens, until } from './support.ts'

after(closeBrowser)

/** Borealis with a ticket, a contract and subscriptions. */
async function filled(context: TestContext) {
  const held = await screens(context)
  const partner = held.desk.people.borealis.partner as string
  await held.post('borealis', '/tickets', { ...right, severity: 2, subject: 'The totals are wrong' })
  await held.post('admin', `/partners/${partner}/contracts`, {
    reference: 'SC-1',
    startsOn: '2026-01-01',
    endsOn: '2026-12-31',
  })
  return { ...held, partner }
}

const openPartner = async (page: Page): Promise<void> => {
  await page.getByRole('link', { name: /Borealis/ }).click()
  await page.getByRole('heading', { level: 1, name: 'Borealis' }).waitFor()
}

test('A2: a tier is changed with its reason; what becomes of open tickets is said before, and history says it after', async (context) => {
  const { open } = await filled(context)
  const page = await open('agent', '/partners')
  await openPartner(page)
  await page.getByRole('button', { name: 'Change tier' }).click()
  const dialog = dialogOf(page)
  await dialog.getByRole('radio', { name: 'Premium' }).click()
  await dialog.getByText('The targets of 1 open ticket come nearer').waitFor()
  const submit = dialog.getByRole('button', { name: /^Change tier/ })
  assert.equal(await submit.getAttribute('aria-disabled'), 'true')
  await dialog.getByLabel('Reason').fill('The yearly evaluation.')
  await submit.click()
  await dialog.waitFor({ state: 'detached' })
  const aside = page.getByRole('complementary')
  await aside.getByText('Tier: Advanced → Premium').waitFor()
  await aside.getByText('The yearly evaluation.').waitFor()
  await page.getByRole('link', { name: /The totals are wrong/ }).click()
  await page.getByText('no longer Advanced').waitFor()
})

test('D4, F2: contacts with their training, contracts and customers stand on the partner’s page and are changed there', async (context) => {
  const { open } = await filled(context)
  const page = await open('admin', '/partners')
  await openPartner(page)
  await page.getByText('no training on record').waitFor()
  await page.getByRole('button', { name: 'Change Björn' }).click()
  await page.getByRole('menuitem', { name: 'Record a training' }).click()
  const dialog = dialogOf(page)
  await dialog.getByRole('combobox').fill('Zoho CRM')
  await page.getByRole('option', { name: /^Zoho CRM Sales/ }).click()
  await dialog.getByLabel('Completed on').fill('2026-02-01')
  await dialog.getByRole('button', { name: /^Record/ }).click()
  await page.getByRole('region', { name: 'Contacts' }).getByText('Zoho CRM').waitFor()

  await page.getByRole('button', { name: 'Change SC-1' }).click()
  await dialog.getByLabel('Last day').fill('2025-12-31')
  await dialog.getByRole('button', { name: /^Save/ }).click()
  await dialog.getByText('A contract must not end before it begins.').waitFor()
  await dialog.getByLabel('Last day').fill('2026-02-28')
  await dialog.getByRole('button', { name: /^Save/ }).click()
  await page.getByRole('region', { name: 'Support contract' }).getByText('ended').waitFor()

  await page.getByRole('link', { name: /Nord GmbH/ }).click()
  await page.getByText('57 short of 60').first().waitFor()
})

test('A4, A8: a grant is given by an administrator and not by an agent; the partner reads what its tier gives it', async (context) => {
  const { open, partner, desk, setTime } = await filled(context)
  const admin = await open('admin', `/partners/${partner}`)
  await admin.getByRole('button', { name: 'Change tier' }).click()
  await admin.getByRole('radio', { name: 'Authorised' }).click()
  await admin.getByLabel('Reason').fill('For this test.')
  await dialogOf(admin)
    .getByRole('button', { name: /^Change tier/ })
    .click()
  await admin.getByRole('complementary').getByText('Tier: Advanced → Authorised').waitFor()
  await admin.getByRole('button', { name: 'Grant', exact: true }).click()
  await admin.getByLabel('Reason').fill('A launch in spring.')
  await dialogOf(admin)
    .getByRole('button', { name: /^Grant/ })
    .click()
  await admin.getByText('Approved by Ada Admin').waitFor()

  const agent = await open('agent', `/partners/${partner}`)
  const refused = agent.getByRole('button', { name: 'Grant', exact: true })
  await refused.waitFor()
  assert.equal(await refused.getAttribute('aria-disabled'), 'true')
  await agent.getByText('a manager or an administrator approves this').first().waitFor({ state: 'attached' })

  const contact = await open('borealis', '/tickets')
  await contact.getByRole('link', { name: 'What my tier gives me' }).click()
  const row = (name: string) => contact.getByRole('listitem').filter({ hasText: name })
  await row('Chat Support was granted').getByText('Yes').waitFor()
  await row('Phone Support is offered').getByText('No', { exact: true }).waitFor()
  assert.equal(await contact.getByRole('main').getByRole('listitem').count(), 11)
  desk.setTime('2027-01-02T06:00:00Z')
  setTime('2027-01-02T06:00:00Z')
  await contact.reload()
  await row('Chat Support is offered').getByText('No', { exact: true }).waitFor()
})

test('A file is tried first, its wrong rows are told by line and column, and then it is read in', async (context) => {
  const { open } = await filled(context)
  const folder = await mkdtemp(join(tmpdir(), 'import-'))
  context.after(() => rm(folder, { recursive: true }))
  const file = join(folder, 'partners.csv')
  await writeFile(file, 'name,tier,country\nNimbus,premium,DE\nAltus,gold,DE\n')
  const page = await open('admin', '/partners')
  await page.getByRole('button', { name: 'Import' }).click()
  const dialog = dialogOf(page)
  await dialog.getByLabel('CSV file').setInputFiles(file)
  await dialog.getByRole('button', { name: /^Try it first/ }).click()
  await dialog.getByText('2 rows: 1 new').waitFor()
  await dialog.getByRole('row', { name: /^3 tier/ }).waitFor()
  assert.equal(await page.getByRole('link', { name: /Nimbus/ }).count(), 0)
  await dialog.getByRole('button', { name: /^Read it in/ }).click()
  await dialog.getByText('Done').waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('link', { name: /Nimbus/ }).waitFor()
})

test('D1: key accounts have a list of their own, and each customer shows how far it is', async (context) => {
  const { open, post } = await filled(context)
  await post('aurora', '/tickets', { ...right, subject: 'For a key account', customerEmail: 'admin@kestrel.example' })
  const page = await open('agent', '/queue')
  await page
    .getByRole('navigation', { name: 'Main' })
    .getByRole('link', { name: /Key accounts/ })
    .click()
  await page.getByRole('heading', { level: 1, name: 'Key accounts' }).waitFor()
  await page.locator('[data-row]', { hasText: 'For a key account' }).waitFor()
  assert.equal(await page.locator('[data-row]').count(), 1)
  await page.locator('[data-row]').click()
  await page.getByRole('complementary').getByText('No training').waitFor()
  await page.getByRole('link', { name: 'Kestrel Ltd' }).click()
  await page.getByText('key account from 100').waitFor()
  const own = await open('aurora', '/customers')
  await own.getByRole('link', { name: /Kestrel Ltd/ }).waitFor()
  assert.equal(await own.getByRole('link', { name: /Nord GmbH/ }).count(), 0)
})

test('The registry’s screens are accessible and fit, in both themes, on a desk and a phone', async (context) => {
  const { open, partner } = await filled(context)
  await assertScreens(open, [
    { who: 'agent', path: '/partners', ready: 'Borealis' },
    { who: 'agent', path: `/partners/${partner}`, ready: 'The totals are wrong' },
    { who: 'agent', path: '/customers', ready: 'Nord GmbH' },
    { who: 'borealis', path: '/customers', ready: 'Nord GmbH' },
    { who: 'borealis', path: '/entitlements', ready: 'Chat Support' },
  ])
})

test('Words in a dialog are not lost by a slip: every way out asks, and one without words asks nothing', async (context) => {
  const { open } = await screens(context)
  const page = await open('admin', '/partners')
  const add = page.getByRole('button', { name: 'Add', exact: true })
  const question = page.getByRole('alertdialog', { name: 'Discard what you wrote?' })
  const name = dialogOf(page).getByLabel('Name', { exact: true })
  await add.press('Enter')
  // Of what was taken back nothing is left to ask about.
  await name.press('x')
  await name.press('Backspace')
  await page.keyboard.press('Escape')
  await dialogOf(page).waitFor({ state: 'detached' })
  await until(page, "document.activeElement?.textContent === 'Add'")
  await add.press('Enter')
  await name.fill('Nimbus')
  const ways = [
    () => page.keyboard.press('Escape'),
    () => page.mouse.click(4, 4),
    () => dialogOf(page).getByRole('button', { name: 'Close' }).click(),
    () => dialogOf(page).getByRole('button', { name: 'Cancel' }).click(),
  ]
  for (const leave of ways) {
    await leave()
    await question.waitFor()
    await page.keyboard.press('Escape')
    await question.waitFor({ state: 'detached' })
    assert.equal(await name.inputValue(), 'Nimbus')
  }
  await name.press('Escape')
  await question.getByRole('button', { name: 'Discard' }).click()
  await dialogOf(page).waitFor({ state: 'detached' })
})

test('G2: the audit is read by keys alone, from who and what on to all of theirs, and opens on a phone', async (context) => {
  const { open, post, desk } = await screens(context)
  await post('admin', `/partners/${desk.people.aurora.partner}/contacts`, {
    name: 'Nils New',
    email: 'n@aurora.example',
  })
  await post('aurora', '/webhooks', { url: 'https://hooks.aurora.example/desk', topics: ['incidents'] })
  const page = await open('admin', '/audit')
  const rows = page.getByRole('main').getByRole('listitem')
  const row = rows.filter({ hasText: 'Ada Admin added the person' })
  await row.waitFor()
  // From row to row, also to one without a page of its own.
  await page.keyboard.press('j')
  await until(page, "document.activeElement?.matches('main li:first-child') === true")
  await page.keyboard.press('j')
  await until(page, "document.activeElement?.matches('main li:nth-child(2)') === true")
  // Whoever opens the rest of it stays where it was.
  await row.getByRole('button', { name: /more fields/ }).press('Enter')
  await until(page, "document.activeElement?.getAttribute('aria-expanded') === 'true'")
  await assertAccessible(page, 'the audit')
  await row.getByRole('link', { name: 'Nils New' }).press('Enter')
  await page.getByText('All that was done to this one thing.').waitFor()
  await page.getByRole('button', { name: 'Show all' }).press('Enter')
  // Somebody of a partner, who is in no list of staff, is named by the filter.
  await rows.getByRole('link', { name: 'Asha' }).first().press('Enter')
  await until(page, `document.querySelector('[aria-label="Who"]')?.value.startsWith('Asha') === true`)
  assert.equal(await rows.filter({ hasText: 'Ada Admin' }).count(), 0)
  // From day to day. In tests the desk's time is long before that of the database, by which acts are dated.
  await page.goto('/audit')
  await row.waitFor()
  await page.getByRole('combobox', { name: 'When' }).press('Enter')
  await page.getByRole('option', { name: 'From day to day' }).click()
  await page.getByText('from Tue 3 Mar to Tue 10 Mar').waitFor()
  await page.getByText('Nothing matches').waitFor()
  await assertAccessible(page, 'days of the audit')
  await page.getByLabel('To', { exact: true }).fill('2020-01-02')
  await page.getByText('The last day is before the first').waitFor()
  await page.getByLabel('From', { exact: true }).fill('2020-01-01')
  await page.getByText('from Wed 1 Jan 2020 to Thu 2 Jan 2020').waitFor()
  await page.getByText('Nothing matches').waitFor()
  assert.equal(new URL(page.url()).search, '?from=2020-01-01&to=2020-01-02')
  await page.getByLabel('To', { exact: true }).fill('')
  await row.waitFor()
  const small = await open('admin', '/audit?from=2020-01-01', { width: 360, height: 780, dark: true, touch: true })
  await small.getByRole('main').getByText('Ada Admin').first().waitFor()
  await assertAccessible(small, 'the audit on a phone')
  await assertFits(small, 'the audit')
})
