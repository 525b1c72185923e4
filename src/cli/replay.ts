/** `desk replay`: a log of what happened elsewhere, through the real services and database, and what it would have come to. */
import { access, constants, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { replayLog, ReplayUnderWay, type Replayed } from '../services/replay/replay.ts'
import { reportOfLog } from '../services/reports/report.ts'
import { expectRest, readArgs, textOf } from './args.ts'
import type { Run } from './command.ts'
import { withApp } from './database.ts'
import type { ExitStatus, Io } from './io.ts'
import { openLog } from './log-file.ts'
import { CannotRun, UsageError } from './problem.ts'
import { Progress } from './progress.ts'
import { replayReport, type ReplayReport } from './replay-report.ts'
import { sayReplayReport } from './replay-text.ts'
import { stopOnSignal } from './stop-signal.ts'

export const run: Run = async (args, io) => {
  const given = readArgs(args, { speed: { type: 'string' }, report: { type: 'string' } })
  expectRest(given.rest, ['FILE'])
  const speed = textOf(given, 'speed') ?? 'max'
  if (speed !== 'max') throw new UsageError(`--speed can be max and nothing else, not '${speed}'.`)
  const reportFile = textOf(given, 'report')
  if (reportFile !== undefined) await expectFolder(reportFile)
  const log = await openLog(given.rest[0] ?? '-', io)
  const stopping = stopOnSignal()
  const progress = new Progress(io.messages, 'events')
  try {
    return await withApp(io, async (app) => {
      const begunAt = performance.now()
      const replayed = await replayLog(app, log.lines, {
        signal: stopping.signal,
        onMistake: sayMistakes(io),
        onProgress: (lines) => progress.show(lines, log.share()),
      }).catch((thrown: unknown) => {
        throw thrown instanceof ReplayUnderWay ? new CannotRun(thrown.message) : thrown
      })
      const seconds = (performance.now() - begunAt) / 1_000
      progress.end()
      if (!replayed.finished) {
        io.messages.say(`Stopped after ${replayed.lines} lines. The same command goes on from there.`)
        return 1
      }
      const figures = await reportOfLog(app, replayed.source, replayed.endedAt ?? app.now())
      const report = replayReport(figures, replayed, seconds)
      await io.output.line(report)
      if (reportFile !== undefined) await writeReport(reportFile, report)
      return statusOf(replayed, io)
    })
  } finally {
    progress.end()
    stopping.end()
  }
}

function statusOf({ outcome }: Replayed, io: Io): ExitStatus {
  const { misunderstood } = outcome.counts
  if (misunderstood === 0) return 0
  io.messages.say(
    `${misunderstood} ${misunderstood === 1 ? 'line' : 'lines'} could not be understood; the others were played.`,
  )
  return 1
}

/** Lines that are said one by one; beyond, they are only counted. */
const saidLines = 100

function sayMistakes({
  messages,
}: Io): (line: number, mistakes: readonly { field: string; message: string }[]) => void {
  let count = 0
  return (line, mistakes) => {
    count += 1
    if (count <= saidLines) messages.say(`Line ${line}: ${mistakes.map(said).join('; ')}.`)
    if (count === saidLines) messages.say('Further lines that cannot be understood are only counted.')
  }
}

/** Some are whole sentences, most are not: the line ends them. */
const said = ({ field, message }: { readonly field: string; readonly message: string }): string =>
  `${field}: ${message.replace(/\.$/, '')}`

async function expectFolder(file: string): Promise<void> {
  await access(dirname(file), constants.W_OK).catch(() => {
    throw new CannotRun(
      `The report cannot be written to '${file}': there is no such folder, or it may not be written to.`,
    )
  })
}

async function writeReport(file: string, report: ReplayReport): Promise<void> {
  const text = file.endsWith('.json') ? `${JSON.stringify(report, null, 2)}\n` : sayReplayReport(report)
  await writeFile(file, text).catch((thrown: Error) => {
    throw new CannotRun(`The report could not be written to '${file}' (${thrown.message}).`)
  })
}
