/** What is shown of a partner, what of it is being changed, and every version that there was (E8). */
import type { PartnerId } from '../../domain/kernel.ts'
import type { Policy } from '../../domain/policy.ts'
import type { SheetRules } from '../../domain/policy/sheets.ts'
import { sheetKinds, sheetRules } from '../../domain/sheet/values.ts'
import { sayChange, sheetTitle } from '../../domain/sheet/words.ts'
import { fieldsOf } from '../../domain/workflow/words.ts'
import { workflowsOf } from '../../domain/workflow/rules.ts'
import type { Tx } from '../../storage/database.ts'
import { partnerById, type Partner } from '../../storage/partners.ts'
import { namesOf } from '../../storage/people.ts'
import {
  changesOf,
  sheetById,
  sheetsOf,
  versionsOf,
  type ListedChange,
  type Sheet,
  type SheetId,
} from '../../storage/sheets.ts'
import type { Actor, App } from '../app.ts'
import { utc, utcOrNull } from '../instants.ts'
import { personRef } from '../registry/partner-view.ts'
import { notFound, type Answer } from '../refusals.ts'
import { filesIn, valuesView } from './change-view.ts'
import { sheetNames } from './names.ts'
import { standing } from './standing.ts'

/** Requests beside the sheets: all that are open, and so many with those that are over. */
const mostChanges = 100
const mostVersions = 100

export type SheetsView = Awaited<ReturnType<typeof getSheets>> extends Answer<infer View> ? View : never

/** GET /partners/{id}/sheets. */
export const getSheets = (app: App, actor: Actor, id: PartnerId) =>
  app.db.transaction(actor, async (tx) => {
    const partner = await partnerById(tx, id)
    if (partner === null) return notFound('partner')
    const policy = app.policies.current()
    const kept = await sheetsOf(tx, id)
    const changes = await changesOf(tx, id, mostChanges)
    const sheets = []
    for (const rules of sheetKinds(policy)) {
      const own = kept.filter(({ kind }) => kind === rules.id)
      // What there is one of stands there before anybody has asked for anything: with what the registry has.
      const shown = !rules.many && own.length === 0 ? [null] : own
      for (const sheet of shown) sheets.push(await sheetView(app, tx, policy, rules, partner, sheet, changes))
    }
    const names = await namesOf(tx, [...new Set(changes.flatMap(({ askedBy }) => askedBy ?? []))])
    const listed = []
    for (const change of changes) {
      const rules = sheetRules(policy, change.change.of)
      if (rules === undefined) continue
      const said = sayChange(policy, change.change, await sheetNames(tx, rules, [change.change.was, change.change.set]))
      listed.push({ ...changeListed(change), said, askedBy: personRef(names, change.askedBy) })
    }
    return { ok: true as const, value: { kinds: kindsView(policy), sheets, changes: listed } }
  })

const changeListed = ({
  id,
  sheet,
  ticket,
  number,
  change,
  state,
  why,
  decision,
  askedAt,
  changedAt,
  dueAt,
}: ListedChange) => ({
  id: id as string,
  sheet: sheet as string,
  kind: change.of,
  ticket: { id: ticket as string, number },
  state,
  why,
  decision,
  askedAt: utc(askedAt),
  changedAt: utc(changedAt),
  /** When its state is left by itself. */
  dueAt: state === 'asked' || state === 'missing' ? utcOrNull(dueAt) : null,
})

/** Kinds with what they ask for, and the workflow by which they are changed; null where the policy has none for it. */
const kindsView = (policy: Policy) =>
  sheetKinds(policy).map(({ id, name, says, many, fields }) => ({
    id,
    name,
    says,
    many,
    workflow:
      workflowsOf(policy).find((rules) => fieldsOf(rules).some(({ changesOf: kinds }) => kinds?.includes(id) === true))
        ?.id ?? null,
    fields: fields.map((field) => ({
      id: field.id,
      name: field.name,
      type: field.type,
      most: field.most,
      required: field.required,
      help: field.help ?? null,
      proof: field.proof ?? null,
      choices: field.choices === undefined ? null : field.choices.map((choice) => ({ ...choice })),
    })),
  }))

async function sheetView(
  app: App,
  tx: Tx,
  policy: Policy,
  rules: SheetRules,
  partner: Partner,
  sheet: Sheet | null,
  changes: readonly ListedChange[],
) {
  const { stood, values } = standing(rules, partner, sheet)
  const own = changes.filter((change) => change.sheet === sheet?.id)
  const open = own.filter(({ state }) => state === 'asked' || state === 'missing')
  // What was never shown is what was asked for last: there is nothing else to show of it.
  const proposed = stood === 'new' && rules.many ? (own[0]?.change.set ?? {}) : {}
  const shown = {
    ...values,
    ...Object.fromEntries(Object.entries(proposed).filter(([, value]) => value !== null)),
  } as typeof values
  const said = valuesView(
    policy,
    rules,
    shown,
    await sheetNames(tx, rules, [shown]),
    await filesIn(app, tx, rules, [shown]),
  )
  const consent = rules.fields.find(({ type }) => type === 'consent')
  const mayBeNamed = consent === undefined || shown[consent.id] !== undefined
  return {
    id: (sheet?.id ?? null) as string | null,
    kind: rules.id,
    title: sheetTitle(rules, shown),
    standing: stood !== 'new' ? stood : rules.many && open.length > 0 ? ('proposed' as const) : ('not-shown' as const),
    version: sheet?.version ?? 0,
    publishedAt: utcOrNull(sheet?.publishedAt ?? null),
    takenDownAt: utcOrNull(sheet?.takenDownAt ?? null),
    open: open.map(({ id }) => id as string),
    values: rules.fields
      .filter(({ id }) => shown[id] !== undefined)
      .map(({ id, name, type }) => ({
        id,
        name,
        type,
        ...said(id),
        /** Not for others to see: a customer that has not agreed to be named, and the paper on which it has. */
        hidden: type === 'consent' || (type === 'customer' && !mayBeNamed),
      })),
  }
}

/** GET /sheets/{id}/versions: what each changed, who asked and who approved; the last first. */
export const listVersions = (app: App, actor: Actor, id: string) =>
  app.db.transaction(actor, async (tx) => {
    const sheet = await sheetById(tx, id)
    const policy = app.policies.current()
    const rules = sheet === null ? undefined : sheetRules(policy, sheet.kind)
    if (sheet === null || rules === undefined) return notFound('sheet')
    const versions = await versionsOf(tx, sheet.id, mostVersions)
    const people = await namesOf(tx, [
      ...new Set(versions.flatMap(({ by, askedBy }) => [by ?? [], askedBy ?? []].flat())),
    ])
    const all = versions.flatMap(({ was, became }) => [was, became])
    const [names, files] = [await sheetNames(tx, rules, all), await filesIn(app, tx, rules, all)]
    return {
      ok: true as const,
      value: {
        items: versions.map(({ version, was, became, shown, at, by, ticket, number, askedBy, why }) => ({
          version,
          shown,
          at: utc(at),
          by: personRef(people, by),
          askedBy: personRef(people, askedBy),
          why,
          ticket: ticket === null || number === null ? null : { id: ticket as string, number },
          fields: rules.fields
            .filter((field) => field.id in became)
            .map(({ id: field, name, type }) => ({
              id: field,
              name,
              type,
              was: valuesView(policy, rules, was, names, files)(field),
              became: valuesView(policy, rules, became, names, files)(field),
            })),
        })),
      },
    }
  })

export const isSheet = (app: App, actor: Actor, id: string): Promise<boolean> =>
  app.db.transaction(actor, async (tx) => (await sheetById(tx, id as SheetId)) !== null)
