/** Figures of a report as people say them. */
import type { ReportRowView } from '../../../src/http/wire-report.ts'
import { channelWords, kindWords } from '../../shared/words.ts'
import type { Grouping } from './question.ts'

/** '97 %'; a dash where nothing was decided. */
export const sayShare = (share: number | null): string => (share === null ? '–' : `${Math.round(share * 100)} %`)

/** '45 min', '3 h 20', '2.5 days' of 24 hours; a dash where nothing was measured. */
export function sayMinutes(minutes: number | null): string {
  if (minutes === null) return '–'
  if (minutes < 60) return `${Math.round(minutes)} min`
  if (minutes < 48 * 60) {
    const whole = Math.round(minutes)
    return `${Math.floor(whole / 60)} h ${String(whole % 60).padStart(2, '0')}`
  }
  return `${(minutes / (24 * 60)).toFixed(1)} days`
}

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

export function sayLabel(by: Grouping, { value, label }: Pick<ReportRowView, 'value' | 'label'>): string {
  const words: Readonly<Record<string, string | undefined>> =
    by === 'channel' ? channelWords : by === 'kind' ? kindWords : {}
  if (by === 'month') {
    const [year, month] = value.split('-')
    return `${months[Number(month) - 1] ?? ''} ${year ?? ''}`
  }
  const word = words[value]
  return word === undefined ? label : `${word.charAt(0).toUpperCase()}${word.slice(1)}`
}
