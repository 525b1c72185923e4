/** What the customers, consents and files are called that a sheet names (E8). */
import { sayDay } from '../../domain/day-words.ts'
import type { Policy } from '../../domain/policy.ts'
import type { SheetRules } from '../../domain/policy/sheets.ts'
import { changeOf } from '../../domain/sheet/change.ts'
import { sheetRules, type SheetSettings } from '../../domain/sheet/values.ts'
import { idsIn, type Names } from '../../domain/sheet/words.ts'
import { attachmentById } from '../../storage/attachments.ts'
import { consentById, type Consent } from '../../storage/consents.ts'
import { customerNames } from '../../storage/customer-mappings.ts'
import type { Tx } from '../../storage/database.ts'

/** What a customer has agreed to (E5). */
export const consentName = ({ form: { customer, change, day } }: Consent): string =>
  `${customer ?? 'A customer'}, ${sayDay(day)}: ${change ?? 'no words'}`

/** As far as the transaction may see them. */
export async function sheetNames(tx: Tx, rules: SheetRules, all: readonly SheetSettings[]): Promise<Names> {
  const ids = all.map((values) => idsIn(rules, values))
  const names = new Map(await customerNames(tx, [...new Set(ids.flatMap(({ customers }) => customers))]))
  for (const id of new Set(ids.flatMap(({ consents }) => consents))) {
    const consent = await consentById(tx, id)
    if (consent !== null) names.set(id, consentName(consent))
  }
  for (const id of new Set(ids.flatMap(({ files }) => files))) {
    const file = await attachmentById(tx, id)
    if (file !== null) names.set(id, file.name)
  }
  return names
}

/** Of a change that a run keeps. */
export async function changeNames(tx: Tx, policy: Policy, text: string): Promise<Names> {
  const change = changeOf(text)
  const rules = sheetRules(policy, change.of)
  return rules === undefined ? new Map() : sheetNames(tx, rules, [change.was ?? {}, change.set])
}
