/** What a partner has, of which a field of a workflow may name one: found for choosing, checked, called by name, and said in full. */
import type { PartnerId } from '../../domain/kernel.ts'
import type { Policy } from '../../domain/policy.ts'
import type { RecordList, WorkflowFieldRules, WorkflowRules } from '../../domain/policy/workflows.ts'
import { headingOf } from '../../domain/review.ts'
import type { FieldValues } from '../../domain/workflow/run.ts'
import { fieldsOf, inFull, sayDay } from '../../domain/workflow/words.ts'
import { customerNames } from '../../storage/customer-mappings.ts'
import { consentById, givenConsents, type Consent } from '../../storage/consents.ts'
import type { Tx } from '../../storage/database.ts'
import { evaluationById, listEvaluations, type EvaluationRow } from '../../storage/evaluations.ts'
import { accountById, accountsOf, type AccountRow } from '../../storage/partner-accounts.ts'
import { partnerById } from '../../storage/partners.ts'
import { listReviews, reviewById, type ReviewRow } from '../../storage/reviews.ts'
import type { Actor, App } from '../app.ts'
import { notFound, type Answer } from '../refusals.ts'
import { changeNames, consentName } from '../sheets/names.ts'
import { fileOf } from './files.ts'

export interface NamedRecord {
  readonly id: string
  readonly name: string
}

interface Records<Row> {
  readonly of: (tx: Tx, partner: PartnerId) => Promise<readonly Row[]>
  readonly byId: (tx: Tx, id: string) => Promise<Row | null>
  readonly name: (policy: Policy, row: Row) => string
  /** Where there is more to say of it than its name. */
  readonly inFull?: (policy: Policy, row: Row) => string
  /** Its own words, by `recordParts`. */
  readonly parts?: (row: Row) => Readonly<Record<string, string>>
  /** Who can be asked about it; null where nobody is known. */
  readonly address?: (row: Row) => RecordAddress | null
}

export interface RecordAddress {
  readonly name: string
  readonly email: string
}

const productName = ({ products }: Policy, id: string): string => products.find((row) => row.id === id)?.name ?? id
const regionName = ({ regions }: Policy, id: string): string => regions.find((row) => row.id === id)?.name ?? id

const accounts: Records<AccountRow> = {
  of: accountsOf,
  byId: accountById,
  name: (policy, { kind, product, login, endsOn }) =>
    `${kind === 'demo' ? 'Demo' : 'Complimentary'} account ${login} of ${productName(policy, product)}, until ${sayDay(endsOn)}`,
}

const evaluations: Records<EvaluationRow> = {
  async of(tx, partner) {
    const found = await listEvaluations(tx, { partner, state: 'approved', limit: 100, cursor: null })
    return found.ok ? found.value.items : []
  },
  /** What is only proposed is not the partner's yet. */
  async byId(tx, id) {
    const found = await evaluationById(tx, id)
    return found?.decision === 'approved' ? found : null
  },
  name: (policy, { year, region, total }) => `Evaluation ${year}, ${regionName(policy, region)}: ${total} points`,
}

const reviews: Records<ReviewRow> = {
  /** What is hidden already is not to be talked about. */
  async of(tx, partner) {
    const found = await listReviews(tx, { partner, limit: 200, cursor: null })
    return found.ok ? found.value.items.filter(({ hiddenAt }) => hiddenAt === null) : []
  },
  byId: reviewById,
  name: (_policy, row) => `'${headingOf(row)}' by ${row.author}, ${row.rating} of 5, ${sayDay(row.writtenOn)}`,
  inFull: (_policy, { title, body, rating, author, writtenOn }) =>
    [`${rating} of 5, ${author}, ${sayDay(writtenOn)}`, ...(title === '' ? [] : [title]), body].join('\n'),
  parts: ({ title, body }) => ({ title, text: body }),
  address({ author, address, customerAddress }) {
    const email = address ?? customerAddress
    return email === null ? null : { name: author, email }
  },
}

const consents: Records<Consent> = {
  of: givenConsents,
  async byId(tx, id) {
    const found = await consentById(tx, id)
    return found?.answer === 'given' ? found : null
  },
  name: (_, consent) => consentName(consent),
}

const table: Readonly<Record<RecordList, Records<Row>>> = {
  accounts: accounts as unknown as Records<Row>,
  evaluations: evaluations as unknown as Records<Row>,
  consents: consents as unknown as Records<Row>,
  reviews: reviews as unknown as Records<Row>,
}

type Row = { readonly id: string; readonly partner: PartnerId }

const isUuid = (value: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value)

/** Whether it is one of that partner's. */
export async function isRecordOf(tx: Tx, partner: PartnerId | null, list: RecordList, id: string): Promise<boolean> {
  return isUuid(id) && partner !== null && (await table[list].byId(tx, id))?.partner === partner
}

/** Names of the customers, records and files that are given in fields, by id. */
export async function namesIn(
  tx: Tx,
  policy: Policy,
  fields: readonly WorkflowFieldRules[],
  given: FieldValues,
): Promise<ReadonlyMap<string, string>> {
  const idOf = (field: WorkflowFieldRules): readonly string[] => {
    const value = given[field.id]
    return typeof value === 'string' ? [value] : []
  }
  const names = new Map(await customerNames(tx, fields.filter(({ type }) => type === 'customer').flatMap(idOf)))
  for (const value of fields.filter(({ type }) => type === 'file').flatMap(idOf)) {
    const file = await fileOf(tx, value)
    if (file !== null) names.set(value, file.name)
  }
  for (const text of fields.filter(({ type }) => type === 'changes').flatMap(idOf))
    for (const [id, name] of await changeNames(tx, policy, text)) names.set(id, name)
  for (const field of fields) {
    const [id] = idOf(field)
    if (field.recordsOf === undefined || id === undefined) continue
    const row = await table[field.recordsOf].byId(tx, id)
    if (row !== null) names.set(id, table[field.recordsOf].name(policy, row))
  }
  return names
}

/** What the records of fields say in full, by the word of their field; '' where none is given. */
export async function recordsInFull(
  tx: Tx,
  policy: Policy,
  rules: WorkflowRules,
  given: FieldValues,
): Promise<Readonly<Record<string, string>>> {
  const said: Record<string, string> = {}
  for (const { id, recordsOf } of fieldsOf(rules)) {
    if (recordsOf === undefined) continue
    const value = given[id]
    const row = typeof value === 'string' ? await table[recordsOf].byId(tx, value) : null
    const say = table[recordsOf].inFull ?? table[recordsOf].name
    said[inFull(id)] = row !== null ? say(policy, row) : value === undefined ? '' : 'one that is gone'
  }
  return said
}

/** What texts may begin with: 'review.text' and its like, by what the records of fields say now. */
export async function beginningsIn(
  tx: Tx,
  fields: readonly WorkflowFieldRules[],
  given: FieldValues,
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>()
  for (const { id, recordsOf } of fields) {
    const value = given[id]
    const say = recordsOf === undefined ? undefined : table[recordsOf].parts
    const row =
      recordsOf === undefined || say === undefined || typeof value !== 'string'
        ? null
        : await table[recordsOf].byId(tx, value)
    for (const [part, words] of row === null || say === undefined ? [] : Object.entries(say(row)))
      found.set(`${id}.${part}`, words)
  }
  return found
}

/** The list of which the field is that knows the customer's address; null where a field of type email has it. */
export const addressedBy = (rules: WorkflowRules): RecordList | null =>
  fieldsOf(rules).find(({ id }) => id === rules.customerAddress)?.recordsOf ?? null

/** Where the customer of a run is written to; null where that is not known. */
export async function customerOf(tx: Tx, rules: WorkflowRules, given: FieldValues): Promise<RecordAddress | null> {
  const value = rules.customerAddress === undefined ? undefined : given[rules.customerAddress]
  if (typeof value !== 'string') return null
  const list = addressedBy(rules)
  if (list === null) return { name: value, email: value }
  const row = await table[list].byId(tx, value)
  return row === null ? null : (table[list].address?.(row) ?? null)
}

/** GET /records: what there is to choose from. A partner gets its own. */
export const listRecords = (
  app: App,
  actor: Actor,
  { partner, of }: { readonly partner?: string | undefined; readonly of: RecordList },
): Promise<Answer<{ readonly items: readonly NamedRecord[] }>> =>
  app.db.transaction(actor, async (tx) => {
    const id = actor.kind === 'partner' ? actor.partner : (partner as PartnerId | undefined)
    if (id === undefined || (await partnerById(tx, id)) === null) return notFound('partner')
    const policy = app.policies.current()
    const rows = await table[of].of(tx, id)
    return { ok: true, value: { items: rows.map((row) => ({ id: row.id, name: table[of].name(policy, row) })) } }
  })
