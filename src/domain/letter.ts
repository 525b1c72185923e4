/** The words of letters: templates of the policy with words in braces, filled in when a letter is read or sent. */
import { unturned } from './direction.ts'
import type { DecidedTemplate } from './ticket/ticket.ts'

export interface LetterText {
  readonly subject: string
  readonly text: string
}

/** What the vendor says around every letter. */
export interface LetterFrame {
  /** On the way to the ticket's page. */
  readonly open: string
  /** On the way to the form for what is missing (B2). */
  readonly supply: string
  /** Where an answer to the mail is one to the ticket. */
  readonly reply: string
  /** Where nobody wrote it. */
  readonly automatic: string
  /** On the way to wanting no more of these. */
  readonly decline: string
  /** Where files of the answer do not go along with it. */
  readonly files: string
}

/** What each of these may name: the first two stand on letters about a ticket only. */
export const frameWords = {
  open: ['number', 'desk', 'vendor'],
  supply: ['number', 'desk', 'vendor'],
  reply: ['number', 'desk', 'vendor'],
  automatic: ['desk', 'vendor'],
  decline: ['desk', 'vendor'],
  files: ['number', 'desk', 'vendor', 'files'],
} as const satisfies Record<keyof LetterFrame, readonly string[]>

/** Known of every letter. `name` is whom it goes to, `vendor` and `desk` who writes. */
const always = ['partner', 'name', 'desk', 'vendor'] as const

/** Known of a letter about a ticket. */
const ofTicket = ['number', 'subject'] as const

/** What each letter about a ticket may name beside that: those of decisions, and those that a service posts. */
const own = {
  /** `asked`: what is missing, in one list; nothing where nothing is (B2). */
  receipt: ['asked'],
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
  /** A4: what was said in a live chat, to whoever of the partner asks for it. */
  'chat-transcript': ['began', 'transcript'],
  /** Of a run: its words stand in its workflow. */
  workflow: ['heading', 'body'],
} as const satisfies Record<DecidedTemplate, readonly string[]> & Words

/** The same for letters that need no ticket: they name none. */
const ownWithoutTicket = {
  'idea-status': ['idea', 'status', 'meaning', 'reason'],
  incident: ['headline', 'state', 'body'],
  announcement: ['headline', 'body'],
  /** D5: to whoever registered it. */
  'webhook-paused': ['url', 'failures', 'answer'],
  /** A7: to whoever sent what is held. It says the same to everybody, known or not. */
  held: ['receivedOn'],
  /** D3: to both sides; `when` is said in the receiver's own zone. */
  'call-booked': ['topic', 'with', 'when', 'minutes', 'by'],
  'call-moved': ['topic', 'with', 'when', 'minutes', 'by', 'reason'],
  'call-cancelled': ['topic', 'with', 'when', 'by', 'reason'],
  'call-reminder': ['topic', 'with', 'when', 'minutes'],
  /** D5: to the partner's account manager; days. */
  'contact-due': ['dueOn', 'about'],
  'partner-quiet': ['lastOn', 'days'],
  /** E6: to whoever asked for it, before its last day and after it. */
  'account-ending': ['account', 'endsOn', 'days'],
  'account-ended': ['account', 'endsOn'],
  /** E7: to the partner, once its result is approved. */
  'evaluation-result': ['year', 'region', 'tier', 'rule', 'scores', 'effectiveOn', 'reason'],
  /** E9: to the partner, once for each review that is new to it. */
  'reviews-new': ['count', 'reviews', 'until'],
  /** B9: to the partner's account manager. */
  overuse: ['count', 'days', 'moreThan', 'requests', 'topics', 'training'],
  /** E4: to contacts of the partner, one for each day. */
  'renewals-due': ['count', 'renewals', 'sums'],
  /** G1: to the leads. */
  'mail-quiet': ['lastAt', 'hours'],
  /** To whose second factor it is; `at` is said in their own zone. */
  'second-factor-on': ['at'],
  'second-factor-off': ['at'],
  'second-factor-taken': ['at', 'by'],
  'second-factor-tried': ['at', 'address'],
  'recovery-code-used': ['at', 'address', 'left'],
} as const satisfies Words

type Words = Readonly<Record<string, readonly string[]>>

const withCommon = (some: Words, common: readonly string[]): Words =>
  Object.fromEntries(Object.entries(some).map(([template, words]) => [template, [...common, ...words]]))

const known = { ...withCommon(own, [...ofTicket, ...always]), ...withCommon(ownWithoutTicket, always) }

export type LetterTemplate = keyof typeof own | keyof typeof ownWithoutTicket

export const letterTemplates = Object.keys(known) as LetterTemplate[]

/** The words that a template may have in braces. */
export const letterWords = (template: LetterTemplate): readonly string[] => known[template] ?? []

/** What a person wrote, where there is a message in it. */
const personal: ReadonlySet<LetterTemplate> = new Set<LetterTemplate>(['reply', 'solved'])

/**
 * RFC 3834: how a letter came about that nobody wrote; false of one that carries a person's words. Only a receipt answers
 * a mail, all others come of themselves.
 */
export const isAutomatic = (template: LetterTemplate, hasMessage: boolean): false | 'auto-replied' | 'auto-generated' =>
  hasMessage && personal.has(template) ? false : template === 'receipt' ? 'auto-replied' : 'auto-generated'

/** Notices that their receiver may want no more of: everything in them stands on a page as well, and nobody waits for an answer. */
const declinable: ReadonlySet<LetterTemplate> = new Set<LetterTemplate>([
  'receipt',
  'renewals-due',
  'idea-status',
  'incident',
  'announcement',
])

export const isDeclinable = (template: LetterTemplate): boolean => declinable.has(template)

const inBraces = /\{([^{}]*)\}/g

/** The words in braces, in order. */
export const wordsIn = (text: string): readonly string[] => [...text.matchAll(inBraces)].map(([, word = '']) => word)

/** The text with its words, none of which turns the direction of writing. Throws for a word that is not given: the policy was checked for what may be named. */
export const filled = (text: string, given: Readonly<Record<string, string>>): string =>
  text.replaceAll(inBraces, (_whole, word: string) => {
    const said = given[word]
    if (said === undefined) throw new Error(`Nothing is known of {${word}} in this letter.`)
    return unturned(said)
  })
