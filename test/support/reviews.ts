/** A desk for tests of customer reviews (E9): entered, read in, and concerns over them. */
import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import type { PartnerId } from '../../src/domain/kernel.ts'
import type { App } from '../../src/services/app.ts'
import { importFile } from '../../src/services/import/import.ts'
import { system } from '../../src/storage/actor.ts'
import { insertReviews, type NewReview, type ReviewId } from '../../src/storage/reviews.ts'
import { uuid } from './decisions.ts'
import type { Whose } from './escalated.ts'
import type { Answer } from './http.ts'
import { lettersFor } from './letters-for.ts'
import { payoutDesk } from './payouts.ts'

/** Aurora is in India, Borealis in Germany. Tuesday 10 March 2026. */
export async function reviewDesk(context: TestContext) {
  const base = await payoutDesk(context)
  const { app } = base.desk
  const lead = await base.hire('Lena Lead', 'lena@vendor.example')
  await app.db.system((tx) =>
    tx.call({ name: 'leads', text: `update people set role = 'lead', desks = '{operations}' where id = $1` }, [
      lead.id,
    ]),
  )
  const enter = (form: object = {}, whose: Whose = 'agent'): Promise<Answer> =>
    base.post(whose, '/reviews', {
      partner: base.partnerOf('aurora'),
      rating: 2,
      title: 'Slow',
      text: 'Nobody called back for a week.',
      author: 'T. Ballard',
      authorEmail: 'Ballard@harbour.example',
      writtenOn: '2026-03-08',
      source: 'Marketplace',
      ...form,
    })
  return {
    ...base,
    enter,
    /** The id of one that is entered. */
    async entered(form: object = {}): Promise<string> {
      const { status, body } = await enter(form)
      assert.equal(status, 201, JSON.stringify(body))
      return body.id
    },
    raise: async (whose: Whose, review: string, fields: object = {}): Promise<Answer & { readonly path: string }> => {
      const answer = await base.post(whose, '/runs', {
        workflow: 'review-concern',
        fields: { review, reason: 'false-facts', words: 'We called on the same day.', ...fields },
        ...(base.desk.people[whose].side === 'staff' ? { contactEmail: 'asha@aurora.example' } : {}),
      })
      return { ...answer, path: `/tickets/${answer.body.ticket?.id ?? ''}` }
    },
    review: async (whose: Whose, id: string) => (await base.get(whose, `/reviews/${id}`)).body,
    reviews: async (whose: Whose, query = '') => (await base.get(whose, `/reviews${query}`)).body.items,
    rating: async (whose: Whose, of: Whose = 'aurora') =>
      (await base.get(whose, `/partners/${base.partnerOf(of)}/rating`)).body,
    told: () => lettersFor(app, 'reviews-new'),
    /** A file of reviews; lines without the heading. */
    async read(lines: readonly string[], dryRun = false) {
      const rejected: { line: number; field: string | null; message: string }[] = []
      const report = await importFile(
        app,
        system,
        {
          kind: 'reviews',
          source: inPieces(`${heading}\n${lines.join('\n')}\n`),
          file: 'reviews.csv',
          dryRun,
          partner: null,
        },
        (row) => void rejected.push(row),
      )
      return { ...report, rejected }
    },
  }
}

export type ReviewDesk = Awaited<ReturnType<typeof reviewDesk>>

export const heading =
  'partner,rating,title,text,author,author_email,customer,product,written_on,source,source_id,language'

async function* inPieces(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text)
}

/** One of a partner's; its id. */
export async function reviewOf(app: App, partner: PartnerId, of: Partial<NewReview> = {}): Promise<string> {
  const id = uuid<ReviewId>()
  await app.db.system((tx) =>
    insertReviews(tx, [
      {
        id,
        partner,
        customer: null,
        customerName: 'Harbour Ltd',
        author: 'T. Ballard',
        address: null,
        product: null,
        language: 'en',
        source: 'The tests',
        sourceId: null,
        writtenOn: '2026-03-02',
        rating: 3,
        title: 'Fine',
        body: 'It works.',
        addedAt: app.now(),
        addedBy: null,
        because: 'The tests',
        ...of,
      },
    ]),
  )
  return id
}
