import assert from 'node:assert/strict'
import { after, test, type TestContext } from 'node:test'
import type { Locator, Page } from 'playwright-core'
import { tellReminders } from '../../src/services/reminders.ts'
import { assertAccessible, assertFits, closeBrowser, screens, dialogOf, until } from './support.ts'

after(closeBrowser)

async function withTicket(context: TestContext, more: Record<string, unknown> = {}) {
  const held = await screens(context)
  const { body } = await held.post('aurora', '/tickets', {
    type: 'Technical Support',
    subject: 'Totals are wrong',
    description: 'The sum is wrong.\n\n```deluge\ninfo <b>sum</b>;\n```',
    severity: 2,
    ...more,
  })
  held.setTime('2026-03-10T07:00:00Z')
  return { ...held, ticket: body, path: `/tickets/${body.id}` }
}

/** Chooses one of the three composers and writes in it. */
async function write(page: Page, composer: string, text: string): Promise<void> {
  await page.getByRole('tab', { name: composer }).click()
  await page.getByRole('region', { name: 'Write' }).getByRole('textbox').fill(text)
}

test('C4, C5: before an answer is sent it says what it stops, and then it has stopped that', async (context) => {
  const { open, path } = await withTicket(context)
  const page = await open('agent', path)
  await write(page, 'To the partner', 'We have it.')
  await page.getByText('Stops the acknowledgement with 11 h to spare; the determination runs on, 47 h left.').waitFor()
  await page.getByRole('checkbox', { name: 'States the determination' }).click()
  await page.getByText(/and stops the determination with 47 h to spare/).waitFor()
  await page.getByRole('checkbox', { name: 'States the determination' }).click()
  await page.keyboard.press('Control+Enter')
  await page.getByRole('article').getByText('We have it.').waitFor()
  await page.getByText('kept, 11 h to spare').first().waitFor()
  // Every later answer states it: nothing is asked any more.
  await write(page, 'To the partner', 'The cause is known.')
  await page.getByText('Stops the determination with 47 h to spare.').waitFor()
  assert.equal(await page.getByRole('checkbox', { name: 'States the determination' }).count(), 0)
})

test('C13, G3: a note says who reads it, stops nothing, and no partner ever sees it', async (context) => {
  const { open, path } = await withTicket(context)
  const page = await open('agent', path)
  const partner = await open('aurora', path)
  await partner.getByRole('article').getByText('The sum is wrong.').waitFor()
  await write(page, 'Internal note', 'Looks like the rounding again.')
  await page.getByText('Only colleagues read this. Aurora never sees it.').waitFor()
  await page.getByText('Stops no clock: a note is no answer.').waitFor()
  await page.getByRole('button', { name: 'Keep the note' }).click()
  await page.getByRole('article', { name: 'Internal note by Ann Agent' }).waitFor()
  await write(page, 'For the customer', 'We are looking into your totals.')
  await page.getByText('who may forward it').waitFor()
  await page.getByRole('button', { name: 'Send for the customer' }).click()
  await partner.getByText('We are looking into your totals.').waitFor()
  await partner.getByText('may be forwarded to the customer as it stands').waitFor()
  assert.equal(await partner.getByText('rounding').count(), 0)
})

test('Whoever writes an answer is seen by colleagues on the same ticket, until it has come; a note is nobody’s business', async (context) => {
  const { open, path, listening } = await withTicket(context)
  const [ann, ada, partner] = [await open('agent', path), await open('admin', path), await open('aurora', path)]
  for (const page of [ada, partner]) await listening(page)
  await write(ann, 'Internal note', 'Mine?')
  await write(ann, 'To the partner', 'We have it.')
  await ada.getByText('Ann Agent is writing an answer.').waitFor()
  await write(ada, 'To the partner', 'I have it too.')
  await ann.keyboard.press('Control+Enter')
  await ada.getByRole('article').getByText('We have it.').waitFor()
  await ada.getByText('Ann Agent is writing an answer.').waitFor({ state: 'detached' })
  await ada.getByText('Ann Agent has written meanwhile.').waitFor()
  assert.equal(await partner.getByText('is writing').count(), 0)
})

test('Drafts are kept apart by composer and ticket, through a reload, until they are sent', async (context) => {
  const { open, path } = await withTicket(context)
  const page = await open('agent', path)
  await write(page, 'To the partner', 'For the partner.')
  await write(page, 'Internal note', 'For colleagues.')
  await page.reload()
  const area = page.getByRole('region', { name: 'Write' }).getByRole('textbox')
  await area.waitFor()
  assert.equal(await area.inputValue(), 'For the partner.')
  await page.getByRole('tab', { name: 'Internal note' }).click()
  assert.equal(await area.inputValue(), 'For colleagues.')
})

test('G1: an answer whose receipt was lost on the way is sent again as the same, and stands once', async (context) => {
  const { open, path, desk } = await withTicket(context)
  const page = await open('agent', path)
  await page.getByRole('article').first().waitFor()
  let lost = 0
  await page.route('**/messages', async (route) => {
    if (route.request().method() !== 'POST' || lost > 0) return route.fallback()
    lost += 1
    await route.fetch()
    return route.abort('connectionreset')
  })
  await write(page, 'To the partner', 'Said only once.')
  await page.keyboard.press('Control+Enter')
  await page.getByRole('alert').getByText('Not sent; your text is kept').waitFor()
  const received = page.waitForResponse((answer) => answer.url().endsWith('/messages') && answer.status() === 201)
  await page.keyboard.press('Control+Enter')
  await received
  await page.getByRole('alert').waitFor({ state: 'detached' })
  await page.reload()
  await page.getByText('Said only once.').waitFor()
  assert.equal(await page.getByRole('article').filter({ hasText: 'Said only once.' }).count(), 1)
  assert.deepEqual(desk.complaints, [])
})

test('What is written while an answer is on its way stands behind it where it comes back', async (context) => {
  const { open, path } = await withTicket(context)
  const page = await open('agent', path)
  await page.getByRole('article').first().waitFor()
  const asked = Promise.withResolvers<void>()
  const refused = Promise.withResolvers<void>()
  await page.route('**/messages', async (route) => {
    if (route.request().method() !== 'POST') return route.fallback()
    asked.resolve()
    await refused.promise
    return route.abort('connectionreset')
  })
  await write(page, 'To the partner', 'The first.')
  await page.keyboard.press('Control+Enter')
  await asked.promise
  await page.keyboard.type('The second.')
  refused.resolve()
  await page.getByRole('alert').getByText('Not sent; your text is kept').waitFor()
  const area = page.getByRole('region', { name: 'Write' }).getByRole('textbox')
  assert.equal(await area.inputValue(), 'The first.\n\nThe second.')
})

test('C8: a change of severity offers only causes that fit, says what each does, and moves the limit', async (context) => {
  const { open, path } = await withTicket(context)
  const page = await open('agent', path)
  await page.getByRole('article').first().waitFor()
  await page.keyboard.press('v')
  const dialog = dialogOf(page)
  await dialog.getByRole('radio', { name: /^3/ }).click()
  await dialog.getByRole('radio', { name: /It eased/ }).waitFor()
  assert.equal(await dialog.getByRole('radio', { name: /It got worse/ }).count(), 0)
  await dialog.getByRole('radio', { name: /^1/ }).click()
  await dialog.getByRole('radio', { name: /It got worse/ }).click()
  await dialog.getByRole('button', { name: 'Change severity' }).click()
  // The server refuses it: the mark comes with its answer.
  await dialog.getByRole('textbox', { name: 'Reason' }).and(page.locator('[aria-invalid="true"]')).waitFor()
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('All their customers now.')
  await page.keyboard.press('Control+Enter')
  await dialog.waitFor({ state: 'detached' })
  // Three working hours from 07:00Z are 15:30 in India.
  await page.getByText('Limit 15:30', { exact: true }).waitFor()
  await page.getByText(/Severity worsened from 2 to 1: All their customers now\./).waitFor()
})

test('Solving asks for the answer that is owed, at its field; with it, it is solved', async (context) => {
  const { open, path } = await withTicket(context)
  const page = await open('agent', path)
  await page.getByRole('article').first().waitFor()
  await page.keyboard.press('s')
  const dialog = dialogOf(page)
  await dialog.getByRole('button', { name: 'Solve' }).click()
  await dialog.getByText('The partner has had no answer yet').waitFor()
  await dialog.getByRole('textbox').fill('Corrected this morning.')
  // A press beside it loses nothing that is written.
  await page.mouse.click(5, 5)
  await page.getByRole('button', { name: 'Go on writing' }).click()
  await dialog.getByRole('button', { name: 'Send and solve' }).click()
  await page.getByRole('article').getByText('Corrected this morning.').waitFor()
  await page.getByRole('button', { name: 'Reopen' }).waitFor()
  await page.keyboard.press('v')
  await page.getByText('It is solved: reopen it first.').first().waitFor()
})

test('A1, B7, C6: another desk, another kind and a product team, each with what it means', async (context) => {
  const { open, path } = await withTicket(context)
  const page = await open('agent', path)
  await page.getByRole('article').first().waitFor()
  const more = async (item: string): Promise<void> => {
    await page.getByRole('button', { name: 'More to do' }).click()
    await page.getByRole('menuitem', { name: item }).click()
  }
  await more('Wait on a product team')
  await page.getByRole('textbox', { name: 'Team' }).fill('Books core')
  await page.getByLabel('Expected on').fill('2026-03-20')
  await page.getByRole('button', { name: 'Wait', exact: true }).click()
  await page.getByText('Fri 20 Mar', { exact: true }).waitFor()

  await more('Transfer to another desk')
  await page.getByText('counted again from the original receipt').waitFor()
  await page.getByRole('textbox', { name: 'Reason' }).fill('It is about an invoice.')
  await page.getByRole('button', { name: 'Transfer', exact: true }).click()
  await page.getByText('Partner Operations', { exact: true }).last().waitFor()

  await more('Change what it is')
  await page.getByRole('radio', { name: /Product limitation/ }).click()
  await page.getByText('Running clocks end as ‘withdrawn: exempt’').waitFor()
  await page.getByRole('textbox', { name: 'Reason' }).fill('It works as built.')
  await page.getByRole('button', { name: 'Change', exact: true }).click()
  await page.getByText('withdrawn: exempt', { exact: true }).first().waitFor()
})

test('C13: merging looks among the same partner’s open tickets only, and leads to the one that goes on', async (context) => {
  const { open, post, path, ticket } = await withTicket(context)
  const request = { type: 'Technical Support', subject: 'Totals, the same', description: 'Again.' }
  const other = await post('aurora', '/tickets', request)
  await post('borealis', '/tickets', { ...request, subject: 'Totals of another company' })
  const page = await open('agent', path)
  await page.getByRole('article').first().waitFor()
  await page.getByRole('button', { name: 'More to do' }).click()
  await page.getByRole('menuitem', { name: 'Merge into another ticket' }).click()
  await page.getByRole('searchbox').fill('totals')
  await page.getByRole('radio', { name: new RegExp(other.body.number) }).click()
  assert.equal(await dialogOf(page).getByRole('radio').count(), 1)
  await page.getByRole('button', { name: 'Merge', exact: true }).click()
  await page.getByRole('heading', { name: 'Totals, the same' }).waitFor()
  await page.goto(path)
  await page.getByText('Merged: it goes on as').waitFor()
  await page.getByRole('button', { name: 'Reply' }).hover()
  assert.equal(await page.getByRole('button', { name: 'Reply' }).getAttribute('aria-disabled'), 'true')
  assert.equal(ticket.status, 'new')
})

test('However long names are, a ticket fits a phone', async (context) => {
  const { open, post } = await screens(context)
  const name = 'Vertriebspartnerschaftsgesellschaft'.repeat(4)
  const partner = await post('admin', '/partners', { name, tier: 'premium', country: 'DE', domains: ['lang.example'] })
  const contact = { name: 'Maximiliane'.repeat(8), email: `${'maximiliane.'.repeat(5)}lang@lang.example` }
  await post('admin', `/partners/${partner.body.id}/contacts`, contact)
  const ticket = await post('agent', '/tickets', {
    type: 'Technical Support',
    subject: 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerk'.repeat(4),
    description: 'x'.repeat(400),
    severity: 1,
    contactEmail: contact.email,
    channel: 'phone',
  })
  const page = await open('agent', `/tickets/${ticket.body.id}`, { width: 390, height: 844 })
  await page.getByRole('article').getByText('xxx').waitFor()
  await assertFits(page, 'the ticket')
})

test('Words in a script that runs from the right do so in lists, on the ticket and while they are written', async (context) => {
  const { open, post } = await screens(context)
  const subject = 'لا يستطيع العملاء تسجيل الدخول إلى Zoho CRM منذ الصباح'
  const { body } = await post('aurora', '/tickets', {
    type: 'Technical Support',
    subject,
    description: 'لا يستطيع أحد تسجيل الدخول إلى Zoho CRM.\nError 503',
    severity: 2,
  })
  const runs = (element: Locator) =>
    element.evaluate((node: any) => node.ownerDocument.defaultView.getComputedStyle(node).direction)
  for (const [who, list] of [
    ['agent', '/queue'],
    ['aurora', '/tickets'],
  ] as const) {
    const page = await open(who, list)
    assert.equal(await runs(page.getByText(subject)), 'rtl')
    await page.goto(`/tickets/${body.id}`)
    assert.equal(await runs(page.getByRole('heading', { name: subject })), 'rtl')
    assert.equal(await runs(page.getByRole('article').getByText('Error 503')), 'rtl')
    const answer = page.getByRole('textbox', { name: who === 'agent' ? 'To the partner' : 'Your reply' })
    await answer.fill('شكرا')
    assert.equal(await runs(answer), 'rtl')
    await answer.fill('Thank you')
    assert.equal(await runs(answer), 'ltr')
  }
})

test('A ticket’s number is handed on with its link, which leads to it', async (context) => {
  const { open, ticket, path } = await withTicket(context)
  for (const who of ['agent', 'aurora'] as const) {
    const page = await open(who, path)
    await page.getByRole('button', { name: `${ticket.number}, copy number and link` }).press('Enter')
    await page.getByText(`${ticket.number} and its link are copied.`).waitFor()
    const answer = page.getByRole('textbox', { name: who === 'agent' ? 'To the partner' : 'Your reply' })
    await answer.fill('')
    await answer.press('Control+v')
    const [number, link = ''] = (await answer.inputValue()).split(' ')
    assert.equal(number, ticket.number)
    await answer.fill('')
    await page.goto(link)
    await page.waitForURL(`**${path}`)
  }
})

test('On paper a ticket is its promise and all that was said, light, and nothing to press', async (context) => {
  const { open, post, path } = await withTicket(context)
  for (let at = 1; at <= 20; at += 1)
    await post('agent', `${path}/messages`, { body: `Word ${at}.`, visibility: 'public' })
  for (const who of ['agent', 'aurora'] as const) {
    const page = await open(who, path, { dark: true })
    await page.getByRole('button', { name: /^Show \d+ in between$/ }).waitFor()
    await page.emulateMedia({ media: 'print' })
    await page.evaluate("dispatchEvent(new Event('beforeprint'))")
    await page.getByText('Word 10.').waitFor()
    await page.getByText('Acknowledgement').first().waitFor()
    const pressed = /^(Reply|Solve|More|Why\?|Copy|Take it|Escalate|It is solved|Send)/
    assert.equal(await page.getByRole('button', { name: pressed }).count(), 0)
    assert.equal(await page.getByRole('textbox').count(), 0)
    assert.equal(await page.getByRole('navigation').count(), 0)
    const ink = await page
      .getByText('Word 10.')
      .evaluate((node: any) => node.ownerDocument.defaultView.getComputedStyle(node).color)
    assert.equal(ink, 'rgb(28, 28, 26)')
  }
})

test('What a partner writes is shown as it is: code as code, and nothing of it as HTML', async (context) => {
  const { open, path } = await withTicket(context)
  const page = await open('agent', path)
  await page.getByText('info <b>sum</b>;').waitFor()
  assert.equal(await page.locator('pre b').count(), 0)
})

test('Remind me: a time that suits, it stands under ‘For you’ until then, is moved by key, and is told', async (context) => {
  const { desk, open, path, ticket, setTime } = await withTicket(context)
  // Half past twelve there, on a Tuesday.
  const page = await open('agent', path)
  await page.getByRole('article').first().waitFor()
  await page.keyboard.press('b')
  await until(page, `document.activeElement?.getAttribute('role') === 'radio'`)
  assert.deepEqual(await dialogOf(page).getByRole('radio').allInnerTexts(), [
    'In 2 hours of work\ntoday 14:30',
    'Tomorrow\ntomorrow 09:00',
    'Monday\nMon 09:00',
    'At a time of my own',
  ])
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Tab')
  await page.keyboard.type('Does it hold?')
  await assertAccessible(page, 'the reminder')
  await page.keyboard.press('Control+Enter')
  await page.getByText(`You are reminded of ${ticket.number} tomorrow 09:00.`).waitFor()
  const side = page.getByRole('complementary', { name: 'About this ticket' })
  await side.getByText('tomorrow 09:00: Does it hold?').waitFor()
  await page.keyboard.press('o')
  await side.getByText('Followed by you').waitFor()
  await side.getByRole('button', { name: /^Unfollow/ }).click()
  await side.getByText('Followed by you').waitFor({ state: 'detached' })

  await page.goto('/for-you?show=reminders')
  await page.getByRole('tab', { name: /^To come\s*1$/ }).waitFor()
  await page.keyboard.press('j')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await dialogOf(page).getByLabel('Day and time').fill('2026-03-10T15:00')
  await page.keyboard.press('Control+Enter')
  await page.getByRole('listitem').getByText('today 15:00').waitFor()
  await assertAccessible(page, 'what is to come')
  const hers = await open('admin', '/for-you?show=reminders', { width: 390, height: 844 })
  await hers.getByText('Nothing is to come').waitFor()
  setTime('2026-03-10T09:30:00Z')
  await tellReminders(desk.app)
  await page.getByText('Nothing is to come').waitFor()
  await page.getByRole('tab', { name: 'All' }).click()
  await page.locator('[data-row]', { hasText: 'Reminder: Does it hold?' }).click()
  await page.getByRole('heading', { name: 'Totals are wrong' }).waitFor()
  await page.getByText(`${ticket.number}: Reminder: Does it hold?`).waitFor()
})

test('C6: tickets of several partners are attached to their cause by key, and answered there at once', async (context) => {
  const { open, post, path, ticket } = await withTicket(context)
  const other = { type: 'Technical Support', subject: 'Nothing arrives', description: 'Since today.', severity: 1 }
  const { body: attached } = await post('borealis', '/tickets', other)
  await post('agent', `${path}/wait`, { team: 'Deluge', reference: 'ZD-77' })
  const page = await open('agent', `/tickets/${attached.id}`)
  await page.getByRole('article').first().waitFor()
  await page.keyboard.press('d')
  await page.getByRole('searchbox').fill('totals')
  await page.getByRole('radio', { name: new RegExp(ticket.number) }).click()
  await assertAccessible(page, 'the choice of a cause')
  await page.keyboard.press('Control+Enter')
  const cause = page.getByRole('region', { name: 'Cause', exact: true })
  await cause.getByText(/waits on Deluge, reference ZD-77/).waitFor()
  await cause.getByRole('link').click()
  const caused = page.getByRole('region', { name: 'Caused by this' })
  await caused.getByRole('heading', { name: 'Cause of 1 ticket of 1 partner' }).waitFor()
  await caused.getByRole('link', { name: /Borealis/ }).waitFor()
  await caused.getByRole('button', { name: 'Answer all' }).click()
  await dialogOf(page).getByRole('textbox').fill('We have found it.')
  await page.keyboard.press('Control+Enter')
  await caused.getByText('Answered 1 ticket.').waitFor()
  await caused.getByText('Determination:').waitFor({ state: 'attached' })
  await assertAccessible(page, 'the cause')
  const phone = await open('admin', path, { width: 390, height: 844 })
  await phone.getByRole('heading', { name: 'Cause of 1 ticket of 1 partner' }).waitFor()
  await assertFits(phone, 'the cause')
  const theirs = await open('borealis', `/tickets/${attached.id}`)
  await theirs.getByText('We have found it.').waitFor()
  assert.equal(await theirs.getByText(ticket.number).count(), 0)

  await caused.getByRole('link').click()
  await page.getByRole('button', { name: 'Take off' }).click()
  await page.getByText(`${attached.number} is attached to ${ticket.number} no more.`).waitFor()
  await cause.waitFor({ state: 'detached' })
  // Of the reports of one outage one follows the other: what was attached to last is offered before anything is typed.
  await page.keyboard.press('d')
  await dialogOf(page)
    .getByRole('radio', { name: new RegExp(ticket.number) })
    .waitFor()
})

test('G3: a lead marks words and redacts them by keys; the partner who has the ticket open sees the mark at once, and an agent may not', async (context) => {
  const { open, path, listening } = await withTicket(context, {
    description: 'The key is abc-123-xyz, and abc-123-xyz again.',
  })
  const [lead, partner, agent] = [await open('admin', path), await open('aurora', path), await open('agent', path)]
  await listening(partner)
  await lead.getByRole('article').first().waitFor()
  await lead.keyboard.press('h')
  const dialog = dialogOf(lead)
  const area = dialog.getByRole('textbox', { name: 'The message, to select from' })
  await area.focus()
  await lead.keyboard.type('x')
  assert.match(await area.inputValue(), /^The key is abc/)
  await lead.keyboard.press('Control+Home')
  for (const _ of 'The key is ') await lead.keyboard.press('ArrowRight')
  for (const _ of 'abc-123-xyz') await lead.keyboard.press('Shift+ArrowRight')
  await lead.keyboard.press('Enter')
  await dialog
    .getByRole('group', { name: 'How it will read' })
    .getByText(/The key is ▇▇▇▇▇, and ▇▇▇▇▇ again\./)
    .waitFor()
  await assertAccessible(lead, 'the dialog that redacts')
  // What is redacted may not be the reason for it.
  await dialog.getByRole('textbox', { name: 'In some words' }).fill('It was abc-123-xyz')
  await lead.keyboard.press('Control+Enter')
  await dialog.getByText('It holds what is to be redacted').waitFor()
  await dialog.getByRole('textbox', { name: 'In some words' }).fill('A key of CRM')
  await lead.keyboard.press('Control+Enter')
  await dialog.waitFor({ state: 'detached' })
  for (const page of [partner, lead]) {
    await page.getByText('Redacted by Ada Admin').waitFor()
    assert.equal(await page.getByText('abc-123-xyz').count(), 0)
    assert.equal(await page.getByRole('article').getByRole('img', { name: 'redacted' }).count(), 2)
  }
  assert.equal(await partner.getByRole('button', { name: /^Redact/ }).count(), 0)
  await agent.getByText('Redacted by Ada Admin').waitFor()
  assert.equal(await agent.getByRole('button', { name: /^Redact/ }).count(), 0)
  await agent.keyboard.press('h')
  await agent.getByText('A lead redacts: ask one.').waitFor()
})
