/**
 * Scores of the yearly evaluation out of a file (E7): one row for each partner, year and region. The home region is judged
 * on the global score, every other on its own; each row proposes a tier, which nobody has until a manager approves it.
 */
import { homeRegion, propose, scoreMistakes, type EntryFacts, type Scores } from '../../domain/evaluation.ts'
import type { Policy } from '../../domain/policy.ts'
import { partnersByIds } from '../../storage/partners.ts'
import {
  evaluationsIn,
  proposeEvaluations,
  standingKey,
  standingTiers,
  type Evaluation,
  type EvaluationId,
  type EvaluationRow,
} from '../../storage/evaluations.ts'
import type { Fields } from './fields.ts'
import { rejected, type ImportKind, type Outcome } from './kind.ts'

interface ScoreFacts {
  readonly partner: string
  readonly year: number
  /** Of the policy; null for the global score. */
  readonly region: string | null
  readonly scores: Scores
  readonly entry: EntryFacts
}

const global = ['global', 'home', 'all', 'worldwide']

export const scores = (policy: Policy): ImportKind<ScoreFacts> => ({
  columns: [
    { name: 'partner', also: ['external_ref', 'partner_ref', 'partner_name', 'partner_id'], required: true },
    { name: 'year', also: ['evaluation_year', 'fiscal_year'] },
    { name: 'region', also: ['partner_region'] },
    ...policy.partnership.evaluation.parts.map(({ id, name }) => ({
      name: columnOf(id),
      also: [name, `${columnOf(id)}_points`, `${columnOf(id)}_score`],
      required: true,
    })),
    { name: 'revenue_usd', also: ['revenue_in_usd', 'turnover_usd'] },
    { name: 'certified', also: ['certifications', 'has_certifications'] },
    { name: 'implementations', also: ['implementation_successes'] },
  ],

  read(fields, { at }) {
    const thisYear = at.toZonedDateTimeISO('UTC').year
    const points: Record<string, number> = {}
    const { evaluation } = policy.partnership
    for (const { id } of evaluation.parts) {
      const value = readPoints(fields, columnOf(id))
      if (value !== null) points[id] = value
    }
    if (fields.mistakes.length === 0)
      for (const { field, message } of scoreMistakes(evaluation, points))
        fields.wrong(field === 'total' ? null : columnOf(field), message)
    return {
      partner: fields.required('partner'),
      year: readYear(fields, thisYear) ?? thisYear,
      region: readRegion(fields, policy),
      scores: points,
      entry: {
        revenueUsd: fields.amount('revenue_usd'),
        certified: yesOrNo(fields),
        implementations: fields.whole('implementations'),
      },
    }
  },

  keyOf: ({ partner, year, region }) => ({ field: 'partner', key: `${partner}\n${year}\n${region ?? ''}` }),

  async write(tx, drafts, { app, at, by, file, partners: finder }) {
    const found = await finder.find(
      tx,
      drafts.map(({ facts }) => facts.partner),
    )
    const ids = drafts.flatMap(({ facts }) => {
      const partner = found(facts.partner)
      return partner.ok ? [partner.value.id] : []
    })
    const known = new Map((await partnersByIds(tx, [...new Set(ids)])).map((row) => [row.id, row]))
    const standing = await standingTiers(tx, [...known.keys()])
    const years = [...new Set(drafts.map(({ facts }) => facts.year))]
    const before = new Map<string, EvaluationRow>()
    for (const year of years)
      for (const row of await evaluationsIn(tx, year, [...known.keys()])) before.set(keyOf(row), row)
    const taken = new Map<string, number>()
    const added: Evaluation[] = []
    const outcomes = drafts.map(({ line, facts }): Outcome => {
      const named = found(facts.partner)
      if (!named.ok) return rejected(line, 'partner', named.problem)
      const partner = known.get(named.value.id)
      if (partner === undefined) throw new Error(`Partner ${named.value.id} was found and is not there.`)
      const home = homeRegion(policy, partner)
      if (home === null)
        return rejected(
          line,
          'partner',
          `The policy has no region for ${partner.name}'s place: change its country first.`,
        )
      if (facts.region === home)
        return rejected(
          line,
          'region',
          `This is ${partner.name}'s home region, which is judged on the global score: give that, with the region 'global'.`,
        )
      const region = facts.region ?? home
      const isHome = region === home
      const key = keyOf({ partner: partner.id, year: facts.year, region })
      const twin = taken.get(key)
      if (twin !== undefined)
        return rejected(
          line,
          'partner',
          `Line ${twin} is of the same partner, year and region: only the first is taken.`,
        )
      taken.set(key, line)
      const was = before.get(key)
      const { total, tier, rule, entryMet } = propose(policy, facts.scores, facts.entry)
      if (was !== undefined && isSame(was, facts)) return { line, did: 'unchanged' }
      added.push({
        id: app.newId() as EvaluationId,
        partner: partner.id,
        year: facts.year,
        region,
        isHome,
        scores: facts.scores,
        total,
        entry: facts.entry,
        tierWas: isHome ? partner.tier : (standing.get(standingKey(partner.id, region)) ?? null),
        proposed: tier,
        rule,
        entryMet,
        proposedAt: at,
        proposedBy: by,
        source: file,
        corrects: was?.id ?? null,
      })
      return { line, did: was === undefined ? 'inserted' : 'updated' }
    })
    await proposeEvaluations(tx, added)
    return outcomes
  },
})

/** A part of the policy as a column is called: 'customer-success' is 'customer_success'. */
const columnOf = (part: string): string => part.toLowerCase().replaceAll(/[^a-z0-9]+/g, '_')

const keyOf = ({ partner, year, region }: Pick<Evaluation, 'partner' | 'year' | 'region'>): string =>
  `${partner} ${year} ${region}`

/** The same points and the same facts propose nothing new, whatever order they are kept in. */
function isSame(was: EvaluationRow, { scores: points, entry }: ScoreFacts): boolean {
  const told = { ...points, ...entry } as Readonly<Record<string, unknown>>
  const kept = { ...was.scores, ...was.entry } as Readonly<Record<string, unknown>>
  const names = new Set([...Object.keys(told), ...Object.keys(kept)])
  return [...names].every((name) => (told[name] ?? null) === (kept[name] ?? null))
}

/** Up to two places: '250', '187.5'. Null where it is missing or wrong. */
function readPoints(fields: Fields, name: string): number | null {
  const value = fields.required(name)
  if (value === '') return null
  const said = value.replace(',', '.')
  if (/^-?\d{1,9}(\.\d{1,2})?$/.test(said)) return Number(said)
  fields.wrong(name, `'${value}' is no number of points, such as 187.5.`)
  return null
}

/** A fiscal year may have begun before its calendar year; one that is further off is a slip. */
function readYear(fields: Fields, thisYear: number): number | null {
  const value = fields.text('year')
  if (value === null) return null
  const year = /^20\d\d$/.test(value) ? Number(value) : null
  if (year === null) fields.wrong('year', `'${value}' is no year, such as 2026.`)
  else if (year > thisYear + 1) fields.wrong('year', `${year} has not come yet.`)
  return year
}

function readRegion(fields: Fields, { regions }: Policy): string | null {
  const value = fields.text('region')?.toLowerCase() ?? 'global'
  if (global.includes(value)) return null
  const region = regions.find(({ id, name }) => id.toLowerCase() === value || name.toLowerCase() === value)
  if (region !== undefined) return region.id
  fields.wrong('region', `Give 'global', or one of the regions: ${regions.map(({ id }) => id).join(', ')}.`)
  return null
}

function yesOrNo(fields: Fields): boolean | null {
  const said = fields.choice('certified', ['yes', 'no'], {
    true: 'yes',
    false: 'no',
    '1': 'yes',
    '0': 'no',
    y: 'yes',
    n: 'no',
  })
  return said === null ? null : said === 'yes'
}
