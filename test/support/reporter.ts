import path from 'node:path'
import { inspect, styleText } from 'node:util'
import type { TestEvent } from 'node:test/reporters'

/** Tests counted, not suites. A file that crashes, times out or holds no test counts as one failure. */
export interface Counts {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

/** What one file's run came to. */
export interface FileResult {
  readonly file: string
  /** What its tests took. */
  readonly milliseconds: number
  readonly counts: Counts
  /** Everything there is to say about what failed; empty when nothing did. */
  readonly failures: readonly string[]
}

/** Reads the events of one file's run to their end. `file` is the name that people see. */
export async function readRun(
  events: AsyncIterable<TestEvent> | Iterable<TestEvent>,
  file: string,
): Promise<FileResult> {
  const counts = { passed: 0, failed: 0, skipped: 0 }
  const failures: string[] = []
  const output: string[] = []
  const parents: string[] = []
  let hasTests = false
  let milliseconds = 0

  for await (const { type, data } of events) {
    if (type === 'test:stdout' || type === 'test:stderr') output.push(data.message)
    if (type === 'test:diagnostic' && data.file !== undefined && data.nesting === 0) output.push(`${data.message}\n`)
    if (type === 'test:start') parents.splice(data.nesting, Infinity, data.name)
    if (type !== 'test:pass' && type !== 'test:fail') continue
    const isFile = data.name === data.file
    if (data.nesting === 0) milliseconds += data.details.duration_ms
    if (data.details.type === 'suite' && type === 'test:pass') continue
    hasTests ||= !isFile
    if (data.skip !== undefined || data.todo !== undefined) counts.skipped += 1
    else if (type === 'test:fail') {
      // A suite fails because a test in it did, which has been told; only its own hooks are news.
      const error = data.details.error as Failure
      if (error.failureType === 'subtestsFailed') {
        if (data.details.type !== 'suite') counts.failed += 1
        continue
      }
      counts.failed += 1
      const name = isFile ? '(the file itself)' : [...parents.slice(0, data.nesting), data.name].join(' > ')
      failures.push(`${styleText('red', '✗')} ${file}${data.line ? `:${data.line}` : ''}  ${name}\n${explained(error)}`)
    } else if (!isFile) counts.passed += 1
  }

  if (!hasTests && counts.failed === 0) {
    counts.failed += 1
    failures.push(`${styleText('red', '✗')} ${file}  holds no test`)
  }
  if (failures.length > 0 && output.length > 0) failures.push(`  what ${file} printed\n${indented(output.join(''))}`)
  return { file, milliseconds, counts, failures }
}

/**
 * Reads the events of several files in one process. What is of none of them, such as that the process ended before its time,
 * is told under the name of all of them, where it failed.
 */
export async function readGroup(
  events: AsyncIterable<TestEvent>,
  files: readonly string[],
  root: string,
): Promise<readonly FileResult[]> {
  const byFile = new Map<string, TestEvent[]>(files.map((file) => [path.join(root, file), []]))
  const others: TestEvent[] = []
  for await (const event of events) (byFile.get((event.data as { file?: string }).file ?? '') ?? others).push(event)
  const isBroken = (event: TestEvent): boolean => event.type === 'test:fail'
  const printed = others.filter(({ type }) => type === 'test:stdout' || type === 'test:stderr')
  const results = [...byFile].map(([at, own]) =>
    readRun(own.some(isBroken) ? [...printed, ...own] : own, path.relative(root, at)),
  )
  if (others.some(isBroken)) results.push(readRun(others, files.join(', ')))
  return await Promise.all(results)
}

interface Failure extends Error {
  readonly failureType?: string
}

/** The test's own error with its causes; Node wraps it in one that says only that the test failed. */
function explained(error: Failure): string {
  const { cause } = error
  if (error.failureType === 'testAborted')
    return indented('It was stopped before it ended: it took longer than it may, or the run was interrupted.')
  const text = cause instanceof Error ? told(cause) : typeof cause === 'string' ? cause : inspect(cause ?? error)
  return indented(text.replaceAll(/^\s+at .*\(?node:internal.*\n?/gm, ''))
}

/** An assertion's message holds the difference already; printed whole, it would come three times. */
function told(error: Error): string {
  return error.name === 'AssertionError' && error.stack !== undefined ? error.stack : inspect(error, { depth: 6 })
}

const indented = (text: string): string => text.trimEnd().replaceAll(/^/gm, '    ')

/** One line for a file that is done. */
export function fileLine(file: string, { passed, failed, skipped }: Counts, milliseconds: number): string {
  const mark = failed > 0 ? styleText('red', '✗') : styleText('green', '✓')
  const parts = [`${passed + failed} tests`, failed > 0 && `${failed} failed`, skipped > 0 && `${skipped} skipped`]
  return `${mark} ${file}  ${parts.filter(Boolean).join(', ')}, ${(milliseconds / 1000).toFixed(1)} s`
}

export function total(all: readonly Counts[]): Counts {
  const sum = (part: keyof Counts): number => all.reduce((so, counts) => so + counts[part], 0)
  return { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') }
}

/** The last line of a run, to be read by programs: `12 passed, 0 failed`. */
export function lastLine({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}
