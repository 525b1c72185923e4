import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clientConfig, isLost, toText } from './connection.ts'

test('Options of a DATABASE_URL are kept beside our own, and the rest of it as it is', () => {
  const config = clientConfig('postgres://u:p%40ss@db.example:6432/desk?sslmode=verify-full&options=-c%20geqo%3Doff', {
    role: 'partner_desk_app',
  })
  assert.equal(config.connectionString, 'postgres://u:p%40ss@db.example:6432/desk?sslmode=verify-full')
  assert.equal(config.options, '-c geqo=off -c TimeZone=UTC -c DateStyle=ISO -c jit=off -c role=partner_desk_app')
})

test('A setting with a space or a backslash stays one setting', () => {
  const { options } = clientConfig({ host: '/run', port: 5432, user: 'u', database: 'd' }, { 'desk.actor': 'a b\\c' })
  assert.ok(options?.endsWith('-c desk.actor=a\\ b\\\\c'))
})

test('An instant is spelt to the millisecond, and never rounded up', () => {
  assert.equal(toText(Temporal.Instant.from('2026-03-10T06:00:00Z')), '2026-03-10T06:00:00.000Z')
  assert.equal(toText(Temporal.Instant.from('2026-03-10T06:00:00.999999Z')), '2026-03-10T06:00:00.999Z')
})

test('A refused statement is not a lost connection', () => {
  assert.equal(isLost(Object.assign(new Error('connect'), { code: 'ECONNREFUSED' })), true)
  assert.equal(isLost(new Error('Connection terminated unexpectedly')), true)
  assert.equal(isLost(new Error('duplicate key')), false)
  assert.equal(isLost('nonsense'), false)
})
