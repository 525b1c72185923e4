import { globSync, readFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { run } from 'node:test'
import chromium from '@sparticuz/chromium'
import { ensureWebBuilt } from '../src/http/web-build.ts'
import { keepForThisRun } from './support/kept.ts'
import { fileLine, lastLine, readGroup, readRun, total } from './support/reporter.ts'
import type { Counts, FileResult } from './support/reporter.ts'
import { startTestCluster } from './support/server.ts'
import type { TestCluster } from './support/server.ts'

/**
 * `npm test [-- PATH…]`: every `*.test.ts`, or those whose path contains one of the arguments, and none of those that
 * begin with '!'. One PostgreSQL for the run: a throwaway one, or the server of TEST_DATABASE_URL. The last line is `N passed, N failed`.
 */

const root = path.dirname(import.meta.dirname)
const folders = ['src', 'test', 'web', 'widget', 'bench', 'seeds']

/** Files at a time: one more than there are processors, as each waits now and then for its database. */
const lanes = os.availableParallelism() + 1

/** Milliseconds for a whole file. */
const limit = { file: 300_000, alone: 900_000 }

/** Flows in one process: reading the program takes longer than most of them, and so many fill the lanes evenly. */
const groupOf = 6
const flows = path.normalize('test/flows/')
/** Not what has hooks for its whole process, or changes that process: it would be everybody's. */
const isSociable = (file: string): boolean =>
  file.startsWith(flows) &&
  !/^(before|after|beforeEach|afterEach)\(|process\.(env|on|chdir)|mock\.timers/m.test(
    readFileSync(path.join(root, file), 'utf8'),
  )

/** After the rest: killed processes want the machine, and have a PostgreSQL of their own. */
const faults = path.normalize('test/faults/')
const isFault = (file: string): boolean => file.startsWith(faults)
/** By themselves too: the stream waits for the oldest writer of the whole PostgreSQL server, whatever database it is in. */
const streams = ['test/flows/api-stream', 'src/storage/events'].map(path.normalize)
const isStream = (file: string): boolean => streams.some((each) => file.startsWith(each))
/** Nothing else beside them: they are slow enough. */
const browsers = path.normalize('test/browser/')
const isBrowser = (file: string): boolean => file.startsWith(browsers)

function testFiles(filters: readonly string[]): readonly string[] {
  const [left = [], wanted = []] = [true, false].map((leaves) =>
    filters
      .filter((filter) => filter.startsWith('!') === leaves)
      .map((filter) => path.normalize(filter.replace(/^!/, '')).replace(/^\.\//, '')),
  )
  return globSync(`{${folders.join(',')}}/**/*.test.ts`, { cwd: root, exclude: (name) => name === 'node_modules' })
    .filter((file) => wanted.length === 0 || wanted.some((filter) => file.includes(filter)))
    .filter((file) => !left.some((filter) => file.includes(filter)))
    .toSorted()
}

async function runFile(file: string, interrupted: AbortSignal): Promise<FileResult> {
  const inTime = AbortSignal.timeout(isFault(file) || isStream(file) || isBrowser(file) ? limit.alone : limit.file)
  const signal = AbortSignal.any([interrupted, inTime])
  const since = performance.now()
  const result = await readRun(run({ files: [path.join(root, file)], cwd: root, concurrency: 1, signal }), file)
  return { ...result, milliseconds: performance.now() - since }
}

/** Several files in one process. */
async function runGroup(files: readonly string[], interrupted: AbortSignal): Promise<readonly FileResult[]> {
  const events = run({
    files: [path.join(import.meta.dirname, 'support/together.ts')],
    argv: files.map((file) => path.join(root, file)),
    cwd: root,
    concurrency: 1,
    signal: AbortSignal.any([interrupted, AbortSignal.timeout(limit.alone)]),
  })
  return await readGroup(events, files, root)
}

/** Runs the files, `width` processes at a time, and prints a line for each. */
async function runAll(
  files: readonly (string | readonly string[])[],
  width: number,
  interrupted: AbortSignal,
): Promise<readonly FileResult[]> {
  const waiting = [...files]
  const results: FileResult[] = []
  const lane = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined && !interrupted.aborted; next = waiting.shift()) {
      const done = typeof next === 'string' ? [await runFile(next, interrupted)] : await runGroup(next, interrupted)
      results.push(...done)
      for (const { file, counts, milliseconds } of done) console.log(fileLine(file, counts, milliseconds))
    }
  }
  await Promise.all(Array.from({ length: width }, lane))
  return results
}

/** Flows that may share a process, six by six, before everything else: they take longest. */
function inGroups(files: readonly string[]): readonly (string | readonly string[])[] {
  const sociable = files.filter(isSociable)
  const groups = Math.ceil(sociable.length / groupOf)
  // Dealt out like cards: what stands side by side in a folder is alike, and slow together.
  const dealt = Array.from({ length: groups }, (_, group) => sociable.filter((_, at) => at % groups === group))
  return [...dealt, ...files.filter((file) => !sociable.includes(file))]
}

async function runShown(files: readonly string[], interrupted: AbortSignal): Promise<readonly FileResult[]> {
  if (files.length === 0 || interrupted.aborted) return []
  // Once, before several of them do it at the same moment.
  await chromium.executablePath()
  await ensureWebBuilt(root)
  return runAll(files, lanes, interrupted)
}

async function main(): Promise<Counts> {
  const files = testFiles(process.argv.slice(2))
  if (files.length === 0) {
    console.log('No test file has such a path.')
    return total([])
  }
  const interruption = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => interruption.abort())
  const { signal } = interruption

  // Each file is a process that reads most of the program: what Node makes of a source is kept for the next one.
  process.env.NODE_COMPILE_CACHE ??= path.join(root, 'node_modules/.cache/node')
  const { clear } = keepForThisRun()
  let cluster: TestCluster | undefined
  try {
    cluster = await startTestCluster()
    process.env.TEST_CLUSTER_URL = cluster.url
    process.env.TEST_TEMPLATE = cluster.template
    const shown = files.filter(isBrowser)
    const together = files.filter((file) => !isFault(file) && !isStream(file) && !isBrowser(file))
    const results = [
      ...(await runAll(inGroups(together), lanes, signal)),
      ...(await runShown(shown, signal)),
      ...(await Promise.all([isFault, isStream].map((which) => runAll(files.filter(which), 1, signal)))).flat(),
    ]
    const failures = results.flatMap((result) => result.failures)
    if (failures.length > 0) console.log(`\n${failures.join('\n\n')}\n`)
    if (signal.aborted) console.log('Interrupted: not every file was run.')
    const counts = total(results.map((result) => result.counts))
    if (signal.aborted && counts.failed === 0) return { ...counts, failed: 1 }
    return counts
  } finally {
    await cluster?.close()
    clear()
  }
}

const counts = await main()
console.log(lastLine(counts))
process.exit(counts.failed > 0 || counts.passed === 0 ? 1 : 0)
