import assert from 'node:assert/strict'
import { test } from 'node:test'
import { verify } from '../../src/services/verify.ts'
import { escalationDesk } from '../support/escalated.ts'

test('C7: a severity is proposed with the rule and the words, confirmed once by an agent, and the partner sees who and when', async (context) => {
  const { get, post, desk: running } = await escalationDesk(context)
  const opened = await post('aurora', '/tickets', {
    type: 'Technical Support',
    subject: 'Complete outage',
    description: 'The service is down for everybody.',
  })
  assert.equal(opened.body.severity, 1)
  assert.match(opened.body.severityBecause, /matches/)
  assert.equal(opened.body.severityConfirmed, null)
  const path = `/tickets/${opened.body.id}`
  assert.equal((await post('aurora', `${path}/severity/confirmation`, { severity: 1 })).status, 403)
  running.setTime('2026-03-10T06:05:00Z')
  const done = await post('agent', `${path}/severity/confirmation`, { severity: 1 })
  assert.equal(done.status, 200)
  assert.deepEqual(done.body.severityConfirmed, { at: '2026-03-10T06:05:00Z', by: 'Ann Agent' })
  assert.deepEqual(done.body.clocks, opened.body.clocks)
  assert.deepEqual((await get('aurora', path)).body.severityConfirmed, done.body.severityConfirmed)
  const again = await post('agent', `${path}/severity/confirmation`, { severity: 1 })
  assert.equal(again.status, 409)
  const { items } = (await get('aurora', `${path}/events`)).body
  assert.deepEqual(items.map(({ kind, words }: any) => [kind, words]).at(-1), [
    'severity-confirmed',
    'Severity 1 confirmed.',
  ])
})

test('C7, C8: a change confirms as well; an upheld dispute counts as corrected; a declined one confirms what stands', async (context) => {
  const { get, post, openSupport } = await escalationDesk(context)
  const changed = await openSupport()
  await post('agent', `${changed.path}/severity`, { severity: 1, cause: 'worsened', reason: 'Everybody now.' })
  assert.equal((await get('aurora', changed.path)).body.severityConfirmed.by, 'Ann Agent')
  for (const [upheld, severity] of [
    [true, 1],
    [false, 2],
  ] as const) {
    const { path } = await openSupport()
    await post('aurora', `${path}/dispute`, { severity: 1, statement: 'Nobody can work.' })
    assert.equal((await get('aurora', path)).body.severityConfirmed, null)
    await post('admin', `${path}/dispute/decision`, { upheld, reason: 'We have looked.' })
    const after = (await get('aurora', path)).body
    assert.deepEqual([after.severity, after.severityConfirmed.by], [severity, 'Ada Admin'])
    const { items } = (await get('agent', `${path}/events`)).body
    const change = items.find(({ kind }: any) => kind === 'severity-changed')
    assert.equal(change?.data.cause, upheld ? 'corrected' : undefined)
  }
})

test('C7, A1: after a transfer the other desk looks at the severity for itself', async (context) => {
  const { get, post, openSupport } = await escalationDesk(context)
  const { path } = await openSupport()
  await post('agent', `${path}/severity/confirmation`, { severity: 2 })
  const moved = await post('agent', `${path}/transfer`, { desk: 'operations', reason: 'An invoice.' })
  assert.equal(moved.body.severityConfirmed, null)
  assert.equal((await post('agent', `${path}/severity/confirmation`, { severity: 2 })).status, 200)
  assert.equal((await get('agent', path)).body.severityConfirmed.by, 'Ann Agent')
})

test('C7, G1: of two agents who confirm at the same moment one is told, and the ledger has it once', async (context) => {
  const { desk: running, get, post, openSupport } = await escalationDesk(context)
  const { path } = await openSupport()
  const answers = await Promise.all(
    [1, 2, 3].map(() => post('agent', `${path}/severity/confirmation`, { severity: 2 })),
  )
  assert.deepEqual(answers.map(({ status }) => status).toSorted(), [200, 409, 409])
  const { items } = (await get('agent', `${path}/events`)).body
  assert.equal(items.filter(({ kind }: any) => kind === 'severity-confirmed').length, 1)
  assert.equal((await verify(running.app, ({ message }) => assert.fail(message))).differences, 0)
})
