import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ask } from '../support/http.ts'
import { editedFolder, zohoFolder } from '../support/policies.ts'
import { loadPolicy } from '../../src/policy/load.ts'
import { publishPolicy } from '../../src/services/policies.ts'
import { reviewDesk } from '../support/reviews.ts'

// Aurora is in India. Tuesday 10 March 2026, 06:00 UTC.

const line = (change: Partial<Record<string, string>> = {}): string =>
  Object.values({
    partner: 'Aurora',
    rating: '4',
    title: 'Quick and kind',
    text: '"They moved us, all of us, in a week."',
    author: 'I. Kulkarni',
    author_email: 'ishaan@kestrel.example',
    customer: 'Kestrel Ltd',
    product: 'CRM',
    written_on: '2026-03-02',
    source: 'Marketplace',
    source_id: 'R-1',
    language: 'en',
    ...change,
  }).join(',')

test('E9: a review is entered by the vendor’s people: everything wrong is said at once, the partner is told once, and it is new until seen', async (context) => {
  const desk = await reviewDesk(context)
  const wrong = await desk.enter({ rating: 6, text: ' ', writtenOn: '2026-13-01', language: 'English', source: '' })
  assert.deepEqual(
    [wrong.status, wrong.body.errors.map(({ field }: any) => field).toSorted()],
    [400, ['language', 'rating', 'source', 'text', 'writtenOn']],
  )
  const unseen = await desk.enter({ text: '\u200b', author: '\u2060' })
  assert.deepEqual(unseen.body.errors.map(({ field }: any) => field).toSorted(), ['author', 'text'])
  const unknown = await desk.enter({ partner: '00000000-0000-4000-8000-000000000009', product: 'abacus' })
  assert.deepEqual(unknown.body.errors.map(({ field }: any) => field).toSorted(), ['partner', 'product'])
  const early = await desk.enter({ writtenOn: '2026-03-11', customer: await desk.customerOf('borealis') })
  assert.deepEqual(early.body.errors.map(({ field }: any) => field).toSorted(), ['customer', 'writtenOn'])
  assert.deepEqual(await desk.told(), [])

  const key = 'enter-1'
  const form = {
    partner: desk.partnerOf('aurora'),
    rating: 5,
    text: 'Splendid.',
    author: 'A. Author',
    writtenOn: '2026-03-09',
    source: 'Marketplace',
    sourceId: 'M-1',
    customer: await desk.customerOf('aurora'),
  }
  const token = await desk.desk.keyOf(desk.desk.people.agent.email)
  const send = () =>
    ask(desk.desk.url, 'POST', '/api/v1/reviews', { key: token, body: form, headers: { 'idempotency-key': key } })
  const [first, second] = [await send(), await send()]
  assert.deepEqual([first.status, second.status, second.body.id], [201, 201, first.body.id])
  const twin = await desk.enter({ source: 'MARKETPLACE', sourceId: 'M-1' })
  assert.deepEqual([twin.status, twin.body.errors[0].field], [409, 'sourceId'])
  const told = await desk.told()
  assert.equal(told.length, 1)
  assert.deepEqual(
    [told[0]?.to, told[0]?.data.count, told[0]?.data.until],
    ['arun@aurora.example', '1 review', 'Thu 9 Apr 2026'],
  )
  assert.match(told[0]?.data.reviews, /^5 of 5, A\. Author, Mon 9 Mar 2026: Splendid\.$/)

  const [own] = await desk.reviews('aurora', '?fresh=true')
  assert.deepEqual([own.seenAt, own.customer.name, own.authorEmail, own.canBeAsked], [null, 'Kestrel Ltd', null, null])
  assert.equal((await desk.rating('aurora')).fresh, 1)
  assert.equal((await desk.post('agent', '/reviews/views', { reviews: [own.id] })).status, 403)
  assert.deepEqual((await desk.post('aurora', '/reviews/views', { reviews: [own.id] })).body, { seen: 1 })
  assert.deepEqual((await desk.post('colleague', '/reviews/views', { reviews: [own.id] })).body, { seen: 0 })
  assert.deepEqual(await desk.reviews('aurora', '?fresh=true'), [])
})

test('E9: a file of reviews is read in once: each rejected row with its line and reason, the same file again changes nothing', async (context) => {
  const desk = await reviewDesk(context)
  const lines = [
    line(),
    line({ source_id: 'R-2', rating: '1', title: '', text: 'Never again.', customer: 'Kestrel Ltd', author_email: '' }),
    line({ source_id: 'R-3', rating: '0' }),
    line({ source_id: 'R-4', rating: 'good', text: '', author: '', written_on: 'yesterday', language: 'English' }),
    line({ source_id: 'R-5', partner: 'Nobody' }),
    line({ source_id: 'R-6', product: 'Abacus', author_email: 'nobody' }),
    line({ source_id: '' }),
    line({ source_id: 'R-1', source: 'marketplace' }),
    line({ source_id: 'R-7', written_on: '2026-03-11' }),
    line({ source_id: 'R-8', text: 'x'.repeat(10_001) }),
  ]
  const dry = await desk.read(lines, true)
  assert.deepEqual([dry.rows, dry.inserted, dry.rejectedRows], [10, 2, 8])
  assert.deepEqual([await desk.reviews('agent'), await desk.told()], [[], []])
  const done = await desk.read(lines)
  assert.deepEqual([done.inserted, done.updated, done.unchanged, done.rejectedRows], [2, 0, 0, 8])
  assert.deepEqual(
    done.rejected.map(({ line: at, field, message }) => [at, field, message]),
    [
      [4, 'rating', "'0' is no rating from 1 to 5."],
      [5, 'rating', "'good' is no rating from 1 to 5."],
      [5, 'text', 'Required: this is empty.'],
      [5, 'author', 'Required: this is empty.'],
      [5, 'written_on', "'yesterday' is no day: write it as 2026-03-31."],
      [5, 'language', "'English' is no language, such as en or pt-BR."],
      [6, 'partner', done.rejected.find(({ line: at }) => at === 6)?.message],
      [7, 'author_email', "'nobody' is no e-mail address."],
      [7, 'product', "There is no product 'Abacus'."],
      [8, 'source_id', 'Required: this is empty.'],
      [9, 'source_id', 'Line 2 says the same: only the first of them is taken.'],
      [10, 'written_on', "'2026-03-11' has not come yet."],
      [11, 'text', 'Takes at most 10000 characters, this has 10001.'],
    ],
  )
  assert.match(done.rejected.find(({ line: at }) => at === 6)?.message ?? '', /No partner has the reference/)
  const [letter, ...more] = await desk.told()
  assert.deepEqual([letter?.data.count, more], ['2 reviews', []])
  assert.match(
    letter?.data.reviews,
    /They moved us, all of us, in a week\.\n\n1 of 5, I\. Kulkarni, .*: Never again\.$/,
  )
  const found = await desk.reviews('aurora')
  assert.deepEqual(
    found
      .map(({ sourceId, customer, product, language }: any) => [sourceId, customer.id !== null, product.name, language])
      .toSorted(),
    [
      ['R-1', true, 'Zoho CRM', 'en'],
      ['R-2', true, 'Zoho CRM', 'en'],
    ],
  )
  const again = await desk.read(lines.slice(0, 2))
  assert.deepEqual([again.inserted, again.updated, again.unchanged, (await desk.told()).length], [0, 0, 2, 1])
  // Another partner's file cannot take it.
  const taken = await desk.read([line({ partner: 'Borealis' })])
  assert.match(taken.rejected[0]?.message ?? '', /is there already, of another partner\.$/)
})

test('E9: what its source says anew is shown and told anew, with the days of a new review; the first words stay for the vendor', async (context) => {
  const desk = await reviewDesk(context)
  await desk.read([line()])
  const [{ id }] = await desk.reviews('aurora')
  await desk.post('aurora', '/reviews/views', { reviews: [id] })
  desk.desk.setTime('2026-04-20T06:00:00Z')
  assert.equal((await desk.review('aurora', id)).raise.may, false)
  // Only what is known beside its words: nothing is new.
  assert.equal((await desk.read([line({ author: 'Ishaan Kulkarni' })])).updated, 1)
  assert.deepEqual([(await desk.review('aurora', id)).seenAt !== null, (await desk.told()).length], [true, 1])
  assert.equal((await desk.read([line({ author: 'Ishaan Kulkarni', rating: '2' })])).updated, 1)
  const review = await desk.review('agent', id)
  assert.deepEqual(
    [review.rating, review.status, review.seenAt, review.raise.until, (await desk.told()).length],
    [2, 'shown', null, '2026-05-20', 2],
  )
  assert.deepEqual(
    review.versions.map(({ rating, via, because }: any) => [rating, via, because]),
    [
      [4, 'source', 'reviews.csv'],
      [2, 'source', 'reviews.csv'],
    ],
  )
  assert.deepEqual([(await desk.rating('aurora')).average, (await desk.rating('aurora')).count], [2, 1])
})

test('E9: a source’s other words are rejected while a concern is open, once it was corrected, and once it is hidden', async (context) => {
  const desk = await reviewDesk(context)
  await desk.read([line(), line({ source_id: 'R-2' })])
  const found = await desk.reviews('aurora')
  const idOf = (sourceId: string): string => found.find((row: any) => row.sourceId === sourceId).id
  const [one, two] = [await desk.raise('aurora', idOf('R-1')), await desk.raise('aurora', idOf('R-2'))]
  const anew = (sourceId: string) => desk.read([line({ source_id: sourceId, rating: '1' })])
  const reasonOf = async (sourceId: string) =>
    (await anew(sourceId)).rejected.map(({ field, message }) => [field, message])
  assert.match(
    String(await reasonOf('R-1')),
    /^text,A concern over it is open, .*: its words stay until it is decided\.$/,
  )
  assert.equal((await desk.read([line()])).unchanged, 1)
  await desk.step('admin', one.path, 'correct', { decision: 'Shorter.', shownText: 'They moved us.' })
  await desk.step('admin', two.path, 'hide', { decision: 'Gone.' })
  assert.match(String(await reasonOf('R-1')), /^text,This review is shown in corrected words/)
  assert.match(String(await reasonOf('R-2')), /^text,This review is hidden/)
  assert.equal((await desk.review('aurora', idOf('R-1'))).text, 'They moved us.')
})

test('E9: the partner answers in public, once for all to read, in other words if it likes; what it said before is kept', async (context) => {
  const desk = await reviewDesk(context)
  const id = await desk.entered()
  const path = `/reviews/${id}/answers`
  assert.equal((await desk.post('agent', path, { text: 'We are sorry.' })).status, 403)
  assert.equal((await desk.post('aurora', path, { text: ' ' })).status, 400)
  assert.equal((await desk.post('aurora', path, { text: '\u202e' })).status, 400)
  const first = await desk.post('aurora', path, { text: 'We are sorry.' })
  assert.deepEqual([first.status, first.body.answer.text, first.body.answer.edited], [201, 'We are sorry.', false])
  assert.notEqual(first.body.seenAt, null)
  assert.equal((await desk.post('aurora', path, { text: 'We are sorry. ' })).status, 409)
  const second = await desk.post('colleague', path, { text: 'We called on the 9th.' })
  assert.deepEqual([second.body.answer.text, second.body.answer.edited], ['We called on the 9th.', true])
  assert.deepEqual(
    (await desk.review('agent', id)).answers.map(({ text, by }: any) => [text, by.name]),
    [
      ['We are sorry.', 'Asha'],
      ['We called on the 9th.', 'Arun'],
    ],
  )
  const both = await Promise.all(['One.', 'Two.'].map((text) => desk.post('aurora', path, { text })))
  assert.deepEqual(
    both.map(({ status }) => status),
    [201, 201],
  )
  assert.equal((await desk.review('aurora', id)).answers.length, 4)
})

test('E9: the list is found by partner, status, rating, product and newness, page by page; the average is of what is shown', async (context) => {
  const desk = await reviewDesk(context)
  assert.deepEqual([(await desk.rating('aurora')).average, (await desk.rating('aurora')).count], [null, 0])
  const ids: string[] = []
  for (const [place, rating] of [5, 4, 4, 1].entries()) {
    desk.desk.setTime(`2026-03-10T06:0${place}:00Z`)
    ids.push(await desk.entered({ rating, title: `No ${place}`, product: place === 3 ? 'desk' : 'crm' }))
  }
  await desk.entered({ partner: desk.partnerOf('borealis'), rating: 3 })
  assert.deepEqual(
    (await desk.rating('agent')).byRating.map(({ count }: any) => count),
    [1, 2, 0, 0, 1],
  )
  assert.equal((await desk.rating('agent')).average, 3.5)
  const titles = async (query: string, whose: 'agent' | 'aurora' = 'aurora') =>
    (await desk.reviews(whose, query)).map(({ title }: any) => title)
  assert.deepEqual(await titles(''), ['No 3', 'No 2', 'No 1', 'No 0'])
  assert.equal((await titles('', 'agent')).length, 5)
  assert.equal((await titles(`?partner=${desk.partnerOf('borealis')}`, 'agent')).length, 1)
  assert.deepEqual(await titles('?rating=4&product=crm'), ['No 2', 'No 1'])
  assert.deepEqual(await titles('?product=desk'), ['No 3'])
  const { path } = await desk.raise('aurora', ids[3] ?? '')
  assert.deepEqual([await titles('?status=under-concern'), (await titles('?status=shown')).length], [['No 3'], 3])
  await desk.step('admin', path, 'hide', { decision: 'Gone.' })
  assert.deepEqual([await titles('?status=hidden'), await titles('?status=corrected')], [['No 3'], []])
  assert.equal((await desk.rating('aurora')).average, 4.3)
  const pages: string[] = []
  let cursor: string | null = ''
  while (cursor !== null) {
    const { body } = await desk.get('aurora', `/reviews?limit=3${cursor === '' ? '' : `&cursor=${cursor}`}`)
    pages.push(...body.items.map(({ title }: any) => title))
    cursor = body.nextCursor
  }
  assert.deepEqual(pages, ['No 3', 'No 2', 'No 1', 'No 0'])
  assert.equal((await desk.get('aurora', '/reviews?cursor=nonsense')).status, 400)
  assert.equal((await desk.get('aurora', '/reviews?status=gone')).status, 400)
})

test('E9: hostile words are characters: kept whole, in letters and on tickets too, with no direction turned', async (context) => {
  const desk = await reviewDesk(context)
  const text = `<img src=x onerror=alert(1)>\u202e${'ä{name}<b>'.repeat(990)}`
  const id = await desk.entered({ title: '{link}\u202e</title>\r\nBcc: x@y.example', text, author: '<script>\u2066' })
  const review = await desk.review('aurora', id)
  assert.deepEqual(
    [review.title, review.author, review.text],
    ['{link}</title> Bcc: x@y.example', '<script>', text.replace('\u202e', '')],
  )
  const { path, body } = await desk.raise('aurora', id)
  assert.equal(body.run?.state.id, 'raised', JSON.stringify(body).slice(0, 300))
  await desk.step('agent', path, 'ask-author')
  const letter = (await desk.letters(path)).at(-1)
  // Its words are said as they are: a word in braces is none of the letter's.
  assert.match(letter?.text ?? '', /\{link\}<\/title> Bcc: x@y\.example/)
  assert.equal(letter?.text.split('/confirm/').length, 2)
  assert.doesNotMatch(letter?.subject ?? '', /Bcc/)
  const too = await desk.enter({ text: 'x'.repeat(10_001) })
  assert.deepEqual([too.status, too.body.errors[0].field], [400, 'text'])
})

test('E9: the policy says whether a review is shown while a concern is open; a customer that it would tell of the concern is a mistake', async (context) => {
  const desk = await reviewDesk(context)
  const edits = [{ file: 'partnership.yaml', from: 'staysShown: true', to: 'staysShown: false' }]
  const loaded = await loadPolicy(await editedFolder(context, zohoFolder, edits))
  assert.ok(loaded.ok)
  await publishPolicy(desk.desk.app.db, loaded.policy, null, desk.desk.app.now())
  await desk.desk.app.policies.refresh()
  const id = await desk.entered({ rating: 1 })
  await desk.entered({ rating: 5 })
  const { path } = await desk.raise('aurora', id)
  assert.deepEqual([(await desk.review('aurora', id)).isShown, (await desk.rating('aurora')).average], [false, 5])
  await desk.step('aurora', path, 'withdraw')
  assert.deepEqual([(await desk.review('aurora', id)).isShown, (await desk.rating('aurora')).average], [true, 3])
  await publishPolicy(desk.desk.app.db, { ...loaded.policy, workflows: [] }, null, desk.desk.app.now())
  await desk.desk.app.policies.refresh()
  assert.match((await desk.review('aurora', id)).raise.because, /^Concerns over reviews are not taken here/)
  const refused = async (file: string, from: string, to: string): Promise<string> => {
    const other = await loadPolicy(await editedFolder(context, zohoFolder, [{ file, from, to }]))
    assert.ok(!other.ok)
    return other.mistakes.map(({ expected, found }) => `${found} ${expected}`).join('\n')
  }
  const workflow = 'workflows/review-concern.yaml'
  assert.match(
    await refused(workflow, 'this review of {partner} carries your name:', '{words}'),
    /'\{words\}|\{words\}/,
  )
  assert.match(await refused(workflow, 'customerSees: [review]', 'customerSees: [reviews]'), /did you mean 'review'/)
  assert.match(await refused(workflow, 'customerAddress: review', 'customerAddress: reason'), /email/)
  assert.match(
    await refused(workflow, 'startsAs: review.title, help', 'startsAs: review.rating, help'),
    /review\.title, review\.text/,
  )
  assert.match(await refused('partnership.yaml', 'withinDays: 30', 'withinDays: 0'), /1/)
})
