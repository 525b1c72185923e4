/** Too many basic requests of one partner (B9): what counts, for how long, what they are about and what would help. */
import type { Instant } from './kernel.ts'
import { categoryRules, type OveruseRules, type Policy } from './policy.ts'

/** A how-to question, as it is classified now. */
export interface HowTo {
  readonly product: string | null
  readonly category: string
  readonly receivedAt: Instant
}

/** Counted is what came in after this instant: a request leaves the count to the instant that many days after it came. */
export const countedAfter = ({ withinDays }: OveruseRules, at: Instant): Instant =>
  at.subtract({ hours: withinDays * 24 })

/** When a request is counted no longer. */
export const leavesAt = ({ withinDays }: OveruseRules, receivedAt: Instant): Instant =>
  receivedAt.add({ hours: withinDays * 24 })

export const isTooMany = ({ moreThan }: OveruseRules, count: number): boolean => count > moreThan

/** A contact and the products, by id, that it was trained in. */
export interface Trained {
  readonly name: string
  readonly products: readonly string[]
}

export interface Topic {
  readonly name: string
  readonly count: number
  /** Id of the product whose training covers it; null where no product was named. */
  readonly product: string | null
  /** Contacts who lack that training; where no product was named, those who had none at all (D4). */
  readonly untrained: readonly string[]
}

/** What they are about, most of them first: by product, or by category where none was named. */
export function topicsOf(policy: Policy, requests: readonly HowTo[], contacts: readonly Trained[]): readonly Topic[] {
  const named = requests.map(({ product, category }) => {
    const known = policy.products.find(({ id, name }) => id === product || name === product)
    return known ?? { id: null, name: product ?? categoryRules(policy, category)?.name ?? category }
  })
  return [...Map.groupBy(named, ({ name }) => name)]
    .map(([name, rows]) => {
      const product = rows[0]?.id ?? null
      const lacks = ({ products }: Trained): boolean =>
        product === null ? products.length === 0 : !products.includes(product)
      return { name, count: rows.length, product, untrained: contacts.filter(lacks).map((contact) => contact.name) }
    })
    .toSorted((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1))
}

/** One line each: '4 about Zoho CRM'. */
export const topicsInWords = (topics: readonly Topic[]): string =>
  topics.map(({ name, count }) => `- ${count} about ${name}`).join('\n')

/** One line for each topic: who should be trained in what. */
export function trainingInWords(topics: readonly Topic[]): string {
  const lines = topics.flatMap(({ name, product, untrained }) => {
    if (untrained.length === 0) return []
    const who = untrained.join(', ')
    return product === null ? [`- Any product training: ${who}`] : [`- ${name}: ${who}`]
  })
  return lines.length === 0
    ? '- Everybody there has the training: talk about what they miss in it.'
    : [...new Set(lines)].join('\n')
}
