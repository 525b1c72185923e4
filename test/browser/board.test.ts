import assert from 'node:assert/strict'
import { after, test, type TestContext } from 'node:test'
import { right } from '../support/http.ts'
import { assertScreens, closeBrowser, dialogOf, screens, type Who } from './support.ts'

after(closeBrowser)

const words = { title: 'Export reports as spreadsheets', description: 'A report can be saved with its number formats.' }

async function filled(context: TestContext) {
  const held = await screens(context)
  const ticket = (
    await held.post('aurora', '/tickets', { ...right, kind: 'feature-request', subject: 'Please add spreadsheets' })
  ).body
  const idea = (await held.post('agent', '/ideas', words)).body
  await held.post('borealis', `/ideas/${idea.id}/votes`, {})
  return { ...held, ticket, idea }
}

test('B6: an agent attaches a ticket to an idea from its page, and changes the status; the partner sees both and votes, with a way back', async (context) => {
  const { open, ticket } = await filled(context)
  const agent = await open('agent', `/tickets/${ticket.id}`)
  await agent.getByRole('button', { name: 'Attach to an idea' }).click()
  const dialog = dialogOf(agent)
  await dialog.getByLabel('Find it by its words').fill('spread')
  await dialog.getByRole('radio', { name: /Export reports as spreadsheets/ }).click()
  await dialog.getByRole('button', { name: /^Attach/ }).click()
  await dialog.waitFor({ state: 'detached' })
  await agent.getByRole('link', { name: words.title }).click()
  await agent.getByRole('button', { name: 'Change status' }).click()
  await dialog.getByRole('radio', { name: /^Planned/ }).click()
  assert.equal(await dialog.getByRole('button', { name: /^Change status/ }).getAttribute('aria-disabled'), 'true')
  await dialog.getByLabel('Reason').fill('With the spring release.')
  await dialog.getByRole('button', { name: /^Change status/ }).click()
  await dialog.waitFor({ state: 'detached' })
  await agent.getByText('Planned; before: noted.').waitFor()

  const partner = await open('aurora', `/tickets/${ticket.id}`)
  await partner.getByText('It will be built; work has not begun.').waitFor()
  await partner.getByRole('link', { name: words.title }).click()
  await partner.getByText('With the spring release.').first().waitFor()
  await partner.getByText('wanted at 1 partner').waitFor()
  await partner.getByRole('button', { name: /^Vote for .* 1 vote$/ }).click()
  await partner.getByRole('button', { name: /^Take back the vote for .* 2 votes$/ }).waitFor()
  await partner.getByRole('button', { name: 'Undo' }).click()
  await partner.getByRole('button', { name: /^Vote for .* 1 vote$/ }).waitFor()
  assert.equal(await partner.getByText('Borealis').count(), 0)
})

test('B6: a ticket becomes a new idea; what could tell of a customer is refused at its field', async (context) => {
  const { open, ticket } = await filled(context)
  const page = await open('agent', `/tickets/${ticket.id}`)
  await page.getByRole('button', { name: 'Attach to an idea' }).click()
  const dialog = dialogOf(page)
  await dialog.getByRole('tab', { name: 'A new one' }).click()
  await dialog.getByLabel('Description').fill('Aurora wants it.')
  await dialog.getByRole('button', { name: /^Put it on the board/ }).click()
  await dialog.getByText('take out ‘Aurora’').or(dialog.getByText("take out 'Aurora'")).waitFor()
  await dialog.getByLabel('Description').fill('Reports are saved as spreadsheets.')
  await dialog.getByRole('button', { name: /^Put it on the board/ }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByRole('complementary').getByRole('link', { name: 'Please add spreadsheets' }).waitFor()
})

test('B6: duplicates are merged, and an old link leads to the survivor', async (context) => {
  const { open, post, idea } = await filled(context)
  const other = (await post('agent', '/ideas', { title: 'XLSX', description: 'Spreadsheets, please.' })).body
  const page = await open('agent', `/ideas/${other.id}`)
  await page.getByRole('button', { name: 'Merge into another' }).click()
  const dialog = dialogOf(page)
  await dialog.getByRole('radio', { name: /Export reports/ }).click()
  await dialog.getByRole('button', { name: /^Merge/ }).click()
  await page.waitForURL(`**/ideas/${idea.id}`)
  const partner = await open('borealis', `/ideas/${other.id}`)
  await partner.waitForURL(`**/ideas/${idea.id}`)
  await partner.getByRole('heading', { level: 1, name: words.title }).waitFor()
})

test('C7: a proposed severity is marked in the queue and confirmed by one key on its ticket; the partner reads it', async (context) => {
  const { open, post } = await filled(context)
  await post('aurora', '/tickets', { ...right, subject: 'Complete outage', description: 'The service is down.' })
  const page = await open('agent', '/queue')
  const row = page.getByRole('link', { name: /Complete outage/ })
  await row.getByText(', to be confirmed').waitFor({ state: 'attached' })
  await row.click()
  const proposed = page.getByRole('region', { name: 'Proposed severity' })
  await proposed.getByText(/is proposed/).waitFor()
  await proposed.getByText(/matches/).waitFor()
  await page.keyboard.press('c')
  await proposed.waitFor({ state: 'detached' })
  await page.getByText('Severity 1 confirmed.').first().waitFor()
  const partner = await open('aurora', '/tickets')
  await partner.getByRole('link', { name: /Complete outage/ }).click()
  await partner.getByText(', confirmed').waitFor()
})

test('D6: what the kind means is copied for the customer', async (context) => {
  const { open, ticket } = await filled(context)
  const page = await open('aurora', `/tickets/${ticket.id}`)
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.getByRole('button', { name: 'Copy for the customer' }).click()
  await page.getByText('Copied, fit to be sent to the customer.').waitFor()
  const copied = await page.evaluate<string>('navigator.clipboard.readText()')
  assert.match(copied, /^Please add spreadsheets\n\nFeature request: .*not a fault/)
})

test('D7: an incident is opened, told on and ended at the wallboard; a partner sees it at once, and only its own tickets', async (context) => {
  const { open, post } = await filled(context)
  await post('aurora', '/tickets', { ...right, subject: 'Aurora is down', severity: 1 })
  await post('borealis', '/tickets', { ...right, subject: 'Borealis is down', severity: 1 })
  const partner = await open('borealis', '/critical')
  await partner.getByText('Everything runs').waitFor()
  await partner.getByRole('link', { name: /Borealis is down/ }).waitFor()
  assert.equal(await partner.getByText('Aurora is down').count(), 0)

  const agent = await open('agent', '/critical')
  await agent.getByRole('link', { name: /Aurora is down/ }).waitFor()
  await agent.getByRole('link', { name: /Borealis is down/ }).waitFor()
  await agent.getByRole('button', { name: 'Open an incident' }).click()
  const dialog = dialogOf(agent)
  await dialog.getByLabel('What is down').fill('Sign-in fails')
  await dialog.getByLabel('What partners should know').fill('We look for the cause.')
  await dialog.getByRole('button', { name: /^Open it/ }).click()
  await agent.getByRole('article', { name: 'Sign-in fails' }).getByText('We look for the cause.').waitFor()
  await partner.getByRole('article', { name: 'Sign-in fails' }).waitFor()

  await agent.getByRole('button', { name: 'Say how it goes on' }).click()
  await dialog.getByLabel('What partners should know').fill('The cause is found.')
  await dialog.getByRole('button', { name: /^Tell partners/ }).click()
  await agent.getByText('What was told before').waitFor()
  await agent.getByRole('button', { name: 'It has ended' }).click()
  await dialog.getByLabel('What partners should know').fill('All runs again.')
  await dialog.getByRole('button', { name: /^It has ended/ }).click()
  await agent.getByText('Ended in the last seven days').waitFor()
})

test('D5: news is announced, read by those that it is for, and subscribed to by mail', async (context) => {
  const { open } = await filled(context)
  const agent = await open('agent', '/news')
  await agent.getByRole('button', { name: 'Announce something' }).click()
  const dialog = dialogOf(agent)
  await dialog.getByLabel('Title').fill('Product days')
  await dialog.getByLabel('Text').fill('Two afternoons with the product teams.')
  await dialog.getByText('Tiers').click()
  await dialog.getByRole('checkbox', { name: 'Premium' }).click()
  await dialog.getByRole('button', { name: /^Announce/ }).click()
  await agent.getByRole('heading', { name: 'Product days' }).waitFor()
  const premium = await open('aurora', '/news')
  await premium.getByRole('heading', { name: 'Product days' }).waitFor()
  await premium.getByRole('checkbox', { name: 'Mail me the news' }).click()
  await premium.getByText('You get it by mail from now on.').waitFor()
  const advanced = await open('borealis', '/news')
  await advanced.getByText('No news yet').waitFor()
})

test('The board, critical issues, news and reports of quality are accessible and fit a phone, in light and dark, to both sides', async (context) => {
  const { open, post, idea } = await filled(context)
  await post('agent', '/incidents', { title: 'Sign-in fails', kind: 'outage', body: 'We look for the cause.' })
  await post('agent', '/news', { title: 'Product days', body: 'Two afternoons.' })
  await post('aurora', '/tickets', { ...right, subject: 'Aurora is down', severity: 1 })
  const screensOf = (who: Who, shown: readonly (readonly [string, string])[]) =>
    shown.map(([path, ready]) => ({ who, path, ready }))
  const both = [
    ['/ideas', words.title],
    [`/ideas/${idea.id}`, words.description],
    ['/critical', 'We look for the cause.'],
    ['/news', 'Two afternoons.'],
  ] as const
  const reports = [
    ['/reports/severity', 'Right is the share'],
    ['/reports/training', 'Aurora'],
  ] as const
  await assertScreens(open, [...screensOf('aurora', both), ...screensOf('agent', [...both, ...reports])])
})
