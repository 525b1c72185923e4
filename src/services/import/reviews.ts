/**
 * Customer reviews out of a file (E9): known again by their source and its own id. What a source says anew of a review is
 * shown anew, unless a concern has changed what is shown, or may.
 */
import type { CustomerId } from '../../domain/kernel.ts'
import type { Policy } from '../../domain/policy.ts'
import { longestReview, longestTitle, plainLine, plainText, type Rating } from '../../domain/review.ts'
import { customersSought } from '../../storage/import/customers.ts'
import { knownReviews, type KnownReview } from '../../storage/import/reviews.ts'
import { partnersByIds, type Partner } from '../../storage/partners.ts'
import { reword } from '../../storage/review-versions.ts'
import { changeFacts, insertReviews, type NewReview, type ReviewId } from '../../storage/reviews.ts'
import { todayOf } from '../registry/partner-view.ts'
import { tellOfReviews, type News } from '../reviews/tell.ts'
import type { Fields } from './fields.ts'
import { rejected, type ImportKind, type Outcome } from './kind.ts'

type Facts = Omit<NewReview, 'id' | 'partner' | 'customer' | 'sourceId' | 'addedAt' | 'addedBy' | 'because'> & {
  readonly partner: string | null
  readonly sourceId: string
}

export const reviews = (policy: Policy): ImportKind<Facts> => ({
  columns: [
    { name: 'partner', also: ['external_ref', 'partner_ref', 'partner_name', 'partner_id'] },
    { name: 'rating', also: ['stars', 'score'], required: true },
    { name: 'title', also: ['headline', 'subject'] },
    { name: 'text', also: ['review', 'body', 'comment'], required: true },
    { name: 'author', also: ['author_name', 'reviewer', 'name'], required: true },
    { name: 'author_email', also: ['reviewer_email', 'email'] },
    { name: 'customer', also: ['customer_name', 'company', 'customer_domain'] },
    { name: 'product', also: ['product_id', 'product_name'] },
    { name: 'written_on', also: ['date', 'written', 'created_on', 'review_date'], required: true },
    { name: 'source', also: ['site', 'platform'], required: true },
    { name: 'source_id', also: ['review_id', 'id', 'external_id'], required: true },
    { name: 'language', also: ['lang', 'locale'] },
  ],

  read(fields, { partner }) {
    const named = partner ?? fields.text('partner')
    if (named === null) fields.wrong('partner', 'Required: say whose review it is.')
    return {
      partner: named,
      rating: readRating(fields),
      title: plainLine(fields.text('title', longestTitle) ?? ''),
      body: plainOf(fields, 'text', plainText, longestReview),
      author: plainOf(fields, 'author', plainLine),
      address: fields.email('author_email'),
      customerName: plainLine(fields.text('customer') ?? '') || null,
      product: readProduct(fields, policy),
      writtenOn: readDay(fields),
      source: plainOf(fields, 'source', plainLine, 80),
      sourceId: plainOf(fields, 'source_id', plainLine),
      language: readLanguage(fields),
    }
  },

  keyOf: ({ source, sourceId }) => ({ field: 'source_id', key: `${source.toLowerCase()}\n${sourceId}` }),

  async write(tx, drafts, { app, at, by, file, partners: finder }) {
    const found = await finder.find(
      tx,
      drafts.flatMap(({ facts }) => facts.partner ?? []),
    )
    const named = drafts.map(({ line, facts }) => ({ line, facts, partner: found(facts.partner ?? '') }))
    const ids = named.flatMap(({ partner }) => (partner.ok ? [partner.value.id] : []))
    const partners = new Map((await partnersByIds(tx, [...new Set(ids)])).map((row) => [row.id, row]))
    const known = new Map(
      (
        await knownReviews(
          tx,
          named.map(({ facts }) => facts),
        )
      ).map((row) => [keyOf(row), row]),
    )
    const customers = await customersSought(
      tx,
      named.map(({ facts, partner }) => sought(partner.ok ? partner.value.id : null, facts)),
    )
    const news = new Map<Partner, News[]>()
    const outcomes: Outcome[] = []
    for (const [place, { line, facts, partner: naming }] of named.entries()) {
      if (!naming.ok) {
        outcomes.push(rejected(line, 'partner', naming.problem))
        continue
      }
      const partner = partners.get(naming.value.id)
      if (partner === undefined) throw new Error(`Partner ${naming.value.id} was found and is not there.`)
      const was = known.get(keyOf(facts))
      const wrong = refusalOf(facts, partner, was, todayOf(policy, partner, at))
      if (wrong !== null) {
        outcomes.push(rejected(line, ...wrong))
        continue
      }
      const customer = (facts.customerName === null ? null : (customers.get(place)?.id ?? null)) as CustomerId | null
      const review = { ...facts, partner: partner.id, customer }
      const tell = (id: ReviewId, version: number): void =>
        void news.set(partner, [...(news.get(partner) ?? []), { ...review, id, version }])
      if (was === undefined) {
        const id = app.newId() as ReviewId
        await insertReviews(tx, [{ ...review, id, addedAt: at, addedBy: by, because: file }])
        tell(id, 1)
        outcomes.push({ line, did: 'inserted' })
        continue
      }
      // What somebody has found out of who wrote it stays.
      const after = { ...review, customer: review.customer ?? was.customer, address: review.address ?? was.address }
      const isOther = !sameFacts(was, after)
      if (isOther) await changeFacts(tx, was.id, after)
      if (!sameWords(was, facts)) {
        await reword(tx, was, { ...facts, via: 'source', because: file, at, by })
        tell(was.id, was.version + 1)
      }
      outcomes.push({ line, did: isOther || !sameWords(was, facts) ? 'updated' : 'unchanged' })
    }
    for (const [partner, told] of news) await tellOfReviews(app, tx, partner, told, at)
    return outcomes
  },
})

const keyOf = ({ source, sourceId }: { readonly source: string; readonly sourceId: string }): string =>
  `${source.toLowerCase()}\n${sourceId}`

/** What stands against a row, by column; null where nothing does. */
function refusalOf(
  facts: Facts,
  partner: Partner,
  was: KnownReview | undefined,
  today: string,
): readonly [field: string, message: string] | null {
  if (facts.writtenOn > today) return ['written_on', `'${facts.writtenOn}' has not come yet.`]
  if (was === undefined) return null
  if (was.partner !== partner.id)
    return ['source_id', `The review ${facts.sourceId} of ${facts.source} is there already, of another partner.`]
  if (sameWords(was, facts)) return null
  if (was.hiddenAt !== null) return ['text', 'This review is hidden: its words are not changed any more.']
  if (was.concern !== null)
    return ['text', `A concern over it is open, ${was.concern}: its words stay until it is decided.`]
  if (was.correctedAt !== null)
    return ['text', 'This review is shown in corrected words: what its source says is not shown any more.']
  return null
}

const sameWords = ({ said }: KnownReview, { rating, title, body }: Facts): boolean =>
  said.rating === rating && said.title === title && said.body === body

const alike = ['customer', 'customerName', 'author', 'address', 'product', 'language', 'writtenOn'] as const
const sameFacts = (was: KnownReview, now: Pick<KnownReview, (typeof alike)[number]>): boolean =>
  alike.every((field) => was[field] === now[field])

/** A customer is named by its domain or by its name; none where nobody said. */
function sought(partner: Partner['id'] | null, { customerName }: Facts) {
  const name = customerName ?? ''
  const domain = /^[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(name) ? name.toLowerCase() : null
  return { partner: partner as Partner['id'], name, domain, superAdminEmail: null }
}

/** '' where nothing is left of it as plain text, which is a mistake. */
function plainOf(fields: Fields, name: string, plain: (given: string) => string, most?: number): string {
  const given = fields.required(name, most)
  const said = plain(given)
  if (given !== '' && said === '') fields.wrong(name, 'Nothing is left of it as plain text.')
  return said
}

function readRating(fields: Fields): Rating {
  const given = fields.required('rating')
  const rating = /^[1-5](\.0+)?$/.test(given) ? Number(given) : null
  if (rating === null && given !== '') fields.wrong('rating', `'${given}' is no rating from 1 to 5.`)
  return (rating ?? 1) as Rating
}

function readDay(fields: Fields): string {
  const day = fields.day('written_on')
  if (day === null && fields.text('written_on') === null) fields.wrong('written_on', 'Required: this is empty.')
  return day ?? ''
}

function readProduct(fields: Fields, { products }: Policy): string | null {
  const given = fields.text('product')
  if (given === null) return null
  const product = products.find(({ id, name }) => [id, name].some((each) => each.toLowerCase() === given.toLowerCase()))
  if (product === undefined) fields.wrong('product', `There is no product '${given}'.`)
  return product?.id ?? null
}

function readLanguage(fields: Fields): string | null {
  const given = fields.text('language')
  if (given === null || /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(given)) return given
  fields.wrong('language', `'${given}' is no language, such as en or pt-BR.`)
  return null
}
