import assert from 'node:assert/strict'
import { test } from 'node:test'
import { escalationDesk } from '../support/escalated.ts'

const smoke = {
  type: 'Technical Support',
  subject: 'Complete outage',
  description: 'The service is down for everybody.',
}

test('C7: the report says how many proposed severities were judged and how many were right, by rule, with the tickets behind them', async (context) => {
  const { desk, get, post } = await escalationDesk(context)
  const open = async (form: object = {}) => {
    const { body } = await post('aurora', '/tickets', { ...smoke, ...form })
    return body
  }
  const [right, wrong, worse] = [await open(), await open(), await open({ kind: 'question' })]
  desk.setTime('2026-03-10T06:10:00Z')
  const waiting = await open()
  await open({ severity: 2 })
  const act = (ticket: any, action: string, body: object) => post('agent', `/tickets/${ticket.id}/${action}`, body)
  await act(right, 'severity/confirmation', { severity: 1 })
  await act(wrong, 'severity', { severity: 2, cause: 'corrected', reason: 'One user only.' })
  // What got worse was not proposed wrongly.
  await act(worse, 'severity', { severity: 2, cause: 'worsened', reason: 'It is everybody now.' })
  const { overall, rows, zone } = (await get('agent', '/reports/severity?from=2026-03-10&to=2026-03-10')).body
  assert.deepEqual(overall, { proposed: 4, judged: 3, corrected: 1, rightShare: 2 / 3 })
  assert.equal(zone, 'UTC')
  const [row] = rows
  assert.deepEqual(
    [row.desk, row.severity, row.proposed, row.judged, row.corrected, row.rightShare],
    ['support', 1, 3, 2, 1, 0.5],
  )
  assert.deepEqual(
    row.examples.map(({ number, corrected }: any) => [number, corrected]),
    [
      [wrong.number, true],
      [waiting.number, false],
      [right.number, false],
    ],
  )
  assert.equal(rows[1].rule, 'How-to requests are severity 3.')
  // A correction that is confirmed later stays a wrong proposal.
  await act(wrong, 'transfer', { desk: 'operations', reason: 'An invoice.' })
  assert.equal((await get('agent', '/reports/severity?from=2026-03-10&to=2026-03-10')).body.overall.corrected, 1)
  assert.equal((await get('agent', '/reports/severity?from=2026-03-01&to=2026-03-09')).body.overall.proposed, 0)
  assert.equal((await get('agent', '/reports/severity?from=2026-03-09&to=2026-03-01')).status, 400)
  assert.equal((await get('aurora', '/reports/severity')).status, 403)
  const csv = (await get('agent', '/reports/severity.csv?from=2026-03-10&to=2026-03-10')).body as string
  assert.match(csv, /share right,"?received, days in UTC/)
  assert.equal(csv.trim().split('\n').length, 3)
})

test('D4, C12: training coverage of each partner is a report, in all and by product, of one’s own partners or of all', async (context) => {
  const { desk, get, post, manages } = await escalationDesk(context)
  const product = (await get('agent', '/policy')).body.products[0]
  const trained = await post('admin', `/contacts/${desk.people.aurora.id}/training`, {
    product: product.id,
    completedOn: '2026-03-01',
  })
  assert.ok(trained.status < 300, JSON.stringify(trained.body))
  const { overall, rows } = (await get('agent', '/reports/training')).body
  assert.deepEqual(overall, { partners: 2, contacts: 3, trained: 1, share: 1 / 3 })
  assert.deepEqual(
    rows.map(({ name, contacts, trained, share }: any) => [name, contacts, trained, share]),
    [
      ['Aurora', 2, 1, 0.5],
      ['Borealis', 1, 0, 0],
    ],
  )
  assert.deepEqual(rows[0].products, [{ product: product.id, name: product.name, trained: 1 }])
  await manages(desk.people.agent, 'borealis')
  const mine = (await get('agent', '/reports/training?mine=true')).body
  assert.deepEqual(
    mine.rows.map(({ name }: any) => name),
    ['Borealis'],
  )
  assert.match((await get('agent', '/reports/training.csv')).body, /Aurora,Premium,2,1,0.5/)
  assert.equal((await get('aurora', '/reports/training')).status, 403)
})
