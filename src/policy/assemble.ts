/** What the files say becomes the one value that the program works with. Nothing is checked here: it has been. */
import type { Calendar } from '../domain/calendar/calendar.ts'
import { entityCalendarId } from '../domain/payout.ts'
import type { BillingEntity, DeskRules, Policy, RegionRules, SeverityRules, SubregionRules } from '../domain/policy.ts'
import type { PartnershipRules } from '../domain/policy/partners.ts'
import type { choiceLists, WorkflowFieldRules, WorkflowRules } from '../domain/policy/workflows.ts'
import type { Contents } from './contents.ts'
import type { CalendarEntry } from './parts/places.ts'

export function assemble(contents: Contents): Policy {
  const { requestTypes, ...intake } = contents.intake
  const { frame, ...letters } = contents.letters
  const { regions, calendars } = placed(contents.regions.regions, contents.calendars.calendars)
  const { entities } = contents.partnership.payout
  return frozen({
    version: 0,
    vendor: contents.vendor,
    desks: contents.desks.desks.map((entry) => deskOf(contents, entry)),
    tiers: contents.tiers.tiers,
    regions,
    calendars: { ...calendars, ...ofEntities(entities, contents.calendars.calendars) },
    requestTypes,
    categories: contents.categories.categories,
    products: contents.products.products,
    intake,
    offerings: contents.entitlements.offerings,
    keyAccounts: contents['key-accounts'],
    ...contents.tickets,
    partnership: contents.partnership,
    attachments: contents.attachments,
    calls: contents.calls,
    chat: contents.chat,
    integrations: contents.integrations,
    mail: contents.mail,
    letters,
    letterFrame: frame,
    workflows: contents.workflows.map((rules) => withChoices(rules, contents.partnership)),
  })
}

function deskOf(contents: Contents, entry: Contents['desks']['desks'][number]): DeskRules {
  const commitments = contents.commitments.commitments[entry.id]
  const severities = (contents.severities.severities[entry.id] ?? []).map((row): SeverityRules => {
    const commitment = commitments?.[row.level]
    if (commitment === undefined) throw new Error(`Severity ${row.level} of desk '${entry.id}' promises nothing.`)
    return { ...row, commitment }
  })
  const escalation = contents.escalation.get(entry.id)
  if (escalation === undefined) throw new Error(`Desk '${entry.id}' has no ladder.`)
  return { ...entry, severities, escalation }
}

/**
 * Every place has its calendar under its own name: the sub-region's id, or the code of a country that has a calendar
 * of its own. A calendar that names no zone is kept in the zone of each place that uses it.
 */
function placed(
  rows: readonly RegionRules[],
  entries: Readonly<Record<string, CalendarEntry>>,
): Pick<Policy, 'regions' | 'calendars'> {
  const calendars: Record<string, Calendar> = {}
  const keep = (entryId: string, place: string, zone: string): string => {
    const entry = entries[entryId]
    if (entry === undefined) throw new Error(`There is no calendar '${entryId}'.`)
    calendars[place] = { zone, ...entry }
    return place
  }
  const regions = rows.map((region) => ({
    ...region,
    subregions: region.subregions.map((part): SubregionRules => {
      const own = Object.entries(part.countryCalendars ?? {})
      return {
        ...part,
        countries: [...part.countries, ...Object.keys(part.states ?? {})],
        calendar: keep(part.calendar, part.id, part.zone),
        ...(own.length === 0
          ? {}
          : { countryCalendars: Object.fromEntries(own.map(([code, entry]) => [code, keep(entry, code, part.zone)])) }),
      }
    }),
  }))
  return { regions, calendars }
}

/** E3: each billing entity has its business days in its own zone. */
function ofEntities(
  entities: readonly BillingEntity[],
  entries: Readonly<Record<string, CalendarEntry>>,
): Policy['calendars'] {
  return Object.fromEntries(
    entities.map(({ id, calendar, zone }) => {
      const entry = entries[calendar]
      if (entry === undefined) throw new Error(`There is no calendar '${calendar}'.`)
      return [entityCalendarId(id), { ...entry, zone }]
    }),
  )
}

/** Choices that stand in another part of the policy are put where they are asked for: a run keeps what it was asked (C9). */
function withChoices(rules: WorkflowRules, { payout, evaluation, reviews }: PartnershipRules): WorkflowRules {
  const lists = {
    'billing-entities': payout.entities,
    'score-parts': evaluation.parts,
    'review-reasons': reviews.concern.reasons,
  } satisfies Record<(typeof choiceLists)[number], readonly { readonly id: string; readonly name: string }[]>
  const choicesOf = (from: keyof typeof lists) => lists[from].map(({ id, name }) => ({ id, name }))
  const filled = (fields: readonly WorkflowFieldRules[]) =>
    fields.map((field) =>
      field.choicesFrom === undefined ? field : { ...field, choices: choicesOf(field.choicesFrom) },
    )
  return {
    ...rules,
    begins: { ...rules.begins, fields: filled(rules.begins.fields) },
    states: rules.states.map((state) => ({
      ...state,
      steps: state.steps.map((step) => ({ ...step, fields: filled(step.fields) })),
    })),
  }
}

/** The policy is one immutable value (C9), all the way down. */
export function frozen<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    Object.values(value).forEach(frozen)
  }
  return value
}
