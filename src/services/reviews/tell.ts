/** A partner is told of reviews that are new to it (E9): one letter for all that came at once, each review in one letter for ever. */
import type { Instant } from '../../domain/kernel.ts'
import type { DeskId, Policy } from '../../domain/policy.ts'
import { dayIn } from '../../domain/presence.ts'
import { placeOf } from '../../domain/region.ts'
import { concernWorkflow, headingOf, reviewRules, type Rating } from '../../domain/review.ts'
import { sayDay } from '../../domain/workflow/words.ts'
import type { Tx } from '../../storage/database.ts'
import type { Partner } from '../../storage/partners.ts'
import { contactsOf } from '../../storage/people.ts'
import type { ReviewId } from '../../storage/reviews.ts'
import type { App } from '../app.ts'
import { postLetter } from '../outbox/post.ts'

export interface News {
  readonly id: ReviewId
  /** Of its words: other words of its source are news again. */
  readonly version: number
  readonly rating: Rating
  readonly title: string
  readonly body: string
  readonly author: string
  readonly writtenOn: string
}

/** The rest is on the page. */
const most = 20
const longest = 400

/** The desk that concerns over reviews come to. */
function deskOf({ categories, desks }: Policy): DeskId {
  const concerned = categories.find(({ subTypes }) => subTypes.some(({ workflow }) => workflow === concernWorkflow))
  const desk = concerned?.desk ?? desks.at(-1)?.id
  if (desk === undefined) throw new Error('The policy has no desk.')
  return desk
}

export async function tellOfReviews(
  app: App,
  tx: Tx,
  partner: Partner,
  news: readonly News[],
  at: Instant,
): Promise<void> {
  const policy = app.policies.current()
  const [first] = news
  const contact = (await contactsOf(tx, partner.id)).find(({ active }) => active)
  if (first === undefined || contact === undefined) return
  const { zone } = placeOf(policy, partner.country, partner.state)
  const until = Temporal.PlainDate.from(dayIn(zone, at)).add({ days: reviewRules(policy).concern.withinDays })
  const more = news.length > most ? [`and ${news.length - most} more, on the page 'Reviews'`] : []
  await postLetter(app, tx, {
    template: 'reviews-new',
    to: { name: contact.name, email: contact.email, person: contact.id },
    desk: deskOf(policy),
    country: partner.country,
    state: partner.state,
    ticket: null,
    partner: partner.id,
    data: {
      count: news.length === 1 ? '1 review' : `${news.length} reviews`,
      reviews: [...news.slice(0, most).map(sayReview), ...more].join('\n\n'),
      until: sayDay(until.toString()),
    },
    onceFor: `review:${first.id}:${first.version}`,
  })
}

function sayReview(review: News): string {
  const { rating, author, writtenOn, title, body } = review
  const text = body.length > longest ? `${body.slice(0, longest).trimEnd()} …` : body
  const about = `${rating} of 5, ${author}, ${sayDay(writtenOn)}: ${headingOf(review)}`
  return title === '' && headingOf(review) === text ? about : `${about}\n${text}`
}
