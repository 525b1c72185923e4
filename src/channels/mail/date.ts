/** RFC 5322's dates, with what old and odd programs write. */
const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')
const zones: Readonly<Record<string, number>> = {
  edt: -240,
  est: -300,
  cdt: -300,
  cst: -360,
  mdt: -360,
  mst: -420,
  pdt: -420,
  pst: -480,
  cest: 120,
  cet: 60,
  bst: 60,
  jst: 540,
  ist: 330,
  msk: 180,
}

const pattern =
  /(?:^|[\s,])(\d{1,2})[\s-]+([a-z]{3})[a-z]*[\s-]+(\d{2,4})[\s,]+(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?\s*(?:(?:GMT|UTC)?([+-])(\d{2}):?(\d{2})|([a-z]{1,5}))?/i

/** In UTC, to the second: '2026-03-06T18:00:00Z'. Null where it is no date. */
export function dateOf(text: string): string | null {
  const match = pattern.exec(text.slice(0, 200))
  if (match === null) return isoDateOf(text.trim())
  const [, day, name = '', year = '', hour, minute, second, sign, zoneHours, zoneMinutes, zone = ''] = match
  const month = months.indexOf(name.toLowerCase()) + 1
  const offset =
    sign === undefined
      ? (zones[zone.toLowerCase()] ?? 0)
      : (sign === '-' ? -1 : 1) * (Number(zoneHours) * 60 + Number(zoneMinutes))
  try {
    return Temporal.PlainDateTime.from(
      {
        year: year.length === 4 ? Number(year) : Number(year) + (Number(year) < 50 ? 2000 : 1900),
        month,
        day: Number(day),
        hour: Number(hour),
        minute: Number(minute),
        second: Math.min(Number(second ?? 0), 59),
      },
      { overflow: 'reject' },
    )
      .toZonedDateTime('UTC')
      .subtract({ minutes: offset })
      .toInstant()
      .toString({ smallestUnit: 'second' })
  } catch {
    // The 31st of February: no date.
    return null
  }
}

/** Some programs write '2026-03-06T18:00:00+01:00', as everybody else does but mail. */
function isoDateOf(text: string): string | null {
  if (!/^\d{4}-\d\d-\d\d[T ][\d:.]{5,20} ?(Z|[+-]\d\d:?\d\d)$/i.test(text)) return null
  try {
    return Temporal.Instant.from(text.replace(/ (?=\S*$)/, '').replace(' ', 'T')).toString({ smallestUnit: 'second' })
  } catch {
    return null
  }
}
