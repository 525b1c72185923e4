import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { zoho } from '../../../test/support/policies.ts'
import { readBeside, type BesideOptions } from './read-beside.ts'
import { readMail } from './read.ts'

const options = { policy: zoho }
const mail = (text: string): Buffer => Buffer.from(`From: Asha <asha@aurora.example>\nSubject: x\n\n${text}`)
/** Seconds of work for whoever takes words out of HTML. */
const hostile = Buffer.from(`From: a@b.example\nContent-Type: text/html\n\n${'<p><b>x</b>'.repeat(80_000)}`)

function reader(context: TestContext, more: BesideOptions = {}) {
  const beside = readBeside({ fromBytes: 0, ...more })
  context.after(() => beside.stop())
  return beside
}

test('A mail says on a thread of its own what it says at once, one after the other', async (context) => {
  const { read } = reader(context)
  const raws = ['One', 'Two', 'Three'].map(mail)
  const parted = mail('').toString().replace('Subject: x', 'Subject: y\nContent-Type: image/png')
  const all = [...raws, Buffer.from(parted)]
  assert.deepEqual(
    (await Promise.all(all.map((raw) => read(raw, options)))).map((each) => structuredClone(each)),
    all.map((raw) => structuredClone(readMail(raw, options))),
  )
})

test('The program goes on while a long one is read (G1)', async (context) => {
  const { read } = reader(context)
  let turns = 0
  const beat = setInterval(() => (turns += 1), 1)
  const found = await read(hostile, options)
  clearInterval(beat)
  assert.ok(found.ok)
  assert.ok(turns > 20, `${turns} turns`)
})

test('What takes longer than it may is given up with the reason (G1)', async (context) => {
  const { read } = reader(context, { most: 1 })
  assert.deepEqual(await read(hostile, options), { ok: false, message: 'The message takes more than 1 ms to read.' })
})

test('What wants more memory than it may have is given up with the reason, and the next is read (G1)', async (context) => {
  const { read } = reader(context, { memory: 24, most: 120_000 })
  assert.deepEqual(await read(hostile, options), { ok: false, message: 'The message takes too much memory to read.' })
  assert.ok((await read(mail('Next'), options)).ok)
})

test('A short one is read without a thread', async (context) => {
  const { read } = reader(context, { fromBytes: 1_000, most: 0 })
  assert.ok((await read(mail('Short'), options)).ok)
})

test('A thread that rested too long is given back, and taken again for the next', async (context) => {
  const { read } = reader(context, { idle: 1 })
  assert.ok((await read(mail('One'), options)).ok)
  await new Promise((resolve) => setTimeout(resolve, 50))
  assert.ok((await read(mail('Two'), options)).ok)
})
