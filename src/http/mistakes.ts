/** What zod found wrong, in sentences for whoever wrote the request: one for each wrong field, each with its remedy. */
import type { z } from 'zod'
import { didYouMean } from '../domain/did-you-mean.ts'
import type { FieldMistake } from './problem.ts'

type Issue = z.core.$ZodIssue

/** `known` lists the names that the schema takes at a path, for 'did you mean'. Of a field, what is wrong first. */
export function mistakesOf(
  issues: readonly Issue[],
  known: (path: readonly PropertyKey[]) => readonly string[],
): FieldMistake[] {
  const mistakes = issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({
          field: fieldName([...issue.path, key]),
          message: unknownField(key, known(issue.path)),
        }))
      : [{ field: fieldName(issue.path), message: sentence(issue) }],
  )
  return mistakes.filter(({ field }, place) => mistakes.findIndex((each) => each.field === field) === place)
}

/** 'reproduction.userId'; the whole body has no name. */
const fieldName = (path: readonly PropertyKey[]): string => path.map(String).join('.')

function unknownField(key: string, names: readonly string[]): string {
  const meant = didYouMean(key, names)
  if (meant !== null) return `There is no such field: did you mean '${meant}'?`
  return names.length === 0
    ? 'There is no such field: leave it out.'
    : `There is no such field: leave it out, or use one of ${names.join(', ')}.`
}

function sentence(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return isAbsent(issue) ? absent(issue.expected) : wrongType(issue.expected, issue.input)
    case 'invalid_value':
      return isAbsent(issue) ? `Required: one of ${list(issue.values)}.` : oneOf(issue.values, issue.input)
    case 'too_small':
      if (issue.origin === 'string')
        return Number(issue.minimum) <= 1 ? 'Must not be empty.' : `Needs at least ${issue.minimum} characters.`
      if (issue.origin === 'array')
        return `Needs at least ${Number(issue.minimum) === 1 ? 'one entry' : `${issue.minimum} entries`}.`
      return `Must be ${issue.inclusive === false ? 'more than ' : ''}${issue.minimum}${issue.inclusive === false ? '' : ' or more'}.`
    case 'too_big':
      if (issue.origin === 'string')
        return `Takes at most ${issue.maximum} characters${typeof issue.input === 'string' ? `, this has ${issue.input.length}` : ''}.`
      if (issue.origin === 'array') return `Takes at most ${issue.maximum} entries.`
      return `Must be ${issue.inclusive === false ? 'less than ' : ''}${issue.maximum}${issue.inclusive === false ? '' : ' or less'}.`
    case 'invalid_format':
      return formats[issue.format] ?? `Must be in the form ${issue.format}.`
    case 'invalid_union':
      return whichOne(issue)
    case 'custom':
      return issue.message
    default:
      return `${issue.message}.`
  }
}

/** Of several forms, told apart by one field, none has what stands in it. */
function whichOne(issue: Extract<Issue, { code: 'invalid_union' }>): string {
  if (!('options' in issue) || issue.options === undefined) return `${issue.message}.`
  const given = (issue.input as Readonly<Record<string, unknown>>)[issue.discriminator ?? '']
  return given === undefined ? `Required: one of ${list(issue.options)}.` : oneOf(issue.options, given)
}

const isAbsent = (issue: Issue): boolean => issue.input === undefined || issue.input === null

const formats: Readonly<Record<string, string>> = {
  email: "Must be an e-mail address, such as 'name@company.example'.",
  datetime: "Must be an instant with its offset, such as '2026-03-08T19:00:00Z'.",
  date: "Must be a date, such as '2026-03-08'.",
  uuid: 'Must be an id as this API gives them out (a UUID).',
}

const names: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'an object',
  array: 'a list',
}

const nameOf = (expected: string): string => names[expected] ?? expected

const absent = (expected: string): string => `Required: ${nameOf(expected)}.`

function wrongType(expected: string, input: unknown): string {
  if (typeof input === 'number' && Number.isNaN(input)) return `Must be ${nameOf(expected)}.`
  return `Must be ${nameOf(expected)}, not ${kindOf(input)}.`
}

const kindOf = (input: unknown): string => {
  if (Array.isArray(input)) return 'a list'
  if (typeof input === 'number') return Number.isInteger(input) ? `the number ${input}` : `${input}`
  if (typeof input === 'boolean') return String(input)
  return nameOf(typeof input)
}

type Values = readonly z.core.util.Primitive[]
const list = (values: Values): string => values.map((value) => `'${String(value)}'`).join(', ')

function oneOf(values: Values, input: unknown): string {
  const meant = typeof input === 'string' ? didYouMean(input, values.map(String)) : null
  return `Must be one of ${list(values)}${meant === null ? '.' : `: did you mean '${meant}'?`}`
}
