import assert from 'node:assert/strict'
import { Writable } from 'node:stream'
import { test } from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'
import { Collected, inPieces, jsonLines } from '../../test/support/command-line.ts'
import { filter, type LineAnswer } from './filter.ts'
import { Messages, Output } from './io.ts'

/** Answers `{n}` with its double; anything else is wrong. */
const doubled = (line: unknown): LineAnswer => {
  const n = (line as { n?: unknown } | null)?.n
  if (n === 'explode') throw new Error('Our own mistake.')
  return typeof n === 'number' ? { double: n * 2 } : { error: { field: 'n', message: 'Give a number.' } }
}

async function answers(input: string | Uint8Array) {
  const out = new Collected()
  const err = new Collected()
  const bytes = typeof input === 'string' ? Buffer.from(input) : input
  const status = await filter(
    { input: inPieces(bytes), output: new Output(out), messages: new Messages(err), env: {} },
    doubled,
  )
  return {
    status,
    lines: out.text
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line)),
    err: err.text,
  }
}

test('Each line is answered in its place, and the status is 0 where all were understood', async () => {
  const { status, lines } = await answers(jsonLines([{ n: 1 }, { n: 2 }, { n: 3 }]))
  assert.equal(status, 0)
  assert.deepEqual(lines, [{ double: 2 }, { double: 4 }, { double: 6 }])
})

test('A line that is wrong gets its error in its place, the others their answers, and the status is 1', async () => {
  const { status, lines } = await answers('{"n":1}\nnot json\n{"n":"x"}\n\nnull\n{"n":2}')
  assert.equal(status, 1)
  assert.deepEqual(
    lines.map((line) => line.double ?? line.error.field),
    [2, 'line', 'n', 'line', 'n', 4],
  )
  assert.match(lines[1].error.message, /not JSON/)
  assert.match(lines[3].error.message, /blank/)
})

test('A line that is not UTF-8 is wrong, and spoils no other', async () => {
  const { status, lines } = await answers(
    Buffer.concat([Buffer.from('{"n":1}\n{"n":"'), Buffer.from([0xff]), Buffer.from('"}\n{"n":2}\n')]),
  )
  assert.equal(status, 1)
  assert.deepEqual(lines, [
    { double: 2 },
    { error: { field: 'line', message: 'This line is not UTF-8: write JSON in UTF-8.' } },
    { double: 4 },
  ])
})

test('A mistake of ours costs one line: it is shown on standard error, and the next line is answered', async () => {
  const { status, lines, err } = await answers(jsonLines([{ n: 'explode' }, { n: 2 }]))
  assert.equal(status, 1)
  assert.equal(lines[0].error.field, 'line')
  assert.deepEqual(lines[1], { double: 4 })
  assert.match(err, /Our own mistake/)
})

test('A line that is nested without end is wrong at once; brackets in a text are only a text', async () => {
  const { lines } = await answers(
    `${'['.repeat(2_000_000)}\n{"n":2,"text":"\\"${'['.repeat(2_000)}"}\n${'{"n":'.repeat(900)}1${'}'.repeat(900)}\n`,
  )
  assert.match(lines[0].error.message, /nested/)
  assert.deepEqual(lines[1], { double: 4 })
  assert.equal(lines[2].error.field, 'n')
})

test('No input has no answers', async () => {
  assert.deepEqual(await answers(''), { status: 0, lines: [], err: '' })
})

test('What has come is answered before more comes: two programs can talk to each other', async () => {
  const out = new Collected()
  const heard: string[] = []
  async function* conversation() {
    for (let n = 1; n <= 3; n += 1) {
      yield Buffer.from(`{"n":${n}}\n`)
      await turn()
      heard.push(out.text)
    }
  }
  await filter(
    { input: conversation(), output: new Output(out), messages: new Messages(new Collected()), env: {} },
    doubled,
  )
  assert.deepEqual(heard, [
    '{"double":2}\n',
    '{"double":2}\n{"double":4}\n',
    '{"double":2}\n{"double":4}\n{"double":6}\n',
  ])
})

test('A slow reader holds the input back: what waits to be written stays small', async () => {
  let written = 0
  let mostWaiting = 0
  const slow = new Writable({
    highWaterMark: 1_000,
    write(piece: Buffer, _encoding, done) {
      written += piece.length
      setImmediate(done)
    },
  })
  let read = 0
  async function* input() {
    for (let piece = 0; piece < 200; piece += 1) {
      const bytes = Buffer.from('{"n":1}\n'.repeat(1_000))
      read += bytes.length
      mostWaiting = Math.max(mostWaiting, read - written)
      yield bytes
    }
  }
  await filter({ input: input(), output: new Output(slow), messages: new Messages(new Collected()), env: {} }, doubled)
  assert.equal(read, 1_600_000)
  assert.ok(mostWaiting < 100_000, `${mostWaiting} bytes were waiting`)
  assert.ok(slow.listenerCount('close') <= 1 && slow.listenerCount('drain') <= 1, 'waiting leaves nothing behind')
})

test('Once nobody reads any more, the input is left alone and nothing is wrong', async () => {
  const gone = new Writable({
    write(_piece, _encoding, done) {
      done(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }))
    },
  })
  let asked = 0
  async function* endless() {
    for (;;) {
      asked += 1
      if (asked > 1_000) throw new Error('It reads on and on.')
      yield Buffer.from('{"n":1}\n')
      await turn()
    }
  }
  const messages = new Messages(new Collected())
  assert.equal(await filter({ input: endless(), output: new Output(gone), messages, env: {} }, doubled), 0)
  assert.ok(asked < 10)
})

test('An output that fails for another reason is no silence: the failure comes up', async () => {
  const full = new Writable({
    write(_piece, _encoding, done) {
      done(Object.assign(new Error('no space left on device'), { code: 'ENOSPC' }))
    },
  })
  async function* input() {
    for (let n = 0; n < 10; n += 1) {
      yield Buffer.from('{"n":1}\n')
      await turn()
    }
  }
  const messages = new Messages(new Collected())
  await assert.rejects(
    filter({ input: input(), output: new Output(full), messages, env: {} }, doubled),
    /no space left/,
  )
})
