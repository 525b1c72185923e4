/** What a mail is judged to be is carried out, and the mail marked done, in one transaction: both, or neither (A5, A7, G1). */
import { judgeMail } from '../../domain/mail/judge.ts'
import { desksOf, mailboxesAmong } from '../../domain/mail/mailboxes.ts'
import type { Finding } from '../../domain/intake/request.ts'
import type { Because, Verdict } from '../../domain/mail/verdict.ts'
import type { MessageId, TicketId } from '../../domain/kernel.ts'
import type { Tx } from '../../storage/database.ts'
import { returnedLetter } from '../../storage/mail-facts.ts'
import { endMail, lockMail, type MailOutcome, type TakenMail } from '../../storage/mails-in.ts'
import { firstWith, takePlaceOfFirst, type FirstMail } from '../../storage/mails-known.ts'
import type { App } from '../app.ts'
import { addressAnswers, markBounced } from '../outbox/bounces.ts'
import { answerByMail } from '../workflow/mailed-answers.ts'
import { holdRequest } from '../held/held.ts'
import { noteAutomatic } from './answer.ts'
import { factsOf } from './facts.ts'
import { keepFiles, type PostedAs } from './files.ts'
import type { Incoming } from './incoming.ts'
import { followUp, openByMail, replyByMail } from './let-in.ts'

export interface Settled {
  readonly outcome: MailOutcome
  readonly because: readonly Because[]
  readonly ticket: TicketId | null
  readonly message: MessageId | null
}

/** Null where somebody else has done it meanwhile. */
export async function settle(app: App, tx: Tx, mail: TakenMail, incoming: Incoming): Promise<Settled | null> {
  if (!(await lockMail(tx, mail.id))) return null
  const policy = app.policies.current()
  const first = await firstWith(tx, incoming.fingerprint, mail.id)
  // A copy that comes first may lack its proof, or have been marked as a machine's on the way: what brings more counts (G1).
  const isRepeated = first.id !== mail.id
  const facts = await factsOf(
    app,
    tx,
    policy,
    mail,
    await knownLoop(tx, incoming),
    isRepeated && first.was === 'settled',
  )
  const verdict = judgeMail(policy, facts)
  const isCopy = isRepeated && !bringsMore(first, verdict)
  if (isRepeated && !isCopy) await takePlaceOfFirst(tx, incoming.fingerprint, mail.id)
  const settled = isCopy ? duplicateOf(first) : await carryOut(app, tx, mail, incoming, verdict)
  const parts = await keepFiles(app, tx, mail.id, incoming, postedAs(verdict, settled, mail))
  await endMail(
    tx,
    mail.id,
    { ...incoming, contents: { ...contentsOf(incoming), parts } },
    { ...settled, at: app.now() },
  )
  return settled
}

/** A letter of ours that comes back under its own Message-ID went in a circle. */
async function knownLoop(tx: Tx, incoming: Incoming): Promise<Incoming> {
  const { messageId } = incoming
  const isOurs = messageId !== null && (await returnedLetter(tx, messageId)) !== null
  return isOurs ? { ...incoming, automatic: 'loop' } : incoming
}

/** Where its files belong. */
function postedAs(verdict: Verdict, { outcome, ticket, message }: Settled, mail: TakenMail): PostedAs | 'held' | null {
  if (outcome === 'hold') return 'held'
  if (!('partner' in verdict) || verdict.partner === null || ticket === null || message === null) return null
  return { ticket, message, partner: verdict.partner, at: mail.receivedAt }
}

const bringsMore = ({ was }: FirstMail, { kind }: Verdict): boolean =>
  was !== 'settled' && kind !== 'ignore' && kind !== 'bounce' && (kind !== 'hold' || was === 'nothing')

/** As it is shown; see `view.ts`. */
const contentsOf = ({ to, cc, date, text, reply, html, inReplyTo, references }: Incoming) => ({
  to,
  cc,
  date,
  text,
  reply,
  html,
  inReplyTo,
  references,
})

const duplicateOf = ({ ticket }: { readonly ticket: TicketId | null }): Settled => ({
  outcome: 'duplicate',
  because: [{ rule: 'G1', words: 'The same mail came before: same Message-ID, sender and contents.' }],
  ticket,
  message: null,
})

async function carryOut(app: App, tx: Tx, mail: TakenMail, incoming: Incoming, verdict: Verdict): Promise<Settled> {
  // Who is proved to have written from there has a mailbox that works.
  if ('mayAnswer' in verdict || verdict.kind === 'answer') await addressAnswers(tx, verdict.author.email)
  const both = twoDesks(app, mail, incoming)
  const because = [...verdict.because, ...both]
  const done = (outcome: MailOutcome, ticket: TicketId | null, message: MessageId | null = null): Settled => ({
    outcome,
    because,
    ticket,
    message,
  })
  switch (verdict.kind) {
    case 'open': {
      const { ticket, message } = await openByMail(app, tx, mail, incoming, verdict, both.map(noteOf))
      return done('open', ticket, message)
    }
    case 'reply': {
      const written = await replyByMail(app, tx, mail, incoming, verdict)
      if (written !== null) return done('reply', verdict.ticket, written)
      // The ticket was opened under other days than today's: it is over for good.
      const { ticket, message } = await followUp(app, tx, mail, incoming, { ...verdict, of: verdict.ticket })
      return done('follow-up', ticket, message)
    }
    case 'follow-up': {
      const { ticket, message } = await followUp(app, tx, mail, incoming, verdict)
      return done('follow-up', ticket, message)
    }
    case 'answer': {
      const because = await answerByMail(app, tx, mail, incoming, verdict)
      return { ...done('answer', verdict.asked.ticket), because: [...verdict.because, because] }
    }
    case 'hold':
      await holdRequest(app, tx, {
        channel: 'mail',
        desk: deskOf(mail),
        from: verdict.author ?? incoming.from ?? { name: '', email: mail.mailFrom ?? '' },
        subject: incoming.subject,
        text: incoming.text,
        form: incoming.form,
        reasons: verdict.findings,
        receivedAt: mail.receivedAt,
        mail: mail.id,
        ticket: verdict.ticket,
        tell: verdict.tell !== null,
        ...(mail.mailboxes[0] === undefined ? {} : { dataCentre: mail.mailboxes[0].dataCentre }),
      })
      return done('hold', verdict.ticket)
    case 'ignore':
      return done(
        'ignore',
        verdict.ticket,
        verdict.ticket === null ? null : await noteAutomatic(app, tx, incoming, verdict.ticket),
      )
    case 'bounce':
      await markBounced(app, tx, { ...verdict, messageId: incoming.report?.messageId ?? null })
      return done('bounce', verdict.ticket)
  }
}

const deskOf = ({ mailboxes }: TakenMail): string => mailboxes[0]?.desk ?? ''

/** A1: a mail to both desks is one ticket, at the one that stands first. */
function twoDesks(app: App, mail: TakenMail, { to, cc }: Incoming): readonly Because[] {
  const policy = app.policies.current()
  const desks = desksOf([
    ...mail.mailboxes,
    ...mailboxesAmong(
      policy,
      [...to, ...cc].map(({ email }) => email),
    ),
  ])
  if (desks.length < 2) return []
  const [first, ...others] = desks.map((id) => policy.desks.find((desk) => desk.id === id)?.name ?? id)
  const words = `It was sent to ${first} and to ${others.join(' and ')}: it is one ticket, at ${first}, which stands first.`
  return [{ rule: 'A1', words }]
}

/** What a reader of the ticket should know, too. */
const noteOf = ({ rule, words }: Because): Finding => ({ verdict: 'note', field: 'desk', message: words, rule })
