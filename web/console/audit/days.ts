/** Days of the reader's own calendar, 'YYYY-MM-DD', and the instants between which they lie. */

const form = /^(\d{4})-(\d\d)-(\d\d)$/

/** The midnight that begins the day `after` days later, where the reader is; null where it is no day. */
function beginOf(day: string, after = 0): Date | null {
  const [, year, month, date] = (form.exec(day) ?? []).map(Number)
  if (year === undefined || month === undefined || date === undefined) return null
  const begin = new Date(year, month - 1, date)
  if (begin.getMonth() !== month - 1 || begin.getDate() !== date) return null
  return new Date(year, month - 1, date + after)
}

export const isDay = (text: unknown): text is string => typeof text === 'string' && beginOf(text) !== null

/** The day that an instant falls on. */
export function dayOf(at: number): string {
  const then = new Date(at)
  const two = (figure: number): string => String(figure).padStart(2, '0')
  return `${then.getFullYear()}-${two(then.getMonth() + 1)}-${two(then.getDate())}`
}

/** From the first instant of one day until before the first after another: both are in it. An end that is not given is open. */
export const between = (from: string | undefined, to: string | undefined) => ({
  from: from === undefined ? undefined : beginOf(from)?.toISOString(),
  to: to === undefined ? undefined : beginOf(to, 1)?.toISOString(),
})
