/** Instants, spans and amounts as people say them. */
import type { Instant } from '../kernel.ts'

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const
const two = (n: number): string => String(n).padStart(2, '0')

/** 'Mon 9 Mar 2026, 00:30' in a zone. */
export function sayInstant(at: Instant, zone: string): string {
  const minute = Math.floor(at.epochMilliseconds / 60_000)
  // Before 1972 zones were off by seconds, so a minute of ours was not one of theirs.
  if (minute < firstSureMinute) return saidIn(at, zone)
  const said = saidLately.get(zone) ?? new Map<number, string>()
  saidLately.set(zone, said)
  const known = said.get(minute)
  if (known !== undefined) return known
  // The same few closing times and receipts are said over and over; a zone's arithmetic is the dearest part of a view.
  if (said.size >= mostSaid) said.clear()
  const words = saidIn(at, zone)
  said.set(minute, words)
  return words
}

/** The same for an end: midnight is 'Mon 9 Mar 2026, 24:00' of the day that ends with it. */
export function sayEnd(at: Instant, zone: string): string {
  const said = sayInstant(at, zone)
  if (!said.endsWith(', 00:00')) return said
  return `${sayInstant(at.subtract({ minutes: 1 }), zone).split(',')[0] ?? ''}, 24:00`
}

const firstSureMinute = 1_051_200
const mostSaid = 2_000
const saidLately = new Map<string, Map<number, string>>()

function saidIn(at: Instant, zone: string): string {
  const local = at.toZonedDateTimeISO(zone)
  const day = `${weekdays[local.dayOfWeek - 1]} ${local.day} ${months[local.month - 1]} ${local.year}`
  return `${day}, ${two(local.hour)}:${two(local.minute)}`
}

/** '3 hours', '1 hour', '2 days', '90 minutes': a day of a promise is 24 working hours (C1). */
export function sayMinutes(amount: number): string {
  const plural = (n: number, unit: string): string => `${Number(n.toFixed(1))} ${unit}${n === 1 ? '' : 's'}`
  if (amount >= 48 * 60 && amount % (24 * 60) === 0) return plural(amount / (24 * 60), 'day')
  if (amount >= 60) return plural(amount / 60, 'hour')
  return plural(amount, 'minute')
}

/** '1 to 3 hours', '24 to 48 hours', '2 to 3 days': in days where both ends are. */
export function sayRange(from: number, to: number): string {
  const day = 24 * 60
  const number = (amount: number): string => String(Number(amount.toFixed(1)))
  if (from >= 2 * day && from % day === 0 && to % day === 0) return `${number(from / day)} to ${number(to / day)} days`
  if (from >= 60) return `${number(from / 60)} to ${number(to / 60)} hours`
  return `${sayMinutes(from)} to ${sayMinutes(to)}`
}

export const sayPosition = (position: number): string => {
  if (position === 0) return 'the lower end of the range'
  if (position === 1) return 'the upper end of the range'
  if (position === 0.5) return 'the middle of the range'
  return `${Math.round(position * 100)} % into the range`
}

/** UTC to the second, as the contract writes instants: 2026-03-08T19:00:00Z. */
export const sayUtc = (at: Instant): string => at.toString({ smallestUnit: 'second' })
