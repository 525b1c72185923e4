/** The vendor's fiscal year, which a grant ends with (A4). */
import type { Policy } from './policy.ts'

export interface FiscalYear {
  /** '2026' where it is the calendar year, else '2026/27'. */
  readonly name: string
  /** First and last day, 'YYYY-MM-DD', both in it. */
  readonly startsOn: string
  readonly endsOn: string
}

/** The fiscal year of that name; '2026' is understood also where it is called '2026/27'. Null where no year is called so. */
export function fiscalYearNamed(policy: Policy, name: string): FiscalYear | null {
  const found = /^(?:FY ?)?(\d{4})(?:[/-](\d{2}|\d{4}))?$/i.exec(name.trim())
  const first = Number(found?.[1])
  if (found === null || first < 1900 || first > 2299) return null
  const year = fiscalYearOf(policy, `${first}-${String(policy.vendor.fiscalYearStartsInMonth).padStart(2, '0')}-01`)
  const second = found[2]?.slice(-2)
  const isCalled = second === undefined || year.name === `${first}/${second}`
  return isCalled ? year : null
}

/** The fiscal year that a day ('YYYY-MM-DD') lies in. */
export function fiscalYearOf(policy: Policy, on: string): FiscalYear {
  const day = Temporal.PlainDate.from(on)
  const month = policy.vendor.fiscalYearStartsInMonth
  const year = day.month >= month ? day.year : day.year - 1
  const starts = Temporal.PlainDate.from({ year, month, day: 1 })
  const ends = starts.add({ years: 1 }).subtract({ days: 1 })
  const name = month === 1 ? String(year) : `${year}/${String((year + 1) % 100).padStart(2, '0')}`
  return { name, startsOn: starts.toString(), endsOn: ends.toString() }
}
