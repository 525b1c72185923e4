import assert from 'node:assert/strict'
import { test } from 'node:test'
import { zoho } from '../../test/support/policies.ts'
import type { Policy } from './policy.ts'
import { daysUntil, duesWords, reminderDue, renewalsInWords, sayLeft, sumsByCurrency, sumsInWords } from './renewal.ts'

const days = zoho.partnership.renewalReminderDays

test('E4: reminders are due 30, 15, 7 and 1 days before; one that was missed is made up for until the next', () => {
  // Renewal on 31 March 2026; the days left are counted on a calendar.
  const rows = [
    ['2026-02-28', null], // 31 left
    ['2026-03-01', 30],
    ['2026-03-02', 30],
    ['2026-03-15', 30], // 16 left
    ['2026-03-16', 15],
    ['2026-03-23', 15], // 8 left
    ['2026-03-24', 7],
    ['2026-03-29', 7], // 2 left
    ['2026-03-30', 1],
    ['2026-03-31', 1], // today
    ['2026-04-01', null],
  ] as const
  for (const [today, due] of rows) assert.equal(reminderDue(days, today, '2026-03-31'), due, today)
})

test('E4: days are those of the calendar, over the change of the clocks, a leap day and the end of a year', () => {
  assert.equal(daysUntil('2026-03-28', '2026-03-30'), 2)
  assert.equal(daysUntil('2028-02-28', '2028-03-01'), 2)
  assert.equal(daysUntil('2026-12-31', '2027-01-01'), 1)
  assert.deepEqual([-2, -1, 0, 1, 7].map(sayLeft), ['2 days ago', 'yesterday', 'today', 'tomorrow', 'in 7 days'])
})

const row = {
  customerName: 'Kestrel Ltd',
  service: 'Zoho CRM Enterprise',
  renewsOn: '2026-03-31',
  payer: 'partner',
  amount: 0.1,
  currency: 'USD',
} as const

test('E4: [O] "all invoices will be sent to you, and you will need to reach out to the customer": the words stand by whose card it is', () => {
  const said = renewalsInWords(zoho, '2026-03-24', [
    { ...row, payer: 'unknown', amount: null, currency: null },
    row,
    { ...row, payer: 'customer', customerName: 'Nord GmbH' },
  ])
  const [own, customers, unknown] = said.split('\n\n')
  assert.match(
    own ?? '',
    /^On your card: the invoices go to you, and you remind your customer before the day\. Zoho does not write to your customer, and will not collect\.\n- Tue 31 Mar 2026 \(in 7 days\): Kestrel Ltd, Zoho CRM Enterprise, USD 0\.10$/,
  )
  assert.match(customers ?? '', /^On the customer's card: [^\n]*\n- [^\n]*Nord GmbH/)
  assert.match(unknown ?? '', /^Nobody has said whose card[^\n]*\n- .*, amount not said$/)
})

test('E4: amounts are summed by currency, to the cent, and never across currencies', () => {
  const sums = sumsByCurrency([
    row,
    { ...row, amount: 0.2 },
    { ...row, currency: 'EUR' },
    { ...row, currency: null, amount: 5 },
    { ...row, amount: null },
  ])
  assert.deepEqual(sums, [
    { currency: 'EUR', amount: 0.1, count: 1 },
    { currency: 'USD', amount: 0.3, count: 2 },
    { currency: null, amount: 5, count: 1 },
  ])
  assert.equal(sumsInWords(sums), 'EUR 0.10, USD 0.30, currency not said 5.00')
  assert.equal(sumsInWords([]), 'no amount is known')
})

test('A policy that was published before there were words about cards says none', () => {
  const { renewals: _none, ...partnership } = zoho.partnership
  assert.equal(duesWords({ ...zoho, partnership } as unknown as Policy).partner, '')
})
