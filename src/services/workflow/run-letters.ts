/** A run's letters: to whom each goes, in which words, and with which link; written in the transaction of the step (G1). */
import type { Instant } from '../../domain/kernel.ts'
import { filled, wordsIn } from '../../domain/letter.ts'
import { sayEnd } from '../../domain/explain/words.ts'
import { deskRules } from '../../domain/policy.ts'
import type { LetterTarget } from '../../domain/policy/workflows.ts'
import { dayIn } from '../../domain/presence.ts'
import { placeOf } from '../../domain/region.ts'
import { mailboxOf } from '../../domain/routing.ts'
import { stateRules, type RunLetter } from '../../domain/workflow/engine.ts'
import type { Run } from '../../domain/workflow/run.ts'
import { dueAt } from '../../domain/workflow/span.ts'
import { fieldsOf, sayDay, sayField } from '../../domain/workflow/words.ts'
import { partnerById } from '../../storage/partners.ts'
import { contactsOf, personById } from '../../storage/people.ts'
import { accountManagersOf } from '../../storage/stand-ins.ts'
import { readTicket } from '../../storage/ticket-rows.ts'
import { leavesAt } from '../../storage/workflow-runs.ts'
import { driAt, dutyOf } from '../escalation/duty.ts'
import type { Address } from '../outbox/letters.ts'
import { postLetter } from '../outbox/post.ts'
import { digestOfQuestion, makeLink } from '../public-links.ts'
import type { RunContext } from './context.ts'
import { customerOf, namesIn, recordsInFull } from './records.ts'

/** A link is good for so long where the state has no end of its own. */
const linkDays = 15

/** What the words of a run are worked out from. */
export type WordsContext = Pick<RunContext, 'tx' | 'policy' | 'rules' | 'run' | 'at'> & {
  readonly ticket: Pick<RunContext['ticket'], 'id' | 'partner' | 'desk' | 'subject' | 'country' | 'state'>
}

/** When the state will be left by itself, also where that time does not run yet: as if its notice arrived now. */
export function leavesBy({
  policy,
  rules,
  ticket,
  run,
  at,
}: Pick<WordsContext, 'policy' | 'rules' | 'ticket' | 'run' | 'at'>): Instant | null {
  const state = stateRules(rules, run.state)
  const known = leavesAt(run, state)
  if (known !== null || run.notice === null || run.notice.deliveredAt !== null) return known
  return (
    state.deadlines
      .filter(({ to }) => to !== undefined)
      .map((deadline) => dueAt(policy, ticket, run.fields, deadline, at))
      .toSorted(Temporal.Instant.compare)[0] ?? null
  )
}

/** What the words of questions and letters mean in this run; `called`: the ticket's number and the partner's name, where known. */
export async function wordsOfRun(
  context: WordsContext,
  called?: { readonly number: string; readonly partnerName: string | null },
): Promise<Readonly<Record<string, string>>> {
  const { tx, policy, rules, ticket, run } = context
  const fields = fieldsOf(rules)
  const customers = await namesIn(tx, policy, fields, run.fields)
  const { number, partnerName } = called ?? (await namesOf(tx, ticket))
  const until = leavesBy(context)
  const { zone } = placeOf(policy, ticket.country, ticket.state)
  return {
    ...(await recordsInFull(tx, policy, rules, run.fields)),
    ...Object.fromEntries(fields.map((rule) => [rule.id, sayField(policy, rule, run.fields[rule.id], customers)])),
    number,
    subject: ticket.subject,
    partner: partnerName ?? 'the sender',
    vendor: policy.vendor.name,
    desk: deskRules(policy, ticket.desk).name,
    day: sayDay(dayIn(zone, context.at)),
    until: until === null ? 'any time' : `${sayEnd(until, zone)} (${zone})`,
  }
}

async function namesOf(tx: RunContext['tx'], { id, partner }: WordsContext['ticket']) {
  const row = await readTicket(tx, id)
  return {
    number: row?.number ?? '',
    partnerName: partner === null ? null : ((await partnerById(tx, partner))?.name ?? null),
  }
}

/** What the state asks, in words; '' where it asks nothing. */
export const questionIn = (rules: RunContext['rules'], run: Run, words: Readonly<Record<string, string>>): string =>
  filled(stateRules(rules, run.state).asks ?? '', words)

/** The question without what time alone changes in it: what a link's digest is made over. */
export const questionFor = (rules: RunContext['rules'], run: Run, words: Readonly<Record<string, string>>): string =>
  questionIn(rules, run, { ...words, until: '' })

/** Writes them. Says which of them reach nobody: the partner has no contact, the customer no address. */
export async function postRunLetters(
  context: RunContext,
  letters: readonly RunLetter[],
): Promise<readonly RunLetter[]> {
  if (letters.length === 0) return []
  const words = await wordsOfRun(context)
  const lost: RunLetter[] = []
  for (const letter of letters) {
    const to = await receiver(context, letter.to)
    if (to === null) lost.push(letter)
    else await post(context, letter, to, words)
  }
  return lost
}

/** What its letter to the partner says, of this decision; null where there is none, or nobody to read it. */
export async function partnerLetterIn(context: RunContext, letters: readonly RunLetter[]): Promise<string | null> {
  const sent = letters.find(({ to }) => to === 'partner')
  const to = sent === undefined ? null : await receiver(context, 'partner')
  if (sent === undefined || to === null) return null
  const common = await wordsOfRun(context)
  return filled(textOf(context.rules, sent).text, worded(context, to, common)).trim()
}

function textOf(rules: RunContext['rules'], { letter }: RunLetter) {
  const text = rules.letters.find(({ id }) => id === letter)
  if (text === undefined) throw new Error(`Workflow '${rules.id}' has no letter '${letter}'.`)
  return text
}

const worded = (
  { rules, run }: RunContext,
  to: Address,
  common: Readonly<Record<string, string>>,
): Record<string, string> => ({ ...common, name: to.name, asks: questionIn(rules, run, common), link: '' })

async function post(
  context: RunContext,
  letter: RunLetter,
  to: Address,
  common: Readonly<Record<string, string>>,
): Promise<void> {
  const { app, tx, ticket, rules, run, at } = context
  const text = textOf(rules, letter)
  const words = worded(context, to, common)
  if (wordsIn(text.text).includes('link')) {
    const digest = digestOfQuestion(run, questionFor(rules, run, common))
    const expiresAt = leavesBy(context) ?? at.add({ hours: linkDays * 24 })
    words.link = await makeLink(app, tx, { run, digest, address: to.email, expiresAt })
  }
  await postLetter(app, tx, {
    template: 'workflow',
    to,
    desk: ticket.desk,
    country: ticket.country,
    state: ticket.state,
    ticket: ticket.id,
    partner: ticket.partner,
    data: { heading: filled(text.subject, words), body: filled(text.text, words) },
    onceFor: letter.onceFor,
  })
}

async function receiver(
  { app, tx, ticket, policy, rules, run, at }: RunContext,
  to: LetterTarget,
): Promise<Address | null> {
  switch (to) {
    case 'partner': {
      const own = ticket.contact === null ? null : await personById(tx, ticket.contact)
      if (own?.active === true) return own
      const others = ticket.partner === null ? [] : await contactsOf(tx, ticket.partner)
      return others.find(({ active }) => active) ?? null
    }
    case 'customer':
      return customerOf(tx, rules, run.fields)
    case 'dri': {
      const dri = driAt(policy, ticket, await dutyOf(app, tx, ticket, at))
      return dri ?? receiver({ app, tx, ticket, policy, rules, run, at, person: null }, 'desk')
    }
    case 'pam': {
      const manager =
        ticket.partner === null ? undefined : (await accountManagersOf(tx, [ticket.partner])).get(ticket.partner)
      return manager ?? receiver({ app, tx, ticket, policy, rules, run, at, person: null }, 'desk')
    }
    case 'desk': {
      const assignee = ticket.assignee === null ? null : await personById(tx, ticket.assignee)
      if (assignee?.active === true) return assignee
      const desk = deskRules(policy, ticket.desk)
      return { name: desk.name, email: mailboxOf(desk, placeOf(policy, ticket.country, ticket.state)) }
    }
  }
}
