/** What changed between two versions of an article, line by line (B10). */

import { differences, type Difference } from '../differences.ts'

/** What a thousand changed lines cost does not hold a node up; four times that for twice as many would. */
const mostCompared = 1_000

/** The lines of both, in order, so that 'same' and 'removed' make up the one text and 'same' and 'added' the other. */
export const diffLines = (before: string, after: string): readonly Difference[] =>
  differences(before.split('\n'), after.split('\n'), mostCompared)
