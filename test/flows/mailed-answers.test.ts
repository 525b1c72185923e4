import assert from 'node:assert/strict'
import { test } from 'node:test'
import { verify, type Difference } from '../../src/services/verify.ts'
import { admin, consentByMail, operations, outcomeOf, whyOf } from '../support/mailed.ts'

const linkIn = (text: string): string => /\/confirm\/([\w-]+)/.exec(text)?.[1] ?? ''

test('E5: a clear yes by mail of exactly who was asked is the consent, with the mail as evidence, and uses the link up', async (context) => {
  const { ask, reply, kept, run, path, look, answer, get, desk, ticket } = await consentByMail(context)
  const letter = await ask()
  const done = await reply(letter, { words: 'Hello,\n\nI CONSENT.\n\nBest regards\nMaya Lee', name: 'Maya Lee' })
  assert.deepEqual([outcomeOf(done), done.state === 'done' && done.ticket], ['answer', ticket])
  const [consent, ...others] = await kept()
  assert.deepEqual([consent?.answer, consent?.address, others], ['given', admin, []])
  assert.match(consent?.evidence ?? '', /^Hello,\n\nI CONSENT\./)
  const { state, outcome, log, mailed } = await run('agent', path)
  assert.deepEqual([state.id, outcome, mailed], ['given', 'done', null])
  const step = log.at(-1)
  assert.deepEqual([step.kind, step.by.as, step.by.email, step.mail], ['step', 'customer', admin, done.mail])
  assert.match(step.words, /By a mail of admin@kestrel\.example that is proved to be its own/)
  assert.equal((await get('agent', `/mail/${step.mail}`)).body.outcome, 'answer')
  // The partner reads the step, and never the mail.
  const forPartner = (await run('aurora', path)).log.at(-1)
  assert.deepEqual([forPartner.kind, forPartner.mail], ['step', null])
  const token = linkIn(letter.content.text)
  assert.equal((await look(token)).body.state, 'answered')
  assert.equal((await answer(token, 'refuse')).status, 409)
  const differences: Difference[] = []
  await verify(desk.app, (difference) => void differences.push(difference))
  assert.deepEqual(differences, [])
})

test('E5: a clear no by mail is the refusal; found by the letter alone where the address has no token', async (context) => {
  const { ask, reply, kept, run, path } = await consentByMail(context)
  const letter = await ask()
  assert.equal(outcomeOf(await reply(letter, { words: 'I do not consent.', to: operations })), 'answer')
  assert.deepEqual(
    (await kept()).map(({ answer, evidence }) => [answer, evidence]),
    [['refused', 'I do not consent.']],
  )
  assert.equal((await run('agent', path)).outcome, 'refused')
})

test('E1: a mailed yes confirms a disassociation, and its words stay with the vendor', async (context) => {
  const desk = await consentByMail(context)
  const { path } = await desk.openOperations('aurora')
  const customer = await desk.customerOf('aurora')
  await desk.begin('agent', path, 'disassociation', { customer, consentFrom: admin, customerReason: 'They sleep.' })
  const letter = (await desk.sentLetters()).at(-1)
  assert.ok(letter !== undefined)
  assert.equal(outcomeOf(await desk.reply(letter, { words: 'YES' })), 'answer')
  const run = await desk.run('agent', path)
  assert.equal(run.state.id, 'partner-told')
  assert.ok(run.fields.some(({ id, said }: any) => id === 'customerWords' && said === 'YES'))
  assert.ok((await desk.run('aurora', path)).fields.every(({ id }: any) => id !== 'customerWords'))
})

test('E5: what is no clear answer decides nothing: a person reads it on the run, the partner never, and the link stays good', async (context) => {
  const { ask, reply, kept, run, path, get, look, answer, desk } = await consentByMail(context)
  const letter = await ask()
  const done = await reply(letter, { words: 'Yes, but not before Monday. Our lawyer has to see it.' })
  assert.equal(outcomeOf(done), 'answer')
  assert.match(whyOf(done), /Nothing was decided by it/)
  assert.deepEqual(await kept(), [])
  const { state, mailed, log, trouble } = await run('agent', path)
  assert.deepEqual([state.id, trouble], ['asked', null])
  assert.deepEqual(
    [mailed.email, mailed.words, mailed.mail],
    [admin, 'Yes, but not before Monday. Our lawyer has to see it.', done.mail],
  )
  assert.match(mailed.because, /no clear yes or no/)
  assert.deepEqual([log.at(-1).kind, log.at(-1).internal], ['mailed', true])
  assert.deepEqual(
    (await get('agent', '/runs?trouble=true')).body.items.map(({ trouble: says }: any) => says),
    ['The customer wrote: read it.'],
  )
  const forPartner = await run('aurora', path)
  assert.equal(forPartner.mailed, null)
  assert.doesNotMatch(JSON.stringify([forPartner, (await get('aurora', `${path}/events`)).body]), /lawyer/)
  const token = linkIn(letter.content.text)
  assert.equal((await look(token)).body.state, 'open')
  // Somebody goes on: it needs no look any more.
  assert.equal((await answer(token, 'consent')).status, 200)
  assert.equal((await run('agent', path)).mailed, null)
  assert.deepEqual((await get('agent', '/runs?trouble=true')).body.items, [])
  const differences: Difference[] = []
  await verify(desk.app, (difference) => void differences.push(difference))
  assert.deepEqual(differences, [])
})

test('E5, A7: what is not proved, or is somebody else’s, is held as other mail and decides nothing', async (context) => {
  const { ask, reply, kept, run, path } = await consentByMail(context)
  const letter = await ask()
  const yes = { words: 'I CONSENT' }
  const held = [
    await reply(letter, { ...yes, forged: true }),
    await reply(letter, { ...yes, from: 'maya@kestrel.example' }),
    await reply(letter, { ...yes, from: 'maya@kestrel.example', to: operations }),
    await reply(letter, { ...yes, from: 'admin@elsewhere.example', name: 'admin@kestrel.example' }),
    await reply(letter, { ...yes, from: 'asha@aurora.example', refersTo: null }),
    // Who was asked, without anything by which it answers the letter.
    await reply(letter, { ...yes, to: operations, refersTo: null }),
  ]
  // A contact of the ticket's own partner writes on the ticket, whosever token it found.
  assert.deepEqual(held.map(outcomeOf), ['hold', 'hold', 'hold', 'hold', 'reply', 'hold'])
  assert.deepEqual(await kept(), [])
  const { state, mailed, log } = await run('agent', path)
  assert.deepEqual([state.id, mailed, log.length], ['asked', null, 1])
})

test('E5: where the workflow’s rule lets anybody of the customer answer, another address of its domain does, and is put down', async (context) => {
  const { ask, reply, kept, run, path } = await consentByMail(context, [
    { file: 'workflows/consent.yaml', from: 'replies: { from: asked,', to: 'replies: { from: customer,' },
  ])
  const letter = await ask()
  assert.equal(outcomeOf(await reply(letter, { words: 'I CONSENT', from: 'admin@elsewhere.example' })), 'hold')
  assert.equal(outcomeOf(await reply(letter, { words: 'I CONSENT', from: 'maya@kestrel.example' })), 'answer')
  assert.deepEqual(
    (await kept()).map(({ answer, address }) => [answer, address]),
    [['given', 'maya@kestrel.example']],
  )
  assert.equal((await run('agent', path)).log.at(-1).by.email, 'maya@kestrel.example')
})

test('E5: after the deadline a yes decides nothing any more, and stands in the log', async (context) => {
  const { ask, reply, kept, run, path, desk, wakeRuns } = await consentByMail(context)
  const letter = await ask()
  desk.setTime('2026-03-26T06:00:00Z')
  // Nothing has looked yet whether time has done anything.
  assert.match(whyOf(await reply(letter, { words: 'I CONSENT' })), /It came too late/)
  assert.deepEqual(await kept(), [])
  await wakeRuns()
  assert.match(whyOf(await reply(letter, { words: 'I CONSENT, really', name: 'Maya' })), /Nothing was decided by it/)
  assert.deepEqual(
    (await kept()).map(({ answer }) => answer),
    ['expired'],
  )
  const { outcome, log, mailed } = await run('agent', path)
  assert.deepEqual([outcome, mailed, log.at(-1).kind], ['lapsed', null, 'mailed'])
  const differences: Difference[] = []
  await verify(desk.app, (difference) => void differences.push(difference))
  assert.deepEqual(differences, [])
})

test('E5: one answer counts: of two mails the first, of link and mail whichever came first, and of both at once one', async (context) => {
  const { ask, reply, kept, step, path, answer } = await consentByMail(context)
  const twice = await ask()
  await reply(twice, { words: 'I CONSENT' })
  assert.match(whyOf(await reply(twice, { words: 'No' })), /one answer counts/)
  assert.deepEqual(
    (await kept()).map((each) => each.answer),
    ['given'],
  )

  const linkFirst = await ask('Close the account.')
  assert.equal((await answer(linkIn(linkFirst.content.text), 'refuse')).status, 200)
  assert.match(whyOf(await reply(linkFirst, { words: 'I CONSENT' })), /one answer counts/)
  assert.deepEqual((await kept()).map((each) => each.answer).toSorted(), ['given', 'refused'])

  const both = await ask('Open the account.')
  const [mailed, linked] = await Promise.all([
    reply(both, { words: 'I CONSENT' }),
    answer(linkIn(both.content.text), 'refuse'),
  ])
  const byMail = /was taken, and the link is used up/.test(whyOf(mailed))
  assert.equal(linked.status, byMail ? 409 : 200)
  assert.equal((await kept()).length, 3)
  assert.equal((await step('agent', path, 'withdraw')).status, 409)
})

test('E5: an old letter’s answer never answers a new question; without its reference a person says which it is', async (context) => {
  const { ask, reply, kept, run, path, step } = await consentByMail(context)
  const old = await ask('Make maya@kestrel.example the super-admin.')
  await step('agent', path, 'withdraw')
  await ask('Close the account.')
  assert.match(whyOf(await reply(old, { words: 'I CONSENT' })), /settled or has changed since/)
  assert.match(whyOf(await reply(old, { words: 'I CONSENT', refersTo: null })), /which of several letters/)
  assert.deepEqual(
    (await kept()).map(({ answer }) => answer),
    ['withdrawn'],
  )
  assert.equal((await run('agent', path)).state.id, 'asked')
})
