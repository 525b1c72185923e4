import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { test, type TestContext } from 'node:test'
import { desk, jsonLines } from '../support/command-line.ts'

interface Answer {
  readonly desk?: string
  readonly type?: string | null
  readonly kind?: string
  readonly severity?: number
  readonly findings?: readonly { readonly verdict: string; readonly field: string; readonly rule: string }[]
  readonly depth?: { readonly score: number; readonly given: readonly string[]; readonly missing: readonly string[] }
  readonly error?: { readonly field: string; readonly message: string }
}

const answersTo = async (input: string | Uint8Array, args: readonly string[] = []) => {
  const { status, lines } = await desk(['intake', ...args], { input })
  return { status, answers: lines as readonly Answer[] }
}
async function filesOf(t: TestContext, files: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'desk-mail-'))
  t.after(() => rm(folder, { recursive: true }))
  for (const [name, content] of Object.entries(files)) await writeFile(path.join(folder, name), content)
  return folder
}

const request = {
  type: 'Technical Support',
  product: 'CRM',
  subject: 'Custom function stops',
  description: 'The function that copies the invoice number has stopped.',
  customerEmail: 'it@orchid.example',
  reproducible: false,
}
const raw = 'From: Asha <asha@gmail.com>\r\nSubject: Commission payment missing\r\n\r\nNothing came in March.\r\n'

test('B1–B3, C7: a request is told its desk, type, kind, severity, what is missing and how deep it went', async () => {
  const { status, answers } = await answersTo(jsonLines([request, { ...request, troubleshooting: 'Ran it by hand.' }]))
  assert.equal(status, 0)
  const [bare, tried] = answers
  assert.deepEqual([bare?.desk, bare?.type, bare?.kind], ['support', 'technical-support', 'incident'])
  assert.deepEqual(
    bare?.findings?.map(({ verdict, field }) => `${verdict} ${field}`),
    ['ask troubleshooting', 'note description'],
  )
  assert.deepEqual(bare?.depth?.missing, ['Troubleshooting steps performed'])
  assert.deepEqual([tried?.depth?.score, tried?.depth?.missing], [100, []])
})

test('A7: a request from free mail is held, the same from a company is not', async () => {
  const { answers } = await answersTo(
    jsonLines([
      { ...request, from: 'asha@gmail.com' },
      { ...request, sender: 'asha@yahoo.co.uk' },
      { ...request, from: 'asha@aurora.example' },
    ]),
  )
  assert.deepEqual(
    answers.map(({ findings }) => findings?.filter(({ verdict }) => verdict === 'hold').map(({ rule }) => rule)),
    [['A7'], ['A7'], []],
  )
})

test('A desk that asks for no troubleshooting misses none (B3)', async () => {
  const { answers } = await answersTo(jsonLines([{ type: 'Upgrades', subject: 'More users', description: 'Ten.' }]))
  assert.deepEqual(answers[0]?.depth, { score: 100, given: [], missing: [] })
})

test('Nonsense gets its error in its place, and spoils no other line', async () => {
  const { status, answers } = await answersTo(
    jsonLines([
      request,
      'nonsense',
      '',
      [],
      null,
      {},
      { ...request, type: 'Complaint' },
      { ...request, subjet: 'x' },
      { ...request, severity: 9 },
      { ...request, from: 'asha' },
      { mail: 5 },
      { mail: ' ' },
      { mail: raw, desk: 'support' },
      { mail: raw },
    ]),
  )
  assert.equal(status, 1)
  assert.deepEqual(
    answers.map(({ error, desk: answered }) => error?.field ?? answered),
    [
      'support',
      'line',
      'line',
      'line',
      'line',
      'subject',
      'type',
      'subjet',
      'severity',
      'from',
      'mail',
      'mail',
      'desk',
      'operations',
    ],
  )
})

test('A mail is understood on a line, on standard input and from a file, raw or as its words alone (B1)', async (t) => {
  const words = 'Hello,\n\nType: Technical Support\nProduct: Zoho Desk\nReproducible: yes\n\nRegards'
  const folder = await filesOf(t, {
    'raw.eml': raw,
    'words.txt': words,
    'lines.jsonl': jsonLines([request, { mail: words }]),
  })
  const file = (name: string) => answersTo('', [path.join(folder, name)])
  for (const { status, answers } of [
    await answersTo(raw),
    await file('raw.eml'),
    await answersTo(jsonLines([{ mail: raw }])),
  ]) {
    assert.equal(status, 0)
    assert.equal(answers.length, 1)
    assert.deepEqual([answers[0]?.desk, answers[0]?.type], ['operations', 'commission-payment'])
    assert.equal(answers[0]?.findings?.[0]?.verdict, 'hold')
  }
  for (const { answers } of [await answersTo(words), await file('words.txt')]) {
    assert.equal(answers.length, 1)
    assert.equal(answers[0]?.type, 'technical-support')
    assert.ok(answers[0]?.findings?.some(({ field }) => field === 'reproduction.userId'))
  }
  assert.equal((await file('lines.jsonl')).answers.length, 2)
})

test('A single line that is no JSON is a wrong line, no mail; no input has no answer; no file is a usage that failed', async () => {
  const { status, answers } = await answersTo('not json\n')
  assert.deepEqual([status, answers[0]?.error?.field], [1, 'line'])
  assert.deepEqual(await answersTo(''), { status: 0, answers: [] })
  assert.equal((await desk(['intake', 'no-such-file'])).status, 2)
  assert.equal((await desk(['intake', 'a', 'b'])).status, 2)
})

test('desk mail parse has a line for each file, with an error for what is none, and the status 1 then (A5, B1)', async (t) => {
  const template =
    'From: a@b.example\nMessage-ID: <1@desk.example>\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nProduct: CRM\nUser ID: 4\n--b\nContent-Type: image/png; name=a.png\n\nabc\n--b--'
  const folder = await filesOf(t, { 'a.eml': raw, 'b.eml': template, 'c.eml': Buffer.from([0, 255, 1]), 'd.eml': '' })
  const files = ['a.eml', 'b.eml', 'c.eml', 'd.eml', 'none.eml', '.'].map((name) => path.join(folder, name))
  const { status, lines } = await desk(['mail', 'parse', ...files, '--own', 'desk.example'])
  assert.equal(status, 1)
  const read = lines as readonly Record<string, unknown>[]
  const keys =
    'file messageId inReplyTo references from to cc subject date text reply html attachments auto template error'.split(
      ' ',
    )
  for (const line of read) assert.deepEqual(Object.keys(line), keys)
  assert.deepEqual(
    read.map(({ file }) => file),
    files,
  )
  assert.deepEqual(
    read.map(({ error }) => error === null),
    [true, true, false, false, false, false],
  )
  assert.deepEqual(read[0]?.['from'], { name: 'Asha', email: 'asha@gmail.com' })
  assert.deepEqual(read[1]?.['attachments'], [{ name: 'a.png', type: 'image/png', bytes: 3 }])
  assert.deepEqual(
    [read[1]?.['auto'], read[1]?.['template']],
    ['loop', { product: 'CRM', reproduction: { userId: '4' } }],
  )
  const right = await desk(['mail', 'parse', files[1] ?? ''], { env: { PUBLIC_URL: 'https://desk.example/' } })
  assert.deepEqual([right.status, (right.lines[0] as { auto: unknown }).auto], [0, 'loop'])
  assert.equal((await desk(['mail', 'parse'])).status, 2)
})

test("'-' is standard input for whatever reads a file; a folder is named as one, and bytes are no mail", async (t) => {
  const folder = await filesOf(t, {})
  assert.deepEqual(await answersTo(raw, ['-']), await answersTo(raw))
  const parsed = await desk(['mail', 'parse', '-'], { input: raw })
  assert.equal(parsed.status, 0)
  assert.equal((parsed.lines[0] as { subject: string }).subject, 'Commission payment missing')

  const asFile = await desk(['intake', folder])
  assert.deepEqual([asFile.status, asFile.out], [2, ''])
  assert.match(asFile.err, /is a folder/)
  const bytes = await answersTo(Buffer.from('PNG\r\n\0\x01\n\0\x02\nIHDR\n'))
  assert.equal(bytes.status, 1)
  assert.match(bytes.answers[0]?.error?.message ?? '', /neither a mail nor its words/)
})
