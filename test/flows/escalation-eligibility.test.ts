import assert from 'node:assert/strict'
import { test } from 'node:test'
import { escalationDesk } from '../support/escalated.ts'

// Received Tuesday 2026-03-10 06:00Z by a Premium partner in India, severity 2: nothing has passed an hour later, and every
// promise ten days later.

const moments = { before: '2026-03-10T07:00:00Z', after: '2026-03-20T06:00:00Z' } as const
const contracts = { none: null, valid: ['2026-01-01', '2026-12-31'], over: ['2025-01-01', '2026-03-09'] } as const

type Verdict = 'yes' | 'not yet' | 'no contract'
/** By reason: before the limit and after it, with a contract and without. A row for each sentence of the pages. */
const table: readonly (readonly [string, string, Verdict, Verdict, Verdict, Verdict])[] = [
  // desk, reason, before with, before without, after with, after without
  ['support', 'commitment-passed', 'not yet', 'no contract', 'yes', 'no contract'],
  ['support', 'business-risk', 'yes', 'yes', 'yes', 'yes'],
  ['support', 'major-problem', 'yes', 'yes', 'yes', 'yes'],
  ['support', 'prolonged-outage', 'not yet', 'not yet', 'yes', 'yes'],
  ['support', 'recurring-incidents', 'yes', 'yes', 'yes', 'yes'],
  ['support', 'security-breach', 'yes', 'yes', 'yes', 'yes'],
  ['operations', 'major-problem', 'yes', 'yes', 'yes', 'yes'],
  ['operations', 'commitment-threatened', 'not yet', 'not yet', 'yes', 'yes'],
  ['operations', 'severity-dispute', 'yes', 'yes', 'yes', 'yes'],
]

for (const [held, span] of Object.entries(contracts))
  for (const moment of ['before', 'after'] as const)
    test(`F2, F3: every reason on both desks, ${moment} the limit, contract: ${held}`, async (context) => {
      const { desk, get, post, openSupport, openOperations, contract } = await escalationDesk(context)
      if (span !== null) await contract('aurora', span[0], span[1])
      const rows = table.map(async ([on, reason, beforeWith, beforeWithout, afterWith, afterWithout]) => {
        const [having, lacking] = moment === 'before' ? [beforeWith, beforeWithout] : [afterWith, afterWithout]
        const ticket = on === 'support' ? await openSupport() : await openOperations()
        return { on, reason, ticket, verdict: held === 'valid' ? having : lacking }
      })
      const tickets = await Promise.all(rows)
      desk.setTime(moments[moment])
      for (const { on, reason, ticket, verdict } of tickets) {
        const said = `${on} ${reason}: ${verdict}`
        const options = await get('aurora', `${ticket.path}/escalations`)
        const option = options.body.reasons.find((row: { id: string }) => row.id === reason)
        const tried = await post('aurora', `${ticket.path}/escalations`, { reason, statement: 'It cannot wait.' })
        assert.equal(option.allowed, verdict === 'yes', said)
        assert.equal(tried.status, verdict === 'yes' ? 201 : 409, `${said} ${JSON.stringify(tried.body)}`)
        if (verdict === 'yes') {
          assert.equal(option.fromAt, null, said)
          assert.deepEqual(tried.body.escalation.reason.id, reason)
          continue
        }
        // The promise itself says when: the limit for a passed commitment, the target for a threatened one.
        const [acknowledgement] = ticket.body.clocks
        const due = reason === 'commitment-passed' ? acknowledgement.limitAt : acknowledgement.targetAt
        const fromAt = verdict === 'not yet' ? due : null
        assert.equal(option.fromAt, fromAt, said)
        assert.equal(tried.body.fromAt, fromAt, said)
        assert.match(tried.body.detail, verdict === 'no contract' ? /valid support contract/ : /not|No promised/, said)
        assert.deepEqual(
          tried.body.reasonsThatWould.map((row: { id: string }) => row.id),
          options.body.reasons.flatMap((row: { id: string; allowed: boolean }) => (row.allowed ? [row.id] : [])),
          said,
        )
        assert.ok(tried.body.reasonsThatWould.every((row: { name: string }) => row.name.length > 0))
        assert.equal(tried.body.errors[0].field, 'reason', said)
      }
    })

test('F2: each desk offers the reasons of its own page, and no other', async (context) => {
  const { get, openSupport, openOperations } = await escalationDesk(context)
  for (const [on, ticket] of [
    ['support', await openSupport()],
    ['operations', await openOperations()],
  ] as const) {
    const { body } = await get('aurora', `${ticket.path}/escalations`)
    assert.deepEqual(
      body.reasons.map((row: { id: string }) => row.id),
      table.flatMap(([desk, reason]) => (desk === on ? [reason] : [])),
    )
    assert.equal(body.escalation, null)
    assert.deepEqual(
      body.ladder.map((row: { level: number; current: boolean }) => [row.level, row.current]),
      [1, 2, 3, 4].map((level) => [level, false]),
    )
  }
})

test('F2: a contract counts by the day it is at the partner: its last day is over in India before it is in UTC', async (context) => {
  const { desk, get, openSupport, contract } = await escalationDesk(context)
  const { path } = await openSupport()
  await contract('aurora', '2026-01-01', '2026-03-19')
  const allowed = async () =>
    (await get('aurora', `${path}/escalations`)).body.reasons.find(
      (row: { id: string }) => row.id === 'commitment-passed',
    ).allowed
  desk.setTime('2026-03-19T18:29:00Z')
  assert.equal(await allowed(), true)
  desk.setTime('2026-03-19T18:30:00Z')
  assert.equal(await allowed(), false)
})

test('F2: a solved ticket is not escalated, and says that it is to be reopened', async (context) => {
  const { get, post, openSupport } = await escalationDesk(context)
  const { path } = await openSupport()
  await post('aurora', `${path}/solve`, {})
  const { body } = await get('aurora', `${path}/escalations`)
  assert.ok(
    body.reasons.every((row: { allowed: boolean; because: string }) => !row.allowed && /reopen/.test(row.because)),
  )
  const tried = await post('aurora', `${path}/escalations`, { reason: 'major-problem', statement: 'x' })
  assert.equal(tried.status, 409)
  assert.match(tried.body.detail, /reopen/)
})
