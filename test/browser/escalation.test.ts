import assert from 'node:assert/strict'
import { after, test, type TestContext } from 'node:test'
import { assertAccessible, assertFits, closeBrowser, screens, dialogOf } from './support.ts'

after(closeBrowser)

async function withTicket(context: TestContext) {
  const held = await screens(context)
  const { body } = await held.post('aurora', '/tickets', {
    type: 'Technical Support',
    subject: 'Totals are wrong',
    description: 'The sum is wrong.',
    severity: 2,
  })
  held.setTime('2026-03-10T07:00:00Z')
  return { ...held, ticket: body, path: `/tickets/${body.id}` }
}

test('F2, F4: a partner escalates from its ticket, and the desk sees it with level, reason and what is due', async (context) => {
  const { open, ticket, path } = await withTicket(context)
  const portal = await open('aurora', path)
  await portal.getByRole('button', { name: 'Escalate' }).click()
  const dialog = portal.getByRole('dialog', { name: `Escalate ${ticket.number}` })
  const outage = dialog.getByRole('radio', { name: 'Prolonged outage' })
  await outage.waitFor()
  assert.ok(await outage.isDisabled())
  await dialog.getByText(/Not yet: No promised time is exceeded.*Possible from today 17:30, in 5 h/).waitFor()
  await dialog.getByText(/Not now: Escalating for time alone takes a valid support contract/).waitFor()
  await assertAccessible(portal, 'the dialog to escalate')
  await dialog.getByRole('radio', { name: 'Major problem' }).click()
  await dialog.getByRole('textbox', { name: 'What it does to the business' }).fill('No order leaves the house.')
  await dialog.getByRole('button', { name: /^Escalate/ }).click()
  const room = portal.getByRole('region', { name: 'Escalation' })
  await room.getByText('Escalated: Partner Support Escalation department').waitFor()
  // Level 1 answers within 4 h: 11:00Z is 16:30 in India.
  await room.getByText(/answer is due today 16:30, in 4 h/).waitFor()
  await room.getByRole('button', { name: 'Levels, people and log' }).click()
  await room.getByText('Adhithya').waitFor()
  await assertAccessible(portal, 'the room in the portal')

  const console = await open('agent', '/escalations')
  const row = console.getByRole('link', { name: /Totals are wrong/ })
  await row.getByText('Major problem').waitFor()
  await row.getByText('Answer in 4 h').waitFor()
  await assertAccessible(console, 'the list of escalations')
  await row.click()
  await console.getByRole('region', { name: 'Escalation' }).getByText('No order leaves the house.').waitFor()
  await console.getByRole('button', { name: 'Status update' }).click()
  await console.keyboard.type('We know the cause and write again by noon.')
  await console.keyboard.press('Control+Enter')
  // Level 1 informs every 8 h.
  await portal.getByText(/Your next status update is due today 20:30, in 8 h/).waitFor()
})

test('F5, C7: raised by the partner, ended by the desk; a disputed severity is the lead’s to decide', async (context) => {
  const { open, post, path } = await withTicket(context)
  await post('aurora', `${path}/escalations`, { reason: 'major-problem', statement: 'No order leaves the house.' })
  const portal = await open('aurora', path)
  await portal.getByRole('button', { name: 'Raise to the next level' }).click()
  await portal.getByText('Level 2: Regional Partner Support Lead, Adhithya, Poojitha.').waitFor()
  await portal.getByRole('textbox', { name: 'What is still wanting?' }).fill('Nobody has called.')
  await portal.keyboard.press('Control+Enter')
  await portal.getByText('Escalated: Regional Partner Support Lead').waitFor()
  await portal.getByRole('button', { name: 'Ask for another severity' }).click()
  await portal.getByRole('radio', { name: /^1/ }).click()
  await portal.getByRole('textbox', { name: 'Why?' }).fill('It concerns every user.')
  await portal.getByRole('button', { name: /Ask the lead/ }).click()
  await portal.getByText(/You asked for severity 1/).waitFor()

  const agent = await open('agent', path)
  const undecided = agent.getByRole('button', { name: 'Uphold or decline' })
  await undecided.waitFor()
  assert.equal(await undecided.getAttribute('aria-disabled'), 'true')
  await agent.getByRole('button', { name: 'End', exact: true }).click()
  await agent.getByRole('textbox', { name: 'Why' }).fill('Agreed on the phone.')
  await agent.getByRole('button', { name: /End it/ }).click()
  await portal.getByRole('button', { name: 'Escalate' }).waitFor()

  const lead = await open('admin', path)
  await lead.getByRole('button', { name: 'Uphold or decline' }).click()
  await lead.getByRole('radio', { name: /Uphold: severity 1/ }).click()
  await lead.getByRole('textbox', { name: 'Reason' }).fill('It does concern every user.')
  await lead.keyboard.press('Control+Enter')
  await portal.getByText(/1 · Critical business impact/).waitFor()
})

test('F8: a lead keeps who stands in, and the coverage shows it; an agent reads only', async (context) => {
  const { open } = await withTicket(context)
  const page = await open('admin', '/coverage?on=2026-03-12')
  await page.getByRole('button', { name: 'Add' }).click()
  const dialog = dialogOf(page)
  await dialog.getByPlaceholder('A name or an address').fill('sakthi')
  await page.getByRole('option', { name: /Sakthi Priya/ }).click()
  await dialog.getByLabel('First day').fill('2026-03-12')
  await dialog.getByLabel('Last day').fill('2026-03-13')
  await dialog.getByRole('radio', { name: 'Nobody does' }).click()
  await dialog.getByRole('button', { name: /Keep/ }).click()
  await page.getByRole('listitem').filter({ hasText: 'nobody stands in' }).waitFor()
  await page.getByLabel('Country').fill('Australia')
  await page.getByText('Partner Support, level 2:').waitFor()
  await page.getByText('without one, nobody').first().waitFor()
  await assertAccessible(page, 'the coverage')
  const agent = await open('agent', '/coverage')
  const add = agent.getByRole('button', { name: 'Add' })
  await add.waitFor()
  assert.equal(await add.getAttribute('aria-disabled'), 'true')
  await page.getByRole('button', { name: /^End/ }).click()
  await page.getByText('Everybody is there.').waitFor()
})

test('The new screens fit a phone, in light and dark', async (context) => {
  const { open, post, path } = await withTicket(context)
  await post('aurora', `${path}/escalations`, { reason: 'major-problem', statement: 'No order leaves the house.' })
  await post('aurora', `${path}/dispute`, { severity: 1, statement: 'It concerns every user.' })
  for (const dark of [false, true]) {
    const look = { width: 360, height: 740, touch: true, dark }
    for (const [who, where] of [
      ['admin', '/escalations'],
      ['admin', path],
      ['admin', '/coverage'],
      ['aurora', path],
    ] as const) {
      const page = await open(who, where, look)
      await page.getByRole('heading', { level: 1 }).waitFor()
      await page.waitForLoadState('networkidle').catch(() => undefined)
      await assertFits(page, `${where} of ${who}`)
      await assertAccessible(page, `${where} of ${who}, ${dark ? 'dark' : 'light'}`)
    }
  }
})
