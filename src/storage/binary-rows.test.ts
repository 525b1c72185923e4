import assert from 'node:assert/strict'
import { test } from 'node:test'
import { at, uuid } from '../../test/support/decisions.ts'
import { openDesk, type Desk } from '../../test/support/storage.ts'
import type { TicketId } from '../domain/kernel.ts'
import { binaryRows, shapeOf } from './binary-rows.ts'
import { writtenRows, type WrittenRow } from './written-rows.ts'

const readEvents = ({ db }: Desk, rows: readonly WrittenRow<'events'>[]) =>
  db.once<Record<string, unknown>>(
    {
      name: 'events_back',
      text: "select ticket_id, seq, at, kind, data, encode(hash, 'hex') as hash from unnest($1::written_event[])",
    },
    [writtenRows(db.rowTypes, 'events', rows)],
  )

test('Every kind of value arrives as it was sent, and what is absent is null', async (t) => {
  const desk = await openDesk(t)
  const sent = [
    {
      ticket_id: uuid<TicketId>(),
      seq: 2 ** 31 - 1,
      at: at('2026-03-10T06:00:00.123Z'),
      kind: 'plain',
      data: { a: [1, null], 'é"': '\n' },
      hash: '00ff10aB',
    },
    {
      ticket_id: uuid<TicketId>().toUpperCase(),
      seq: -1,
      at: at('1999-12-31T23:59:59.999Z'),
      kind: '',
      data: 'words',
      hash: '',
    },
    { seq: 0, at: at('9999-12-31T23:59:59.999Z'), kind: 'Ärger 請求書 👍🏽', data: false },
    { at: at('1900-01-01T00:00:00Z'), kind: 'x'.repeat(48), data: null },
    {},
  ]
  const back = await readEvents(desk, sent)
  assert.deepEqual(
    back,
    sent.map(({ ticket_id = null, seq = null, at: when = null, kind = null, data = null, hash = null }) => ({
      ticket_id: ticket_id?.toLowerCase() ?? null,
      seq,
      at: when,
      kind,
      data,
      hash: hash?.toLowerCase() ?? null,
    })),
  )
  const [clock] = await desk.db.once(
    { name: 'clocks_back', text: 'select severity, key_account, round_the_clock from unnest($1::written_clock[])' },
    [writtenRows(desk.db.rowTypes, 'clocks', [{ severity: -300, key_account: true, round_the_clock: false }])],
  )
  assert.deepEqual(clock, { severity: -300, key_account: true, round_the_clock: false })
})

test('Text of any length arrives, without what PostgreSQL cannot hold', async (t) => {
  const desk = await openDesk(t)
  for (const [text, kept] of [
    ['a\0b', 'ab'],
    ['\0'.repeat(100), ''],
    ['half \ud83d', 'half \ufffd'],
    [`${'long '.repeat(20)}\0\udc4d`, `${'long '.repeat(20)}\ufffd`],
    ['請'.repeat(300_000), '請'.repeat(300_000)],
  ] as const) {
    const [row] = await readEvents(desk, [{ kind: text, data: { text } }])
    assert.equal(row?.['kind'], kept)
    assert.deepEqual(row?.['data'], { text: kept })
  }
})

test('Words arrive with their places, each once, within what PostgreSQL takes', async (t) => {
  const { db } = await openDesk(t)
  const read = async (words: readonly string[], mark: string | null) => {
    const sent = writtenRows(db.rowTypes, 'messages', [{ words: { words, mark } }])
    const [row] = await db.once<{ words: string; count: number; places: number }>(
      {
        name: 'words_back',
        text: `select words::text, length(words) as count, (select max(cardinality(positions)) from unnest(words)) as places
          from unnest($1::written_message[])`,
      },
      [sent],
    )
    return row
  }
  assert.equal((await read(['wrong', 'é', 'wrong', 'a'], '=aurora'))?.words, "'=aurora' 'a':4 'wrong':1,3 'é':2")
  assert.equal((await read([], null))?.words, '')
  assert.equal((await read([], '=x'))?.words, "'=x'")
  const long = Array.from({ length: 50_000 }, (_, place) => (place % 2 === 0 ? 'same' : `word${place}`))
  assert.deepEqual({ ...(await read(long, null)), words: '' }, { words: '', count: 25_001, places: 255 })
})

test('Two calls do not share what they wrote, and no rows are null', () => {
  const shape = shapeOf({ word: 'text' })
  const first = binaryRows(1, shape, [{ word: 'one' }])
  const kept = first?.toString('hex')
  binaryRows(1, shape, [{ word: 'two' }])
  assert.equal(first?.toString('hex'), kept)
  assert.equal(binaryRows(1, shape, []), null)
})

test('What is no UUID or not hexadecimal is not sent at all', () => {
  const shape = shapeOf({ id: 'uuid', hash: 'hex' })
  for (const [row, why] of [
    [{ id: 'preview' }, /not hexadecimal/],
    [{ id: '01a2031f-a368-7001-bbee-3c18d7adfe3' }, /not hexadecimal/],
    [{ id: '01a2031f-a368-7001-bbee-3c18d7ad' }, /is no UUID/],
    [{ hash: 'abc' }, /not hexadecimal/],
    [{ hash: 'é0' }, /not hexadecimal/],
  ] as const)
    assert.throws(() => binaryRows(1, shape, [row]), why)
})

test('A database without the types is told of as one that wants its migrations', () => {
  assert.throws(() => writtenRows(new Map(), 'opened', [{}]), /run the migrations first/)
})
