/**
 * Working time: the compiled calendar against a walk with Temporal and two packages, on the same questions in the
 * same run. Takes about six seconds.
 */
import { type Calendar, type OpenHours } from '../src/domain/calendar/calendar.ts'
import { oracle } from '../src/domain/calendar/oracle.ts'
import { compile } from '../src/domain/calendar/working-time.ts'
import { minutes } from '../src/domain/kernel.ts'
import { type BusinessTime, dayjsBusinessTime, momentBusinessTime } from './peers/business-time.ts'
import { tell, type Bench, type Row } from './report.ts'

const minute = 60_000
/** So many that no processor learns them by heart. */
const questions = 65_536

const week = Object.fromEntries(
  [1, 2, 3, 4, 5].map((day) => [day, [{ opens: '09:00', closes: '17:00' }] satisfies OpenHours[]]),
)
/** In the zone of this process, because that is the only one the packages know. */
const calendar: Calendar = { zone: Temporal.Now.timeZoneId(), week, dates: {} }

export const bench: Bench = async ({ quick }) => {
  const milliseconds = quick ? 100 : 700
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

  const measured = (operation: 'add' | 'between', ask: (who: BusinessTime) => (index: number) => number): Row[] => {
    const own = ask(compiled)
    const value = perSecond(own, milliseconds)
    return others.map((who) =>
      tell({
        bench: 'working-time',
        what: operation,
        value,
        unit: 'per second',
        against: { name: who.name, value: perSecond(ask(who), milliseconds) },
        more: { sameAnswers: agreement(own, ask(who)) },
      }),
    )
  }

  return [
    ...measured('add', (who) => (index) => who.add(from[index]!, amount[index]!)),
    ...measured('between', (who) => (index) => who.between(from[index]!, to[index]!)),
  ]
}

/** Asks the questions over and over for a set time, after a short warm-up. */
const perSecond = (ask: (index: number) => number, lasting: number): number => {
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
  run(lasting / 10)
  const speed = run(lasting)
  if (Number.isNaN(sink)) throw new Error('An answer was not a number')
  return speed
}

/** The share of a sample that both answer the same. */
const agreement = (own: (index: number) => number, other: (index: number) => number): number => {
  const sample = 256
  let same = 0
  for (let index = 0; index < sample; index++) if (own(index) === other(index)) same++
  return Number((same / sample).toFixed(3))
}
