/** Which question of a workflow a mail answers (E1, E5): by the letter that it refers to, or by the token of whom it was asked. */
import type { AskedCustomer, KnownSender, ReplyToken } from '../../domain/mail/facts.ts'
import type { Tx } from '../../storage/database.ts'
import { lettersNamed, type AnsweredLetter } from '../../storage/mail-facts.ts'
import { linksOf } from '../../storage/public-links.ts'
import { readTicket } from '../../storage/ticket-rows.ts'
import { runById } from '../../storage/workflow-runs.ts'
import type { App } from '../app.ts'
import type { PublicLink } from '../public-links.ts'
import { confirmsForCustomer } from './facts/customers.ts'
import { rulesFor } from './rules-for.ts'

export interface MailedBy {
  readonly token: ReplyToken | 'unknown' | null
  /** Message-IDs that it names, the newest first. */
  readonly ids: readonly string[]
  /** In lower case. */
  readonly author: string
  readonly sender: KnownSender
}

/** Null where it answers nothing that a customer was asked, or where the workflow takes no mailed answers. */
export async function askedOf(app: App, tx: Tx, mailed: MailedBy): Promise<AskedCustomer | null> {
  const { token, ids, sender } = mailed
  if (token === 'unknown') return null
  const named = await lettersNamed(tx, ids)
  const letter = ids.flatMap((id) => named.find(({ messageId }) => messageId === id) ?? [])[0]
  if (letter === undefined) {
    // A contact of a partner that only answers to a ticket writes on that ticket, whatever else it was asked there.
    return token === null || sender.person !== null ? null : byToken(app, tx, token, mailed)
  }
  // Its letter in one hand and somebody else's token in the other: that is for a person to look at.
  if (token !== null && (token.ticket !== letter.ticket || token.address !== letter.address)) return null
  const link = askedIn(letter, await linksOf(tx, letter.ticket, letter.address))
  return link === null ? null : questionOf(app, tx, link, link.visit, mailed)
}

/** Of several questions it is not known which one it answers. */
async function byToken(app: App, tx: Tx, token: ReplyToken, mailed: MailedBy): Promise<AskedCustomer | null> {
  const links = await linksOf(tx, token.ticket, token.address)
  const last = links.toSorted((a, b) => Temporal.Instant.compare(a.createdAt, b.createdAt)).at(-1)
  return last === undefined ? null : questionOf(app, tx, last, links.length === 1 ? last.visit : null, mailed)
}

/** The question that was open when the letter of that line was written: a letter is posted once for each line of a run's log. */
function askedIn({ onceFor }: AnsweredLetter, links: readonly PublicLink[]): PublicLink | null {
  const [, run, line] = /^run:([^:]+):(\d+):/.exec(onceFor ?? '') ?? []
  const before = links.filter((link) => link.run === run && link.visit <= Number(line))
  return before.toSorted((a, b) => a.visit - b.visit).at(-1) ?? null
}

async function questionOf(
  app: App,
  tx: Tx,
  { run: id, ticket: ticketId, address }: PublicLink,
  visit: number | null,
  { author }: MailedBy,
): Promise<AskedCustomer | null> {
  const run = await runById(tx, id)
  const ticket = (await readTicket(tx, ticketId))?.ticket
  if (run === null || ticket === undefined) return null
  const { policy, rules } = await rulesFor(app, run.policyVersion, run.workflow)
  if (rules.replies === undefined) return null
  const fields = { ...run.fields, consentFrom: author }
  const byColleague =
    author !== address &&
    rules.replies.from === 'customer' &&
    (await confirmsForCustomer({ app, tx, ticket, policy, rules, fields, since: null, at: app.now() })) === true
  return { ticket: ticketId, run: id, visit, address, byColleague }
}
