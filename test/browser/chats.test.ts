import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { wakeChats } from '../../src/services/chats/wake.ts'
import { assertAccessible, assertFits, closeBrowser, dialogOf, screens } from './support.ts'

after(closeBrowser)

const phone = { width: 390, height: 844, dark: true, touch: true } as const
const html = '<img src=x onerror="document.title=1"> **which** report?'

test('A4: partner and agent chat live, by the keyboard alone: begun, taken, typed, tried again, noted and solved', async (context) => {
  const { desk, open, listening } = await screens(context)
  const agent = await open('agent', '/chats')
  await agent.getByText('Nobody waits.').waitFor()
  await agent.getByRole('switch', { name: 'Available for chat' }).press('Space')
  await agent.getByRole('switch', { name: 'Available for chat', checked: true }).waitFor()

  const partner = await open('aurora', '/tickets')
  await partner.getByRole('heading', { name: 'My tickets' }).waitFor()
  await partner.keyboard.press('c')
  await partner.getByText('Partner Support is there now.').waitFor()
  await partner.getByLabel('Subject').fill('A report is wrong')
  await partner.getByLabel('Your first words').fill('The sum of March is wrong.')
  // What is promised stands there before the first word goes.
  await partner
    .getByRole('complementary', { name: 'What is promised' })
    .getByText('You will hear from a person by')
    .waitFor()
  await assertAccessible(partner, 'the beginning of a chat')
  await partner.getByRole('button', { name: 'Begin the chat' }).press('Enter')
  await partner.getByText('You are next.').waitFor()
  await Promise.all([listening(agent), listening(partner)])

  await agent
    .getByRole('region', { name: /^Waiting/ })
    .getByText('A report is wrong')
    .waitFor()
  await agent.getByRole('heading', { name: 'Live chat' }).click()
  await assertAccessible(agent, 'a chat that waits')
  await agent.keyboard.press('t')
  const box = agent.getByRole('textbox', { name: 'Your message to Asha' })
  await box.waitFor()
  await partner.getByText('You talk with Ann Agent.').waitFor()

  // The cursor is where one writes next.
  await agent.keyboard.type(html)
  await partner.getByText('Ann Agent is typing …').waitFor()
  await agent.keyboard.press('Enter')
  await partner.getByRole('log').getByText(html).waitFor()
  assert.equal(await partner.locator('img[src=x]').count(), 0)
  await agent.getByRole('tab', { name: 'Internal note' }).click()
  // Within it '@' tells a colleague: Enter chooses, and only then sends.
  await agent.getByRole('textbox', { name: 'Internal note' }).focus()
  await agent.keyboard.type('Filtered by owner, I think. @ada')
  await agent.getByRole('option', { name: /Ada Admin/ }).waitFor()
  await agent.keyboard.press('Enter')
  await agent.getByText('Ada Admin: told of it under ‘For you’.').waitFor()
  await assertAccessible(agent, 'a note that tells a colleague')
  const sent = agent.waitForRequest(
    (request) => /\/tickets\/[^/]+\/messages$/.test(request.url()) && request.method() === 'POST',
  )
  await agent.keyboard.press('Enter')
  assert.deepEqual((await sent).postDataJSON().mentions, [desk.people.admin.id])
  await agent.getByRole('article', { name: 'Internal note by you' }).getByText('Filtered by owner').waitFor()

  // A word whose answer is lost stays, is tried again, and is said once.
  const say = /\/chats\/[^/]+\/messages$/
  await partner.route(say, async (route) => {
    await route.fetch()
    await route.abort()
  })
  const mine = partner.getByRole('textbox', { name: 'Your message' })
  await mine.fill('The one of March.')
  await mine.press('Enter')
  await partner.getByText('Not sent. The server cannot be reached.').waitFor()
  await partner.unroute(say)
  await partner.getByRole('button', { name: 'Try again' }).press('Enter')
  await partner.getByRole('button', { name: 'Try again' }).waitFor({ state: 'detached' })
  assert.equal(await partner.getByRole('log').getByText('The one of March.').count(), 1)
  await agent.getByRole('log').getByText('The one of March.').waitFor()
  assert.equal(await agent.getByRole('log').getByText('The one of March.').count(), 1)
  assert.equal(await partner.getByText('Filtered by owner').count(), 0)
  await assertAccessible(partner, 'a chat to its partner')
  await assertAccessible(agent, 'a chat to its agent')

  await agent.getByRole('button', { name: 'End', exact: true }).click()
  await dialogOf(agent).getByLabel('What solved it').fill('It was filtered by owner.')
  await assertAccessible(agent, 'the end of a chat')
  await dialogOf(agent).getByRole('button', { name: 'End and solve' }).click()
  await partner.getByText('Your request is solved.').waitFor()
  await partner.getByRole('log').getByText('Ann Agent ended the chat.').waitFor()
  await partner.getByRole('button', { name: 'Send me what was said' }).click()
  await partner.getByText('What was said is on its way to you.').waitFor()
})

test('A4: nobody there is said, a message is left as a request; on a phone as well, and to whom chat is not open it says why', async (context) => {
  const { desk, open, post } = await screens(context)
  const page = await open('aurora', '/chat', phone)
  await page.getByText('Nobody of Partner Support is there for chat at the moment.').waitFor()
  await assertAccessible(page, 'chat without anybody')
  await assertFits(page, 'chat without anybody')
  await page.getByLabel('Subject').fill('A report is wrong')
  await page.getByLabel('Your first words').fill('The sum of March is wrong.')
  await page.getByRole('button', { name: 'Leave the message' }).click()
  await page.getByText('Your request goes on: an answer is promised by').waitFor()
  await page.getByText('Left as a message for when somebody is there.').waitFor()
  await assertFits(page, 'a message that was left')

  const key = await desk.keyOf('agent@vendor.example')
  const presence = await fetch(`${desk.url}/api/v1/chats/presence`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: '{"available":true}',
  })
  assert.equal(presence.status, 200)
  const words = { type: 'Technical Support', subject: 'A second one', description: 'It is slow.' }
  const chat = (await post('borealis', '/chats', words)).body
  const agent = await open('agent', '/chats', phone)
  await agent.getByText('A second one').waitFor()
  await assertAccessible(agent, 'chats on a phone')
  await assertFits(agent, 'chats on a phone')
  await agent.getByRole('button', { name: /^Take/ }).click()
  const box = agent.getByRole('textbox', { name: 'Your message to Björn' })
  await box.fill('Since when?')
  await agent.getByRole('button', { name: 'Send', exact: true }).click()
  await agent.getByRole('article', { name: 'Message from you' }).waitFor()
  await assertAccessible(agent, 'a chat on a phone')
  await assertFits(agent, 'a chat on a phone')

  // The agent’s browser is closed: the partner is told, and from the ticket’s page a colleague follows.
  const partner = await open('borealis', '/chat', phone)
  await partner.getByText('You talk with Ann Agent.').waitFor()
  await agent.close()
  desk.setTime('2026-03-10T06:03:01Z')
  await wakeChats(desk.app, 50)
  await partner.getByText('The connection to Ann Agent was lost').waitFor()
  await partner.getByText('You are next.').waitFor()
  await assertFits(partner, 'a chat that waits again')
  const admin = await open('admin', `/tickets/${chat.ticket.id}`)
  await admin.getByRole('link', { name: 'Follow or join it' }).click()
  await admin.getByText('Nobody has taken it: take it, then Björn knows who writes.').waitFor()

  const { partner: company } = desk.people.aurora
  const asAdmin = await desk.keyOf('admin@vendor.example')
  await fetch(`${desk.url}/api/v1/partners/${company}`, {
    method: 'PATCH',
    headers: { authorization: `Bearer ${asAdmin}`, 'content-type': 'application/json' },
    body: JSON.stringify({ tier: 'authorised', reason: 'The evaluation of the year.' }),
  })
  await page.goto('/chat')
  await page.getByText('not to Authorised ones').waitFor()
  await page.getByRole('link', { name: 'What my tier gives me' }).first().waitFor()
  assert.equal(await page.getByRole('button', { name: /chat/i }).count(), 0, 'no dead button')
  await assertAccessible(page, 'no chat for this tier')
  await assertFits(page, 'no chat for this tier')
})
