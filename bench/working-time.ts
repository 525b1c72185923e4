/**
 * Working time: the compiled calendar against a walk with Temporal and two packages, on the same questions in the
 * same run. Prints one line of JSON for each operation and returns the lines. Takes about six seconds.
 */
import { type Calendar, type OpenHours } from '../src/domain/calendar/calendar.ts'
import { oracle } from '../src/domain/calendar/oracle.ts'
import { compile } from '../src/domain/calendar/working-time.ts'
import { minutes } from '../src/domain/kernel.ts'
import { type BusinessTime, dayjsBusinessTime, momentBusinessTime } from './peers/business-time.ts'

export interface WorkingTimeRow {
  readonly bench: 'working-time'
  readonly operation: 'add' | 'between'
  readonly questions: number
  /** Answers a second, by who gave them. */
  readonly perSecond: Readonly<Record<string, number>>
  /** How many times as fast the compiled calendar is. */
  readonly ratio: Readonly<Record<string, number>>
  /** The share of its answers that are the compiled calendar's too. */
  readonly agrees: Readonly<Record<string, number>>
}

const millisecondsEach = 700
const minute = 60_000
/** So many that no processor learns them by heart. */
const questions = 65_536

const week = Object.fromEntries(
  [1, 2, 3, 4, 5].map((day) => [day, [{ opens: '09:00', closes: '17:00' }] satisfies OpenHours[]]),
)
/** In the zone of this process, because that is the only one the packages know. */
const calendar: Calendar = { zone: Temporal.Now.timeZoneId(), week, dates: {} }

export const bench = async (): Promise<readonly WorkingTimeRow[]> => {
  const time = compile(calendar)
  const walk = oracle(calendar)
  const instant = (at: number) => Temporal.Instant.fromEpochMilliseconds(at)
  const compiled: BusinessTime = {
    name: 'compiled',
    add: (from, amount) => time.addMs(from, amount * minute),
    between: (from, to) => time.betweenMs(from, to) / minute,
  }
  const others: readonly BusinessTime[] = [
    {
      name: 'walk with Temporal (the oracle of the tests)',
      add: (from, amount) => walk.add(instant(from), minutes(amount)).epochMilliseconds,
      between: (from, to) => walk.between(instant(from), instant(to)),
    },
    momentBusinessTime(week),
    dayjsBusinessTime(week),
  ]

  // Promises of 1 to 72 hours of working time, received at any minute of 2026 and 2027: the same on every run.
  const from = Float64Array.from(
    { length: questions },
    (_, at) => Date.UTC(2026, 0) + ((at * 7919 * 131) % 1_051_200) * minute,
  )
  const amount = Float64Array.from({ length: questions }, (_, at) => 60 + ((at * 104_729) % 4260))
  const to = from.map((at, index) => compiled.add(at, amount[index]!))

  const measured = (
    operation: 'add' | 'between',
    ask: (who: BusinessTime) => (index: number) => number,
  ): WorkingTimeRow => {
    const own = ask(compiled)
    const speed = perSecond(own)
    const speeds = others.map((who) => [who.name, perSecond(ask(who))] as const)
    const row: WorkingTimeRow = {
      bench: 'working-time',
      operation,
      questions,
      perSecond: { compiled: speed, ...Object.fromEntries(speeds) },
      ratio: Object.fromEntries(speeds.map(([name, each]) => [name, Math.round(speed / each)])),
      agrees: Object.fromEntries(others.map((who) => [who.name, agreement(own, ask(who))])),
    }
    console.log(JSON.stringify(row))
    return row
  }

  return [
    measured('add', (who) => (index) => who.add(from[index]!, amount[index]!)),
    measured('between', (who) => (index) => who.between(from[index]!, to[index]!)),
  ]
}

/** Asks the questions over and over for a set time, after a short warm-up. */
const perSecond = (ask: (index: number) => number): number => {
  let sink = 0
  const run = (milliseconds: number): number => {
    const began = performance.now()
    let count = 0
    let elapsed = 0
    while (elapsed < milliseconds) {
      // A handful between looks at the clock: few enough for the slowest, and for the fastest the look costs nothing.
      for (let each = 0; each < 64; each++) sink += ask((count + each) % questions)
      count += 64
      elapsed = performance.now() - began
    }
    return Math.round((count / elapsed) * 1000)
  }
  run(millisecondsEach / 10)
  const speed = run(millisecondsEach)
  if (Number.isNaN(sink)) throw new Error('An answer was not a number')
  return speed
}

const agreement = (own: (index: number) => number, other: (index: number) => number): number => {
  const sample = 256
  let same = 0
  for (let index = 0; index < sample; index++) if (own(index) === other(index)) same++
  return Number((same / sample).toFixed(3))
}

if (import.meta.main) await bench()
