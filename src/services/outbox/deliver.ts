/**
 * Letters on their way out (A5, G1, G4). First it is found out to whom each goes; then those that are due are leased, sent,
 * and settled. Several nodes do this at once: nobody takes what another has.
 *
 * A node that dies between sending and settling leaves a letter leased: when the lease is over it is sent again, under the
 * same Message-ID. So each letter goes at least once, and twice only then.
 */
import { nextAttempt, serverPatience, type Outcome } from '../../domain/delivery.ts'
import type { Instant } from '../../domain/kernel.ts'
import type { Tx } from '../../storage/database.ts'
import { addressFails } from '../../storage/failing-addresses.ts'
import type { LetterContent, StoredLetter } from '../../storage/letters.ts'
import {
  addressLetters,
  leaseLetters,
  postponeLetters,
  setLettersAside,
  settleLetter,
  takeDue,
  takeUnaddressed,
  type DueLetter,
} from '../../storage/outbox.ts'
import { keepReplyToken } from '../../storage/reply-tokens.ts'
import { threadsOf } from '../../storage/threads.ts'
import type { App } from '../app.ts'
import { contextsOf } from './contexts.ts'
import { composed, tokenFor, type Thread } from './compose.ts'
import { filesOf, type MailFile } from './files.ts'
import { allOf, untilWritten } from '../until-written.ts'
import { messageIdOf, plusAddress, replyToken, type MailSettings } from './settings.ts'
import { NoWords, receiversOf, unwritable } from './words.ts'

/** One mail to one receiver, whole. */
export interface Mail {
  readonly content: LetterContent
  readonly to: { readonly name: string; readonly email: string }
  /** With the token of this receiver; null where answers go to the sender. */
  readonly replyTo: string | null
  /** Without angle brackets. */
  readonly messageId: string
  readonly calendar: string | null
  readonly files: readonly MailFile[]
}

/** Whatever hands mail over. Rejects never: what went wrong is an outcome. */
export interface MailServer {
  /** Ends when `until` is aborted, if not before: then others may have the letter. */
  send(mail: Mail, until?: AbortSignal): Promise<Outcome>
}

/** A letter that cannot be written is set aside, as failed, and holds up no other. */
export interface Unwritten {
  readonly letter: StoredLetter
  readonly thrown: unknown
}

export interface Addressing {
  /** How many there were. */
  readonly addressed: number
  readonly unwritten: readonly Unwritten[]
}

/** Finds out to whom letters go, captured ones too. */
export async function addressDue(app: App, limit = 200): Promise<Addressing> {
  return app.db.system(async (tx) => {
    const letters = await takeUnaddressed(tx, limit)
    if (letters.length === 0) return { addressed: 0, unwritten: [] }
    const contextOf = await contextsOf(app, tx, letters)
    const unwritten: Unwritten[] = []
    const addressed = letters.flatMap((letter) => {
      try {
        const distinct = new Map(receiversOf(letter, contextOf(letter)).map((to) => [to.email.toLowerCase(), to]))
        return [{ id: letter.id, to: [...distinct.values()] }]
      } catch (thrown) {
        unwritten.push({ letter, thrown })
        return []
      }
    })
    await addressLetters(tx, addressed, app.now())
    await setAside(app, tx, unwritten)
    return { addressed: letters.length, unwritten }
  })
}

const setAside = (app: App, tx: Tx, unwritten: readonly Unwritten[]): Promise<void> =>
  setLettersAside(
    tx,
    unwritten.map(({ letter, thrown }) => ({ id: letter.id, because: unwritable(thrown) })),
    app.now(),
  )

/** Longer than a whole group is given, and than writing down what came of it may take (`untilWritten`). */
const lease = { minutes: 15 } as const
const groupMs = 12 * 60_000
const group = 20
/** A letter for which the policy has no words waits until it has: nothing is wrong with the letter. */
const wordless = { minutes: 15 } as const

export interface Delivered {
  readonly sent: number
  readonly settled: number
  /** What the mail server said where there was none to be had. */
  readonly noServer: string | null
  readonly unwritten: readonly Unwritten[]
}

/** Sends letters that are due, a group at most. */
export async function deliverDue(app: App, server: MailServer, settings: MailSettings): Promise<Delivered> {
  const { mails, unwritten } = await app.db.system((tx) => takeGroup(app, tx, settings))
  const until = AbortSignal.timeout(groupMs)
  const outcomes = await allOf(
    mails.map(async ({ letter, mail }) => {
      const outcome = await server.send(mail, until)
      await untilWritten(() => settle(app, letter, outcome))
      return outcome
    }),
  )
  return {
    sent: outcomes.filter(({ kind }) => kind === 'sent').length,
    settled: outcomes.length,
    noServer: outcomes.find(({ kind }) => kind === 'no-server')?.answer ?? null,
    unwritten,
  }
}

interface Taken {
  readonly letter: DueLetter
  readonly mail: Mail
  /** By which the mail is answered; null where it is not by one. */
  readonly token: string | null
}

interface Group {
  readonly mails: readonly Taken[]
  readonly unwritten: readonly Unwritten[]
}

/** Leases and composes. What was composed before is sent as it was: an attempt that failed may have arrived. */
async function takeGroup(app: App, tx: Tx, settings: MailSettings): Promise<Group> {
  const at = app.now()
  const letters = await takeDue(tx, at, group)
  if (letters.length === 0) return { mails: [], unwritten: [] }
  const contextOf = await contextsOf(app, tx, letters)
  const threads = await threadsFor(tx, letters)
  const files = await filesOf(app, tx, letters)
  const mails: Taken[] = []
  const unwritten: Unwritten[] = []
  for (const letter of letters) {
    try {
      const content = letter.content ?? composed(letter, contextOf(letter), settings, threads(letter), files(letter))
      mails.push(mailOf(letter, content, settings, files(letter).sent))
    } catch (thrown) {
      if (thrown instanceof NoWords) await postponeLetters(tx, [letter.id], at.add(wordless), thrown.message)
      else unwritten.push({ letter, thrown })
    }
  }
  for (const { letter, token } of mails) {
    const { ticket, partner, address } = letter
    if (token !== null && ticket !== null) await keepReplyToken(tx, { token, ticket, partner, address, at })
  }
  await leaseLetters(
    tx,
    mails.map(({ letter: { id }, mail: { content, messageId } }) => ({ id, content, messageId })),
    at.add(lease),
  )
  await setAside(app, tx, unwritten)
  return { mails, unwritten }
}

function mailOf(letter: DueLetter, content: LetterContent, settings: MailSettings, sent: readonly MailFile[]): Taken {
  const mailbox = content.from.email
  const { ticket, address } = letter
  const token = ticket !== null && tokenFor(letter, mailbox) ? replyToken(settings, ticket, address) : null
  const mail: Mail = {
    content,
    to: { name: letter.name ?? '', email: letter.address },
    replyTo: token === null ? null : plusAddress(mailbox, token),
    messageId: letter.messageId ?? messageIdOf(settings, letter.ref, mailbox),
    calendar: letter.calendar,
    files: sent,
  }
  return { letter, mail, token }
}

async function threadsFor(tx: Tx, letters: readonly DueLetter[]): Promise<(letter: DueLetter) => Thread> {
  const fresh = letters.filter(({ content }) => content === null)
  const tickets = [...new Set(fresh.flatMap(({ ticket }) => ticket ?? []))]
  const known = await threadsOf(tx, tickets, [...new Set(fresh.map(({ address }) => address))])
  return (letter) =>
    known
      .filter(({ ticket, address }) => ticket === letter.ticket && (address === null || address === letter.address))
      .map(({ messageId }) => messageId)
}

/** Each by itself: what was sent is written down at once. */
async function settle(app: App, { id, tries: before, address }: DueLetter, outcome: Outcome): Promise<void> {
  const at = app.now()
  const tries = before + 1
  await app.db.system(async (tx) => {
    const counted = await settleLetter(tx, { id, tries, ...stateAfter(outcome, tries, at) }, at)
    // A letter that is refused for what stands in it says nothing of the address.
    if (counted && outcome.kind === 'failed' && outcome.about === 'address')
      await addressFails(tx, address, at, outcome.answer)
  })
}

function stateAfter(outcome: Outcome, tries: number, at: Instant) {
  const { kind, answer } = outcome
  const attempt = { at: at.toString({ smallestUnit: 'second' }), answer }
  switch (kind) {
    case 'sent':
      return { state: 'sent', dueAt: null, attempt: { ...attempt, outcome: 'sent' }, answer } as const
    case 'failed':
      return { state: 'failed', dueAt: null, attempt: { ...attempt, outcome: 'failed' }, answer } as const
    case 'later': {
      const dueAt = nextAttempt(tries, at)
      const given = dueAt === null ? `Given up after ${tries} attempts. The last: ${answer}` : answer
      const state = dueAt === null ? 'failed' : 'queued'
      return { state, dueAt, attempt: { ...attempt, outcome: 'later' }, answer: given } as const
    }
    case 'no-server':
      return { state: 'queued', dueAt: at.add(serverPatience), attempt: null, answer } as const
  }
}
