/** The words of letters: templates of the policy with words in braces, filled in when a letter is read or sent. */
import type { DecidedTemplate } from './ticket/ticket.ts'

export interface LetterText {
  readonly subject: string
  readonly text: string
}

/** Known of every letter. `name` is whom it goes to, `vendor` and `desk` who writes. */
const always = ['partner', 'name', 'desk', 'vendor'] as const

/** Known of a letter about a ticket. */
const ofTicket = ['number', 'subject'] as const

/** What each letter about a ticket may name beside that: those of decisions, and those that a service posts. */
const own = {
  receipt: [],
  reply: ['message'],
  solved: ['message'],
  merged: [],
  'severity-changed': ['from', 'to', 'reason'],
  'target-passed': ['promised', 'at'],
  'limit-passed': ['promised', 'at'],
  escalated: ['level', 'title', 'reason', 'statement', 'updateDueAt'],
  'escalation-raised': ['level', 'title', 'reason', 'statement', 'updateDueAt'],
  'escalation-ended': ['reason'],
  'status-update-missed': ['level', 'title', 'updateDueAt'],
  'severity-disputed': ['wanted', 'statement'],
  'dispute-decided': ['outcome', 'reason'],
  /** Of a run: its words stand in its workflow. */
  workflow: ['heading', 'body'],
} as const satisfies Record<DecidedTemplate, readonly string[]> & Words

/** The same for letters that need no ticket: they name none. */
const ownWithoutTicket = {
  'idea-status': ['idea', 'status', 'meaning', 'reason'],
} as const satisfies Words

type Words = Readonly<Record<string, readonly string[]>>

const withCommon = (some: Words, common: readonly string[]): Words =>
  Object.fromEntries(Object.entries(some).map(([template, words]) => [template, [...common, ...words]]))

const known = { ...withCommon(own, [...ofTicket, ...always]), ...withCommon(ownWithoutTicket, always) }

export type LetterTemplate = keyof typeof own | keyof typeof ownWithoutTicket

export const letterTemplates = Object.keys(known) as LetterTemplate[]

/** The words that a template may have in braces. */
export const letterWords = (template: LetterTemplate): readonly string[] => known[template] ?? []

const inBraces = /\{([^{}]*)\}/g

/** The words in braces, in order. */
export const wordsIn = (text: string): readonly string[] => [...text.matchAll(inBraces)].map(([, word = '']) => word)

/** The text with its words. Throws for a word that is not given: the policy was checked for what may be named. */
export const filled = (text: string, given: Readonly<Record<string, string>>): string =>
  text.replaceAll(inBraces, (_whole, word: string) => {
    const said = given[word]
    if (said === undefined) throw new Error(`Nothing is known of {${word}} in this letter.`)
    return said
  })
