/** Letters that come back: on the letter, and on the person whose address does not work (A5). */
import type { PersonId, TicketId } from '../../domain/kernel.ts'
import type { Delivery } from '../../domain/mail/report.ts'
import type { Tx } from '../../storage/database.ts'
import {
  addressFails,
  addressWorks,
  bounceLetter,
  failingAmong,
  remarkOnLetter,
} from '../../storage/failing-addresses.ts'
import { personById } from '../../storage/people.ts'
import { isStaff, type Actor, type App } from '../app.ts'
import { staffOnly } from '../tickets/carry-out.ts'
import { utc } from '../instants.ts'
import { once, type Once, type Outcome } from '../once.ts'
import { notFound, type Answer } from '../refusals.ts'

/** What a mail system says of a letter of ours: believed only of one that was sent, since anybody can write a report. */
export interface BounceReport {
  readonly outcome: Delivery
  /** Where our letter went; null where the report returns none. */
  readonly address: string | null
  readonly ticket: TicketId | null
  /** '5.1.1' and the like. */
  readonly status: string | null
  readonly diagnosis: string
  /** Of our letter, with angle brackets or without; else the last one to that address about that ticket is meant. */
  readonly messageId?: string | null
}

/** True where a letter of ours came back by it. 'delayed' is only noted; 'complained' too: its address works. */
export async function markBounced(app: App, tx: Tx, report: BounceReport): Promise<boolean> {
  const { outcome, address, ticket, status, diagnosis } = report
  if (address === null || outcome === 'delivered') return false
  const messageId = report.messageId?.replace(/^<|>$/g, '') ?? null
  const said = [status, diagnosis.trim().slice(0, 1_000)].filter((part) => part !== null && part !== '').join(' ')
  const returned = { messageId, address, ticket, diagnosis: said === '' ? unexplained[outcome] : said }
  if (outcome !== 'failed') {
    await remarkOnLetter(tx, { ...returned, diagnosis: `${remarks[outcome]}: ${returned.diagnosis}` })
    return false
  }
  const now = app.now()
  if (!(await bounceLetter(tx, returned, now))) return false
  // 4.x.x is a mailbox that was full for days, or a server that was away: the address itself is right.
  if (status === null || status.startsWith('5')) await addressFails(tx, address, now, returned.diagnosis)
  return true
}

const remarks = { delayed: 'Delayed', complained: 'The receiver calls it spam' } as const
const unexplained = {
  failed: 'It came back without a reason.',
  delayed: 'no reason is given',
  complained: 'no reason is given',
} as const

/** A mail from there came in, or somebody says that it works again. */
export const addressAnswers = (tx: Tx, address: string): Promise<void> => addressWorks(tx, address)

/** By staff: POST /contacts/{id}/address-works. */
export const addressWorksAgain = (
  app: App,
  actor: Actor,
  id: PersonId,
  asked: Once | null,
): Promise<Answer<Outcome<{ person: string; works: true }>>> =>
  once(app, actor, asked, 200, async (tx) => {
    if (!isStaff(actor)) return staffOnly
    const person = await personById(tx, id)
    if (person === null) return notFound('contact')
    await addressWorks(tx, person.email)
    return { ok: true, value: { person: id as string, works: true } }
  })

export interface FailingView {
  readonly person: string
  readonly name: string
  readonly since: string
  readonly because: string
}

/** Since when mail to these people comes back, and why; nobody of whom it does not. */
export async function failingViews(
  tx: Tx,
  people: readonly { readonly id: PersonId; readonly name: string }[],
): Promise<FailingView[]> {
  const names = new Map(people.map(({ id, name }) => [id, name]))
  const rows = await failingAmong(tx, [...names.keys()])
  return rows.map(({ person, since, because }) => ({
    person: person as string,
    name: names.get(person) ?? '',
    since: utc(since),
    because,
  }))
}
