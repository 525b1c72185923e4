/** Plays the stories through the core, in the order in which they happened; what comes out is to be written. */
import { isChatOpen } from '../../src/domain/chat.ts'
import { termsOf } from '../../src/domain/commitment.ts'
import type { Instant, Result } from '../../src/domain/kernel.ts'
import { deskRules, type Policy } from '../../src/domain/policy.ts'
import { placeOf } from '../../src/domain/region.ts'
import type { TicketCommand } from '../../src/domain/ticket/command.ts'
import { decide } from '../../src/domain/ticket/decide.ts'
import { openTicket } from '../../src/domain/ticket/open.ts'
import type { By, Decision } from '../../src/domain/ticket/ticket.ts'
import { newIdAt } from '../../src/services/ids.ts'
import { openingText } from '../../src/services/tickets/opening-text.ts'
import type { NewMessage, Write } from '../../src/storage/commit.ts'
import { commandOf, doerOf, messageOf } from './acts.ts'
import type { Cast } from './company.ts'
import { askedIn, receivedAt, type Asked } from './form.ts'
import type { Act, Story } from './story.ts'
import { instantOf, type Standpoint } from './when.ts'

/** Something of a story at its instant. */
interface Happening {
  readonly at: Instant
  readonly happens: () => void
}

/**
 * Everything that became true up to `now`, in the order of time: numbers are given in it, and what came due in between
 * was noticed at its own instant. Throws where a story asks for what the core refuses, or the policy does not know.
 */
export function play(stories: readonly Story[], policy: Policy, people: Cast, now: Instant): readonly Write[] {
  // Nobody writes at a fraction of a second, as far as anybody can see.
  const stage = new Stage(policy, people, now.round({ smallestUnit: 'second', roundingMode: 'floor' }))
  const happenings = stories.flatMap((story) => told(story, () => stage.happeningsOf(story)))
  for (const { happens } of happenings.toSorted((a, b) => Temporal.Instant.compare(a.at, b.at))) happens()
  stage.wakeAll()
  return stage.writes
}

class Stage {
  readonly writes: Write[] = []
  private readonly policy: Policy
  private readonly people: Cast
  private readonly now: Instant
  private readonly last = new Map<Story['key'], Decision>()

  constructor(policy: Policy, people: Cast, now: Instant) {
    this.policy = policy
    this.people = people
    this.now = now
  }

  /** Every part of a story at its instant; nothing happens yet. */
  happeningsOf(story: Story): readonly Happening[] {
    const { policy, people, now } = this
    const asked = askedIn(story, policy, people, now)
    const { country, state } = asked.opening
    const from: Standpoint = { policy, now, country, state, terms: termsOf(asked.opening), before: null }
    const begins = instantOf(story.received, from)
    const dated = receivedAt(begins, asked, story)
    const happenings: Happening[] = [{ at: begins, happens: () => told(story, () => this.open(story, dated)) }]
    let lastAt = begins
    for (const step of story.steps ?? []) {
      const at = instantOf(step.when, { ...from, before: { receivedAt: begins, lastAt } })
      happenings.push({ at, happens: () => told(story, () => this.act(story, step, at)) })
      lastAt = at
    }
    return happenings
  }

  wakeAll(): void {
    for (const key of this.last.keys()) this.wake(key, this.now)
  }

  private open(story: Story, { form, opening, request, findings, proposal }: Asked): void {
    const { policy, people } = this
    const at = opening.receivedAt
    const { person } = people.contact(story.from)
    const by: By =
      story.takenBy === undefined
        ? { kind: 'partner', person: person.id }
        : { kind: 'staff', person: people.staff(story.takenBy).id }
    const message: NewMessage = {
      id: newIdAt<'message'>(at),
      body: openingText(request),
      visibility: 'public',
      forCustomer: false,
      determination: false,
      author: person.id,
      side: 'partner',
      channel: story.channel,
      at,
    }
    const decided = openTicket(policy, { ...opening, id: newIdAt<'ticket'>(at), message: message.id }, by, at)
    const numberPrefix = deskRules(policy, opening.desk).ticketPrefix
    const opened = { numberPrefix, intake: form, findings, severityBecause: proposal.because }
    this.keep(story.key, 0, must(decided), { messages: [message], opened })
  }

  private act(story: Story, act: Act, at: Instant): void {
    const { people, now } = this
    this.wake(story.key, at)
    const doer = doerOf(story, act, people)
    const by: By = { kind: doer.side, person: doer.id }
    if (act.does === 'merge') return this.merge(story.key, act.into, by, at)
    // Whoever answers first takes it, and has looked at its severity (C7).
    const { assignee, severity, firstAnsweredAt } = this.decision(story.key).ticket
    if (act.does === 'answer' && assignee === null) this.decide(story.key, { kind: 'assign', to: doer.id }, by, at)
    if (act.does === 'answer' && firstAnsweredAt === null)
      this.decide(story.key, { kind: 'confirm-severity', severity }, by, at)
    const message = messageOf(act, doer, story, at)
    const because = act.does === 'set-severity' ? { severityBecause: act.reason } : {}
    const { country, state } = this.decision(story.key).ticket
    const isOpen = isChatOpen(this.policy.chat, placeOf(this.policy, country, state), at)
    const command = commandOf(act, message?.id ?? null, { people, now, isChatOpen: isOpen })
    this.decide(story.key, command, by, at, { message, ...because, isSpoken: story.channel === 'chat' })
  }

  private merge(key: string, into: string, by: By, at: Instant): void {
    this.wake(into, at)
    const other = this.decision(key).ticket
    this.decide(key, { kind: 'merge-into', survivor: this.decision(into).ticket }, by, at)
    this.decide(into, { kind: 'merge-from', other }, by, at)
  }

  /** Brings a ticket up to an instant, each thing at the moment it comes due: nothing is noticed late (C11). */
  private wake(key: string, until: Instant): void {
    for (;;) {
      const { wakeAt } = this.decision(key)
      if (wakeAt === null || Temporal.Instant.compare(wakeAt, until) > 0) return
      this.decide(key, { kind: 'wake' }, { kind: 'system' }, wakeAt)
    }
  }

  private decide(
    key: string,
    command: TicketCommand,
    by: By,
    at: Instant,
    {
      message = null,
      isSpoken = false,
      ...more
    }: {
      readonly message?: NewMessage | null
      readonly severityBecause?: string
      /** In a chat: no letter is written of it (A4). */
      readonly isSpoken?: boolean
    } = {},
  ): void {
    const { ticket } = this.decision(key)
    const decision = must(decide(ticket, command, this.policy, by, at))
    // A later answer states the determination, marked or not (C5).
    const stated = decision.events.some(({ fact }) => fact.kind === 'agent-replied' && fact.determination)
    const messages = message === null ? [] : [{ ...message, determination: message.determination || stated }]
    const letters = decision.letters.filter(({ template }) => !(isSpoken && template === 'reply'))
    this.keep(key, ticket.revision, { ...decision, letters }, { messages, ...more })
  }

  private keep(
    key: string,
    expectedRevision: number,
    decision: Decision,
    more: Pick<Write, 'messages' | 'opened' | 'severityBecause'>,
  ): void {
    this.last.set(key, decision)
    this.writes.push({ decision, expectedRevision, ...more })
  }

  private decision(key: string): Decision {
    const decision = this.last.get(key)
    if (decision === undefined) throw new Error(`There is no story '${key}', or not yet.`)
    return decision
  }
}

function must(decided: Result<Decision>): Decision {
  if (decided.ok) return decided.value
  throw new Error(decided.problem.message)
}

/** Says which story is told wrongly. */
function told<Value>({ key }: Story, work: () => Value): Value {
  try {
    return work()
  } catch (thrown) {
    const message = thrown instanceof Error ? thrown.message : String(thrown)
    throw new Error(`The demo's story '${key}': ${message}`, { cause: thrown })
  }
}
