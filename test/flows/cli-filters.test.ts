import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { desk, jsonLines } from '../support/command-line.ts'

interface Explained {
  acknowledgement?: { targetAt: string; limitAt: string }
  determination?: { targetAt: string; limitAt: string }
  calendar: string
  zone: string
  exempt: boolean
  because: string[]
  error?: { field: string; message: string }
}

const weekend = { desk: 'support', severity: 1, tier: 'premium', country: 'IN', receivedAt: '2026-03-06T18:00:00Z' }

test('All 300 situations of the minute-by-minute walk come out exactly, each with its reasons (C1, C2, C3, A9, C10)', async () => {
  const file = await readFile(new URL('../../../shared/data/commitments.jsonl', import.meta.url), 'utf8')
  const rows = file
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { case: object; expected: object })
  assert.equal(rows.length, 300)
  const { status, lines, err } = await desk(['explain'], { input: jsonLines(rows.map((row) => row.case)) })
  assert.equal(err, '')
  assert.equal(status, 0)
  assert.equal(lines.length, 300)
  for (const [place, row] of rows.entries()) {
    const { acknowledgement, determination, because, exempt } = lines[place] as Explained
    assert.deepEqual({ acknowledgement, determination }, row.expected, JSON.stringify(row.case))
    assert.equal(exempt, false)
    assert.ok(because.length >= 5 && because.every((sentence) => sentence.endsWith('.')), JSON.stringify(because))
  }
})

test('The examples of the contract: a weekend, the same round the clock, and a weekend with a change of clocks', async () => {
  const { status, lines } = await desk(['explain'], {
    input: jsonLines([
      weekend,
      { ...weekend, critical: true },
      { desk: 'support', severity: 2, tier: 'advanced', country: 'DE', receivedAt: '2026-03-27T21:30:00Z' },
    ]),
  })
  assert.equal(status, 0)
  assert.deepEqual(
    (lines as Explained[]).map(({ acknowledgement, determination, calendar, zone, exempt }) => [
      acknowledgement,
      determination,
      calendar,
      zone,
      exempt,
    ]),
    [
      [
        { targetAt: '2026-03-08T19:00:00Z', limitAt: '2026-03-08T21:00:00Z' },
        { targetAt: '2026-03-08T20:00:00Z', limitAt: '2026-03-09T02:00:00Z' },
        'india',
        'Asia/Kolkata',
        false,
      ],
      [
        { targetAt: '2026-03-06T19:00:00Z', limitAt: '2026-03-06T21:00:00Z' },
        { targetAt: '2026-03-06T20:00:00Z', limitAt: '2026-03-07T02:00:00Z' },
        'round-the-clock',
        'Asia/Kolkata',
        false,
      ],
      [
        { targetAt: '2026-03-30T05:30:00Z', limitAt: '2026-03-30T08:30:00Z' },
        { targetAt: '2026-03-31T08:30:00Z', limitAt: '2026-03-31T20:30:00Z' },
        'dach',
        'Europe/Berlin',
        false,
      ],
    ],
  )
})

test('An exempt kind is exempt, has no instants, and says so (B7)', async () => {
  const { status, lines } = await desk(['explain'], { input: jsonLines([{ ...weekend, kind: 'feature-request' }]) })
  assert.equal(status, 0)
  const [{ because, ...rest }] = lines as [Explained]
  assert.deepEqual(rest, { exempt: true, calendar: 'india', zone: 'Asia/Kolkata' })
  assert.match(because.join(' '), /exempt/)
})

test('Who is responsible for a place: mailbox and ladder of the contract, or the field that is wrong (F1, F6, A10)', async () => {
  const { status, lines } = await desk(['route'], {
    input: jsonLines([
      { desk: 'support', country: 'DE' },
      { desk: 'operations', country: 'US', state: 'CA' },
      { desk: 'support', country: 'AL' },
    ]),
  })
  assert.equal(status, 0)
  const [germany, california, albania] = lines as {
    region: string
    subregion: string
    dataCentre: string
    zone: string
    mailbox: string
    dri: null | { name: string; email: string }
    levels: { level: number; title: string; people: object[]; fallback: string | null }[]
  }[]
  assert.deepEqual(Object.keys(germany ?? {}), [
    'region',
    'subregion',
    'dataCentre',
    'zone',
    'mailbox',
    'dri',
    'levels',
  ])
  assert.deepEqual(
    [germany?.region, germany?.subregion, germany?.zone, germany?.dataCentre],
    ['europe', 'dach', 'Europe/Berlin', 'eu'],
  )
  assert.deepEqual([california?.subregion, california?.zone], ['us-west', 'America/Los_Angeles'])
  assert.ok(california?.dri !== null, 'Operations names who answers for a region')
  assert.deepEqual(
    germany?.levels.map(({ level }) => level),
    [1, 2, 3, 4],
  )
  assert.equal(albania?.subregion, 'italy')
})

const calendar = { tz: 'Europe/Berlin', hours: { mon: [['09:00', '17:00']], fri: [['09:00', '24:00']] } }

test('Working time is added, measured and looked up on any calendar', async () => {
  const { status, lines } = await desk(['time'], {
    input: jsonLines([
      { calendar, op: 'add', start: '2026-03-06T18:00:00Z', minutes: 300 },
      { calendar, op: 'add', start: '2026-03-06T18:00:00Z', minutes: 301 },
      { calendar, op: 'add', start: '2026-03-09T08:30:00Z', minutes: -60 },
      { calendar, op: 'between', start: '2026-03-06T22:30:30Z', end: '2026-03-09T08:01:00Z' },
      { calendar, op: 'within', start: '2026-03-06T22:59:59Z' },
      { calendar, op: 'within', start: '2026-03-06T23:00:00Z' },
    ]),
  })
  assert.equal(status, 0)
  assert.deepEqual(lines, [
    { at: '2026-03-06T23:00:00Z' },
    { at: '2026-03-09T08:01:00Z' },
    { at: '2026-03-06T22:30:00Z' },
    { minutes: 30.5 },
    { within: true },
    { within: false },
  ])
})

const broken: readonly (readonly [command: string, line: unknown, field: string])[] = [
  ...['not json', '', '   ', '{"desk":"support"', 'null', '[]', '"text"', '3'].flatMap((line) =>
    ['explain', 'route', 'time'].map((command) => [command, line, 'line'] as const),
  ),
  ['explain', {}, 'desk'],
  ['explain', { ...weekend, desk: 'sales' }, 'desk'],
  ['explain', { ...weekend, desk: ['support'] }, 'desk'],
  ['explain', { ...weekend, severity: '1' }, 'severity'],
  ['explain', { ...weekend, severity: 4 }, 'severity'],
  ['explain', { ...weekend, severity: 1.5 }, 'severity'],
  ['explain', { ...weekend, tier: 'gold' }, 'tier'],
  ['explain', { ...weekend, tier: null }, 'tier'],
  ['explain', { ...weekend, country: 'ZZ' }, 'country'],
  ['explain', { ...weekend, country: 'in' }, 'country'],
  ['explain', { ...weekend, country: 'US', state: 'ZZ' }, 'state'],
  ['explain', { ...weekend, critical: 'yes' }, 'critical'],
  ['explain', { ...weekend, keyAccount: 1 }, 'keyAccount'],
  ['explain', { ...weekend, kind: 'bug' }, 'kind'],
  ['explain', { ...weekend, receivedAt: '2026-03-06' }, 'receivedAt'],
  ['explain', { ...weekend, receivedAt: '2026-03-06T18:00:00' }, 'receivedAt'],
  ['explain', { ...weekend, receivedAt: '2026-02-30T18:00:00Z' }, 'receivedAt'],
  ['explain', { ...weekend, receivedAt: 1_772_820_000 }, 'receivedAt'],
  ['explain', { ...weekend, receivedAt: '9999-01-01T00:00:00Z' }, 'receivedAt'],
  ['explain', { ...weekend, sevrity: 1 }, 'sevrity'],
  ['route', {}, 'desk'],
  ['route', { desk: 'sales', country: 'DE' }, 'desk'],
  ['route', { desk: 'support' }, 'country'],
  ['route', { desk: 'support', country: 'Germany' }, 'country'],
  ['route', { desk: 'support', country: 'US', state: 5 }, 'state'],
  ['time', { calendar, op: 'multiply', start: '2026-03-06T18:00:00Z' }, 'op'],
  ['time', { op: 'within', start: '2026-03-06T18:00:00Z' }, 'calendar'],
  [
    'time',
    { calendar: { ...calendar, tz: 'Europe/Atlantis' }, op: 'within', start: '2026-03-06T18:00:00Z' },
    'calendar.tz',
  ],
  ['time', { calendar, op: 'add', start: '2026-03-06T18:00:00Z', minutes: 'ten' }, 'minutes'],
  ['time', { calendar, op: 'between', start: '2026-03-06T18:00:00Z' }, 'end'],
]

for (const command of ['explain', 'route', 'time'])
  test(`'${command}' answers each wrong line in its place with the field that is wrong, and the lines around it as ever`, async () => {
    const right = {
      explain: weekend,
      route: { desk: 'support', country: 'DE' },
      time: { calendar, op: 'within', start: '2026-03-06T22:59:59Z' },
    }[command]
    const cases = broken.filter(([of]) => of === command)
    const { status, lines, err } = await desk([command], {
      input: jsonLines([right, ...cases.flatMap(([, line]) => [line, right])]),
    })
    assert.equal(status, 1)
    assert.equal(err, '')
    assert.equal(lines.length, 2 * cases.length + 1)
    for (const [place, line] of (lines as Explained[]).entries()) {
      if (place % 2 === 0) {
        assert.deepEqual(line, lines[0])
        assert.equal(line.error, undefined)
        continue
      }
      const [, given, field] = cases[(place - 1) / 2] ?? []
      assert.equal(line.error?.field, field, `${JSON.stringify(given)} → ${JSON.stringify(line)}`)
      assert.ok((line.error?.message.length ?? 0) > 10)
    }
  })

test('A line of ten megabytes is answered as any other, and not with ten megabytes', async () => {
  const long = 'x'.repeat(10_000_000)
  for (const [command, line] of [
    ['explain', { ...weekend, country: long }],
    ['explain', { [long]: 1 }],
    ['route', { desk: long, country: 'DE' }],
    ['time', { calendar: { tz: long, hours: {} }, op: 'within', start: '2026-03-06T18:00:00Z' }],
    ['time', `${'['.repeat(5_000_000)}${']'.repeat(5_000_000)}`],
  ] as const) {
    const { status, out, lines } = await desk([command], { input: jsonLines([line]) })
    assert.deepEqual([status, lines.length], [1, 1])
    assert.ok(out.length < 2_000, `${command}: ${out.length}`)
  }
})

test('A filter says what it takes, and takes nothing else', async () => {
  for (const args of [
    ['explain', 'file.jsonl'],
    ['route', '--all'],
    ['time', '--in', 'x'],
  ]) {
    const { status, out, err } = await desk(args)
    assert.deepEqual([status, out], [2, ''])
    assert.match(err, new RegExp(`Usage: desk ${args[0]} <`))
  }
})

test('A policy with mistakes stops the filters with each of them, and no line is answered', async () => {
  const { status, out, err } = await desk(['explain'], {
    input: jsonLines([weekend]),
    env: { POLICY_DIR: new URL('../support', import.meta.url).pathname },
  })
  assert.deepEqual([status, out], [2, ''])
  assert.match(err, /vendor\.yaml/)
})
