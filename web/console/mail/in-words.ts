/** What was made of a mail that came in, in words. */
import type { MailHealthView, MailView, WholeMailView } from '../../../src/http/wire-mail.ts'
import { pages } from '../../shared/pages.ts'
import { readInstant, sayBriefly, sayLength } from '../../shared/time.ts'
import type { MailFilter } from './queries.ts'

const outcomeWords = {
  open: 'Ticket',
  reply: 'Reply',
  'follow-up': 'Follow-up',
  hold: 'Held',
  ignore: 'Ignored',
  bounce: 'Report',
  duplicate: 'Came twice',
  answer: 'Customer’s answer',
} as const

const stateWords = { received: 'Waiting', parked: 'Parked' } as const

export const choices: readonly { readonly value: string; readonly label: string }[] = [
  { value: '', label: 'Everything' },
  ...Object.entries({ ...stateWords, ...outcomeWords }).map(([value, label]) => ({ value, label })),
]

export const sayOutcome = ({ state, outcome }: Pick<MailView, 'state' | 'outcome'>): string =>
  state === 'done' ? (outcome === null ? 'Done' : outcomeWords[outcome]) : stateWords[state]

/** Needs somebody to look. */
export const isTrouble = ({ state, error }: Pick<MailView, 'state' | 'error'>): boolean =>
  state === 'parked' || (state === 'received' && error !== null)

export function sayFrom({ from, envelopeFrom }: Pick<MailView, 'from' | 'envelopeFrom'>): string {
  if (from !== null) return from.name === '' ? from.email : `${from.name} <${from.email}>`
  return envelopeFrom === null || envelopeFrom === '' ? 'nobody whom it names' : `${envelopeFrom}, by its envelope`
}

export const wayWords = { smtp: 'over SMTP', imap: 'fetched from a mailbox', cli: 'from the command line' } as const

/** 'DMARC passed; signed by aurora.example (DKIM)'. */
export function sayProof(identity: WholeMailView['identity']): string {
  if (identity === null) return 'Not looked at yet.'
  const { flaw, proofs, dmarc, unanswered, source } = identity
  if (flaw !== null) return `Its From line names nobody (${flaw.replaceAll('-', ' ')}).`
  const by = proofs.map(({ by: how, domain }) => `${domain} (${how.toUpperCase()})`).join(', ')
  const words = [
    { pass: 'DMARC passed', fail: 'DMARC failed', none: 'No DMARC', temperror: 'DMARC could not be looked up' }[
      dmarc
    ] ?? dmarc,
    ...(by === '' ? ['nothing speaks for its sender'] : [`proved by ${by}`]),
    ...(unanswered ? ['not everything could be looked up'] : []),
    ...(source === 'trusted-server' ? ['by the word of its mail server'] : []),
  ]
  return `${words.join('; ')}.`
}

interface HealthRow {
  readonly name: string
  readonly value: string
  readonly isWrong?: boolean
  readonly words?: string | null
  /** The list that the figure counts. */
  readonly list?: { readonly to: string; readonly search?: MailFilter }
}

/** The figures of health, each with what is to be done where it is not as it should be. */
export const healthRows = (health: MailHealthView, now: number): readonly HealthRow[] => {
  const since = (instant: string | null, never: string): string =>
    instant === null ? never : sayBriefly(readInstant(instant), now)
  const upTo = (count: number): string =>
    count >= health.countedUpTo ? `${health.countedUpTo.toLocaleString('en')} or more` : count.toLocaleString('en')
  const lists = {
    in: (outcome?: string) => ({
      to: pages.mail,
      search: { tab: 'in', ...(outcome === undefined ? {} : { outcome }) },
    }),
    out: (state: string) => ({ to: pages.mail, search: { tab: 'out', state } }),
  }
  return [
    {
      name: 'Last mail in',
      value: since(health.lastInAt, 'none yet'),
      isWrong: health.quiet !== null,
      list: lists.in(),
    },
    { name: 'Last letter out', value: since(health.lastOutAt, 'none yet'), list: lists.out('sent') },
    {
      name: 'Waiting to be processed',
      value: upTo(health.waiting),
      list: lists.in('received'),
      words:
        health.oldestWaitingAt === null
          ? null
          : `The oldest has waited for ${sayLength(Math.max(0, now - readInstant(health.oldestWaitingAt)))}.`,
    },
    {
      name: 'Tried, and tried again',
      value: upTo(health.retrying),
      isWrong: health.retrying > 0,
      list: lists.in('received'),
      words: health.retrying > 0 ? 'Each tells why, and when it is tried again.' : null,
    },
    {
      name: 'Parked',
      value: upTo(health.parked),
      isWrong: health.parked > 0,
      list: lists.in('parked'),
      words: health.parked > 0 ? 'Each tells why, and can be tried again.' : null,
    },
    { name: 'Held', value: upTo(health.held), list: { to: pages.held } },
    { name: 'Letters on their way', value: upTo(health.lettersQueued), list: lists.out('queued') },
    {
      name: 'Letters given up',
      value: upTo(health.lettersFailed),
      isWrong: health.lettersFailed > 0,
      list: lists.out('failed'),
      words: health.lettersFailed > 0 ? 'Each tells what the other side said.' : null,
    },
  ]
}
