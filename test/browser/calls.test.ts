import assert from 'node:assert/strict'
import { after, test, type TestContext } from 'node:test'
import type { PartnerId } from '../../src/domain/kernel.ts'
import { keepAvailability } from '../../src/storage/availabilities.ts'
import { setPointOfContact } from '../../src/storage/partners.ts'
import { assertAccessible, assertFits, closeBrowser, screens, dialogOf, type Who } from './support.ts'

after(closeBrowser)

/** The clock stands on Tuesday 10 March 2026, 11:30 in India; the browsers are there, Borealis is in Berlin. */
async function withHours(context: TestContext) {
  const from = await screens(context)
  const { people, app } = from.desk
  const week = { 4: [{ opens: '10:00', closes: '12:00' }] }
  await app.db.system(async (tx) => {
    await setPointOfContact(tx, people.borealis.partner as PartnerId, people.agent.id)
    const { id } = people.agent
    await keepAvailability(tx, id, { zone: 'Asia/Kolkata', week, daysOff: [] }, id, app.now())
  })
  return { ...from, partner: people.borealis.partner as string }
}

test('D3: a partner books a call in its own zone, moves it and cancels it with a reason; the host sees each step', async (context) => {
  const { open } = await withHours(context)
  const page = await open('borealis', '/tickets')
  await page.getByRole('link', { name: 'Calls' }).click()
  await page.getByText('Talk with Ann Agent').waitFor()
  await page.getByRole('button', { name: 'Book a call' }).click()
  const dialog = dialogOf(page)
  await dialog.getByText('time in Berlin').waitFor()
  await dialog.getByLabel('What is it about?').fill('Our plans')
  const book = dialog.getByRole('button', { name: /^Book/ })
  assert.equal(await book.getAttribute('aria-disabled'), 'true')
  await dialog.getByRole('radio', { name: /^Thu 05:30, 10:00 in Kolkata/ }).click()
  await book.click()
  await page.getByText('The call is booked for Thu 05:30').waitFor()
  const row = page.getByRole('listitem').filter({ hasText: 'Our plans' })
  await row.getByText('Thu 05:30').waitFor()

  const agent = await open('agent', '/queue')
  await agent.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Calls' }).click()
  const held = agent.getByRole('listitem').filter({ hasText: 'Our plans' })
  await held.getByText('10:00').waitFor()
  await held.getByText('05:30 in Berlin').waitFor()
  await held.getByRole('button', { name: 'Move Our plans' }).click()
  await dialogOf(agent)
    .getByRole('radio', { name: /^Thu 06:00/ })
    .click()
  await dialogOf(agent).getByLabel('Why').fill('I am late.')
  await dialogOf(agent).getByRole('button', { name: /^Move/ }).click()
  await held.getByText('moved by Ann Agent: I am late.').waitFor()

  await page.reload()
  await row.getByText('Thu 06:00').waitFor()
  await row.getByRole('button', { name: 'Cancel Our plans' }).click()
  const reason = dialogOf(page).getByLabel('Why')
  await reason.fill('Settled by mail.')
  await dialogOf(page)
    .getByRole('button', { name: /^Cancel the call/ })
    .click()
  await page.getByRole('region', { name: 'Past' }).getByText('cancelled by Björn: Settled by mail.').waitFor()
})

test('D3: staff keeps its hours as people type them, books for a partner, and notes what came of it on the partner’s page', async (context) => {
  const { open, setTime, partner } = await withHours(context)
  const page = await open('agent', '/calls')
  await page.getByRole('button', { name: 'My hours' }).click()
  const dialog = dialogOf(page)
  await dialog.getByLabel('Thursday').waitFor()
  assert.equal(await dialog.getByLabel('Thursday').inputValue(), '10:00–12:00')
  await dialog.getByLabel('Friday').fill('mornings')
  await dialog.getByText('Write spans such as').waitFor()
  await dialog.getByLabel('Friday').fill('9-10')
  await dialog.getByRole('button', { name: /^Keep/ }).click()
  await page.getByText('The hours are kept.').waitFor()

  await page.goto(`/partners/${partner}`)
  await page.getByRole('region', { name: 'Calls' }).getByRole('button', { name: 'Book a call' }).click()
  await dialog.getByLabel('What is it about?').fill('How training goes')
  await dialog.getByRole('radio', { name: /^Fri 04:30/ }).click()
  await dialog.getByRole('button', { name: /^Book/ }).click()
  await page.getByText('How training goes').first().waitFor()
  setTime('2026-03-13T05:00:00Z')
  await page.reload()
  await page.getByRole('button', { name: 'Note what came of it How training goes' }).click()
  await dialog.getByLabel('What came of it').fill('Two more are certified in May.')
  await dialog.getByRole('button', { name: /^Keep/ }).click()
  await page.getByText('Two more are certified in May.').waitFor()
  const theirs = await open('borealis', '/calls')
  await theirs.getByText('How training goes').waitFor()
  assert.equal(await theirs.getByText('Two more are certified').count(), 0)
})

test('D3, A8: whom calls are not offered to is told why, and has no button that works', async (context) => {
  const { open, desk } = await withHours(context)
  const { partner } = desk.people.borealis
  await desk.app.db.system((tx) =>
    tx.call({ name: 'demote', text: `update partners set tier = 'authorised' where id = $1` }, [partner]),
  )
  const page = await open('borealis', '/calls')
  await page.getByText('Calls are not part of your tier').waitFor()
  assert.equal(await page.getByRole('button', { name: 'Book a call' }).getAttribute('aria-disabled'), 'true')
})

test('D5: a contact is written into a partner’s diary, and whoever is due or quiet stands on the page of calls', async (context) => {
  const { open, setTime, partner } = await withHours(context)
  const page = await open('agent', `/partners/${partner}`)
  await page.getByRole('button', { name: 'Write a contact into the diary' }).click()
  const dialog = dialogOf(page)
  await dialog.getByRole('radio', { name: 'Visit' }).click()
  await dialog.getByLabel('What it was about').fill('They want to sell Desk.')
  await dialog.getByLabel('Next due on').fill('2026-04-01')
  const write = dialog.getByRole('button', { name: /^Write it down/ })
  assert.equal(await write.getAttribute('aria-disabled'), 'true')
  await dialog.getByLabel('About', { exact: true }).fill('The course')
  await assertAccessible(page, 'the dialog of the diary')
  await write.click()
  const diary = page.getByRole('region', { name: 'Diary' })
  await diary.getByText('They want to sell Desk.').waitFor()
  await diary.getByText('Next due Wed 1 Apr: The course').waitFor()
  setTime('2026-06-20T06:00:00Z')
  await page.goto('/calls')
  await page.getByRole('tab', { name: 'Everybody’s' }).click()
  const due = page.getByRole('region', { name: 'Partners to talk to' })
  await due.getByRole('link', { name: 'Borealis' }).waitFor()
  await due.getByText('more than 60 days ago').first().waitFor()
  await assertAccessible(page, 'calls with partners to talk to')
})

test('The screens of calls are accessible and fit, in both themes, on a desk and a phone', async (context) => {
  const { open, post } = await withHours(context)
  await post('borealis', '/calls', {
    startsAt: '2026-03-12T05:00:00Z',
    topic: 'Our plans for the year, with some words more',
  })
  for (const who of ['borealis', 'agent'] as const satisfies readonly Who[])
    for (const look of [{ dark: false }, { width: 360, height: 780, dark: true, touch: true }]) {
      const page = await open(who, '/calls', look)
      await page.getByText('Our plans for the year').first().waitFor()
      const what = `/calls of ${who}, ${JSON.stringify(look)}`
      await assertAccessible(page, what)
      await assertFits(page, what)
      if (who === 'agent') {
        await page.getByRole('button', { name: 'My hours' }).click()
        await page.getByLabel('Thursday').waitFor()
      } else {
        await page.getByRole('button', { name: 'Book a call' }).click()
        await page.getByRole('radio').first().waitFor()
      }
      await assertAccessible(page, `a dialog of ${what}`)
      await assertFits(page, `a dialog of ${what}`)
      await page.close()
    }
})
