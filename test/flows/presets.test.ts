import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { publishWith } from '../support/presets.ts'
import { admin, consentByMail, outcomeOf } from '../support/mailed.ts'

// Aurora is in India, Tuesday 10 March 2026, 06:00Z. Letters go out as they do with a mail server: a notice counts once it was sent.

async function withPreset(context: TestContext, workflow: string) {
  const desk = await consentByMail(context)
  await publishWith(context, desk.desk.app, [workflow])
  const customer = await desk.customerOf('aurora')
  return {
    ...desk,
    customer,
    /** Another request of the same customer, on a ticket of its own. */
    async asked() {
      const { path } = await desk.openOperations('aurora')
      const begun = await desk.begin('agent', path, workflow, { customer, consentFrom: admin })
      assert.equal(begun.status, 201, JSON.stringify(begun.body))
      return path
    },
    /** What the customer wrote in answer to the last letter that asks it. */
    async mailed(words: string) {
      const letter = (await desk.sentLetters()).at(-1)
      assert.ok(letter !== undefined)
      assert.equal(outcomeOf(await desk.reply(letter, { words })), 'answer')
    },
    /** Sends what is to be sent, and lets time and the post do what they do. */
    async later(at?: string) {
      if (at !== undefined) desk.desk.setTime(at)
      await desk.sentLetters()
      await desk.wakeRuns()
    },
    stands: async (path: string) => {
      const { state, outcome } = await desk.run('agent', path)
      return [state.id, outcome]
    },
    toCustomer: async (path: string) => (await desk.letters(path)).filter(({ to }) => to === admin).at(-1)?.text ?? '',
    isMapped: async () => (await desk.get('aurora', `/customers/${customer}`)).status === 200,
  }
}

test("E1: 'silence refuses': the customer's mailed word, the partner's refusal, and nobody's, leave the customer where it is", async (context) => {
  const desk = await withPreset(context, 'disassociation-silence-refuses')
  const denied = await desk.asked()
  await desk.mailed('No')
  assert.deepEqual(await desk.stands(denied), ['denied', 'refused'])

  const refused = await desk.asked()
  await desk.mailed('YES')
  await desk.later()
  assert.equal((await desk.step('borealis', refused, 'refuse')).status, 404)
  assert.equal((await desk.step('agent', refused, 'refuse')).status, 403)
  await desk.step('aurora', refused, 'refuse', { partnerWords: 'They owe us.' })
  assert.deepEqual(await desk.stands(refused), ['kept', 'refused'])
  assert.equal((await desk.step('aurora', refused, 'agree')).status, 409)
  assert.match(await desk.toCustomer(refused), /stays with Aurora/)

  // Recorded by the desk, from an address that speaks for the customer; then nobody says anything, over a weekend.
  const silent = await desk.asked()
  const words = { customerWords: 'Yes, by telephone.' }
  const wrong = await desk.step('agent', silent, 'record-confirmation', { ...words, consentFrom: 'x@gmail.com' })
  assert.deepEqual([wrong.status, wrong.body.errors[0].field], [409, 'fields.consentFrom'])
  await desk.step('agent', silent, 'record-confirmation', { ...words, consentFrom: admin })
  await desk.later()
  await desk.later('2026-03-11T06:01:00Z')
  assert.equal((await desk.letters(silent)).filter(({ to }) => to === 'asha@aurora.example').length, 2)
  await desk.later('2026-03-17T18:30:00Z')
  assert.deepEqual(await desk.stands(silent), ['partner-told', null])
  await desk.later('2026-03-17T18:30:00.001Z')
  assert.deepEqual(await desk.stands(silent), ['kept', 'refused'])
  assert.equal(await desk.isMapped(), true)
})

test("E1: 'silence refuses': a customer that does not answer, a request that is taken back, and a partner that agrees", async (context) => {
  const desk = await withPreset(context, 'disassociation-silence-refuses')
  const unanswered = await desk.asked()
  await desk.later('2026-03-25T06:01:00Z')
  assert.deepEqual(await desk.stands(unanswered), ['unconfirmed', 'lapsed'])

  const taken = await desk.asked()
  await desk.mailed('YES')
  assert.equal((await desk.step('agent', taken, 'withdraw', { withdrawnBecause: 'It called.' })).status, 200)
  assert.deepEqual(await desk.stands(taken), ['withdrawn', 'withdrawn'])

  const agreed = await desk.asked()
  await desk.mailed('YES')
  const both = await Promise.all([desk.step('aurora', agreed, 'agree'), desk.step('aurora', agreed, 'agree')])
  assert.deepEqual(both.map(({ status }) => status).toSorted(), [200, 409])
  assert.deepEqual(await desk.stands(agreed), ['released', 'done'])
  assert.equal(await desk.isMapped(), false)
})

test("E1: 'preconditions first': what is owed comes before anybody is asked, and silence goes to a lead", async (context) => {
  const desk = await withPreset(context, 'disassociation-preconditions-first')
  const owing = await desk.asked()
  assert.equal((await desk.sentLetters()).length, 0)
  assert.match((await desk.run('aurora', owing)).asks, /Say until Tue 24 Mar 2026, 24:00 \(Asia\/Kolkata\) what/)
  await desk.step('aurora', owing, 'owed', { owed: 'The invoice of May.' })
  assert.equal((await desk.step('agent', owing, 'stays')).status, 403)
  await desk.step('agent', owing, 'paid', { proof: 'receipt.pdf' })
  assert.equal((await desk.sentLetters()).length, 1)
  await desk.mailed('No')
  assert.deepEqual(await desk.stands(owing), ['denied', 'refused'])

  const stays = await desk.asked()
  await desk.step('aurora', stays, 'owed', { owed: 'The invoice of May.' })
  await desk.step('admin', stays, 'stays')
  assert.deepEqual(await desk.stands(stays), ['kept', 'refused'])

  // Said nothing of what is owed for ten business days; of the request for 48 hours: time decides neither.
  const [silent, later] = [await desk.asked(), await desk.asked()]
  await desk.step('aurora', later, 'settled')
  await desk.mailed('YES')
  await desk.later()
  await desk.later('2026-03-12T06:00:00.001Z')
  assert.deepEqual(await desk.stands(later), ['decided', null])
  await desk.later('2026-03-24T18:30:00.001Z')
  await desk.later('2026-06-01T06:00:00Z')
  assert.deepEqual(await desk.stands(silent), ['decided', null])
  assert.equal((await desk.step('agent', silent, 'keep', { decision: 'No.' })).status, 403)
  await desk.step('admin', silent, 'keep', { decision: 'Nothing is settled.' })
  assert.match(await desk.toCustomer(silent), /stays with Aurora\. Nothing is settled\./)
  assert.equal(await desk.isMapped(), true)
  await desk.step('admin', later, 'proceed', { decision: 'It may go.' })
  assert.deepEqual([await desk.stands(later), await desk.isMapped()], [['released', 'done'], false])
})

test("E1: 'preconditions first': contested, a lead decides; agreed, the customer is free", async (context) => {
  const desk = await withPreset(context, 'disassociation-preconditions-first')
  const contested = await desk.asked()
  await desk.step('aurora', contested, 'settled')
  await desk.mailed('YES')
  await desk.step('aurora', contested, 'contest', { partnerWords: 'We have a contract.' })
  assert.deepEqual(await desk.stands(contested), ['decided', null])
  await desk.step('admin', contested, 'keep', { decision: 'The contract counts.' })
  assert.equal(await desk.isMapped(), true)

  const agreed = await desk.asked()
  await desk.step('aurora', agreed, 'settled')
  await desk.mailed('YES')
  await desk.step('aurora', agreed, 'agree')
  assert.deepEqual([await desk.stands(agreed), await desk.isMapped()], [['released', 'done'], false])
})
