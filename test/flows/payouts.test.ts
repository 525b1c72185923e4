import assert from 'node:assert/strict'
import { test } from 'node:test'
import { verify, type Difference } from '../../src/services/verify.ts'
import { wakeRuns } from '../../src/services/workflow/runs.ts'
import { ask, cast } from '../support/http.ts'
import { payoutDesk, pdf } from '../support/payouts.ts'

// Aurora and its colleague are in India, Borealis is in Germany. It is Tuesday 10 March 2026, 11:30 in India.
// Counted on a calendar: business day 15 is Tuesday 31 March, business day 20 Tuesday 7 April.
const dayTwenty = '2026-04-07T18:30:00Z'

test('E3: an invoice is uploaded, expected after 15 and late after 20 business days of its entity, and paid with day and reference', async (context) => {
  const desk = await payoutDesk(context)
  const payout = await desk.invoice('aurora')
  const { id, ticket, invoice, partner, ...shown } = payout
  assert.deepEqual(shown, {
    entity: { id: 'india', name: 'India', zone: 'Asia/Kolkata' },
    amount: { amount: 1250.5, currency: 'EUR' },
    invoiceNumber: '2026-017',
    state: 'with-us',
    uploadedAt: '2026-03-10T06:00:00Z',
    uploadedOn: '2026-03-10',
    expectedOn: '2026-03-31',
    expectedBy: '2026-03-31T18:30:00Z',
    lateAfterOn: '2026-04-07',
    lateAfter: dayTwenty,
    overdue: false,
    wasLate: false,
    paid: null,
    returnedBecause: null,
    may: [],
  })
  assert.equal(partner.name, 'Aurora')
  const path = `/tickets/${ticket.id}`
  // The file is on the ticket's first message, and the partner is told the days.
  const first = (await desk.get('aurora', `${path}/messages`)).body.items[0]
  assert.deepEqual(
    first.attachments.map((file: any) => file.id),
    [invoice.id],
  )
  const [letter] = await desk.letters(path)
  assert.match(letter?.subject ?? '', /Invoice 2026-017 has arrived$/)
  assert.equal(letter?.to, cast.aurora.email)

  desk.desk.setTime('2026-03-20T09:00:00Z')
  assert.deepEqual((await desk.payout('agent', id)).may, ['pay', 'reject'])
  const paid = await desk.post('agent', `/payouts/${id}/paid`, { paidOn: '2026-03-19', reference: 'TRF-88121' })
  assert.equal(paid.status, 200, JSON.stringify(paid.body))
  assert.deepEqual(
    [paid.body.state, paid.body.paid, paid.body.may],
    ['paid', { on: '2026-03-19', reference: 'TRF-88121' }, []],
  )
  // It is the vendor's answer: said on the ticket, which is solved with it; the letter goes out once.
  const { status, clocks } = (await desk.get('aurora', path)).body
  assert.equal(status, 'solved')
  assert.ok(clocks.every((clock: any) => clock.stoppedAt !== null))
  const said = (await desk.get('aurora', `${path}/messages`)).body.items.at(-1)
  assert.match(
    said.body,
    /EUR 1250\.50 for your invoice 2026-017 to India was paid on Thu 19 Mar 2026\. Reference of the payment: TRF-88121\./,
  )
  assert.equal(said.author.name, 'Ann Agent')
  const sent = (await desk.get('agent', `${path}/letters`)).body.items
    .filter(({ to }: any) => to[0].email === cast.aurora.email)
    .map(({ template }: any) => template)
  assert.deepEqual(sent, ['workflow', 'workflow'])
  const differences: Difference[] = []
  await verify(desk.desk.app, (difference) => void differences.push(difference))
  assert.deepEqual(differences, [])
})

test('E3: a late one raises its follow-up by itself, once, dated with its own instant even when it is noticed days later', async (context) => {
  const desk = await payoutDesk(context)
  const { id, ticket } = await desk.invoice('aurora')
  const path = `/tickets/${ticket.id}`
  desk.desk.setTime('2026-03-31T18:30:00Z')
  await desk.wakeRuns()
  assert.deepEqual([(await desk.payout('aurora', id)).overdue, (await desk.letters(path)).length], [false, 1])
  // The expected day is over: the desk is reminded, the promise still holds.
  desk.desk.setTime('2026-03-31T18:30:00.001Z')
  await desk.wakeRuns()
  assert.deepEqual(
    [(await desk.payout('aurora', id)).overdue, (await desk.payout('aurora', id)).state],
    [true, 'with-us'],
  )
  assert.match((await desk.letters(path)).at(-1)?.subject ?? '', /Expected by now: EUR 1250\.50 to Aurora$/)
  // Its last instant is still in time.
  desk.desk.setTime(dayTwenty)
  await desk.wakeRuns()
  assert.equal((await desk.payout('aurora', id)).state, 'with-us')
  // The program was down over Easter.
  desk.desk.setTime('2026-04-11T03:00:00Z')
  await Promise.all([wakeRuns(desk.desk.app, 100), wakeRuns(desk.desk.app, 100)])
  await desk.wakeRuns()
  const late = await desk.payout('aurora', id)
  assert.deepEqual([late.state, late.wasLate, late.overdue], ['late', true, false])
  const run = await desk.run('agent', path)
  assert.deepEqual([run.waitsFor, run.since], ['lead', dayTwenty])
  assert.deepEqual(
    run.log.filter(({ kind }: any) => kind === 'deadline').map(({ at, notedAt }: any) => [at, notedAt]),
    [
      ['2026-03-31T18:30:00Z', '2026-03-31T18:30:00.001Z'],
      [dayTwenty, '2026-04-11T03:00:00Z'],
    ],
  )
  assert.deepEqual(
    (await desk.letters(path)).slice(2).map(({ subject }) => subject.replace(/^\S+ /, '')),
    ['Late: EUR 1250.50 to Aurora', 'Invoice 2026-017 is paid late'],
  )
  // What waits for a lead is what the desk looks at.
  assert.deepEqual(
    (await desk.get('agent', '/runs?waitsFor=lead')).body.items.map(({ state }: any) => state.id),
    ['late'],
  )
  await desk.post('agent', `/payouts/${id}/paid`, { paidOn: '2026-04-11', reference: 'TRF-2' })
  const paid = await desk.payout('aurora', id)
  assert.deepEqual([paid.state, paid.wasLate], ['paid', true])
})

test('E3: one that nobody noticed as late before it was paid has been late all the same', async (context) => {
  const desk = await payoutDesk(context)
  const { id } = await desk.invoice('aurora')
  desk.desk.setTime('2026-04-08T06:00:00Z')
  await desk.post('agent', `/payouts/${id}/paid`, { paidOn: '2026-04-08', reference: 'TRF-3' })
  const { state, wasLate } = await desk.payout('aurora', id)
  assert.deepEqual([state, wasLate], ['paid', true])
})

test('E3: an invoice that is returned goes back with its reason; the corrected one has a clock of its own', async (context) => {
  const desk = await payoutDesk(context)
  const { id, ticket } = await desk.invoice('aurora')
  const path = `/tickets/${ticket.id}`
  desk.desk.setTime('2026-03-10T09:00:00Z')
  const returned = await desk.post('agent', `/payouts/${id}/reject`, { reason: 'The amount is without taxes.' })
  assert.deepEqual([returned.body.state, returned.body.returnedBecause], ['returned', 'The amount is without taxes.'])
  // The agent's reason is its answer: nothing of the ticket runs on.
  const { clocks } = (await desk.get('aurora', path)).body
  assert.ok(
    clocks.every((clock: any) => clock.state === 'met'),
    JSON.stringify(clocks),
  )
  assert.deepEqual((await desk.payout('aurora', id)).may, ['upload'])
  assert.match(
    (await desk.run('aurora', path)).asks,
    /was returned: The amount is without taxes\. Upload a corrected one/,
  )
  // Time that was counting counts no more.
  desk.desk.setTime('2026-04-20T06:00:00Z')
  await desk.wakeRuns()
  assert.equal((await desk.payout('aurora', id)).state, 'returned')
  const { entity: _entity, ...again } = await desk.form('aurora', { amount: { amount: 1487.5, currency: 'eur' } })
  const sent = await desk.post('aurora', `/payouts/${id}/invoice`, again)
  assert.equal(sent.status, 200, JSON.stringify(sent.body))
  const { state, uploadedOn, expectedOn, lateAfterOn, amount, returnedBecause, wasLate, invoice } = sent.body
  assert.deepEqual(
    [state, uploadedOn, expectedOn, lateAfterOn, amount, returnedBecause, wasLate],
    ['with-us', '2026-04-20', '2026-05-11', '2026-05-18', { amount: 1487.5, currency: 'EUR' }, null, false],
  )
  assert.equal(invoice.id, again.invoice)
  assert.equal((await desk.get('agent', `/attachments/${invoice.id}`)).status, 200)
  assert.equal((await desk.get('borealis', `/attachments/${invoice.id}`)).status, 404)
  const counted = (await desk.get('aurora', path)).body.clocks.length
  assert.equal(counted, clocks.length, 'a corrected invoice asks for no answer of its own')
  const differences: Difference[] = []
  await verify(desk.desk.app, (difference) => void differences.push(difference))
  assert.deepEqual(differences, [])
})

test('E3: what is refused says every wrong field at once, and leaves nothing', async (context) => {
  const desk = await payoutDesk(context)
  const picture = await desk.upload('aurora', Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1'), 'scan.png')
  const wrong = await desk.send('aurora', { entity: 'atlantis', invoice: picture })
  assert.equal(wrong.status, 422)
  assert.deepEqual(
    wrong.body.errors.map(({ field }: any) => field),
    ['entity', 'invoice'],
  )
  assert.match(wrong.body.errors[1].message, /'scan\.png' is no PDF/)
  for (const [change, field] of [
    [{ amount: { amount: 0, currency: 'EUR' } }, 'amount.amount'],
    [{ amount: { amount: 5, currency: 'EURO' } }, 'amount.currency'],
    [{ invoiceNumber: ' ' }, 'invoiceNumber'],
    [{ invoice: '0192aa00-0000-7000-8000-000000000000' }, 'invoice'],
    [{ amount: { amount: 0.001, currency: 'EUR' } }, 'amount'],
    [{ contactEmail: cast.borealis.email }, null],
  ] as const) {
    const refused = await desk.send('aurora', { invoiceNumber: 'X-1', ...change })
    if (field === null) assert.equal(refused.body.partner?.name, 'Aurora', 'a partner uploads its own only')
    else assert.equal(refused.body.errors[0].field, field, JSON.stringify(refused.body))
  }
  const { items } = (await desk.get('agent', '/payouts')).body
  assert.deepEqual(
    items.map(({ invoiceNumber }: any) => invoiceNumber),
    ['X-1'],
  )
  // Staff says for whom.
  assert.equal((await desk.send('agent')).body.errors[0].field, 'contactEmail')
  assert.equal(
    (await desk.send('agent', { contactEmail: 'nobody@nowhere.example' })).body.errors[0].field,
    'contactEmail',
  )
  const onBehalf = await desk.invoice('agent', { contactEmail: cast.borealis.email, entity: 'europe' })
  assert.equal(onBehalf.partner.name, 'Borealis')
})

test('E3: a payment is recorded once, by the vendor, on a day from the upload until today', async (context) => {
  const desk = await payoutDesk(context)
  const { id, ticket } = await desk.invoice('aurora')
  desk.desk.setTime('2026-03-16T06:00:00Z')
  const pay = (whose: 'aurora' | 'agent', paidOn: string) =>
    desk.post(whose, `/payouts/${id}/paid`, { paidOn, reference: 'TRF-1' })
  assert.equal((await pay('aurora', '2026-03-16')).status, 403)
  for (const paidOn of ['2026-03-09', '2026-03-17']) {
    const refused = await pay('agent', paidOn)
    assert.deepEqual([refused.status, refused.body.errors[0].field], [409, 'paidOn'])
  }
  assert.equal((await desk.post('aurora', `/payouts/${id}/invoice`, await again(desk))).status, 409)
  assert.equal((await desk.post('agent', `/tickets/${ticket.id}/solve`, { body: 'Paid.' })).status, 409)
  assert.equal((await pay('agent', '2026-03-16')).status, 200)
  assert.equal((await pay('agent', '2026-03-16')).status, 409)
  assert.equal((await desk.post('agent', `/payouts/${id}/reject`, { reason: 'Too late.' })).status, 409)
})

const again = async (desk: Awaited<ReturnType<typeof payoutDesk>>) => {
  const { entity: _entity, ...invoice } = await desk.form('aurora')
  return invoice
}

test('E3: the same upload twice is one payout: by key, by file, by number; two at once too', async (context) => {
  const desk = await payoutDesk(context)
  const key = await desk.desk.keyOf(cast.aurora.email)
  const body = await desk.form('aurora')
  const send = (idempotency?: string, what: object = body) =>
    ask(desk.desk.url, 'POST', '/api/v1/payouts', {
      key,
      body: what,
      headers: idempotency === undefined ? {} : { 'idempotency-key': idempotency },
    })
  const [first, second] = [await send('one'), await send('one')]
  assert.deepEqual([first.status, second.status], [201, 201])
  assert.equal(first.body.id, second.body.id)
  // The upload has been used.
  assert.equal((await send()).body.errors[0].field, 'invoice')
  const sameNumber = await desk.send('aurora', { invoiceNumber: '2026-017' })
  assert.deepEqual([sameNumber.status, sameNumber.body.errors[0].field], [409, 'invoiceNumber'])
  // To another entity it is another invoice; another partner counts its own numbers.
  await desk.invoice('aurora', { entity: 'mea' })
  await desk.invoice('borealis', { entity: 'india' })
  const content = pdf('one and the same')
  const copies = await Promise.all(
    ['A-1', 'A-2'].map(async (invoiceNumber) =>
      desk.form('aurora', { invoiceNumber, invoice: await desk.upload('aurora', content) }),
    ),
  )
  const both = await Promise.all(copies.map((copy) => send(undefined, copy)))
  assert.deepEqual(both.map(({ status }) => status).toSorted(), [201, 409])
  const twoAtOnce = await Promise.all(
    [1, 2].map(async () => send(undefined, await desk.form('aurora', { invoiceNumber: 'B-1' }))),
  )
  assert.deepEqual(twoAtOnce.map(({ status }) => status).toSorted(), [201, 409])
  // A refused one has left no ticket behind.
  const tickets = (await desk.get('aurora', '/tickets?view=all&limit=200')).body.items.length
  const mine = (await desk.get('aurora', '/payouts?limit=200')).body.items.length
  assert.deepEqual([tickets, mine], [4, 4])
  assert.deepEqual(desk.desk.complaints, [])
})

test('E3: one that was returned or taken back frees its number and its file', async (context) => {
  const desk = await payoutDesk(context)
  const content = pdf('the first')
  const { ticket } = await desk.invoice('aurora', { invoice: await desk.upload('aurora', content) })
  assert.equal((await desk.step('aurora', `/tickets/${ticket.id}`, 'withdraw')).status, 200)
  const next = await desk.invoice('aurora', { invoice: await desk.upload('aurora', content) })
  await desk.post('agent', `/payouts/${next.id}/reject`, { reason: 'A wrong bank account.' })
  const states = (await desk.get('aurora', '/payouts')).body.items.map(({ state }: any) => state)
  assert.deepEqual(states.toSorted(), ['returned', 'withdrawn'])
  assert.equal((await desk.send('aurora')).status, 201)
  // Now the number is another payout's: the returned one is uploaded under a new one.
  const { entity: _entity, ...same } = await desk.form('aurora')
  assert.equal((await desk.post('aurora', `/payouts/${next.id}/invoice`, same)).status, 409)
})

test('E3, G3: a partner sees its own payouts, sums and table; the vendor sees all; formulas are text', async (context) => {
  const desk = await payoutDesk(context)
  await desk.invoice('aurora', { invoiceNumber: '=SUM(A1)', amount: { amount: 0.1, currency: 'USD' } })
  const { id } = await desk.invoice('aurora', { invoiceNumber: 'A-2', amount: { amount: 0.2, currency: 'USD' } })
  await desk.invoice('aurora', { invoiceNumber: 'A-3', entity: 'europe' })
  await desk.invoice('borealis', { entity: 'europe' })
  await desk.post('agent', `/payouts/${id}/paid`, { paidOn: '2026-03-10', reference: 'TRF-9' })
  const list = (await desk.get('aurora', '/payouts?limit=2')).body
  assert.deepEqual(
    list.sums.map(({ entity, ...sum }: any) => [entity.id, sum.currency, sum.state, sum.count, sum.amount]),
    [
      ['europe', 'EUR', 'with-us', 1, 1250.5],
      ['india', 'USD', 'paid', 1, 0.2],
      ['india', 'USD', 'with-us', 1, 0.1],
    ],
  )
  assert.equal(list.items.length, 2)
  const rest = (await desk.get('aurora', `/payouts?limit=2&cursor=${list.nextCursor}`)).body
  assert.equal(rest.items.length, 1)
  assert.equal(list.entities[0].id, 'india')
  assert.deepEqual(list.takes, { expectedAfter: '15 business days', lateAfter: '20 business days' })
  assert.equal(list.notes.length, 3)
  assert.equal((await desk.get('borealis', `/payouts?partner=${desk.partnerOf('aurora')}`)).body.items.length, 0)
  assert.equal((await desk.get('borealis', `/payouts/${id}`)).status, 404)
  const everything = (await desk.get('agent', '/payouts?state=with-us&entity=europe')).body.items
  assert.deepEqual(everything.map(({ partner }: any) => partner.name).toSorted(), ['Aurora', 'Borealis'])
  const table = await fetch(`${desk.desk.url}/api/v1/payouts.csv?entity=india`, {
    headers: { authorization: `Bearer ${await desk.desk.keyOf(cast.aurora.email)}` },
  })
  const lines = (await table.text()).trim().split('\n')
  assert.equal(table.headers.get('content-type'), 'text/csv; charset=utf-8')
  assert.equal(lines.length, 3)
  assert.match(
    lines[1] ?? '',
    /^Aurora,India,A-2,0\.20,USD,paid,2026-03-10,2026-03-31,2026-04-07,no,2026-03-10,TRF-9,,/,
  )
  assert.match(lines[2] ?? '', /^Aurora,India,'=SUM\(A1\),0\.10,USD,being paid,/)
})

test('E3: an invoice that comes on a ticket of its own begins the same way, and only as a PDF that is there', async (context) => {
  const desk = await payoutDesk(context)
  const { path } = await desk.openOperations('aurora')
  const fields = { entity: 'india', amount: { amount: 10, currency: 'USD' }, invoiceNumber: 'T-1', invoice: 'mine.pdf' }
  const without = await desk.begin('aurora', path, 'payout', fields)
  assert.deepEqual([without.status, without.body.errors[0].field], [409, 'fields.invoice'])
  const attachments = [await desk.upload('aurora', pdf('on a ticket'), 'mine.pdf')]
  await desk.post('aurora', `${path}/messages`, { body: 'The invoice.', visibility: 'public', attachments })
  assert.equal((await desk.begin('aurora', path, 'payout', fields)).status, 201)
  assert.equal((await desk.get('aurora', '/payouts')).body.items[0].invoiceNumber, 'T-1')
})
