/** Customer reviews of partners and concerns over them (E9): what is shown and counted, and when a concern may be raised. */
import { unturned } from './direction.ts'
import { ok, refuse, type Result } from './kernel.ts'
import type { Policy } from './policy.ts'
import type { ReviewRules } from './policy/partners.ts'
import { sayDay } from './workflow/words.ts'

export const ratings = [1, 2, 3, 4, 5] as const
export type Rating = (typeof ratings)[number]

/** The longest text of a review, in characters. */
export const longestReview = 10_000
export const longestTitle = 200

export const reviewStatuses = ['shown', 'under-concern', 'corrected', 'hidden'] as const
export type ReviewStatus = (typeof reviewStatuses)[number]

/** How a concern ended: decided in one of three ways; lapsed without a decision; taken back. */
export const concernOutcomes = ['stays', 'hidden', 'corrected', 'lapsed', 'withdrawn'] as const
export type ConcernOutcome = (typeof concernOutcomes)[number]

/** What a concern runs through: a vendor without it takes none. */
export const concernWorkflow = 'review-concern'

/** E9: figures of reviews as the policy has them. */
export const reviewRules = (policy: Policy): ReviewRules => policy.partnership.reviews

export function statusOf(of: {
  readonly isHidden: boolean
  readonly hasOpenConcern: boolean
  readonly isCorrected: boolean
}): ReviewStatus {
  if (of.isHidden) return 'hidden'
  if (of.hasOpenConcern) return 'under-concern'
  return of.isCorrected ? 'corrected' : 'shown'
}

/** What takes no room, so that what is read would not be what is there; but for what scripts need. */
const invisible = /[\u00ad\u180e\u200b\u2060-\u2064\ufeff\ufff9-\ufffb]/g
const halfCharacter = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

/**
 * What somebody outside wrote, as it is kept and shown: plain text with its line ends, nothing invisible in it. Markup
 * stays what it is, characters: whoever shows it shows text.
 */
export const plainText = (given: string): string =>
  unturned(given)
    .replace(halfCharacter, '')
    .normalize('NFC')
    .replaceAll(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(invisible, '')
    .replaceAll(/[^\P{Cc}\n\t]/gu, ' ')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim()

/** The same in one line. */
export const plainLine = (given: string): string => plainText(given).replaceAll(/\s+/g, ' ')

/** Its title, or how it begins where it has none. */
export function headingOf({ title, body }: { readonly title: string; readonly body: string }): string {
  if (title !== '') return title
  const line = plainLine(body)
  return line.length <= 60 ? line : `${line.slice(0, 59).trimEnd()} …`
}

/** How many there are of each rating; the average of all, to one place, halves up; null where there is none. */
export function averageOf(counts: Readonly<Partial<Record<Rating, number>>>): number | null {
  const count = ratings.reduce((sum, rating) => sum + (counts[rating] ?? 0), 0)
  if (count === 0) return null
  const points = ratings.reduce((sum, rating) => sum + rating * (counts[rating] ?? 0), 0)
  // In tenths and whole numbers: 4.25 is 4.3 everywhere.
  return Math.floor((20 * points + count) / (2 * count)) / 10
}

/** A concern that was raised before over the same words. Days are 'YYYY-MM-DD' of the partner's place. */
export interface ConcernBefore {
  /** Of its ticket. */
  readonly number: string
  /** Null while it is open. */
  readonly ended: { readonly outcome: ConcernOutcome; readonly on: string } | null
  /** Digests of its files. */
  readonly evidence: readonly string[]
}

export interface Raising {
  /** Since when these words have been shown. */
  readonly publishedOn: string
  readonly today: string
  readonly isHidden: boolean
  /** Oldest first. */
  readonly before: readonly ConcernBefore[]
  /** Digests of what is given now; null where it is only asked whether there could be a concern at all. */
  readonly evidence: readonly string[] | null
}

const isDecided = ({ ended }: ConcernBefore): boolean =>
  ended !== null && (['stays', 'hidden', 'corrected'] as readonly ConcernOutcome[]).includes(ended.outcome)

const plusDays = (day: string, days: number): string => Temporal.PlainDate.from(day).add({ days }).toString()

const sayDays = (days: number): string => (days === 1 ? '1 day' : `${days} days`)

/** Through which day, and whether with evidence that was not there before. */
export interface MayRaise {
  readonly until: string
  readonly needsEvidence: boolean
}

/**
 * Until which day, it included, a concern may be raised; refused with what stands against it. A decided one is final, but
 * for as many times as the policy says, with evidence that was not there; a lapsed one gives its days anew.
 */
export function mayRaise({ withinDays, again }: ReviewRules['concern'], asked: Raising): Result<MayRaise> {
  const { publishedOn, today, isHidden, before, evidence } = asked
  if (isHidden) return refuse('conflict', 'This review is hidden: nobody sees it any more.')
  const open = before.find(({ ended }) => ended === null)
  if (open !== undefined)
    return refuse('conflict', `A concern over this review is open already, ${open.number}: one at a time.`)
  const decided = before.filter(isDecided)
  const last = decided.at(-1)
  if (last?.ended != null) {
    const was = `It was decided on ${sayDay(last.ended.on)}, ${last.number}`
    if (decided.length > again.times) return refuse('conflict', `${was}. That is final.`)
    const until = plusDays(last.ended.on, again.withinDays)
    if (today > until) return refuse('conflict', `${was}. It could be raised again until ${sayDay(until)}.`)
    const known = new Set(before.flatMap((each) => each.evidence))
    if (again.newEvidence && evidence !== null && evidence.every((digest) => known.has(digest)))
      return refuse(
        'conflict',
        `${was}. It may be raised again with new evidence: give a file that was not there then.`,
      )
    return ok({ until, needsEvidence: again.newEvidence })
  }
  const lapsed = before.findLast(({ ended }) => ended?.outcome === 'lapsed')
  const from = lapsed?.ended == null || lapsed.ended.on < publishedOn ? publishedOn : lapsed.ended.on
  const until = plusDays(from, withinDays)
  if (today <= until) return ok({ until, needsEvidence: false })
  return refuse(
    'conflict',
    `A concern could be raised until ${sayDay(until)}, ${sayDays(withinDays)} from when the review was shown first in these words.`,
  )
}
