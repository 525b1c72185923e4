/**
 * A customer answers by its link, without an account: it sees exactly what will change and for whom, and answers once.
 * A link that is wrong, used, expired or superseded says so.
 */
import { placeOf } from '../../domain/region.ts'
import { openStep, stateRules } from '../../domain/workflow/engine.ts'
import { readFields } from '../../domain/workflow/fields.ts'
import { fieldsOf, inFull, sayField } from '../../domain/workflow/words.ts'
import { sayEnd, sayInstant } from '../../domain/explain/words.ts'
import { isAfter } from '../../domain/kernel.ts'
import type { WorkflowRules } from '../../domain/policy/workflows.ts'
import type { Run } from '../../domain/workflow/run.ts'
import type { Tx } from '../../storage/database.ts'
import { markAnswered } from '../../storage/public-links.ts'
import { readTicket } from '../../storage/ticket-rows.ts'
import { runById } from '../../storage/workflow-runs.ts'
import type { App } from '../app.ts'
import { utc } from '../instants.ts'
import { once, type Once, type Outcome } from '../once.ts'
import { digestOfQuestion, findLink, type PublicLink } from '../public-links.ts'
import { no, wrongFields, type Answer } from '../refusals.ts'
import { withRun, type Carrying } from './carry.ts'
import { addressedBy, beginningsIn, customerOf, namesIn, recordsInFull } from './records.ts'
import { questionFor, questionIn, wordsOfRun } from './run-letters.ts'
import { rulesFor } from './rules-for.ts'
import { takeStep } from './runs.ts'
import { fieldView } from './workflow-view.ts'

export type Confirmation = Awaited<ReturnType<typeof shownBy>>
type LinkState = 'open' | 'answered' | 'expired' | 'superseded' | 'unknown'

/** Looking changes nothing: mail programs follow links by themselves. */
export const lookAtLink = (app: App, token: string): Promise<Confirmation> =>
  app.db.system(async (tx) => shownBy(app, tx, await findLink(tx, token)))

export interface LinkAnswer {
  readonly token: string
  readonly step: string
  readonly fields: Readonly<Record<string, unknown>>
}

/** One answer counts; of two at once, the other is told so. */
export function answerLink(app: App, asked: LinkAnswer, key: Once | null): Promise<Answer<Outcome<Confirmation>>> {
  return once(app, { kind: 'system' }, key, 200, async (tx) => {
    const link = await findLink(tx, asked.token)
    if (link === null) return gone(await shownBy(app, tx, null))
    const done = await withRun<Run>(app, tx, link.ticket, link.run, async (carrying, run) => {
      // The ticket is locked from here on: the link is looked at again, as it then is.
      const fresh = (await findLink(tx, asked.token)) ?? link
      const state = await standing(carrying, run, fresh)
      if (state !== 'open') return gone(await shownBy(app, tx, fresh))
      const step = openStep(carrying.rules, run, asked.step)
      if (!step.ok) return no(step.problem)
      if (!step.value.by.includes('customer'))
        return no({ code: 'not-allowed', message: 'This is not yours to answer.' })
      const fields = readFields(carrying.policy, step.value.fields, asked.fields)
      if (!fields.ok)
        return wrongFields(fields.problem.map(({ field, message }) => ({ field: `fields.${field}`, message })))
      const taken = await takeStep(carrying, run, {
        step: asked.step,
        fields: fields.value,
        ...(await evidenceOf(tx, carrying.rules, run, fresh)),
      })
      if (taken.ok) await markAnswered(tx, run.id, fresh.visit, carrying.at, asked.step)
      return taken
    })
    if (done === null) return gone(await shownBy(app, tx, null))
    return done.ok ? { ok: true, value: await shownBy(app, tx, await findLink(tx, asked.token)) } : done
  })
}

/** Who answered. An address that a record knows is not the partner's to read: its letter says where it went. */
async function evidenceOf(tx: Tx, rules: WorkflowRules, run: Run, { address }: PublicLink) {
  const roles = ['customer'] as const
  if (addressedBy(rules) === null)
    return { by: { roles, name: address, email: address }, note: `By the link that was sent to ${address}` }
  const name = (await customerOf(tx, rules, run.fields))?.name ?? 'the customer'
  return { by: { roles, name }, note: 'By the link that was sent to its author' }
}

const gone = ({ says, state }: Confirmation) =>
  no({ code: state === 'unknown' ? 'not-found' : 'invalid-state', message: says })

/** Whether the question of a link can still be answered. */
export async function standing(
  carrying: Pick<Carrying, 'app' | 'tx' | 'ticket' | 'policy' | 'rules' | 'at'>,
  run: Run,
  link: PublicLink,
): Promise<LinkState> {
  if (link.answeredAt !== null) return 'answered'
  if (isAfter(carrying.at, link.expiresAt)) return 'expired'
  if (run.endedAt !== null || run.visit !== link.visit) return 'superseded'
  const words = await wordsOfRun({ ...carrying, run })
  return digestOfQuestion(run, questionFor(carrying.rules, run, words)) === link.digest ? 'open' : 'superseded'
}

const nothing = { workflow: null, asks: null, facts: [], answers: [], until: null, zone: null }

async function shownBy(app: App, tx: Tx, link: PublicLink | null) {
  const vendor = app.policies.current().vendor.name
  const run = link === null ? null : await runById(tx, link.run)
  const ticket = link === null ? null : ((await readTicket(tx, link.ticket))?.ticket ?? null)
  if (link === null || run === null || ticket === null)
    return {
      state: 'unknown' as LinkState,
      says: 'This link is none of ours: copy it whole from the mail.',
      vendor,
      ...nothing,
    }
  const { policy, rules } = await rulesFor(app, run.policyVersion, run.workflow)
  const at = app.now()
  const state = await standing({ app, tx, ticket, policy, rules, at }, run, link)
  const { zone } = placeOf(policy, ticket.country, ticket.state)
  const moment = (instant: typeof at): string => `${sayInstant(instant, zone)} (${zone})`
  if (state !== 'open') {
    const says = {
      answered: `This was answered on ${moment(link.answeredAt ?? at)}: ${answerOf(rules, link)}. Nothing more is needed of you.`,
      expired: `This link was good until ${sayEnd(link.expiresAt, zone)} (${zone}). Nothing was changed by it. If it matters still, write to us.`,
      superseded:
        'What this link asked has been settled or has changed since, so it asks nothing any more. Nothing was changed by it.',
      unknown: '',
    }[state]
    return { state, says, vendor, ...nothing, workflow: rules.name }
  }
  const words = await wordsOfRun({ tx, ticket, policy, rules, run, at })
  const shown = fieldsOf(rules).filter(
    ({ id, internal }) =>
      !internal &&
      run.fields[id] !== undefined &&
      (rules.customerSees === undefined || rules.customerSees.includes(id)),
  )
  const customers = await namesIn(tx, policy, shown, run.fields)
  const whole = await recordsInFull(tx, policy, rules, run.fields)
  const beginnings = await beginningsIn(tx, shown, run.fields)
  return {
    state,
    says: 'Your answer counts once.',
    vendor,
    workflow: rules.name,
    asks: questionIn(rules, run, words),
    facts: [
      { name: 'Partner', said: words.partner ?? '' },
      ...shown.map((rule) => ({
        name: rule.name,
        said: whole[inFull(rule.id)] ?? sayField(policy, rule, run.fields[rule.id], customers),
      })),
    ],
    answers: stateRules(rules, run.state)
      .steps.filter(({ by }) => by.includes('customer'))
      .map(({ id, name, fields }) => ({ step: id, name, fields: fields.map((field) => fieldView(field, beginnings)) })),
    until: utc(link.expiresAt) as string | null,
    zone: zone as string | null,
  }
}

const answerOf = (rules: Awaited<ReturnType<typeof rulesFor>>['rules'], { answer }: PublicLink): string =>
  rules.states.flatMap(({ steps }) => steps).find(({ id }) => id === answer)?.name ?? 'an answer'
