/**
 * One act on several tickets (G1, G2): on each by itself, by the same function and in a transaction of its own as from the
 * ticket's page, so that its own clocks, refusals, letters and ledger hold. What one ticket refuses stops no other.
 */
import { hash } from 'node:crypto'
import { fillPlaceholders, placeholderValues } from '../../domain/placeholders.ts'
import type { TicketId } from '../../domain/kernel.ts'
import type { Severity } from '../../domain/policy.ts'
import type { Channel } from '../../domain/ticket/ticket.ts'
import type { Tx } from '../../storage/database.ts'
import { answerKept } from '../../storage/idempotency.ts'
import { personById } from '../../storage/people.ts'
import { countUses } from '../../storage/saved-replies.ts'
import { ticketBriefs } from '../../storage/ticket-briefs.ts'
import type { Actor, App } from '../app.ts'
import { attachToCause } from '../causes.ts'
import { escalate, type NewEscalation } from '../escalation/escalations.ts'
import { follow } from '../following.ts'
import { keyMismatch, once, type Once, type Outcome } from '../once.ts'
import { no, wrongFields, type Answer, type Refusals } from '../refusals.ts'
import {
  assign,
  changeSeverity,
  productAnswered,
  reply,
  solve,
  transfer,
  waitOnProduct,
  type TransferTo,
} from './acts.ts'
import { staffOnly, type Acted } from './carry-out.ts'
import { mistakesIn } from './several-mistakes.ts'
import { readView } from './reading.ts'
import { tagTicket, type Tagging } from './tagging.ts'
import { confirmSeverity } from './severity-confirmation.ts'

/** Acts that mean the same on every ticket. With `placeholders`, those of saved replies stand in the words (B6). */
export type SharedAct =
  | { readonly kind: 'assign'; readonly person: string | null }
  | ({ readonly kind: 'reply'; readonly body: string; readonly determination?: boolean | undefined } & Filled)
  | ({ readonly kind: 'note'; readonly body: string } & Filled)
  | ({ readonly kind: 'solve'; readonly body?: string | undefined } & Filled)
  | ({ readonly kind: 'severity' } & Parameters<typeof changeSeverity>[3])
  /** The severities that were seen, in the order of the tickets. */
  | { readonly kind: 'confirm-severity'; readonly seen: readonly Severity[] }
  | ({ readonly kind: 'transfer' } & TransferTo)
  | ({ readonly kind: 'wait' } & Parameters<typeof waitOnProduct>[3])
  | { readonly kind: 'product-answered' }
  | ({ readonly kind: 'escalate' } & NewEscalation)
  | ({ readonly kind: 'tag' } & Tagging)
  | { readonly kind: 'follow' }
  /** The ticket that stands for the cause of all of them (decision 36). */
  | { readonly kind: 'cause'; readonly cause: string }

interface Filled {
  readonly placeholders?: boolean | undefined
  /** Saved replies that are in the words, by id: each counts as used on every ticket that took them (B6). */
  readonly savedReplies?: readonly string[] | undefined
}

type Agent = Extract<Actor, { kind: 'staff' }>

export interface OnSeveral {
  readonly tickets: readonly string[]
  readonly act: SharedAct
}

/** What became of one: done, or why not, as its own page would have said it. */
export interface OneOfSeveral {
  readonly ticket: string
  /** Null where there is no such ticket. */
  readonly number: string | null
  readonly problem: { readonly code: string; readonly detail: string; readonly errors: Refusals['errors'] } | null
}

export interface SeveralView {
  readonly items: readonly OneOfSeveral[]
}

/**
 * POST /tickets/acts. Answers in the order in which they were named. Under a key each ticket's act has a key of its own that
 * follows from it: whoever says the same again after a crash goes on where it stopped, and gets the first answer once
 * there is one. What was refused in between is tried again.
 */
export async function actOnSeveral(
  app: App,
  actor: Actor,
  { tickets, act }: OnSeveral,
  channel: Channel,
  asked: Once | null,
): Promise<Answer<Outcome<SeveralView>>> {
  if (actor.kind !== 'staff') return staffOnly
  const kept = asked === null ? null : await app.db.transaction(actor, (tx) => answerKept(tx, asked))
  if (kept?.kind === 'mismatch') return keyMismatch
  if (kept?.kind === 'replay') return { ok: true, value: { fresh: false, status: kept.status, body: kept.response } }
  // From the first ticket on the key is of this request alone, and not only once all of them are through.
  const begun = await once(app, actor, partOf(asked, 'begun'), 200, (tx) => mayBegin(app, tx, tickets, act))
  if (!begun.ok) return begun
  const seen = new Map(act.kind === 'confirm-severity' ? tickets.map((ticket, at) => [ticket, act.seen[at]]) : [])
  const problems = await onEach(tickets, async (ticket) => {
    const own = { severity: seen.get(ticket) ?? 0, channel, asked: partOf(asked, ticket) }
    const done = await actOn(app, actor, ticket as TicketId, act, own)
    return done.ok ? null : done.problem
  })
  return once(app, actor, asked, 200, async (tx) => {
    const ids = tickets as readonly TicketId[]
    const taken = ids.filter((ticket) => problems.get(ticket) === null)
    const used = 'savedReplies' in act ? (act.savedReplies ?? []) : []
    if (used.length > 0 && taken.length > 0)
      await countUses(tx, used, { tickets: taken, person: actor.person, at: app.now() })
    const briefs = await ticketBriefs(tx, ids)
    const items = tickets.map((ticket): OneOfSeveral => {
      const problem = problems.get(ticket) ?? null
      return {
        ticket,
        number: briefs.get(ticket as TicketId)?.number ?? null,
        problem: problem && { code: problem.code, detail: problem.message, errors: problem.errors },
      }
    })
    return { ok: true, value: { items } }
  })
}

/** As many as may be under way: hundreds at once would take the desk's connections from everybody else. */
const underWay = 4

/** What came of each. One that fails for a reason of ours keeps no other from being tried, and is thrown in the end. */
async function onEach<Value>(
  all: readonly string[],
  work: (one: string) => Promise<Value>,
): Promise<Map<string, Value>> {
  const results = new Map<string, Value>()
  const waiting = all.values()
  const failures: unknown[] = []
  const worker = async (): Promise<void> => {
    for (const one of waiting)
      // oxlint-disable-next-line no-await-in-loop -- one after the other, in each of a few
      await work(one).then(
        (value) => void results.set(one, value),
        (reason: unknown) => void failures.push(reason),
      )
  }
  await Promise.all(Array.from({ length: underWay }, worker))
  if (failures.length > 0) throw failures[0]
  return results
}

/** The key of one part of a request. No caller's own key is like it but by the most improbable accident. */
const partOf = (asked: Once | null, part: string): Once | null =>
  asked && { ...asked, key: hash('sha256', `${asked.key}\n${part}`, 'base64url') }

/** What would be wrong on every ticket is wrong with the request. */
async function mayBegin(app: App, tx: Tx, tickets: readonly string[], act: SharedAct): Promise<Answer<null>> {
  const mistakes = await mistakesIn(app, tx, tickets, act)
  return mistakes.length === 0
    ? { ok: true, value: null }
    : wrongFields(mistakes.map(({ field, message }) => ({ field: `act.${field}`, message })))
}

/** What is each ticket's own of one act. */
interface Own {
  /** The one that was seen. */
  readonly severity: Severity
  readonly channel: Channel
  readonly asked: Once | null
}

async function actOn(
  app: App,
  actor: Agent,
  id: TicketId,
  act: SharedAct,
  { severity, channel, asked }: Own,
): Acted<unknown> {
  switch (act.kind) {
    case 'assign':
      return assign(app, actor, id, act, asked)
    case 'severity': {
      const { kind: _, ...given } = act
      return changeSeverity(app, actor, id, given, asked)
    }
    case 'confirm-severity':
      return confirmSeverity(app, actor, id, { severity }, asked)
    case 'transfer':
      return transfer(app, actor, id, act, asked)
    case 'wait':
      return waitOnProduct(app, actor, id, act, asked)
    case 'product-answered':
      return productAnswered(app, actor, id, asked)
    case 'escalate':
      return escalate(app, actor, id, act, asked)
    case 'tag':
      return tagTicket(app, actor, id, act, asked)
    case 'follow':
      return follow(app, actor, id, asked)
    case 'cause':
      return attachToCause(app, actor, id, act, asked)
    default:
      return sayOn(app, actor, id, act, channel, asked)
  }
}

async function sayOn(
  app: App,
  actor: Agent,
  id: TicketId,
  act: Extract<SharedAct, { readonly kind: 'reply' | 'note' | 'solve' }>,
  channel: Channel,
  asked: Once | null,
): Acted<unknown> {
  const words = await wordsFor(app, actor, id, act)
  if (!words.ok) return words
  const body = words.value
  if (act.kind === 'solve') return solve(app, actor, id, { body }, channel, asked)
  const visibility = act.kind === 'note' ? 'internal' : 'public'
  const determination = act.kind === 'reply' ? act.determination : undefined
  return reply(app, actor, id, { body: body ?? '', visibility, determination }, channel, asked)
}

/** What is said on this ticket; refused where it lacks what a placeholder stands for, so that no blank is sent to anybody. */
async function wordsFor(
  app: App,
  actor: Agent,
  id: TicketId,
  { body, placeholders }: { readonly body?: string | undefined } & Filled,
): Promise<Answer<string | undefined>> {
  if (body === undefined || placeholders !== true) return { ok: true, value: body }
  const { view, person } = await app.db.transaction(actor, async (tx) => ({
    view: await readView(app, tx, id),
    person: await personById(tx, actor.person),
  }))
  if (!view.ok) return view
  const values = placeholderValues(app.policies.current(), view.value, person?.name ?? '')
  const { text, blanks } = fillPlaceholders(body, values)
  if (blanks.length === 0) return { ok: true, value: text }
  const lacking = [...new Set(blanks.map(({ from, to }) => text.slice(from + 1, to - 1)))].join(', ')
  const missing = `A blank is open in the words to it (${lacking}): answer it on its own page.`
  return no({ code: 'incomplete', message: missing, field: 'body' })
}
