import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { remindOfRenewals } from '../../src/services/renewals/reminders.ts'
import { addressDue } from '../../src/services/outbox/deliver.ts'
import { declineLetters } from '../../src/storage/letter-lists.ts'
import { keepSubscriptions } from '../../src/storage/import/subscriptions.ts'
import type { Subscription } from '../../src/storage/subscriptions.ts'
import { cast, type DeskOptions } from '../support/http.ts'
import { renewing } from '../support/renewals.ts'
import { workflowDesk } from '../support/runs.ts'

// Kestrel Ltd is Aurora's (Asha and Arun) in India, Nord GmbH Borealis's (Björn) in Germany. It is Tuesday 10 March 2026.

async function renewalDesk(context: TestContext, options: DeskOptions = {}) {
  const base = await workflowDesk(context, options)
  const { app } = base.desk
  const customers = { aurora: await base.customerOf('aurora'), borealis: await base.customerOf('borealis') }
  return {
    ...base,
    subscribe: (whose: 'aurora' | 'borealis', id: string, change: Partial<Subscription> = {}) =>
      app.db.system((tx) =>
        keepSubscriptions(
          tx,
          [renewing({ id, customer: customers[whose], partner: base.partnerOf(whose), ...change })],
          app.now(),
        ),
      ),
    remind: () => remindOfRenewals(app),
    /** Letters about renewals, the first written first. */
    async reminders(): Promise<{ to: string; subject: string; text: string }[]> {
      const { items } = (await base.get('agent', '/letters?limit=200')).body
      const of = items.filter(({ template }: any) => template === 'renewals-due').toReversed()
      return Promise.all(
        of.map(async ({ id, to }: any) => {
          const { body } = await base.get('agent', `/letters/${id}`)
          return { to: to[0].email, subject: body.subject, text: body.text }
        }),
      )
    },
  }
}

const days = (from: string, count: number): string[] =>
  Array.from({ length: count }, (_, at) => Temporal.PlainDate.from(from).add({ days: at }).toString())

test('E4: over simulated days each contact of the partner gets one letter 30, 15, 7 and 1 days before, whatever the day of the week', async (context) => {
  const desk = await renewalDesk(context)
  // A Sunday, beyond the change of the clocks; two of one day, one of them two days later, come in one letter.
  await desk.subscribe('borealis', 'N-1', {
    nextRecurringOn: '2026-04-12',
    payer: 'customer',
    currency: 'EUR',
    email: null,
  })
  await desk.subscribe('borealis', 'N-2', {
    nextRecurringOn: '2026-04-12',
    currency: 'EUR',
    amount: 80,
    email: null,
  } as never)
  const written: string[] = []
  for (const day of days('2026-03-11', 36)) {
    // Every six hours, and what was told is not told again.
    for (const hour of ['00', '06', '12', '18']) {
      desk.desk.setTime(`${day}T${hour}:00:00Z`)
      const { letters } = await desk.remind()
      if (letters > 0) written.push(`${day}T${hour}`)
    }
  }
  // Germany: 07:00 is 06:00 UTC in winter, and 05:00 in summer, from 29 March on.
  assert.deepEqual(written, ['2026-03-13T06', '2026-03-28T06', '2026-04-05T06', '2026-04-11T06'])
  const letters = await desk.reminders()
  assert.deepEqual(
    letters.map(({ to }) => to),
    Array(4).fill(cast.borealis.email),
  )
  assert.match(letters[2]?.subject ?? '', /Renewals coming up: 2$/)
  assert.match(
    letters[2]?.text ?? '',
    /On your card: the invoices go to you[^]*- Sun 12 Apr 2026 \(in 7 days\): Nord GmbH, Zoho CRM Enterprise, EUR 120\.00[^]*On the customer's card[^]*Together: EUR 240\.00/,
  )
  assert.match(letters[3]?.text ?? '', /\(tomorrow\)/)
  assert.match(letters[0]?.text ?? '', /Zoho has written to none of your customers about it, and will not\./)
  const [first] = (await desk.get('borealis', '/renewals?within=0')).body.items
  assert.deepEqual(
    first.reminders.map((each: any) => each.days),
    [30, 15, 7, 1],
  )
})

test('E4: it goes out in the morning of the partner’s own day, to every contact who is still there', async (context) => {
  const desk = await renewalDesk(context)
  await desk.subscribe('aurora', 'K-1')
  // 06:59 in India.
  desk.desk.setTime('2026-03-10T01:29:00Z')
  assert.deepEqual(await desk.remind(), { letters: 0 })
  desk.desk.setTime('2026-03-10T01:30:00Z')
  assert.deepEqual(await desk.remind(), { letters: 2 })
  assert.deepEqual((await desk.reminders()).map(({ to }) => to).toSorted(), [cast.colleague.email, cast.aurora.email])
})

test('E4: once each even where two jobs run at once, one is late by days, or one broke off in the middle', async (context) => {
  const desk = await renewalDesk(context)
  await desk.subscribe('aurora', 'K-1')
  await Promise.all([desk.remind(), desk.remind(), desk.remind()])
  assert.equal((await desk.reminders()).length, 2)
  // Down from 7 days before until 3 before: nothing was missed. Down over the last day: made up for on the day itself.
  desk.desk.setTime('2026-03-14T06:00:00Z')
  assert.deepEqual(await desk.remind(), { letters: 0 })
  desk.desk.setTime('2026-03-17T06:00:00Z')
  assert.deepEqual(await desk.remind(), { letters: 2 })
  assert.match((await desk.reminders()).at(-1)?.text ?? '', /\(today\)/)
  // Breaks off before its end: nothing of it is there, and the next one does it.
  await desk.subscribe('borealis', 'N-1', { email: null })
  const { app } = desk.desk
  const broken = {
    ...app,
    newId: app.newId,
    policies: { ...app.policies, current: () => ({ ...app.policies.current(), desks: [] }) },
  }
  await assert.rejects(remindOfRenewals(broken), /no desk/)
  assert.deepEqual(await desk.remind(), { letters: 1 })
})

test('E4: one that became inactive, was moved, or left its partner is right the next time', async (context) => {
  const desk = await renewalDesk(context)
  await desk.subscribe('aurora', 'K-1', { nextRecurringOn: '2026-03-25' })
  await desk.subscribe('aurora', 'K-2', { nextRecurringOn: '2026-03-25' })
  await desk.subscribe('aurora', 'K-3', { nextRecurringOn: null })
  await desk.remind()
  assert.match((await desk.reminders()).at(-1)?.subject ?? '', /: 2$/)
  await desk.subscribe('aurora', 'K-1', { nextRecurringOn: '2026-03-25', status: 'inactive' })
  // Moved by a month: its reminders begin anew.
  await desk.subscribe('aurora', 'K-2', { nextRecurringOn: '2026-04-25' })
  desk.desk.setTime('2026-03-18T06:00:00Z')
  assert.deepEqual(await desk.remind(), { letters: 0 })
  desk.desk.setTime('2026-03-26T06:00:00Z')
  assert.deepEqual(await desk.remind(), { letters: 2 })
  assert.match((await desk.reminders()).at(-1)?.text ?? '', /Sat 25 Apr 2026 \(in 30 days\)/)
  const untag = { name: 'untag', text: 'update customers set untagged_at = $1 where id = $2' }
  await desk.desk.app.db.system((tx) => tx.call(untag, [desk.desk.app.now(), null]))
  await desk.desk.app.db.system(async (tx) => tx.call(untag, [desk.desk.app.now(), await desk.customerOf('aurora')]))
  desk.desk.setTime('2026-04-10T06:00:00Z')
  assert.deepEqual(await desk.remind(), { letters: 0 })
  assert.deepEqual((await desk.get('agent', '/renewals')).body.items, [])
})

test('E4: who wants no more of these letters gets none, where mail is sent; the others do', async (context) => {
  const desk = await renewalDesk(context, { letters: 'queued' })
  await desk.subscribe('aurora', 'K-1')
  const { app } = desk.desk
  await app.db.system((tx) => declineLetters(tx, cast.colleague.email, 'renewals-due', app.now()))
  await desk.remind()
  await addressDue(app)
  const { items } = (await desk.get('agent', '/letters?limit=200')).body
  assert.deepEqual(
    items
      .filter(({ template }: any) => template === 'renewals-due')
      .map(({ to, state }: any) => [to[0].email, state])
      .toSorted(),
    [
      [cast.colleague.email, 'declined'],
      [cast.aurora.email, 'queued'],
    ],
  )
})

test('E4: the list: the next first, by customer, by amount; filtered; sums by currency over all of it; a table for calendars', async (context) => {
  const desk = await renewalDesk(context)
  await desk.subscribe('aurora', 'K-1', { nextRecurringOn: '2026-03-20', nextRecurringAmount: 0.1 })
  await desk.subscribe('aurora', 'K-2', { nextRecurringOn: '2026-03-15', nextRecurringAmount: 0.2, payer: null })
  await desk.subscribe('aurora', 'K-3', { nextRecurringOn: '2026-06-01', nextRecurringAmount: 900, currency: 'EUR' })
  await desk.subscribe('aurora', 'K-4', {
    nextRecurringOn: '2026-03-01',
    nextRecurringAmount: null,
    currency: null,
    serviceName: '=Desk',
  })
  await desk.subscribe('aurora', 'K-5', { nextRecurringOn: '2026-03-15', status: 'inactive' })
  await desk.subscribe('aurora', 'K-6', { nextRecurringOn: '2027-01-15' })
  await desk.subscribe('borealis', 'N-1', { email: null })
  const ids = async (query: string) =>
    (await desk.get('aurora', `/renewals${query}`)).body.items.map(({ id }: any) => id)
  assert.deepEqual(await ids(''), ['K-4', 'K-2', 'K-1', 'K-3'])
  assert.deepEqual(await ids('?sort=amount'), ['K-3', 'K-2', 'K-1', 'K-4'])
  assert.deepEqual(await ids('?payer=unknown'), ['K-2'])
  assert.deepEqual(await ids('?currency=eur'), ['K-3'])
  assert.deepEqual(await ids('?within=7'), ['K-4', 'K-2'])
  assert.deepEqual(await ids('?q=desk'), ['K-4'])
  const { body } = await desk.get('aurora', '/renewals?limit=3&sort=amount')
  assert.equal(
    (await desk.get('aurora', `/renewals?limit=3&sort=amount&cursor=${body.nextCursor}`)).body.items[0].id,
    'K-4',
  )
  assert.deepEqual(
    body.sums.map(({ currency, payer, count, amount, withoutAmount }: any) => [
      currency,
      payer,
      count,
      amount,
      withoutAmount,
    ]),
    [
      ['EUR', 'partner', 1, 900, 0],
      ['USD', 'partner', 1, 0.1, 0],
      ['USD', 'unknown', 1, 0.2, 0],
      [null, 'partner', 1, 0, 1],
    ],
  )
  assert.equal(body.items[0].daysLeft, 83)
  assert.equal((await desk.get('agent', '/renewals')).body.items.length, 5)
  assert.equal((await desk.get('aurora', `/renewals?partner=${desk.partnerOf('borealis')}`)).body.items.length, 0)
  const table = await fetch(`${desk.desk.url}/api/v1/renewals.csv`, {
    headers: { authorization: `Bearer ${await desk.desk.keyOf(cast.aurora.email)}` },
  })
  const lines = (await table.text()).trim().split('\n')
  assert.match(lines[0] ?? '', /^\uFEFF?Subject,Start Date,All Day Event,Description,/)
  assert.equal(lines.length, 5)
  assert.match(
    lines[2] ?? '',
    /^"Renewal: Kestrel Ltd, Zoho CRM Enterprise",2026-03-15,True,USD 0\.20\. Nobody has said/,
  )
  assert.match(lines[1] ?? '', /,'=Desk Enterprise,/)
})

test('E4: the partner says whose card it is, and so may the vendor; the history says who; another partner finds nothing', async (context) => {
  const desk = await renewalDesk(context)
  await desk.subscribe('aurora', 'K/1 ß', { payer: null })
  const path = `/subscriptions/${encodeURIComponent('K/1 ß')}`
  const patch = (whose: 'aurora' | 'borealis' | 'agent', body: unknown) => desk.patch(whose, path, body)
  assert.equal((await patch('borealis', { payer: 'customer' })).status, 404)
  assert.equal((await patch('aurora', { payer: 'bank' })).body.errors[0].field, 'payer')
  assert.equal((await patch('aurora', { payer: 'partner', licences: 900 })).body.errors[0].field, 'licences')
  const set = await patch('aurora', { payer: 'partner' })
  assert.deepEqual([set.status, set.body.payer], [200, 'partner'])
  assert.equal((await patch('agent', { payer: null })).body.payer, null)
  const { items } = (await desk.get('agent', `/partners/${desk.partnerOf('aurora')}/history`)).body
  assert.deepEqual(
    items.slice(0, 2).map(({ what, was, became, by }: any) => [what, was, became, by.name]),
    [
      ['card of K/1 ß', 'partner', null, 'Ann Agent'],
      ['card of K/1 ß', null, 'partner', 'Asha'],
    ],
  )
})
