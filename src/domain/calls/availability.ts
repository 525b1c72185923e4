/** When somebody can be booked (D3): weekly hours on their own wall clock, days off taken out. */
import { isZone, timeOfDay, wallDay, type Calendar, type OpenHours, type Weekday } from '../calendar/calendar.ts'

/** Days are 'YYYY-MM-DD', both in it. */
export interface DaySpan {
  readonly fromOn: string
  readonly toOn: string
}

export interface Availability {
  /** IANA. */
  readonly zone: string
  readonly week: Readonly<Partial<Record<Weekday, readonly OpenHours[]>>>
  readonly daysOff: readonly DaySpan[]
}

interface FieldMistake {
  readonly field: string
  readonly message: string
}

/** Everything wrong with it, at once. */
export function availabilityMistakes({ zone, week, daysOff }: Availability): readonly FieldMistake[] {
  return [
    ...(isZone(zone)
      ? []
      : [{ field: 'zone', message: `'${zone}' is no time zone: give one such as 'Europe/Berlin'.` }]),
    ...Object.entries(week).flatMap(([day, hours]) => hoursMistakes(`week.${day}`, hours)),
    ...daysOff.flatMap(({ fromOn, toOn }, place) =>
      fromOn <= toOn ? [] : [{ field: `daysOff.${place}.toOn`, message: 'Give a day that is not before the first.' }],
    ),
  ]
}

function hoursMistakes(field: string, hours: readonly OpenHours[]): readonly FieldMistake[] {
  const read = hours.map(({ opens, closes }) => [timeOfDay(opens), timeOfDay(closes)] as const)
  const mistakes = read.flatMap(([from, to], place) => {
    if (from === null || from === wallDay)
      return [{ field: `${field}.${place}.opens`, message: "Give a time such as '09:00'." }]
    if (to === null) return [{ field: `${field}.${place}.closes`, message: "Give a time such as '17:00', or '24:00'." }]
    return to > from ? [] : [{ field: `${field}.${place}.closes`, message: 'It must close after it opens.' }]
  })
  if (mistakes.length > 0) return mistakes
  const sorted = read.toSorted(([a], [b]) => Number(a) - Number(b))
  const overlaps = sorted.some(([from], place) => place > 0 && Number(from) < Number(sorted[place - 1]?.[1]))
  return overlaps ? [{ field, message: 'Two spans of the day overlap: make one of them.' }] : []
}

/** As a calendar between two days: no hours on any day off. */
export function calendarOf({ zone, week, daysOff }: Availability, between: DaySpan): Calendar {
  const dates: Record<string, readonly OpenHours[]> = {}
  for (const { fromOn, toOn } of daysOff) {
    const last = toOn < between.toOn ? toOn : between.toOn
    let day = Temporal.PlainDate.from(fromOn > between.fromOn ? fromOn : between.fromOn)
    for (; day.toString() <= last; day = day.add({ days: 1 })) dates[day.toString()] = []
  }
  return { zone, week, dates }
}
