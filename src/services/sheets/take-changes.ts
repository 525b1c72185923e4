/**
 * A change that is given for a field of a workflow (E8): against what stands there now, with its customers, consents and files
 * looked up. What it is about is the partner's of the ticket, whoever asks.
 */
import type { CustomerId, PartnerId } from '../../domain/kernel.ts'
import type { Policy } from '../../domain/policy.ts'
import type { SheetFieldRules, SheetRules } from '../../domain/policy/sheets.ts'
import type { WorkflowFieldRules } from '../../domain/policy/workflows.ts'
import {
  against,
  applied,
  changeOf,
  changeText,
  isEmpty,
  readAskedChange,
  type SheetChange,
} from '../../domain/sheet/change.ts'
import { lacking, mentions, sheetRules, type SheetMistake, type SheetValues } from '../../domain/sheet/values.ts'
import type { FieldValues } from '../../domain/workflow/run.ts'
import { sayChange, sayRequest } from '../../domain/sheet/words.ts'
import { givenConsent } from '../../storage/consents.ts'
import { readCustomer } from '../../storage/customers.ts'
import type { Tx } from '../../storage/database.ts'
import { partnerById, type Partner } from '../../storage/partners.ts'
import type { Actor, App } from '../app.ts'
import { wrongFields, type Answer, type Refusals } from '../refusals.ts'
import { takeFiles, type GivenFiles } from '../workflow/files.ts'
import { sheetNames } from './names.ts'
import { standsNow } from './standing.ts'

/** The changes among the values, each with what stands there now. Everything wrong at once; `tx` is the program's. */
export async function takeChanges(app: App, tx: Tx, actor: Actor, given: GivenFiles): Promise<Answer<FieldValues>> {
  const wrong: Refusals['errors'][number][] = []
  const taken: Record<string, string> = {}
  for (const { id } of given.fields.filter(({ type }) => type === 'changes')) {
    const text = given.values[id]
    if (typeof text !== 'string') continue
    const read = await takeOne(app, tx, actor, given, text)
    if (read.ok) taken[id] = read.value
    else
      wrong.push(
        ...read.problem.map(({ field, message }) => ({
          field: `fields.${id}${field === '' ? '' : `.${field}`}`,
          message,
        })),
      )
  }
  return wrong.length > 0 ? wrongFields(wrong) : { ok: true, value: taken }
}

/** What is asked for, in words, for the ticket on which it is; null where nobody can say, which is then refused with its reason. */
export async function sayAsked(
  tx: Tx,
  policy: Policy,
  partner: PartnerId | null,
  { kinds, given }: { readonly kinds: readonly string[]; readonly given: unknown },
): Promise<{ readonly subject: string; readonly said: string } | null> {
  const asked = readAskedChange(policy, kinds, given)
  const rules = asked.ok ? sheetRules(policy, asked.value.of) : undefined
  const own = partner === null ? null : await partnerById(tx, partner)
  const now =
    !asked.ok || rules === undefined || own === null ? null : await standsNow(tx, rules, own, asked.value.item)
  if (!asked.ok || rules === undefined || now === null) return null
  const change = against(rules, asked.value, now)
  const names = await sheetNames(tx, rules, [change.was, change.set])
  return { subject: sayRequest(rules, change), said: sayChange(policy, change, names) }
}

type Taken =
  | { readonly ok: true; readonly value: string }
  | { readonly ok: false; readonly problem: readonly SheetMistake[] }

const bad = (message: string, field = ''): Taken => ({ ok: false, problem: [{ field, message }] })

async function takeOne(app: App, tx: Tx, actor: Actor, given: GivenFiles, text: string): Promise<Taken> {
  const policy = app.policies.current()
  const asked = changeOf(text)
  const rules = sheetRules(policy, asked.of)
  if (rules === undefined) throw new Error(`There is no sheet '${asked.of}', and it was read all the same.`)
  const partner = given.ticket.partner === null ? null : await partnerById(tx, given.ticket.partner)
  if (partner === null) return bad('This ticket is no partner’s: there is nothing to change.')
  const now = await standsNow(tx, rules, partner, asked.item)
  if (now === null) return bad(`This partner has no such ${rules.name.toLowerCase()}.`, 'item')
  const change = against(rules, asked, now)
  if (change.takesDown)
    return now.stood === 'published' ? { ok: true, value: changeText(change) } : bad('It is not shown anyway.', 'item')
  if (isEmpty(change)) return bad('This is how it stands already: nothing would change.')
  const values = applied(now.values, change)
  const wrong = [
    ...lacking(rules, values),
    ...(await strangers(tx, actor, partner, rules, change, values)),
    ...(await fileMistakes(app, tx, actor, given, rules, change)),
  ]
  return wrong.length > 0 ? { ok: false, problem: wrong } : { ok: true, value: changeText(change) }
}

/** A customer that is not the partner's, a consent that is another's, and a name that nobody has agreed to. */
async function strangers(
  tx: Tx,
  actor: Actor,
  partner: Partner,
  rules: SheetRules,
  change: SheetChange,
  values: SheetValues,
): Promise<readonly SheetMistake[]> {
  const customerField = rules.fields.find(({ type }) => type === 'customer')
  const consentField = rules.fields.find(({ type }) => type === 'consent')
  const id = customerField === undefined ? undefined : values[customerField.id]
  if (customerField === undefined || typeof id !== 'string') return []
  const customer = await readCustomer(tx, id as CustomerId)
  const isNew = customerField.id in change.set
  // A project stays what it was when its customer has gone to somebody else since.
  const isGone = actor.kind === 'partner' && customer?.untaggedAt != null
  if (customer === null || customer.partner !== partner.id || (isNew && isGone))
    return [{ field: customerField.id, message: 'There is no such customer of this partner.' }]
  if (consentField === undefined) return []
  const given = values[consentField.id]
  if (typeof given === 'string') {
    const consent = await givenConsent(tx, partner.id, given)
    if (consent?.customer === customer.id) return []
    const message = `Give a consent that ${customer.name} gave: GET /api/v1/records?of=consents has them. Ask it for one (workflow 'consent'), or leave this empty and do not name it.`
    return [{ field: consentField.id, message }]
  }
  return rules.fields.filter(isWords).flatMap(({ id: field }) => {
    const said = values[field]
    return typeof said === 'string' && mentions(said, customer.name)
      ? [{ field, message: `This names ${customer.name}: choose its consent, or say it without the name.` }]
      : []
  })
}

const isWords = ({ type }: SheetFieldRules): boolean => type === 'line' || type === 'text'

/** Files are uploads of whoever asks, or on the ticket; they are the ticket's from here on. */
async function fileMistakes(
  app: App,
  tx: Tx,
  actor: Actor,
  { ticket, internal }: GivenFiles,
  { fields }: SheetRules,
  { set }: SheetChange,
): Promise<readonly SheetMistake[]> {
  const asked = fields
    .filter(({ id, type }) => (type === 'image' || type === 'document') && typeof set[id] === 'string')
    .map(({ id, name, type }): WorkflowFieldRules => ({
      id,
      name,
      type: 'file',
      optional: true,
      internal: false,
      accepts: [type === 'image' ? 'image' : 'pdf'],
    }))
  const values = Object.fromEntries(asked.map(({ id }) => [id, set[id] as string]))
  const taken = await takeFiles(app, tx, actor, { ticket, fields: asked, values, internal })
  return taken.ok
    ? []
    : taken.problem.errors.map(({ field, message }) => ({ field: field.replace(/^fields\./, ''), message }))
}
