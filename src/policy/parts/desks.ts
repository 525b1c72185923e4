/** vendor.yaml, desks.yaml, tiers.yaml, severities.yaml and commitments.yaml: who promises what. */
import type { DeskRules, Promised, Range, SeverityRules, TierRules, VendorRules } from '../../domain/policy.ts'
import {
  complete,
  gives,
  list,
  number,
  object,
  oneOf,
  record,
  scalar,
  some,
  text,
  understood,
  uses,
  whole,
  wrong,
} from '../decode.ts'
import type { Decode } from '../decode.ts'
import type { Spot } from '../reader.ts'
import { email, person, range } from '../words.ts'

export const vendor = object<VendorRules>({
  name: text,
  fiscalYearStartsInMonth: whole(1, 12),
  dataCentres: some(object({ id: gives('data centre'), name: text })),
})

/** A desk as desks.yaml has it; the rest of it stands in files of their own. */
export type DeskEntry = Omit<DeskRules, 'severities' | 'escalation'>

const definition = object({ name: text, meaning: text })

const ticketPrefix: Decode<string> = (spot) => {
  const prefix = understood('one to five capital letters', (said) => (/^[A-Z]{1,5}$/.test(said) ? said : null))(spot)
  if (prefix !== undefined) spot.reader.names.give('ticket prefix', prefix, spot)
  return prefix
}

const desk = object<DeskEntry>(
  {
    id: gives('desk'),
    name: text,
    covers: oneOf('technical', 'non-technical'),
    description: text,
    ticketPrefix,
    mailboxes: record(uses('data centre'), () => email, complete('data centre')),
    definitions: object({ acknowledgement: definition, determination: definition, resolution: definition }),
    notes: list(text),
    dris: list(object({ regions: some(uses('region')), person })),
  },
  ({ dris = [] }, spot) => {
    const regions = dris.flatMap((dri, row) => dri.regions.map((region, index) => ({ region, row, index })))
    regions.forEach(({ region, row, index }, position) => {
      const before = regions.findIndex((each) => each.region === region)
      if (before < position) spot.get('dris', row, 'regions', index).report('each region at one DRI of the desk (F6)')
    })
  },
)

export const desks = object<{ desks: readonly DeskEntry[] }>({ desks: some(desk) })

export const tiers = object<{ tiers: readonly TierRules[] }>({
  tiers: some(object<TierRules>({ id: gives('tier'), name: text, rank: rank, targetPosition: number(0, 1) })),
})

function rank(spot: Spot): number | undefined {
  const value = whole(1)(spot)
  if (value !== undefined) spot.reader.names.give('rank of a tier', String(value), spot)
  return value
}

/** A severity as severities.yaml has it: what it promises stands in commitments.yaml. */
export type SeverityEntry = Omit<SeverityRules, 'commitment'>

const severity = (desk: string): Decode<SeverityEntry> =>
  object<SeverityEntry>(
    {
      level: whole(1),
      name: text,
      definition: text,
      examples: list(text),
      signs: list(object({ words: text, because: text })),
    },
    ({ level }, spot) => {
      if (level !== undefined) spot.reader.names.give('severity', String(level), spot.get('level'), desk)
    },
  )

/** The rows are numbered from 1 on, in order. */
export const numbered =
  <Row extends object>(rows: Decode<readonly Row[]>, number: keyof Row & string): Decode<readonly Row[]> =>
  (spot) => {
    const read = rows(spot)
    read?.forEach((row, index) => {
      if (row[number] !== index + 1)
        spot.get(index, number).report(`${index + 1}: rows are numbered from 1 on, in order`)
    })
    return read
  }

export const severities = object<{ severities: Readonly<Record<string, readonly SeverityEntry[]>> }>({
  severities: record(uses('desk'), (desk) => numbered(some(severity(desk)), 'level'), complete('desk')),
})

const severityKey =
  (desk: string): Decode<string> =>
  (spot) => {
    const level = scalar(spot)
    if (typeof level !== 'number') return wrong(spot, 'the number of a severity')
    spot.reader.names.use('severity', String(level), spot, desk)
    return String(level)
  }

const everySeverityOf =
  (desk: string) =>
  (levels: readonly string[], spot: Spot): void =>
    spot.reader.later(() => {
      for (const level of spot.reader.names.all('severity', desk)) {
        if (!levels.includes(level)) spot.at(level, null).report(`what is promised at severity ${level}`, 'nothing')
      }
    })

type Promises = Readonly<Record<Promised, Range>>

export const commitments = object<{ commitments: Readonly<Record<string, Readonly<Record<string, Promises>>>> }>({
  commitments: record(
    uses('desk'),
    (desk) =>
      record(
        severityKey(desk),
        () => object<Promises>({ acknowledgement: range, determination: range }),
        everySeverityOf(desk),
      ),
    complete('desk'),
  ),
})
