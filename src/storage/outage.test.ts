import assert from 'node:assert/strict'
import { test } from 'node:test'
import pg from 'pg'
import { isLost, isOutage } from './connection.ts'
import { isTold, watchOutages } from './outage.ts'

function refusal(code: string, message = 'no'): Error {
  return Object.assign(new pg.DatabaseError(message, 1, 'error'), { code })
}

test('What passes by itself is told from mistakes of ours', () => {
  for (const code of ['53100', '53300', '57014', '57P01', '57P03', '25006', '25P03', '58030', '08006'])
    assert.equal(isOutage(refusal(code)), true, code)
  for (const code of ['23505', '42601', '22P02', '42501', '54000']) assert.equal(isOutage(refusal(code)), false, code)
  for (const words of ['timeout exceeded when trying to connect', 'timeout expired', 'Query read timeout'])
    assert.equal(isOutage(new Error(words)), true, words)
  assert.equal(isOutage(new TypeError('x is not a function')), false)
})

test('A statement that was not answered in time is no lost connection, which would be asked again at once', () => {
  assert.equal(isLost(new Error('Query read timeout')), false)
  assert.equal(isLost(refusal('57014')), false)
})

test('An outage is told once, however many fail of it, and so is its end; what fails for another reason is not', () => {
  const told: string[] = []
  let now = 0
  const watch = watchOutages(
    (message) => told.push(message),
    () => now,
  )
  const first = refusal('53100', 'could not extend file')
  for (const thrown of [refusal('23505'), first, refusal('57P01'), refusal('53100')]) watch.failed(thrown)
  assert.deepEqual(told.splice(0), [
    'The disk of the database is full (could not extend file). Everything waits, and goes on by itself.',
  ])
  assert.deepEqual([isTold(first), isTold(refusal('53100')), isTold('53100')], [true, false, false])
  // Some are served while others fail.
  for (; now < 30_000; now += 1_000) {
    watch.served()
    watch.failed(refusal('53100'))
  }
  now += 5_000
  watch.served()
  assert.deepEqual(told, [])
  now += 5_000
  for (let times = 0; times < 3; times += 1) watch.served()
  assert.deepEqual(told.splice(0), ['The database does its work again.'])
  watch.failed(refusal('25006'))
  assert.match(told.join(), /read-only/)
})

test('Of a name with several addresses it is told what each of them said', () => {
  const told: string[] = []
  const both = Object.assign(new AggregateError([new Error('connect ::1'), new Error('connect 127.0.0.1')]), {
    code: 'ECONNREFUSED',
  })
  watchOutages((message) => told.push(message)).failed(both)
  assert.match(told.join(), /\(connect ::1; connect 127\.0\.0\.1\)/)
})
