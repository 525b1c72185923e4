/** What an import of one kind of thing is made of; the kinds are listed in `kinds.ts`. */
import type { PersonId } from '../../domain/kernel.ts'
import type { Policy } from '../../domain/policy.ts'
import type { Tx } from '../../storage/database.ts'
import type { App } from '../app.ts'
import type { Column } from './columns.ts'
import type { Fields, RowMistake } from './fields.ts'
import type { PartnerFinder } from './partner-finder.ts'

/** One run of an import. */
export interface Import {
  readonly app: App
  readonly policy: Policy
  readonly at: Temporal.Instant
  readonly by: PersonId | null
  /** What the file is called, for the history. */
  readonly file: string
  readonly partners: PartnerFinder
  /** The partner that the whole file is of, as it was named; null where each row says its own. */
  readonly partner: string | null
}

/** A row that was understood. */
export interface Draft<Facts> {
  readonly line: number
  readonly facts: Facts
}

export type Outcome =
  | { readonly line: number; readonly did: 'inserted' | 'updated' | 'unchanged' }
  | { readonly line: number; readonly did: 'rejected'; readonly mistakes: readonly RowMistake[] }

export interface ImportKind<Facts> {
  readonly columns: readonly Column[]
  /** What a row says. What is wrong with it is kept in `fields`. */
  read(fields: Fields, of: Import): Facts
  /** By what a thing is known again: no file may have two rows of one. */
  keyOf(facts: Facts): { readonly field: string; readonly key: string }
  /** Writes rows of which none is of the same thing as another; one outcome for each. */
  write(tx: Tx, drafts: readonly Draft<Facts>[], of: Import): Promise<readonly Outcome[]>
  /** What follows, once everything is written and true. */
  finish?(of: Import): Promise<void>
}

/** Nothing of the row is written. */
export const rejected = (line: number, field: string | null, message: string): Outcome => ({
  line,
  did: 'rejected',
  mistakes: [{ field, message }],
})
