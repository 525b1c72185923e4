/**
 * Placeholders of saved replies (B6): what of a ticket stands in their place, and the blanks that whoever writes fills in.
 *
 * `{contact}` is a placeholder, `{? the field's API name}` a blank. `{{contact}}` is `{contact}` as it stands. In code only
 * the known names are placeholders: braces are its own there.
 */
import { didYouMean } from './did-you-mean.ts'
import type { Named } from './named.ts'

export const placeholderWords = {
  contact: 'who asked, by the first name',
  contactName: 'who asked, by the full name',
  partner: 'the partner',
  customer: "the partner's customer",
  number: "the ticket's number",
  subject: "the ticket's subject",
  product: 'the product',
  category: 'what it is about',
  severity: 'the severity, as a number',
  desk: "the team's name",
  agent: 'you, by the first name',
  agentName: 'you, by the full name',
} as const

export type Placeholder = keyof typeof placeholderWords
export const placeholders = Object.keys(placeholderWords) as readonly Placeholder[]

/** What is known of a ticket; null becomes a blank. */
export type PlaceholderValues = Readonly<Record<Placeholder, string | null>>

/** As much of a ticket as an answer may quote. */
export interface QuotedTicket {
  readonly number: string
  readonly subject: string
  readonly severity: number
  readonly product: string | null
  readonly category: string
  readonly desk: string
  readonly partner: { readonly name: string } | null
  readonly customer: { readonly name: string } | null
  readonly contact: { readonly name: string } | null
}

interface Names {
  readonly products: readonly Named[]
  readonly categories: readonly Named[]
  readonly desks: readonly Named[]
}

/** What stands in the place of each in an answer by `agent` (a full name) to this ticket. */
export function placeholderValues(policy: Names, ticket: QuotedTicket, agent: string): PlaceholderValues {
  const named = (rows: readonly Named[], id: string | null): string | null =>
    rows.find((row) => row.id === id)?.name ?? null
  const contact = ticket.contact?.name ?? null
  return {
    contact: contact === null ? null : firstNameOf(contact),
    contactName: contact,
    partner: ticket.partner?.name ?? null,
    customer: ticket.customer?.name ?? null,
    number: ticket.number,
    subject: ticket.subject,
    // Intake keeps its name; a log or an import may have said its id.
    product: policy.products.find(({ id, name }) => id === ticket.product || name === ticket.product)?.name ?? null,
    category: named(policy.categories, ticket.category),
    severity: String(ticket.severity),
    desk: named(policy.desks, ticket.desk),
    agent: firstNameOf(agent),
    agentName: agent,
  }
}

/** Where a blank stands in the text that came out, both in UTF-16 units, the end not in it. */
export interface Blank {
  readonly from: number
  readonly to: number
}

export interface FilledReply {
  readonly text: string
  readonly blanks: readonly Blank[]
}

const found = /\{\{([a-zA-Z]+)\}\}|\{([a-zA-Z]+)\}|\{\?([^{}\n]*)\}/g
const fence = /^ {0,3}(`{3,})/

const isKnown = (name: string): name is Placeholder => Object.hasOwn(placeholderWords, name)

/** What is wrong with the placeholders of a text, each named once with the nearest one. */
export function mistakesInPlaceholders(body: string): readonly string[] {
  const unknown = new Set<string>()
  for (const { text, isCode } of linesOf(body)) {
    if (isCode) continue
    // A piece of code within a line is code as well.
    for (const [, , name] of text.replaceAll(/`[^`\n]*`/g, '').matchAll(found))
      if (name !== undefined && !isKnown(name)) unknown.add(name)
  }
  return [...unknown].map((name) => {
    const meant = didYouMean(name, placeholders)
    return meant === null
      ? `There is no placeholder {${name}}: use one of ${placeholders.map((each) => `{${each}}`).join(', ')}, or {{${name}}} for the text as it stands.`
      : `There is no placeholder {${name}}: did you mean {${meant}}?`
  })
}

/** The text with its placeholders filled, and where its blanks are. */
export function fillPlaceholders(body: string, values: PlaceholderValues): FilledReply {
  let text = ''
  const blanks: Blank[] = []
  const blank = (words: string): void => {
    const shown = `${blankMarks[0]}${words}${blankMarks[1]}`
    blanks.push({ from: text.length, to: text.length + shown.length })
    text += shown
  }
  let from = 0
  for (const match of body.matchAll(found)) {
    const [whole, literal, name, asked] = match
    text += body.slice(from, match.index)
    from = match.index + whole.length
    if (literal !== undefined) text += isKnown(literal) ? `{${literal}}` : whole
    else if (asked !== undefined) blank(asked.trim() === '' ? 'fill in' : asked.trim())
    else if (name === undefined || !isKnown(name)) text += whole
    else if (values[name] === null) blank(placeholderWords[name])
    else text += values[name]
  }
  return { text: text + body.slice(from), blanks }
}

/** Around a blank that is still open: signs that nobody types by accident. */
export const blankMarks = ['‹', '›'] as const

/** The blanks of a text that are still open, the first first. */
export const openBlanks = (text: string): readonly Blank[] =>
  [...text.matchAll(/‹[^‹›\n]{1,200}›/g)].map(({ index, 0: whole }) => ({ from: index, to: index + whole.length }))

/** 'Asha' of 'Asha Menon'. */
const firstNameOf = (name: string): string => name.trim().split(/\s+/)[0] ?? ''

interface Line {
  readonly text: string
  readonly isCode: boolean
}

function linesOf(body: string): readonly Line[] {
  let open: string | null = null
  return body.split('\n').map((text) => {
    const ticks = fence.exec(text)?.[1]
    if (open === null && ticks !== undefined) {
      open = ticks
      return { text, isCode: true }
    }
    const isCode = open !== null
    if (open !== null && ticks !== undefined && ticks.length >= open.length) open = null
    return { text, isCode }
  })
}
