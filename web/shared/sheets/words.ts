/** Where sheets and their requests stand, as people say it. */
import type { SheetsWire } from '../../../src/http/wire-sheets.ts'

type Change = SheetsWire['changes'][number]

export const standingWords: Readonly<Record<SheetsWire['sheets'][number]['standing'], string>> = {
  published: 'Shown',
  'taken-down': 'Taken down',
  proposed: 'Asked for',
  'not-shown': 'Not shown',
}

export const changeWords: Readonly<Record<Change['state'], string>> = {
  asked: 'Waits for approval',
  missing: 'Asked for more',
  applied: 'Done',
  refused: 'Refused',
  lapsed: 'Lapsed',
  withdrawn: 'Taken back',
}

export const isOpen = ({ state }: Pick<Change, 'state'>): boolean => state === 'asked' || state === 'missing'
