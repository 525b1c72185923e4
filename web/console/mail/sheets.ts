/** The sheets of the screen 'Mail', in order: another one is a file and a line here. */
import type { FunctionComponent } from 'react'
import { Health } from './health.tsx'
import { In } from './in.tsx'
import { Out } from './out.tsx'
import type { MailFilter } from './queries.ts'

export interface SheetProps {
  readonly filter: MailFilter
  /** Narrows the list or opens something; null or '' takes a part of the filter out. */
  readonly set: (change: Partial<Record<keyof MailFilter, string | null>>) => void
}

interface Sheet {
  readonly value: string
  readonly label: string
  readonly show: FunctionComponent<SheetProps>
}

export const sheets: readonly [Sheet, ...Sheet[]] = [
  { value: 'out', label: 'Out', show: Out },
  { value: 'in', label: 'In', show: In },
  { value: 'health', label: 'Health', show: Health },
]
