/** '@' in an internal note: whom it may mean, and what is put in its place. */

export interface Colleague {
  readonly id: string
  readonly name: string
  readonly email: string | null
}

/** What is typed behind an '@' up to the cursor, and where that stands. */
export interface Typed {
  readonly from: number
  readonly to: number
  readonly words: string
}

/** Null where the cursor is behind no '@': one within an address is none, and a name has few words. */
export function typedMention(text: string, cursor: number): Typed | null {
  const found = /(?:^|[\s(,;:])@(\p{L}[\p{L}\p{M}\d.'’-]*(?: [\p{L}\p{M}\d.'’-]*){0,2}|)$/u.exec(text.slice(0, cursor))
  if (found === null) return null
  const words = found[1] ?? ''
  return { from: cursor - words.length - 1, to: cursor, words }
}

const shown = 6

/** Those of whom each word begins a part of the name, or the address. */
export function meant<Person extends Colleague>(staff: readonly Person[], words: string): readonly Person[] {
  const wanted = words.toLowerCase().split(' ').filter(Boolean)
  const begins = ({ name, email }: Person): boolean => {
    const parts = [...name.toLowerCase().split(/\s+/), (email ?? '').toLowerCase()]
    return wanted.every((word) => parts.some((part) => part.startsWith(word)))
  }
  // Behind a name that is whole already one goes on writing.
  if (words.endsWith(' ') && staff.some(({ name }) => name.toLowerCase() === words.trim().toLowerCase())) return []
  return staff.filter(begins).slice(0, shown)
}

/** The text with the name in place of what was typed, and the cursor behind it. */
export function withMention(text: string, { from, to }: Typed, name: string): readonly [string, number] {
  const rest = text.slice(to)
  const put = `@${name}${/^[\s.,;:!?)]/.test(rest) ? '' : ' '}`
  return [text.slice(0, from) + put + rest, from + put.length]
}

/** Of those who were chosen, whoever still stands in the text. */
export const stillMentioned = <Person extends Colleague>(chosen: readonly Person[], text: string): readonly Person[] =>
  chosen.filter(({ name }) => text.includes(`@${name}`))

export const sayMentioned = (mentions: readonly Colleague[]): string =>
  `${mentions.map(({ name }) => name).join(', ')}: told of it under ‘For you’.`
