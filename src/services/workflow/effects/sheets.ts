/** E8: a change is kept as its run now stands, or made: a new version, and the registry's own in the registry. */
import {
  against,
  applied,
  changeOf,
  isEmpty,
  type ChangeState,
  type SheetChange,
} from '../../../domain/sheet/change.ts'
import { sheetRules } from '../../../domain/sheet/values.ts'
import type { SheetRules } from '../../../domain/policy/sheets.ts'
import { sheetTitle } from '../../../domain/sheet/words.ts'
import { system } from '../../../storage/actor.ts'
import type { AttachmentId } from '../../../storage/attachments.ts'
import { partnerById, type Partner } from '../../../storage/partners.ts'
import {
  changeById,
  insertSheet,
  keepChange as keep,
  lockSheets,
  publishVersion,
  sheetById,
  type KeptChange,
  type SheetId,
} from '../../../storage/sheets.ts'
import { readTicket } from '../../../storage/ticket-rows.ts'
import { changePartnerIn } from '../../registry/partners.ts'
import { no, type Answer } from '../../refusals.ts'
import { parted, standsNow } from '../../sheets/standing.ts'
import { trueAt, type RunContext } from '../context.ts'
import { textOf } from '../facts/customers.ts'
import { lockFor } from '../facts/sheets.ts'
import type { Effect } from './index.ts'

const refused = (message: string) => no({ code: 'conflict', message })

interface About {
  readonly change: SheetChange
  readonly rules: SheetRules
  readonly partner: Partner
}

async function about({ tx, ticket, policy, run }: RunContext): Promise<Answer<About>> {
  const change = changeOf(textOf(run.fields, 'changes') ?? '{}')
  const rules = sheetRules(policy, change.of)
  const partner = ticket.partner === null ? null : await partnerById(tx, ticket.partner)
  if (rules === undefined || partner === null)
    return refused('This ticket is no partner’s, or the policy has no such sheet any more.')
  return { ok: true, value: { change, rules, partner } }
}

/** States of the workflow that have a meaning in the list; what is approved, `applyChange` puts down. */
function stateOf({ run, rules }: RunContext): ChangeState {
  if (run.endedAt === null)
    return rules.states.find(({ id }) => id === run.state)?.waitsFor === 'partner' ? 'missing' : 'asked'
  return run.outcome === 'refused' || run.outcome === 'lapsed' ? run.outcome : 'withdrawn'
}

const said: Readonly<Record<ChangeState, string>> = {
  asked: 'is kept beside what stands there now',
  missing: 'waits for the partner',
  applied: 'is made',
  refused: 'was refused: everything stays as it is',
  lapsed: 'has lapsed: everything stays as it is',
  withdrawn: 'was taken back: everything stays as it is',
}

export const keepChange: Effect = async (context) => {
  const found = await about(context)
  if (!found.ok) return found
  const { change, rules } = found.value
  const kept = await keptAs(context, found.value, stateOf(context), null)
  return kept.ok
    ? { ok: true, value: { said: `The change of ${change.title ?? rules.name} ${said[kept.value.state]}.` } }
    : kept
}

/** The request as it now is; the sheet that it is about is there from the first one on, and empty. */
async function keptAs(
  context: RunContext,
  { change, rules, partner }: About,
  state: ChangeState,
  version: number | null,
): Promise<Answer<KeptChange>> {
  const { tx, ticket, run, person } = context
  const at = trueAt(context)
  await lockSheets(tx, partner.id)
  const before = await changeById(tx, run.id)
  if (before !== null && (before.change.of !== change.of || before.change.item !== change.item))
    return refused('This request is about something else: take it back, and ask for that anew.')
  const now = await standsNow(tx, rules, partner, change.item)
  if (now === null) return refused(`The ${rules.name.toLowerCase()} is not there any more.`)
  const sheet = before?.sheet ?? now.sheet?.id ?? (run.id as string as SheetId)
  if (before === null && now.sheet === null)
    await insertSheet(tx, { id: sheet, partner: partner.id, kind: rules.id, single: !rules.many, at })
  const row: KeptChange = {
    id: run.id,
    sheet,
    ticket: ticket.id,
    partner: partner.id,
    change,
    why: textOf(run.fields, 'why'),
    proof: textOf(run.fields, 'proof') as AttachmentId | null,
    state,
    decision: state === 'refused' ? textOf(run.fields, 'decision') : null,
    askedBy: before?.askedBy ?? person,
    askedAt: before?.askedAt ?? at,
    changedAt: at,
    version,
  }
  await keep(tx, row)
  return { ok: true, value: row }
}

export const applyChange: Effect = async (context) => {
  const { app, tx, ticket, run, person } = context
  const found = await about(context)
  if (!found.ok) return found
  const { change: asked, rules, partner } = found.value
  await lockFor(tx, partner.id, parted(rules, asked.set).name !== null)
  const kept = await keptAs(context, found.value, 'applied', null)
  if (!kept.ok) return kept
  const sheet = await sheetById(tx, kept.value.sheet)
  const now = sheet === null ? null : await standsNow(tx, rules, partner, rules.many ? sheet.id : null)
  if (sheet === null || now === null) throw new Error(`The sheet of ${run.id} is gone.`)
  if (asked.takesDown && now.stood !== 'published') return refused('It is not shown any more anyway.')
  // What was found before it was locked may have been made by another request; what is the same by now changes nothing.
  const change = against(rules, asked, now)
  if (isEmpty(change) && now.stood !== 'new') return { ok: true, value: { said: 'It stood there already.' } }
  const { name, own } = parted(rules, change.set)
  if (name !== null) {
    const number = (await readTicket(tx, ticket.id))?.number ?? ''
    const reason = [number, textOf(run.fields, 'why') ?? ''].filter((part) => part !== '').join(': ')
    const renamed = await changePartnerIn(app, tx, person === null ? system : { kind: 'staff', person }, partner.id, {
      name,
      reason,
    })
    if (!renamed.ok)
      return refused(
        `The registry does not take the new name yet: ${renamed.problem.errors.map(({ message }) => message).join(' ') || renamed.problem.message}`,
      )
  }
  const version = await publishVersion(tx, {
    sheet,
    change,
    changeId: run.id,
    contents: applied(sheet.contents, { set: own }),
    at: trueAt(context),
    by: person,
  })
  const done = await keptAs(context, found.value, 'applied', version)
  if (!done.ok) return done
  const title = sheetTitle(rules, applied(now.values, change))
  return {
    ok: true,
    value: {
      said: change.takesDown ? `${title} is no longer shown.` : `${title} stands as asked, version ${version}.`,
    },
  }
}
