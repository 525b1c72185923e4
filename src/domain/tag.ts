/** Tags: free words of the staff on tickets, which no partner ever sees (G3, decision 35). One spelling of each, whoever types it. */
import type { Id } from './kernel.ts'

export type TagId = Id<'tag'>

/** With the name that it had at that moment: renamed or merged it is still this one. */
export interface TagRef {
  readonly id: TagId
  readonly name: string
}

export type TagFact = {
  readonly kind: 'tagged'
  readonly added: readonly TagRef[]
  readonly removed: readonly TagRef[]
}

export const longestTag = 40
/** On one ticket. */
export const mostTagsOfTicket = 20
/** On the whole desk; more are no order any more. */
export const mostTags = 1_000

/** ' VIP  Customer' is 'vip customer'; of any script. */
export const tagName = (typed: string): string =>
  typed.normalize('NFKC').toLowerCase().replaceAll(/\s+/gu, ' ').trim().normalize('NFC')

/** What is wrong with a name as `tagName` gives it; null where nothing is. */
export function wrongTag(name: string): string | null {
  if (!/[\p{L}\p{N}\p{S}]/u.test(name)) return 'A tag has a letter or a digit at least.'
  if (name.length > longestTag) return `A tag has ${longestTag} characters at most.`
  if (/[,\p{Cc}\p{Cf}\p{Co}]/u.test(name))
    return 'A tag has no comma and no invisible characters: give several as several.'
  return null
}

export function tagsInWords({ added, removed }: TagFact): string {
  const names = (tags: readonly TagRef[]): string => tags.map(({ name }) => `‘${name}’`).join(', ')
  const on = added.length === 0 ? [] : [`tagged ${names(added)}`]
  const off = removed.length === 0 ? [] : [`tag ${names(removed)} taken off`]
  return `${[...on, ...off].join('; ')}.`.replace(/^./, (first) => first.toUpperCase())
}
