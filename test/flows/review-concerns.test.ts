import assert from 'node:assert/strict'
import { test } from 'node:test'
import { verify, type Difference } from '../../src/services/verify.ts'
import { pdf } from '../support/payouts.ts'
import { reviewDesk, type ReviewDesk } from '../support/reviews.ts'

// Aurora is in India: a day of its begins at 18:30 UTC. Tuesday 10 March 2026, 06:00 UTC.

const decision = 'We have looked at the calls of that week.'
const stateOf = async ({ run }: ReviewDesk, path: string) => (await run('agent', path)).state.id
const lastLetter = async (desk: ReviewDesk, path: string, to = 'asha@aurora.example') =>
  (await desk.letters(path)).findLast((letter) => letter.to === to)
const linkIn = async (desk: ReviewDesk, path: string): Promise<string> =>
  (await lastLetter(desk, path, 'ballard@harbour.example'))?.link ?? ''
async function nothingDiffers({ desk }: ReviewDesk): Promise<void> {
  const found: Difference[] = []
  await verify(desk.app, (difference) => void found.push(difference))
  assert.deepEqual(found, [])
}
/** Wakes at each instant in turn; the states after them. */
async function through(desk: ReviewDesk, path: string, instants: readonly string[]): Promise<string[]> {
  const states: string[] = []
  for (const at of instants) {
    desk.desk.setTime(at)
    await desk.wakeRuns()
    states.push(await stateOf(desk, path))
  }
  return states
}

test('E9: a partner raises a concern, a lead decides in words: the review stays; under concern until then, the outcome on its ticket and by letter', async (context) => {
  const desk = await reviewDesk(context)
  const review = await desk.entered()
  const evidence = await desk.upload('aurora', pdf('calls'), 'calls.pdf')
  const asked = await desk.raise('aurora', review, { evidence })
  assert.equal(asked.status, 201, JSON.stringify(asked.body))
  const ticket = (await desk.get('aurora', asked.path)).body
  assert.deepEqual([ticket.desk, ticket.category, ticket.subType], ['operations', 'customer-reviews', 'review-concern'])
  for (const whose of ['agent', 'aurora'] as const) {
    const seen = await desk.review(whose, review)
    assert.deepEqual([seen.status, seen.isShown, seen.concern.ticket.number], ['under-concern', true, ticket.number])
    assert.match(seen.raise.because, /A concern over this review is open already, .*: one at a time\./)
  }
  const run = await desk.run('agent', asked.path)
  assert.deepEqual([run.state.id, run.waitsFor], ['raised', 'dri'])
  assert.match(run.fields.find(({ id }: any) => id === 'review').said, /Nobody called back for a week\./)
  // Of the agents nobody decides; nobody decides without words.
  const refused = await desk.step('agent', asked.path, 'stay', { decision })
  assert.deepEqual([refused.status, refused.body.detail], [403, "'It stays' is for: the region's DRI, a lead."])
  assert.equal((await desk.step('admin', asked.path, 'stay')).status, 422)
  assert.equal((await desk.step('aurora', asked.path, 'stay', { decision })).status, 403)
  const done = await desk.step('admin', asked.path, 'stay', { decision })
  assert.deepEqual([done.body.run.state.id, done.body.run.outcome], ['stays', 'refused'], JSON.stringify(done.body))
  const after = await desk.review('aurora', review)
  assert.deepEqual(
    [after.status, after.decided.outcome, after.decided.decision, after.text],
    ['shown', 'stays', decision, 'Nobody called back for a week.'],
  )
  assert.match((await lastLetter(desk, asked.path))?.text ?? '', /It stays as it is\.\s+We have looked at the calls/)
  assert.equal((await desk.get('aurora', asked.path)).body.status, 'solved')
  assert.equal((await desk.rating('aurora')).count, 1)
  await nothingDiffers(desk)
})

test('E9: hidden, a review counts no more and is seen by nobody but its partner and the vendor; no concern over it is raised again', async (context) => {
  const desk = await reviewDesk(context)
  const review = await desk.entered({ rating: 1 })
  await desk.entered({ rating: 4 })
  assert.deepEqual([(await desk.rating('aurora')).average, (await desk.rating('aurora')).count], [2.5, 2])
  const { path } = await desk.raise('agent', review, { reason: 'abusive' })
  assert.equal((await desk.rating('aurora')).count, 2)
  const done = await desk.step('admin', path, 'hide', { decision })
  assert.equal(done.body.run.outcome, 'done', JSON.stringify(done.body))
  assert.deepEqual([(await desk.rating('aurora')).average, (await desk.rating('aurora')).count], [4, 1])
  const after = await desk.review('aurora', review)
  assert.deepEqual([after.status, after.isShown], ['hidden', false])
  assert.match((await lastLetter(desk, path))?.text ?? '', /nobody sees it on your profile.*\s+We have looked/)
  const again = await desk.raise('aurora', review)
  assert.deepEqual(again.status, 409)
  assert.match(again.body.errors[0].message, /^This review is hidden/)
  assert.equal((await desk.post('aurora', `/reviews/${review}/answers`, { text: 'Sorry.' })).status, 409)
})

test('E9: corrected, other words are shown and the first are kept for the vendor; the author is told, the rating stays its own', async (context) => {
  const desk = await reviewDesk(context)
  const review = await desk.entered({ text: 'Slow. Their T. is an idiot.' })
  const { path } = await desk.raise('aurora', review, { reason: 'abusive' })
  const offered = (await desk.run('admin', path)).steps.find(({ id }: any) => id === 'correct')
  assert.deepEqual(
    offered.fields.map(({ id, startsAs }: any) => [id, startsAs]),
    [
      ['decision', null],
      ['shownTitle', 'Slow'],
      ['shownText', 'Slow. Their T. is an idiot.'],
    ],
  )
  const same = await desk.step('admin', path, 'correct', { decision, shownText: 'Slow. Their T. is an idiot.' })
  assert.deepEqual([same.status, same.body.errors[0].field], [409, 'fields.shownText'])
  const done = await desk.step('admin', path, 'correct', { decision, shownText: 'Slow.\u202e' })
  assert.equal(done.body.run.state.id, 'corrected', JSON.stringify(done.body))
  const [own, ours] = [await desk.review('aurora', review), await desk.review('agent', review)]
  assert.deepEqual([own.status, own.text, own.title, own.rating, own.versions], ['corrected', 'Slow.', 'Slow', 2, []])
  assert.deepEqual(
    ours.versions.map(({ version, text, via }: any) => [version, text, via]),
    [
      [1, 'Slow. Their T. is an idiot.', 'source'],
      [2, 'Slow.', 'desk'],
    ],
  )
  assert.equal(ours.versions[1].by.name, 'Ada Admin')
  assert.equal((await desk.rating('aurora')).count, 1)
  const told = await lastLetter(desk, path, 'ballard@harbour.example')
  assert.match(
    told?.text ?? '',
    /Hello T\. Ballard,.*is shown like this now:\s+2 of 5, T\. Ballard, Sun 8 Mar 2026\s+Slow/s,
  )
  // What the partner said of its customer, and what was decided of it, is not for the customer.
  assert.doesNotMatch(told?.text ?? '', /We called|calls of that week|idiot/)
  await nothingDiffers(desk)
})

test('E9: whoever wrote it is asked by a link about its own review only, confirms it once, and the desk decides; the partner reads no address', async (context) => {
  const desk = await reviewDesk(context)
  const review = await desk.entered()
  const { path } = await desk.raise('aurora', review, { words: 'They have not paid us for months.' })
  assert.equal((await desk.step('aurora', path, 'ask-author')).status, 403)
  assert.equal((await desk.step('agent', path, 'ask-author')).status, 200)
  const token = await linkIn(desk, path)
  const letter = await lastLetter(desk, path, 'ballard@harbour.example')
  assert.match(letter?.text ?? '', /Nobody called back for a week\./)
  const shown = (await desk.look(token)).body
  assert.deepEqual(
    shown.facts.map(({ name }: any) => name),
    ['Partner', 'Review'],
  )
  assert.doesNotMatch(JSON.stringify([shown, letter]), /paid|False|false facts/)
  assert.deepEqual(
    shown.answers.map(({ step }: any) => step),
    ['confirm', 'amend', 'take-down'],
  )
  assert.equal(
    shown.answers[1].fields.find(({ id }: any) => id === 'newText').startsAs,
    'Nobody called back for a week.',
  )
  // Decided by nobody but the desk, and by no other step.
  assert.equal((await desk.answer(token, 'stay', { decision })).status, 409)
  assert.equal((await desk.answer(token, 'hide', { decision })).status, 403)
  const first = await desk.answer(token, 'confirm')
  assert.equal(first.body.state, 'answered', JSON.stringify(first.body))
  const second = await desk.answer(token, 'take-down')
  assert.deepEqual([second.status, await stateOf(desk, path)], [409, 'confirmed'])
  assert.match(second.body.detail, /^This was answered on .*: It is mine and stands\./)
  for (const own of [await desk.run('aurora', path), (await desk.get('aurora', `${path}/events`)).body])
    assert.doesNotMatch(JSON.stringify(own), /harbour\.example/)
  assert.match(JSON.stringify((await desk.run('agent', path)).log), /It is mine and stands/)
  assert.equal((await desk.step('admin', path, 'stay', { decision })).body.run.outcome, 'refused')
  await nothingDiffers(desk)
})

test('E9: the author corrects its review: accepted, its words and rating are shown, and both are told', async (context) => {
  const desk = await reviewDesk(context)
  const review = await desk.entered()
  const { path } = await desk.raise('aurora', review)
  await desk.step('admin', path, 'ask-author')
  const token = await linkIn(desk, path)
  const wrong = await desk.answer(token, 'amend', { newRating: '7' })
  assert.deepEqual(wrong.body.errors.map(({ field }: any) => field).toSorted(), ['fields.newRating', 'fields.newText'])
  await desk.answer(token, 'amend', { newRating: '4', newText: 'They called, I had not seen it.' })
  // Nothing is shown before somebody has read it.
  assert.equal((await desk.review('aurora', review)).text, 'Nobody called back for a week.')
  await desk.step('admin', path, 'accept', { decision })
  const after = await desk.review('agent', review)
  assert.deepEqual(
    [after.status, after.rating, after.text, after.title, after.versions[1].via, after.versions[1].by],
    ['corrected', 4, 'They called, I had not seen it.', 'Slow', 'author', null],
  )
  assert.equal((await desk.rating('aurora')).average, 4)
  assert.match((await lastLetter(desk, path, 'ballard@harbour.example'))?.text ?? '', /I had not seen it/)
  assert.match((await lastLetter(desk, path))?.text ?? '', /has corrected it.*I had not seen it/s)
})

test('E9: the author withdraws its review: it is hidden at once, and the partner is told', async (context) => {
  const desk = await reviewDesk(context)
  const review = await desk.entered()
  const { path } = await desk.raise('aurora', review)
  await desk.step('admin', path, 'ask-author')
  assert.equal((await desk.answer(await linkIn(desk, path), 'take-down')).status, 200)
  const after = await desk.review('aurora', review)
  assert.deepEqual([after.status, after.decided.outcome], ['hidden', 'hidden'])
  assert.equal(after.decided.decision, 'The author has withdrawn it.')
  assert.match((await lastLetter(desk, path))?.text ?? '', /has withdrawn it/)
})

test('E9: a link answers its own concern alone: not another one, not after it is decided, not once it has run out', async (context) => {
  const desk = await reviewDesk(context)
  const [one, other] = [await desk.entered(), await desk.entered({ title: 'Rude' })]
  const [first, second] = [await desk.raise('aurora', one), await desk.raise('aurora', other)]
  await desk.step('admin', first.path, 'ask-author')
  await desk.step('admin', second.path, 'ask-author')
  const token = await linkIn(desk, first.path)
  await desk.answer(token, 'take-down')
  assert.deepEqual(
    [(await desk.review('agent', other)).status, await stateOf(desk, second.path)],
    ['under-concern', 'author-asked'],
  )
  const late = await linkIn(desk, second.path)
  await desk.step('aurora', second.path, 'withdraw')
  const gone = await desk.answer(late, 'confirm')
  assert.deepEqual([gone.status, (await desk.look(late)).body.state], [409, 'superseded'])
  assert.equal((await desk.answer('x'.repeat(43), 'confirm')).status, 404)
  // A concern that was taken back counts for nothing: it may be raised again.
  const third = await desk.raise('aurora', other)
  assert.equal(third.status, 201, JSON.stringify(third.body))
  await desk.step('admin', third.path, 'ask-author')
  const last = await linkIn(desk, third.path)
  desk.desk.setTime('2026-03-20T06:00:01Z')
  assert.equal((await desk.answer(last, 'confirm')).status, 409)
  assert.equal((await desk.look(last)).body.state, 'expired')
})

test('E9: where nobody knows who wrote it, nobody is asked until somebody has found out; a customer of another partner is refused', async (context) => {
  const desk = await reviewDesk(context)
  const review = await desk.entered({ authorEmail: undefined })
  const { path } = await desk.raise('aurora', review)
  const refused = await desk.step('agent', path, 'ask-author')
  assert.deepEqual(refused.status, 409)
  assert.match(refused.body.detail, /^Nobody knows where its author can be asked/)
  await desk.patch('agent', `/reviews/${review}`, { authorEmail: 'Arun@aurora.example' })
  const own = await desk.step('agent', path, 'ask-author')
  assert.deepEqual([own.status, (await desk.letters(path)).length], [409, 0])
  assert.match(own.body.detail, /^The address that is known is the partner’s own/)
  const foreign = await desk.patch('agent', `/reviews/${review}`, { customer: await desk.customerOf('borealis') })
  assert.deepEqual([foreign.status, foreign.body.errors[0].field], [422, 'customer'])
  assert.equal((await desk.patch('aurora', `/reviews/${review}`, { authorEmail: 'me@aurora.example' })).status, 403)
  const linked = await desk.patch('agent', `/reviews/${review}`, { customer: await desk.customerOf('aurora') })
  assert.deepEqual([linked.status, linked.body.customer.name, linked.body.canBeAsked], [200, 'Kestrel Ltd', true])
  // The author's own address comes first, until it is taken out.
  assert.equal((await desk.step('agent', path, 'ask-author')).status, 409)
  assert.equal((await desk.patch('agent', `/reviews/${review}`, { authorEmail: null })).body.authorEmail, null)
  assert.equal((await desk.step('agent', path, 'ask-author')).status, 200)
  assert.equal((await desk.letters(path)).at(-1)?.to, 'admin@kestrel.example')
  const known = await desk.patch('agent', `/reviews/${review}`, { authorEmail: 'ballard@harbour.example' })
  assert.equal(known.body.authorEmail, 'ballard@harbour.example')
  assert.equal((await desk.review('aurora', review)).authorEmail, null)
})

test('E9: two concerns at once over one review: one is raised, the other is refused and leaves no ticket', async (context) => {
  const desk = await reviewDesk(context)
  const review = await desk.entered()
  const both = await Promise.all([desk.raise('aurora', review), desk.raise('colleague', review)])
  assert.deepEqual(both.map(({ status }) => status).toSorted(), [201, 409])
  const refused = both.find(({ status }) => status === 409)
  assert.match(refused?.body.errors[0].message, /^A concern over this review is open already, .*: one at a time\.$/)
  assert.equal(refused?.body.errors[0].field, 'fields.review')
  assert.equal((await desk.get('aurora', '/tickets')).body.items.length, 1)
})

test('E9: of two decisions at once one counts', async (context) => {
  const desk = await reviewDesk(context)
  const review = await desk.entered()
  const { path } = await desk.raise('aurora', review)
  const both = await Promise.all([
    desk.step('admin', path, 'hide', { decision }),
    desk.step('admin', path, 'stay', { decision }),
  ])
  assert.deepEqual(both.map(({ status }) => status).toSorted(), [200, 409])
  const { concerns, status } = await desk.review('agent', review)
  assert.equal(concerns.length, 1)
  assert.equal(concerns[0].outcome, status === 'hidden' ? 'hidden' : 'stays')
  assert.equal((await desk.letters(path)).filter(({ to }) => to === 'asha@aurora.example').length, 1)
})

test('E9: another partner raises nothing over it and learns nothing of it', async (context) => {
  const desk = await reviewDesk(context)
  const review = await desk.entered()
  const foreign = await desk.raise('borealis', review)
  assert.deepEqual([foreign.status, foreign.body.errors[0].message], [422, 'There is no such one of this partner.'])
  const { path } = await desk.raise('aurora', review)
  assert.equal((await desk.get('borealis', `/reviews/${review}`)).status, 404)
  assert.deepEqual(await desk.reviews('borealis'), [])
  assert.deepEqual(await desk.reviews('borealis', `?partner=${desk.partnerOf('aurora')}`), [])
  assert.equal((await desk.get('borealis', `/partners/${desk.partnerOf('aurora')}/rating`)).status, 404)
  assert.equal((await desk.post('borealis', `/reviews/${review}/answers`, { text: 'Ha.' })).status, 404)
  assert.equal((await desk.step('borealis', path, 'withdraw')).status, 404)
  assert.deepEqual((await desk.get('borealis', '/records?of=reviews')).body.items, [])
  assert.deepEqual((await desk.post('borealis', '/reviews/views', { reviews: [review] })).body, { seen: 0 })
  assert.equal((await desk.enter({}, 'aurora')).status, 403)
})

test('E9: the right to raise ends with the policy’s days at the partner’s place; a decided one is raised again once, with new evidence', async (context) => {
  const desk = await reviewDesk(context)
  const [review, other] = [await desk.entered(), await desk.entered()]
  const proof = await desk.upload('aurora', pdf('one'))
  const first = await desk.raise('aurora', review, { evidence: proof })
  await desk.step('admin', first.path, 'stay', { decision })
  const without = await desk.raise('aurora', review)
  assert.match(
    without.body.errors[0].message,
    /^It was decided on Tue 10 Mar 2026, .* give a file that was not there then\.$/,
  )
  const same = await desk.raise('aurora', review, { evidence: await desk.upload('aurora', pdf('one')) })
  assert.match(same.body.errors[0].message, /give a file that was not there then/)
  const { may, needsEvidence } = (await desk.review('aurora', review)).raise
  assert.deepEqual([may, needsEvidence], [true, true])
  const again = await desk.raise('aurora', review, { evidence: await desk.upload('aurora', pdf('two')) })
  assert.equal(again.status, 201, JSON.stringify(again.body))
  await desk.step('admin', again.path, 'stay', { decision })
  const third = await desk.raise('aurora', review, { evidence: await desk.upload('aurora', pdf('three')) })
  assert.match(third.body.errors[0].message, /^It was decided on .*\. That is final\.$/)
  // 9 April is the thirtieth day; in India it ends at 18:30 UTC.
  desk.desk.setTime('2026-04-09T18:29:59Z')
  assert.deepEqual((await desk.review('aurora', other)).raise, {
    may: true,
    until: '2026-04-09',
    needsEvidence: false,
    because: null,
  })
  desk.desk.setTime('2026-04-09T18:30:00Z')
  const late = await desk.raise('aurora', other)
  assert.match(late.body.errors[0].message, /^A concern could be raised until Thu 9 Apr 2026, 30 days from/)
  assert.equal((await desk.review('aurora', other)).raise.may, false)
})

test('E9: the partner is asked for more, answers with evidence, and the desk decides on all of it', async (context) => {
  const desk = await reviewDesk(context)
  const review = await desk.entered()
  const { path } = await desk.raise('aurora', review)
  assert.equal((await desk.step('agent', path, 'ask-partner')).status, 422)
  await desk.step('agent', path, 'ask-partner', { question: 'Which days did you call?' })
  assert.match((await lastLetter(desk, path))?.text ?? '', /Which days did you call\?/)
  assert.equal((await desk.step('agent', path, 'answer', { partnerWords: 'Ours.' })).status, 403)
  const laterEvidence = await desk.upload('aurora', pdf('a list'))
  const given = await desk.step('aurora', path, 'answer', { partnerWords: 'On the 3rd and 4th.', laterEvidence })
  assert.equal(given.body.run.state.id, 'heard', JSON.stringify(given.body))
  assert.match((await desk.run('agent', path)).asks, /On the 3rd and 4th\./)
  await desk.step('admin', path, 'stay', { decision })
  // What was given later was evidence too.
  const same = await desk.raise('aurora', review, { evidence: await desk.upload('aurora', pdf('a list')) })
  assert.match(same.body.errors[0].message, /give a file that was not there then/)
})

test('E9: nobody decides: reminded, then a lead’s, then lapsed with the weekends left out; the review stays and may be raised anew', async (context) => {
  const desk = await reviewDesk(context)
  const review = await desk.entered()
  // Tuesday: three business days end on Friday the 13th, five on Tuesday the 17th, at midnight in India.
  const { path } = await desk.raise('aurora', review)
  assert.deepEqual(
    await through(desk, path, ['2026-03-13T18:31:00Z', '2026-03-17T18:29:00Z', '2026-03-17T18:31:00Z']),
    ['raised', 'raised', 'late'],
  )
  assert.equal((await desk.letters(path)).length, 2)
  // That is Wednesday the 18th there, day 0: the tenth after it is Wednesday, 1 April.
  assert.deepEqual(await through(desk, path, ['2026-04-01T18:29:00Z', '2026-04-01T18:31:00Z']), ['late', 'undecided'])
  assert.match((await lastLetter(desk, path))?.text ?? '', /was not decided in time and has lapsed/)
  const { status, decided, raise } = await desk.review('aurora', review)
  assert.deepEqual(
    [status, decided.outcome, raise],
    ['shown', 'lapsed', { may: true, until: '2026-05-02', needsEvidence: false, because: null }],
  )
  desk.desk.setTime('2026-05-02T06:00:00Z')
  assert.equal((await desk.raise('aurora', review)).status, 201)
  await nothingDiffers(desk)
})

test('E9: the partner’s silence is no answer against it: after five business days it is decided on what is there', async (context) => {
  const desk = await reviewDesk(context)
  const { path } = await desk.raise('aurora', await desk.entered())
  // Thursday: five business days end on Thursday the 19th; five from Friday, day 0, on Friday the 27th.
  desk.desk.setTime('2026-03-12T06:00:00Z')
  await desk.step('agent', path, 'ask-partner', { question: 'Which days?' })
  assert.deepEqual(
    await through(desk, path, [
      '2026-03-16T18:31:00Z',
      '2026-03-19T18:29:00Z',
      '2026-03-19T18:31:00Z',
      '2026-03-27T18:31:00Z',
    ]),
    ['partner-asked', 'partner-asked', 'heard', 'late'],
  )
  const letters = (await desk.letters(path)).filter(({ to }) => to === 'asha@aurora.example')
  assert.equal(letters.length, 2)
  assert.equal((await desk.step('admin', path, 'hide', { decision })).body.run.outcome, 'done')
})

test('E9: the author’s silence is none either; corrected words that nobody objects to are shown by themselves', async (context) => {
  const desk = await reviewDesk(context)
  const [silent, spoken] = [await desk.entered(), await desk.entered()]
  const [first, second] = [await desk.raise('aurora', silent), await desk.raise('aurora', spoken)]
  await desk.step('agent', first.path, 'ask-author')
  await desk.step('agent', second.path, 'ask-author')
  await desk.answer(await linkIn(desk, second.path), 'amend', { newText: 'Better since.' })
  assert.deepEqual(
    await through(desk, first.path, ['2026-03-15T06:00:01Z', '2026-03-20T06:00:00Z', '2026-03-20T06:00:01Z']),
    ['author-asked', 'author-asked', 'heard'],
  )
  assert.equal((await desk.letters(first.path)).filter(({ to }) => to === 'ballard@harbour.example').length, 2)
  // Five business days from Tuesday the 10th ended on the 17th, whenever it is noticed.
  const { status, text, rating } = await desk.review('aurora', spoken)
  assert.deepEqual([status, text, rating], ['corrected', 'Better since.', 2])
  const { endedAt } = await desk.run('agent', second.path)
  assert.equal(endedAt, '2026-03-17T18:30:00Z')
  assert.equal((await desk.review('agent', spoken)).versions[1].at, endedAt)
  // Nobody decides on the first within five more: a lead's.
  assert.deepEqual(await through(desk, first.path, ['2026-03-27T18:31:00Z']), ['late'])
  await nothingDiffers(desk)
})

test('E9: a letter to the author that bounces is no silence, and its address is not told to the partner', async (context) => {
  const desk = await reviewDesk(context)
  const { path } = await desk.raise('aurora', await desk.entered())
  await desk.step('agent', path, 'ask-author')
  await desk.desk.app.db.system((tx) =>
    tx.call({
      name: 'test_bounce',
      text: `update letters set state = 'bounced', settled_at = '2026-03-11T06:00:00Z', answer = '550 <ballard@harbour.example> unknown'
        where recipient ->> 'email' = 'ballard@harbour.example'`,
    }),
  )
  desk.desk.setTime('2026-03-11T06:00:00Z')
  await desk.wakeRuns()
  assert.equal(await stateOf(desk, path), 'heard')
  assert.doesNotMatch(JSON.stringify(await desk.run('aurora', path)), /harbour\.example/)
})
