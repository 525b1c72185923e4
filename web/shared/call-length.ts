/** How long a call took, as people write it and as it is read (A3). */

/** Seconds of '12' (minutes), '12:30' and '1:02:03'; null where it is neither, or more than a day. */
export function lengthOf(given: string): number | null {
  const parts = given.trim().split(':')
  if (parts.length > 3 || !parts.every((part) => /^\d{1,4}$/.test(part))) return null
  const [first = 0, ...rest] = parts.map(Number)
  if (rest.some((part) => part > 59)) return null
  const seconds = [first, ...rest].reduce((sum, part) => sum * 60 + part, 0) * (parts.length === 1 ? 60 : 1)
  return seconds <= 86_400 ? seconds : null
}

/** '9 min', '1 min 35 s', '1 h 2 min', '40 s'. */
export function sayCallLength(seconds: number): string {
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60), seconds % 60]
  const said = [
    hours > 0 ? `${hours} h` : '',
    minutes > 0 ? `${minutes} min` : '',
    rest > 0 || seconds === 0 ? `${rest} s` : '',
  ]
  return said.filter((part) => part !== '').join(' ')
}

/** An instant as a field of date and time takes it, in the reader's own zone, to the minute. */
export function localMinute(at: number): string {
  const date = new Date(at)
  const two = (value: number): string => String(value).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}T${two(date.getHours())}:${two(date.getMinutes())}`
}
