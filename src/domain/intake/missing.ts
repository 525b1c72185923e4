/** The form for what was asked and is still missing, and what is given in it (B2, B3). */
import type { IntakeFieldRules, Policy } from '../policy.ts'
import type { Finding, IntakeRequest, Reproduction } from './request.ts'

/** How a field is answered: an access is only ever given, and a choice is one of the options. */
export type AnswerKind = 'line' | 'lines' | 'email' | 'instant' | 'yes-or-no' | 'given' | 'choice'

export interface MissingField {
  /** As findings and API name it: 'reproduction.userId'. */
  readonly field: string
  readonly name: string
  readonly help: string
  readonly kind: AnswerKind
  readonly options: readonly string[]
  /** Asked only of whoever says that it can be made to happen again. */
  readonly whenReproducible: boolean
}

/** What is given, by the names of the fields. */
export type Details = Readonly<Record<string, string | boolean>>

const kindOf: Readonly<Record<string, AnswerKind>> = {
  customerEmail: 'email',
  'reproduction.superAdminEmail': 'email',
  reproducible: 'yes-or-no',
  'reproduction.occurredAt': 'instant',
  'reproduction.supportAccessEnabled': 'given',
  product: 'choice',
  'reproduction.userId': 'line',
  'reproduction.customizationName': 'line',
}

/** 'reproduction.userId' of a request is 'userId' on the form. */
const onForm = (field: string): string => field.replace(/^reproduction\./, '')
const nameOf = ({ field, rule }: Finding): string => field ?? rule

/** Asked, and not yet given. */
export const isMissing = ({ verdict, suppliedAt }: Finding): boolean => verdict === 'ask' && suppliedAt === undefined

/**
 * The missing fields in the order of the form. Whoever is asked whether it can be made to happen again is offered the
 * details that go with a yes: nobody asks a second time.
 */
export function missingFields(findings: readonly Finding[], policy: Policy): readonly MissingField[] {
  const { fields } = policy.intake
  const asked = new Map(findings.filter(isMissing).map((finding) => [nameOf(finding), finding.message]))
  const offered = asked.has('reproducible')
    ? fields.filter(({ askedFor }) => askedFor === 'when-reproducible').map(({ id }) => `reproduction.${id}`)
    : []
  const placeOf = (field: string): number => {
    const place = fields.findIndex(({ id }) => id === onForm(field))
    return place < 0 ? fields.length : place
  }
  return [...new Set([...asked.keys(), ...offered])]
    .toSorted((a, b) => placeOf(a) - placeOf(b))
    .map((field) => missingField(field, asked.get(field), fields[placeOf(field)], policy))
}

const missingField = (
  field: string,
  message: string | undefined,
  rules: IntakeFieldRules | undefined,
  policy: Policy,
): MissingField => ({
  field,
  name: rules?.name ?? message ?? field,
  // What the product demands is said by the rule that found it.
  help: (kindOf[field] === 'given' ? message : rules?.help) ?? message ?? '',
  kind: kindOf[field] ?? 'lines',
  options: field === 'product' ? policy.products.map(({ name }) => name) : [],
  whenReproducible: message === undefined,
})

const most: Readonly<Record<AnswerKind, number>> = {
  line: 300,
  lines: 20_000,
  email: 320,
  instant: 40,
  'yes-or-no': 0,
  given: 0,
  choice: 200,
}

interface WrongDetail {
  readonly field: string
  readonly message: string
}

/** What of it was asked for, tidied; empty answers are none. Everything wrong at once. */
export function readDetails(
  given: Details,
  missing: readonly MissingField[],
): { readonly details: Details; readonly wrong: readonly WrongDetail[] } {
  const wrong: WrongDetail[] = []
  const details: Record<string, string | boolean> = {}
  for (const [field, value] of Object.entries(given)) {
    const asked = missing.find((row) => row.field === field)
    const answer = typeof value === 'string' ? value.trim() : value
    if (answer === '' || (asked?.kind === 'given' && answer === false)) continue
    const message =
      asked === undefined ? 'This was not asked for, or has been given already.' : mistakeIn(answer, asked)
    if (message === null) details[field] = answer
    else wrong.push({ field, message })
  }
  // Without a yes there is nothing of which they would be the details.
  if (details.reproducible !== true)
    for (const { field, whenReproducible } of missing) if (whenReproducible) delete details[field]
  if (wrong.length === 0 && Object.keys(details).length === 0)
    wrong.push({ field: missing[0]?.field ?? 'details', message: 'Give at least one of the things asked for.' })
  return { details, wrong }
}

function mistakeIn(answer: string | boolean, { kind, options }: MissingField): string | null {
  if (kind === 'yes-or-no' || kind === 'given') return typeof answer === 'boolean' ? null : 'Say yes or no.'
  if (typeof answer !== 'string') return 'Give it in words.'
  if (answer.length > most[kind]) return `Give at most ${most[kind]} characters.`
  if (kind === 'email' && !/^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/.test(answer)) return 'Give an e-mail address.'
  if (kind === 'instant' && !isInstant(answer)) return 'Give a date and a time.'
  if (kind === 'choice' && !options.includes(answer)) return 'Choose one of the list.'
  return null
}

function isInstant(text: string): boolean {
  try {
    const { year } = Temporal.Instant.from(text).toZonedDateTimeISO('UTC')
    return year >= 1970 && year < 2200
  } catch {
    return false
  }
}

/** The findings as they are once it was given: asked, and supplied. */
export const withSupplied = (findings: readonly Finding[], details: Details, suppliedAt: string): readonly Finding[] =>
  findings.map((finding) => (isMissing(finding) && nameOf(finding) in details ? { ...finding, suppliedAt } : finding))

/** The request as if it had come with the details (B3: its depth). */
export function withDetails(request: IntakeRequest, details: Details): IntakeRequest {
  const reproduction: Record<string, string | boolean | null> = { ...request.reproduction }
  const others: Record<string, string | boolean> = {}
  for (const [field, value] of Object.entries(details)) {
    if (field.startsWith('reproduction.')) reproduction[onForm(field)] = value
    else others[field] = value
  }
  return { ...request, ...others, reproduction: reproduction as unknown as Reproduction }
}

/** What the form calls a field. */
export const fieldName = (policy: Policy, field: string | null): string =>
  policy.intake.fields.find(({ id }) => id === onForm(field ?? ''))?.name ?? field ?? 'Something more'

/** What the form calls what was given, in the order of the form. */
export function namesGiven(policy: Policy, details: Details): readonly string[] {
  const placeOf = (field: string): number => policy.intake.fields.findIndex(({ id }) => id === onForm(field))
  return Object.keys(details)
    .toSorted((a, b) => placeOf(a) - placeOf(b))
    .map((field) => fieldName(policy, field))
}
