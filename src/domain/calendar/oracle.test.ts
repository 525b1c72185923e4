import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Instant, minutes } from '../kernel.ts'
import type { Calendar, OpenHours } from './calendar.ts'
import { oracle } from './oracle.ts'
import { compile } from './working-time.ts'

/** Odd offsets, changes of half an hour and two hours, at midnight, at the month of fasting, and a date that never was. */
const places: readonly (readonly [zone: string, ...around: string[]])[] = [
  ['Europe/Berlin', '2026-03-29T01:00Z', '2026-10-25T01:00Z'],
  ['Australia/Lord_Howe', '2026-04-04T15:00Z', '2026-10-03T15:30Z'],
  ['Asia/Kathmandu', '1985-12-31T18:30Z', '2026-06-01T00:00Z'],
  ['Atlantic/Azores', '2026-03-29T01:00Z', '2026-10-25T01:00Z'],
  ['Africa/Casablanca', '2025-02-23T02:00Z', '2025-04-06T02:00Z'],
  ['Pacific/Apia', '2011-12-30T10:00Z', '2011-09-24T14:00Z'],
  ['America/Santiago', '2025-04-06T03:00Z', '2025-09-07T04:00Z'],
  ['Africa/Cairo', '2025-04-24T22:00Z', '2025-10-30T21:00Z'],
  ['Antarctica/Troll', '2025-03-30T01:00Z', '2025-10-26T01:00Z'],
  ['America/St_Johns', '2010-11-07T02:31Z', '2011-03-13T03:31Z'],
  ['Africa/Monrovia', '1972-01-07T00:44:30Z'],
]
const calendarsEach = 15
const questionsEach = 5
const day = 86_400_000

/** mulberry32: the same questions on every run. */
const dice = (seed: number) => {
  let state = seed
  const random = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return { random, below: (limit: number): number => Math.floor(random() * limit) }
}
type Dice = ReturnType<typeof dice>

const someTime = ({ below }: Dice): string =>
  `${String(below(24)).padStart(2, '0')}:${['00', '15', '30', '45', '01', '59'][below(6)]!}`

const someHours = (roll: Dice): readonly OpenHours[] =>
  Array.from({ length: roll.below(4) }, () => ({
    opens: someTime(roll),
    closes: roll.below(6) === 0 ? '24:00' : someTime(roll),
  }))

const someCalendar = (zone: string, around: number, roll: Dice): Calendar => {
  const week = Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((weekday) => [weekday, someHours(roll)] as const))
  const someDate = (): string =>
    Temporal.Instant.fromEpochMilliseconds(around + (roll.below(7) - 3) * day)
      .toZonedDateTimeISO(zone)
      .toPlainDate()
      .toString()
  return {
    zone,
    week: { ...week, 3: [{ opens: '09:00', closes: '17:00' }] },
    dates: { [someDate()]: [], [someDate()]: someHours(roll) },
    breaks: { [someDate()]: someHours(roll), [someDate()]: someHours(roll) },
  }
}

for (const [place, [zone, ...around]] of places.entries()) {
  test(`A9: compiled working time says what a plain walk with Temporal says, around clock changes in ${zone}`, () => {
    const roll = dice(place + 1)
    for (const change of around.map((text) => Temporal.Instant.from(text).epochMilliseconds)) {
      const someInstant = (): Instant =>
        Temporal.Instant.fromEpochMilliseconds(
          change + Math.round((roll.random() - 0.5) * day * [0.1, 3, 12][roll.below(3)]!),
        )
      for (let count = 0; count < calendarsEach; count++) {
        const calendar = someCalendar(zone, change, roll)
        const [fast, slow] = [compile(calendar), oracle(calendar)]
        for (let question = 0; question < questionsEach; question++) {
          const [from, to] = [someInstant(), someInstant()]
          const amount = minutes(roll.below(2) === 0 ? roll.below(4000) - 2000 : (roll.random() - 0.5) * 4000)
          assert.deepEqual(
            { at: fast.add(from, amount).toString(), minutes: fast.between(from, to), open: fast.isOpen(from) },
            { at: slow.add(from, amount).toString(), minutes: slow.between(from, to), open: slow.isOpen(from) },
            `${from} to ${to}, ${amount} min, ${JSON.stringify(calendar)}`,
          )
        }
      }
    }
  })
}

test('the walk gives up on a calendar that never opens', () => {
  const never = oracle({ zone: 'UTC', week: {}, dates: {} })
  assert.throws(() => never.add(Temporal.Instant.from('2026-01-01T00:00Z'), minutes(1)), RangeError)
})
