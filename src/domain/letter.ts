/** The words of letters: templates of the policy with words in braces, filled in when a letter is read or sent. */
import type { LetterTemplate } from './ticket/ticket.ts'

export interface LetterText {
  readonly subject: string
  readonly text: string
}

/** Known of every letter. `name` is whom it goes to, `vendor` and `desk` who writes. */
const always = ['number', 'subject', 'partner', 'name', 'desk', 'vendor'] as const

/** What each template may name beside that. */
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
} as const satisfies Record<LetterTemplate, readonly string[]>

export const letterTemplates = Object.keys(own) as LetterTemplate[]

/** The words that a template may have in braces. */
export const letterWords = (template: LetterTemplate): readonly string[] => [...always, ...own[template]]

const inBraces = /\{([^{}]*)\}/g

/** The words in braces, in order. */
export const wordsIn = (text: string): readonly string[] => [...text.matchAll(inBraces)].map(([, word = '']) => word)

/** The text with its words. Throws for a word that is not given: the policy was checked for what may be named. */
export const filled = (text: string, words: Readonly<Record<string, string>>): string =>
  text.replaceAll(inBraces, (_whole, word: string) => {
    const given = words[word]
    if (given === undefined) throw new Error(`Nothing is known of {${word}} in this letter.`)
    return given
  })
