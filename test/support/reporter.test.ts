import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TestEvent } from 'node:test/reporters'
import { lastLine, readGroup, readRun, total } from './reporter.ts'

const file = '/desk/src/x.test.ts'

/** Events as Node 26 gives them for one file, as far as they are read. */
type Told = readonly [type: string, data: object]

async function* told(...events: readonly Told[]): AsyncGenerator<TestEvent> {
  for (const [type, data] of events)
    yield { type, data: { file, nesting: 0, line: 3, ...data } } as unknown as TestEvent
}

const passes = (name: string, more: object = {}): Told => ['test:pass', { name, details: { type: 'test' }, ...more }]
const fails = (name: string, error: object, more: object = {}): Told => [
  'test:fail',
  { name, details: { type: 'test', error }, ...more },
]
const wrong = { failureType: 'testCodeFailure', cause: new Error('three is not four') }

test('tests are counted, suites are not, and skipped tests count by themselves', async () => {
  const suite: Told = ['test:pass', { name: 'a suite', details: { type: 'suite' } }]
  const { counts, failures } = await readRun(told(passes('a'), passes('b'), suite, passes('c', { skip: 'later' })), 'x')
  assert.deepEqual(counts, { passed: 2, failed: 0, skipped: 1 })
  assert.deepEqual(failures, [])
})

test('a failure is told with its place, the names above it and its own error', async () => {
  const events = told(['test:start', { name: 'a suite' }], fails('adds', wrong, { nesting: 1 }), [
    'test:fail',
    { name: 'a suite', details: { type: 'suite', error: { failureType: 'subtestsFailed' } } },
  ])
  const { counts, failures } = await readRun(events, 'src/x.test.ts')
  assert.deepEqual(counts, { passed: 0, failed: 1, skipped: 0 })
  assert.equal(failures.length, 1)
  assert.match(failures[0] ?? '', /src\/x\.test\.ts:3 {2}a suite > adds\n {4}Error: three is not four/)
})

test('a failure that is no Error is told all the same', async () => {
  const cause = Object.assign(Object.create(null), { code: 'DK001' }) as object
  const { failures } = await readRun(told(fails('adds', { failureType: 'testCodeFailure', cause })), 'x')
  assert.match(failures[0] ?? '', /DK001/)
})

test('a file that breaks before or after its tests has failed, and what it printed is shown', async () => {
  const printed: Told = ['test:stderr', { message: 'Cannot find module\n' }]
  const { counts, failures } = await readRun(told(passes('a'), printed, fails(file, wrong)), 'x')
  assert.deepEqual(counts, { passed: 1, failed: 1, skipped: 0 })
  assert.match(failures.join('\n'), /the file itself[^]*Cannot find module/)
})

test('a file without a test has failed: nobody would notice that it checks nothing', async () => {
  const { counts, failures } = await readRun(told(passes(file)), 'src/x.test.ts')
  assert.deepEqual(counts, { passed: 0, failed: 1, skipped: 0 })
  assert.match(failures[0] ?? '', /holds no test/)
})

test('a file that was stopped has failed and says so', async () => {
  const { counts, failures } = await readRun(told(passes('a'), fails(file, { failureType: 'testAborted' })), 'x')
  assert.deepEqual(counts, { passed: 1, failed: 1, skipped: 0 })
  assert.match(failures[0] ?? '', /stopped before it ended/)
})

test('the last line counts all files, and mentions skipped tests only if there are any', () => {
  const counts = total([
    { passed: 2, failed: 0, skipped: 0 },
    { passed: 3, failed: 1, skipped: 0 },
  ])
  assert.equal(lastLine(counts), '5 passed, 1 failed')
  assert.equal(lastLine({ ...counts, skipped: 2 }), '5 passed, 1 failed, 2 skipped')
})

test('of several files in one process each has its own counts, and what broke the process is told of all of them', async () => {
  const [one, other] = ['/desk/src/one.test.ts', '/desk/src/other.test.ts']
  const of = (file: string, [type, data]: Told): Told => [type, { ...data, file }]
  const files = ['src/one.test.ts', 'src/other.test.ts']
  const printed: Told = ['test:stderr', { message: 'Cannot find module\n' }]
  const well = await readGroup(told(of(one, passes('a')), of(other, passes('b')), of(one, passes('c'))), files, '/desk')
  assert.deepEqual(
    well.map(({ file, counts, failures }) => [file, counts.passed, failures.length]),
    [
      ['src/one.test.ts', 2, 0],
      ['src/other.test.ts', 1, 0],
    ],
  )
  const broken = await readGroup(told(of(one, fails('a', wrong)), printed, fails(file, wrong)), files, '/desk')
  assert.deepEqual(
    broken.map(({ counts }) => counts.failed),
    [1, 1, 1],
  )
  assert.match(broken[0]?.failures.join('\n') ?? '', /one\.test\.ts:3 {2}a[^]*Cannot find module/)
  assert.match(broken[1]?.failures.join('\n') ?? '', /other\.test\.ts {2}holds no test/)
  assert.match(broken[2]?.failures.join('\n') ?? '', /src\/one\.test\.ts, src\/other\.test\.ts/)
})
