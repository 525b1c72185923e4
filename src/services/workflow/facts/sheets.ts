/** E8: whether a change has its proof, takes something down, and stands against what whoever decides has seen. */
import type { Policy } from '../../../domain/policy.ts'
import { changeOf, movedSince } from '../../../domain/sheet/change.ts'
import { seenField } from '../../../domain/sheet/seen.ts'
import { sheetRules } from '../../../domain/sheet/values.ts'
import { needingProof, saySheetValue } from '../../../domain/sheet/words.ts'
import type { FieldValues } from '../../../domain/workflow/run.ts'
import type { Tx } from '../../../storage/database.ts'
import { partnerById, type Partner } from '../../../storage/partners.ts'
import { lockRegistry } from '../../../storage/registry-lock.ts'
import { lockSheets } from '../../../storage/sheets.ts'
import { sheetNames } from '../../sheets/names.ts'
import { parted, seenOf, standsNow } from '../../sheets/standing.ts'
import { textOf } from './customers.ts'
import type { FindFact } from './index.ts'

const askedIn = (policy: Policy, fields: FieldValues) => {
  const change = changeOf(textOf(fields, 'changes') ?? '{}')
  return { change, rules: sheetRules(policy, change.of) }
}

export const proofIsGiven: FindFact = ({ policy, fields }) => {
  const { change, rules } = askedIn(policy, fields)
  const needing = rules === undefined ? [] : needingProof(rules, change)
  const because = needing.map(({ name, proof }) => `A change of '${name}' needs a document: attach ${proof ?? 'one'}.`)
  return Promise.resolve({
    holds: needing.length === 0 || textOf(fields, 'proof') !== null,
    because: because.join(' '),
  })
}

export const onlyTakesDown: FindFact = ({ policy, fields }) => Promise.resolve(askedIn(policy, fields).change.takesDown)

/** Nobody else changes a sheet of the partner's, nor its name, until the transaction ends: what was found holds for what is done then. */
export async function lockFor(tx: Tx, partner: Partner['id'], changesName: boolean): Promise<void> {
  await lockSheets(tx, partner)
  if (changesName) await lockRegistry(tx)
}

export const beforeStillStands: FindFact = async ({ tx, ticket, policy, fields }) => {
  const { change, rules } = askedIn(policy, fields)
  if (ticket.partner === null || rules === undefined)
    return { holds: false, because: 'The policy has no such sheet any more: refuse this, or let it be taken back.' }
  await lockFor(tx, ticket.partner, parted(rules, change.set).name !== null)
  const partner = await partnerById(tx, ticket.partner)
  const now = partner === null ? null : await standsNow(tx, rules, partner, change.item)
  if (now === null) return { holds: false, because: `The ${rules.name.toLowerCase()} is not there any more.` }
  const moved = movedSince(change, now)
  if (moved.length === 0 || textOf(fields, seenField) === seenOf(change, now)) return true
  const names = await sheetNames(tx, rules, [change.was, now.values])
  const said = rules.fields
    .filter(({ id }) => moved.includes(id))
    .map((field) => `'${field.name}' is now: ${saySheetValue(policy, field, now.values[field.id], names) || 'empty'}`)
  const stands = now.stood === 'published' ? 'It has been shown since' : 'It has been taken down since'
  const what = said.length > 0 ? said.join('; ') : stands
  return {
    holds: false,
    because: `What was there before has changed since this was asked. ${what}. Look at it as it stands now, and decide again (API: with 'seen' as GET /api/v1/tickets/{id}/run has it).`,
  }
}
