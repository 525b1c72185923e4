/** Lengths of time as people write them in a policy: '30 min', '24 h', '2 days'; a day is 24 working hours (C1). */
import { minutes, type Minutes } from '../domain/kernel.ts'
import type { Range } from '../domain/policy.ts'

const inMinutes = { min: 1, minute: 1, minutes: 1, h: 60, hour: 60, hours: 60, day: 1440, days: 1440 } as const
const length = /^(\d+(?:\.\d+)?)\s*(min|minutes?|h|hours?|days?)$/
const span =
  /^(\d+(?:\.\d+)?)\s*(min|minutes?|h|hours?|days?)?\s*[-–]\s*(\d+(?:\.\d+)?)\s*(min|minutes?|h|hours?|days?)$/

const lengthOf = (amount: string, unit: string): Minutes =>
  minutes(Number(amount) * inMinutes[unit as keyof typeof inMinutes])

/** '1 h', '90 min', '2 days', '1 h 30 min'; null for anything else. */
export function parseDuration(text: string): Minutes | null {
  const parts = text.match(/\d+(?:\.\d+)?\s*[a-z]+/g) ?? []
  if (parts.length === 0 || parts.join('').replaceAll(' ', '') !== text.replaceAll(' ', '')) return null
  let sum = 0
  for (const part of parts) {
    const [, amount, unit] = length.exec(part) ?? []
    if (amount === undefined || unit === undefined) return null
    sum += lengthOf(amount, unit)
  }
  return minutes(sum)
}

/** '1-3 h', '30 min - 2 h', '2–3 days'; null for anything else. That it runs upwards is for the reader to check. */
export function parseRange(text: string): Range | null {
  const [, from, fromUnit, to, toUnit] = span.exec(text) ?? []
  if (from === undefined || to === undefined || toUnit === undefined) return null
  return { from: lengthOf(from, fromUnit ?? toUnit), to: lengthOf(to, toUnit) }
}
