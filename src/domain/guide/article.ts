/** An article of the guide: its states, who reads it, how it is called in addresses, and what it belongs to (B10, E11). */
import { didYouMean } from '../did-you-mean.ts'
import type { Id } from '../kernel.ts'
import type { Policy } from '../policy.ts'

export type ArticleId = Id<'article'>

export const articleStates = ['draft', 'published', 'withdrawn'] as const
export type ArticleState = (typeof articleStates)[number]

/** Partners and the vendor's people, or these alone. */
export const audiences = ['partner', 'staff'] as const
export type Audience = (typeof audiences)[number]

/** What a version holds. */
export interface ArticleText {
  readonly title: string
  /** One sentence: what the article is good for. */
  readonly summary: string
  /** Markdown. */
  readonly body: string
  readonly audience: Audience
  /** Categories of the policy, 'subscription-management', and sub-types of them, 'subscription-management/renewal'. */
  readonly categories: readonly string[]
  readonly products: readonly string[]
}

/** Addresses that are pages of their own. */
const reserved: ReadonlySet<string> = new Set(['new', 'preview'])
const longest = 80
const pattern = /^[a-z0-9]+(-[a-z0-9]+)*$/

/** 'Renew a subscription, step by step' → 'renew-a-subscription-step-by-step'; 'article' where nothing of it can stand there. */
export function slugOf(title: string): string {
  const plain = title
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll(/[’']/g, '')
  const words = plain.split(/[^a-z0-9]+/).filter(Boolean)
  let slug = ''
  for (const word of words) {
    const next = slug === '' ? word.slice(0, longest) : `${slug}-${word}`
    if (next.length > longest) break
    slug = next
  }
  return mistakeInSlug(slug) === null ? slug : slug === '' ? 'article' : `${slug}-article`
}

/** Why this cannot be an article's name in addresses; null where it can. An id looks like one and is none. */
export function mistakeInSlug(slug: string): string | null {
  if (!pattern.test(slug)) return "Use small letters, digits and single hyphens, such as 'renew-a-subscription'."
  if (slug.length > longest) return `Takes at most ${longest} characters, this has ${slug.length}.`
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(slug)) return 'This looks like an id: use words.'
  return reserved.has(slug) ? `'${slug}' is an address of the guide itself: take another.` : null
}

export interface WrongTie {
  readonly field: 'categories' | 'products'
  readonly message: string
}

/** Which categories, sub-types and products the policy does not have, each with what was most likely meant. */
export function mistakesInTies(
  policy: Policy,
  text: Pick<ArticleText, 'categories' | 'products'>,
): readonly WrongTie[] {
  const ties = tiesOf(policy)
  const products = policy.products.map(({ id }) => id)
  const wrong = (field: WrongTie['field'], given: readonly string[], known: readonly string[]): WrongTie[] =>
    given
      .filter((each) => !known.includes(each))
      .map((each) => ({ field, message: unknown(each, known, field === 'products' ? 'product' : 'category') }))
  return [...wrong('categories', text.categories, ties), ...wrong('products', text.products, products)]
}

function unknown(given: string, known: readonly string[], noun: string): string {
  const meant = didYouMean(given, known)
  return `The policy has no ${noun} '${given}'${meant === null ? '.' : `: did you mean '${meant}'?`}`
}

/** Everything an article can belong to: each category, and each sub-type as 'category/sub-type'. */
export const tiesOf = (policy: Policy): readonly string[] =>
  policy.categories.flatMap(({ id, subTypes }) => [id, ...subTypes.map((part) => `${id}/${part.id}`)])
