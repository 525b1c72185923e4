/** Figures of a report as people say them. */
import { monthNames } from '../../../src/domain/month-names.ts'
import type { ReportRowView } from '../../../src/http/wire-report.ts'
import { channelWords, kindWords } from '../../shared/words.ts'
import type { Grouping } from './question.ts'

export function sayLabel(by: Grouping, { value, label }: Pick<ReportRowView, 'value' | 'label'>): string {
  const words: Readonly<Record<string, string | undefined>> =
    by === 'channel' ? channelWords : by === 'kind' ? kindWords : {}
  if (by === 'month') {
    const [year, month] = value.split('-')
    return `${monthNames[Number(month) - 1] ?? ''} ${year ?? ''}`
  }
  const word = words[value]
  return word === undefined ? label : `${word.charAt(0).toUpperCase()}${word.slice(1)}`
}
