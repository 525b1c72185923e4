/** What customers have said of the demo's partners (E9). Concerns over some of it are told in `run-stories.ts`, by title. */
import type { Instant } from '../../src/domain/kernel.ts'
import type { Rating } from '../../src/domain/review.ts'
import { newIdAt } from '../../src/services/ids.ts'
import { addAnswer } from '../../src/storage/review-versions.ts'
import { insertReviews, markSeen, type ReviewId } from '../../src/storage/reviews.ts'
import type { Tx } from '../../src/storage/tx.ts'
import type { Cast, ContactKey } from './company.ts'
import { text } from './prose.ts'

interface Told {
  readonly partner: string
  readonly customer: string | null
  readonly author: string
  readonly address: string | null
  readonly rating: Rating
  readonly title: string
  readonly body: string
  readonly product: string
  readonly language: string
  readonly daysAgo: number
  readonly sourceId: string
  readonly answer?: { readonly from: ContactKey; readonly body: string; readonly daysAgo: number }
}

const told: readonly Told[] = [
  {
    partner: 'Aurora',
    customer: 'Sahyadri Logistics',
    author: 'Ishaan Kulkarni',
    address: null,
    rating: 5,
    title: 'They knew our warehouse before they opened a laptop',
    body: text`
      Two people of Aurora spent three days with our dispatchers before they proposed anything. What they built since is
      what we would have drawn ourselves, had we known how. When a scanner type changed overnight they had it running by
      noon.
    `,
    product: 'crm',
    language: 'en',
    daysAgo: 46,
    sourceId: 'MP-20117',
    answer: { from: 'arjun', body: 'Thank you, Ishaan. The dispatchers did the harder half.', daysAgo: 44 },
  },
  {
    partner: 'Aurora',
    customer: 'Vaidya Diagnostics',
    author: 'Dr. Leela Menon',
    address: null,
    rating: 4,
    title: 'Careful with patient data',
    body: text`
      Every field was asked about before it was moved, which took a week longer than planned and was worth it. One star
      less because the handbook for our staff came only after we asked twice.
    `,
    product: 'creator',
    language: 'en',
    daysAgo: 12,
    sourceId: 'MP-20988',
  },
  {
    partner: 'Aurora',
    customer: 'Kaveri Textiles',
    author: 'S. Raghavan',
    address: 'raghavan@kaveritextiles.example',
    rating: 2,
    title: 'Slow answers during the migration',
    body: text`
      The result is fine, but in the two weeks of the migration we waited for answers more than once, on one day from
      morning until the next afternoon. With orders standing still that is too long.
    `,
    product: 'books',
    language: 'en',
    daysAgo: 10,
    sourceId: 'MP-21034',
    answer: {
      from: 'rhea',
      body: 'We are sorry for that day. There are two of us on every migration now, so that somebody always answers.',
      daysAgo: 1,
    },
  },
  {
    partner: 'Borealis',
    customer: 'Nordlicht Maschinenbau',
    author: 'Jana Reimers',
    address: null,
    rating: 5,
    title: 'Endlich ein Partner, der zurückruft',
    body: text`
      Einführung in acht Wochen, pünktlich und im Budget. Wer anruft, erreicht jemanden, der unser System kennt. Die
      Schulung war so gut, dass wir sie für den zweiten Standort wiederholen ließen.
    `,
    product: 'crm',
    language: 'de',
    daysAgo: 33,
    sourceId: 'MP-20452',
  },
  {
    partner: 'Borealis',
    customer: 'Hansekontor',
    author: 'O. Petersen',
    address: 'edv@hansekontor.example',
    rating: 3,
    title: 'Good work, poor manners',
    body: text`
      The import is clean and the reports are right. But their Mr Brandt is an arrogant know-all who rolls his eyes at
      questions, and I would not have him in the house again. Documentation was late.
    `,
    product: 'desk',
    language: 'en',
    daysAgo: 14,
    sourceId: 'MP-20951',
  },
  {
    partner: 'Borealis',
    customer: null,
    author: 'Kai R.',
    address: null,
    rating: 1,
    title: 'Stay away',
    body: 'Overpriced and late. Others in Hamburg do this for half, ask Alsterwerk.',
    product: 'crm',
    language: 'en',
    daysAgo: 16,
    sourceId: 'MP-20930',
  },
  {
    partner: 'Cumulus',
    customer: 'Coastline Hotels',
    author: 'T. Ballard',
    address: 't.ballard@coastlinehotels.example',
    rating: 1,
    title: 'Our bookings were gone for two days',
    body: text`
      They moved our reservations on a Friday afternoon and were not to be reached until Monday. Eleven hotels, two days,
      paper and pencil. Never again.
    `,
    product: 'crm',
    language: 'en',
    daysAgo: 8,
    sourceId: 'MP-21102',
  },
  {
    partner: 'Cumulus',
    customer: 'Redwood Health Network',
    author: 'Priscilla Okoye',
    address: null,
    rating: 4,
    title: 'Small team, big patience',
    body: text`
      A network of clinics is not the easiest customer. Cumulus sat through every committee and still delivered. We would
      like somebody on call on Sundays, which they are too few for.
    `,
    product: 'desk',
    language: 'en',
    daysAgo: 1,
    sourceId: 'MP-21240',
  },
]

/** Ids by title. The last of them its partner has not seen yet. */
export async function furnishReviews(tx: Tx, company: Cast, now: Instant): Promise<ReadonlyMap<string, ReviewId>> {
  const ids = new Map<string, ReviewId>()
  const before = (days: number): Instant => now.subtract({ hours: 24 * days }).round('second')
  for (const { daysAgo, answer, customer: name, partner: whose, ...review } of told) {
    const partner = company.partners.find((each) => each.name === whose)
    if (partner === undefined) continue
    const customer = company.customers.find((each) => each.name === name)
    const at = before(daysAgo)
    const id = newIdAt<'review'>(at) as ReviewId
    await insertReviews(tx, [
      {
        ...review,
        id,
        partner: partner.id,
        customer: customer?.id ?? null,
        customerName: name,
        source: 'Marketplace',
        writtenOn: before(daysAgo + 1)
          .toString()
          .slice(0, 10),
        addedAt: at,
        addedBy: company.staff('operations').id,
        because: 'reviews.csv',
      },
    ])
    if (daysAgo > 1) await markSeen(tx, partner.id, [id], at.add({ hours: 5 }))
    if (answer !== undefined)
      await addAnswer(
        tx,
        { id, partner: partner.id },
        { version: 1, body: answer.body, at: before(answer.daysAgo), by: company.contact(answer.from).person.id },
      )
    ids.set(review.title, id)
  }
  return ids
}
