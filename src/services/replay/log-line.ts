/** One line of a log of what happened elsewhere, read and checked. */
import type { Instant } from '../../domain/kernel.ts'
import { kinds, type DeskId, type Kind, type Policy, type Severity, type TierId } from '../../domain/policy.ts'
import { findPlace } from '../../domain/region.ts'

interface AnyLine {
  /** Its place in the log, from 1. */
  readonly number: number
  /** The ticket's name in the log. */
  readonly ticket: string
  readonly at: Instant
}

export interface ReceivedLine extends AnyLine {
  readonly event: 'received'
  readonly desk: DeskId
  readonly severity: Severity
  readonly tier: TierId
  readonly country: string
  readonly state: string | null
  /** The partner's name in the log. */
  readonly partner: string | null
  /** As the log words it; it need not be one of the policy's. */
  readonly type: string | null
  readonly kind: Kind
  readonly subject: string
  /** The line itself, kept with the ticket. */
  readonly given: object
}

const laterEvents = ['agent-reply', 'partner-reply', 'hold', 'resume', 'solved', 'reopened', 'closed'] as const

export interface LaterLine extends AnyLine {
  readonly event: (typeof laterEvents)[number]
  /** Who it was, where the log says so; 'agent', 'partner' and 'system' tell the side. */
  readonly by: string | null
}

export interface SeverityLine extends AnyLine {
  readonly event: 'severity'
  readonly severity: Severity
  readonly by: string | null
}

export type LogLine = ReceivedLine | LaterLine | SeverityLine

export interface LineMistake {
  readonly field: string
  readonly message: string
}

export type ReadLine =
  | { readonly ok: true; readonly line: LogLine }
  | { readonly ok: false; readonly mistakes: readonly LineMistake[] }

/** Names are kept in the database: neither endless, nor with a character that it cannot hold. */
const longestName = 200
const events: readonly string[] = ['received', ...laterEvents, 'severity']

/** Reads a line's JSON under the policy; everything wrong with it at once. Fields that are not known are not looked at. */
export function readLogLine(policy: Policy, text: string, number: number): ReadLine {
  const given = parse(text)
  if (given === null) return { ok: false, mistakes: [{ field: 'line', message: 'write one JSON object a line' }] }
  const fields = new Fields(given)
  const event = fields.oneOf('event', events)
  const ticket = fields.name('ticket')
  const at = fields.instant('at')
  if (event === 'received') {
    const received = readReceived(policy, fields)
    if (ticket !== null && at !== null && received !== null)
      return { ok: true, line: { number, ticket, at, event, ...received, subject: received.subject ?? ticket, given } }
  } else if (event === 'severity') {
    const severity = fields.wholeNumber('severity')
    const by = fields.optionalText('by')
    if (ticket !== null && at !== null && severity !== null && fields.mistakes.length === 0)
      return { ok: true, line: { number, ticket, at, event, severity, by } }
  } else {
    const by = fields.optionalText('by')
    if (ticket !== null && at !== null && event !== null && fields.mistakes.length === 0)
      return { ok: true, line: { number, ticket, at, event: event as LaterLine['event'], by } }
  }
  return { ok: false, mistakes: fields.mistakes }
}

function readReceived(policy: Policy, fields: Fields) {
  const ids = (rows: readonly { readonly id: string }[]) => rows.map(({ id }) => id)
  const desk = fields.oneOf('desk', ids(policy.desks))
  const levels = policy.desks.find(({ id }) => id === desk)?.severities.map(({ level }) => level)
  const severity = fields.wholeNumber('severity', levels)
  const tier = fields.oneOf('tier', ids(policy.tiers))
  const country = fields.text('country')
  const state = fields.optionalText('state')
  const partner = fields.isGiven('partner') ? fields.name('partner') : null
  const type = fields.optionalText('type')
  const kind = fields.isGiven('kind') ? (fields.oneOf('kind', kinds) as Kind | null) : 'incident'
  const subject = fields.optionalText('subject')
  if (country !== null) {
    const place = findPlace(policy, country, state)
    if (!place.ok) fields.mistake(place.problem.field ?? 'country', place.problem.message)
  }
  if (fields.mistakes.length > 0 || desk === null || severity === null) return null
  if (tier === null || country === null || kind === null) return null
  return { desk, severity, tier, country, state, partner, type, kind, subject }
}

function parse(text: string): object | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null
  } catch {
    return null
  }
}

/** The fields of a line; what is wrong with any of them is collected. */
class Fields {
  readonly mistakes: LineMistake[] = []
  readonly #given: Readonly<Record<string, unknown>>

  constructor(given: object) {
    this.#given = given as Readonly<Record<string, unknown>>
  }

  mistake(field: string, message: string): null {
    this.mistakes.push({ field, message })
    return null
  }

  isGiven(field: string): boolean {
    return this.#given[field] !== undefined && this.#given[field] !== null
  }

  text(field: string): string | null {
    const value = this.#given[field]
    return typeof value === 'string' && value !== '' ? value : this.mistake(field, 'write a text')
  }

  optionalText(field: string): string | null {
    if (!this.isGiven(field)) return null
    const value = this.#given[field]
    return typeof value === 'string' ? value : this.mistake(field, 'write a text, or leave it out')
  }

  name(field: string): string | null {
    const value = this.text(field)
    if (value === null) return null
    if (value.length > longestName || value.includes('\0') || !value.isWellFormed())
      return this.mistake(field, `write a name of at most ${longestName} characters`)
    return value
  }

  oneOf(field: string, known: readonly string[]): string | null {
    const value = this.#given[field]
    return known.find((each) => each === value) ?? this.mistake(field, `write one of ${known.join(', ')}`)
  }

  wholeNumber(field: string, known?: readonly number[]): number | null {
    const value = this.#given[field]
    if (typeof value === 'number' && (known === undefined ? Number.isSafeInteger(value) : known.includes(value)))
      return value
    return this.mistake(field, known === undefined ? 'write a whole number' : `write one of ${known.join(', ')}`)
  }

  /** To the millisecond, as everything is kept; within the years that calendars are sure of. */
  instant(field: string): Instant | null {
    const value = this.#given[field]
    const wrong = () => this.mistake(field, 'write an instant such as 2016-02-29T01:16:00Z, from 1900 to 2300')
    if (typeof value !== 'string') return wrong()
    try {
      const ms = Temporal.Instant.from(value).epochMilliseconds
      return ms >= earliest && ms < latest ? Temporal.Instant.fromEpochMilliseconds(ms) : wrong()
    } catch {
      return wrong()
    }
  }
}

const earliest = Temporal.Instant.from('1900-01-01T00:00Z').epochMilliseconds
const latest = Temporal.Instant.from('2301-01-01T00:00Z').epochMilliseconds
