/** Which tags are offered for what has been typed. */
import { wrongTag } from '../../../src/domain/tag.ts'

const most = 50

/**
 * The tag of just that name, those that begin with it, those that have it in them; at the end, where new ones may be made and there is none
 * so called, the word itself.
 */
export function offered(
  known: readonly string[],
  typed: string,
  { values, isOpen }: { readonly values: readonly string[]; readonly isOpen: boolean },
): readonly string[] {
  const rank = (name: string): number => (name === typed ? 0 : name.startsWith(typed) ? 1 : 2)
  const found = known
    .filter((name) => name.includes(typed) && !values.includes(name))
    .toSorted((a, b) => rank(a) - rank(b) || a.localeCompare(b))
    .slice(0, most)
  const isNew = isOpen && typed !== '' && !known.includes(typed) && !values.includes(typed) && wrongTag(typed) === null
  return isNew ? [...found, typed] : found
}
