import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { watchAccounts } from '../../src/services/partnership/accounts.ts'
import { verify, type Difference } from '../../src/services/verify.ts'
import { recordTraining } from '../../src/storage/training.ts'
import { partnershipDesk } from '../support/partnership.ts'

// Aurora is Premium and in India, Borealis Advanced and in Germany. Tuesday 10 March 2026.

const fair = { kind: 'demo', product: 'crm', owner: 'demo@aurora.example', purpose: 'A fair in May.' }

async function made(context: TestContext) {
  const desk = await partnershipDesk(context)
  const asked = await desk.request('aurora', 'account-request', fair)
  assert.equal(asked.status, 201, JSON.stringify(asked.body))
  const done = await desk.step('agent', asked.path, 'set-up', { login: 'demo@aurora.example', orgId: '60011' })
  assert.equal(done.status, 200, JSON.stringify(done.body))
  return { ...desk, path: asked.path, done }
}

test('E6: a request opens its ticket under its own sub-type; set up, the account lasts as the policy says and the ticket is solved', async (context) => {
  const desk = await made(context)
  assert.deepEqual([desk.done.body.run.outcome, desk.done.body.run.state.id], ['done', 'made'])
  const ticket = (await desk.get('aurora', desk.path)).body
  assert.deepEqual([ticket.category, ticket.subType, ticket.status], ['demo-accounts', 'demo-account', 'solved'])
  const { accounts, quota } = await desk.given('aurora')
  const [account] = accounts
  // The first day is 10 March: the 365th is 9 March of the next year.
  assert.deepEqual(
    [account.login, account.orgId, account.owner, account.startsOn, account.endsOn, account.ended],
    ['demo@aurora.example', '60011', 'demo@aurora.example', '2026-03-10', '2027-03-09', false],
  )
  assert.deepEqual(quota[1], { kind: 'demo', used: 1, most: 10, nextEndsOn: '2027-03-09' })
  const [letter] = await desk.letters(desk.path)
  assert.deepEqual([letter?.to, /demo@aurora\.example/.test(letter?.text ?? '')], ['asha@aurora.example', true])
  // G2: what a guard found is in the log, and the run comes out of it again.
  const found: Difference[] = []
  await verify(desk.desk.app, (difference) => void found.push(difference))
  assert.deepEqual(found, [])
})

test('E6: where the quota is used up the refusal says how many are in use and until when; a second approval is refused, too', async (context) => {
  const desk = await partnershipDesk(context)
  const form = { ...fair, kind: 'complimentary', owner: 'it@borealis.example' }
  const asked = []
  for (let nth = 0; nth < 3; nth += 1) asked.push(await desk.request('borealis', 'account-request', form))
  assert.deepEqual(
    asked.map(({ status }) => status),
    [201, 201, 201],
  )
  // Advanced has two: of three that were asked for while all were free, two are set up, however many people do it at once.
  const answers = await Promise.all(
    asked.map(({ path }, nth) => desk.step(nth === 0 ? 'admin' : 'agent', path, 'set-up', { login: `c${nth}` })),
  )
  assert.deepEqual(answers.map(({ status }) => status).toSorted(), [200, 200, 409])
  const refused = answers.find(({ status }) => status === 409)
  assert.match(
    refused?.body.detail,
    /^2 of 2 complimentary accounts are in use, until Tue 9 Mar 2027, Tue 9 Mar 2027\./,
  )
  const again = await desk.request('borealis', 'account-request', form)
  assert.equal(again.status, 409)
  assert.deepEqual(
    again.body.errors.map(({ field }: any) => field),
    ['fields.kind'],
  )
  assert.match(again.body.detail, /2 of 2 complimentary accounts are in use.*free again after Tue 9 Mar 2027/)
  // The other kind has its own quota. Two are solved; nothing was opened for what was refused.
  assert.equal((await desk.request('borealis', 'account-request', { ...form, kind: 'demo' })).status, 201)
  assert.equal((await desk.get('borealis', '/tickets')).body.items.length, 2)
})

test('E6: a partner cannot set its own account up, nor another partner see or ask about it', async (context) => {
  const desk = await partnershipDesk(context)
  const { path } = await desk.request('aurora', 'account-request', fair)
  assert.equal((await desk.step('aurora', path, 'set-up', { login: 'x' })).status, 403)
  assert.equal((await desk.step('borealis', path, 'withdraw')).status, 404)
  await desk.step('agent', path, 'set-up', { login: 'x' })
  assert.equal((await desk.get('borealis', `/partners/${desk.partnerOf('aurora')}/partnership`)).status, 404)
  const [account] = (await desk.given('aurora')).accounts
  const foreign = await desk.request('borealis', 'account-extension', { account: account.id, purpose: 'Mine now.' })
  assert.deepEqual([foreign.status, foreign.body.errors[0].field], [422, 'fields.account'])
  const records = await desk.get('borealis', `/records?of=accounts&partner=${desk.partnerOf('aurora')}`)
  assert.deepEqual(records.body.items, [])
  const two = await Promise.all([
    desk.step('agent', path, 'refuse', { decision: 'No.' }),
    desk.step('admin', path, 'set-up', { login: 'y' }),
  ])
  assert.deepEqual(
    two.map(({ status }) => status),
    [409, 409],
  )
})

test('E6: refused with a reason, or never decided over weekends: the partner hears it, and no account is there', async (context) => {
  const desk = await partnershipDesk(context)
  const { path } = await desk.request('aurora', 'account-request', fair)
  await desk.step('agent', path, 'refuse', { decision: 'The fair was called off.' })
  assert.match((await desk.letters(path))[0]?.text ?? '', /The fair was called off\./)

  const silent = await desk.request('aurora', 'account-request', fair)
  // Two business days after Tuesday: Thursday night in India. Five: the next Tuesday, the weekend left out.
  desk.desk.setTime('2026-03-12T18:31:00Z')
  await desk.wakeRuns()
  assert.deepEqual(
    [(await desk.run('agent', silent.path)).state.id, (await desk.letters(silent.path)).length],
    ['asked', 1],
  )
  desk.desk.setTime('2026-03-17T18:29:00Z')
  await desk.wakeRuns()
  assert.equal((await desk.run('agent', silent.path)).state.id, 'asked')
  desk.desk.setTime('2026-03-17T18:31:00Z')
  await desk.wakeRuns()
  assert.deepEqual(
    [(await desk.run('agent', silent.path)).state.id, (await desk.run('agent', silent.path)).waitsFor],
    ['late', 'lead'],
  )
  // It was late with the first instant of Wednesday 18 March: fifteen business days later is Wednesday 8 April.
  desk.desk.setTime('2026-04-08T18:29:00Z')
  await desk.wakeRuns()
  assert.equal((await desk.run('aurora', silent.path)).outcome, null)
  desk.desk.setTime('2026-04-08T18:31:00Z')
  await desk.wakeRuns()
  assert.equal((await desk.run('aurora', silent.path)).outcome, 'lapsed')
  assert.match((await desk.letters(silent.path)).at(-1)?.text ?? '', /not decided in time/)
  assert.deepEqual((await desk.given('aurora')).accounts, [])
})

test('E6: before its last day the partner is reminded, twice and once each; then it ends by itself and the place is free', async (context) => {
  const desk = await made(context)
  const { app } = desk.desk
  desk.desk.setTime('2027-02-06T18:00:00Z')
  assert.deepEqual(await watchAccounts(app), { reminded: 0, ended: 0 })
  // Midnight in India is 18:30 by UTC: 7 February is 30 days before 9 March.
  desk.desk.setTime('2027-02-06T18:31:00Z')
  assert.deepEqual(await watchAccounts(app), { reminded: 1, ended: 0 })
  assert.deepEqual(await watchAccounts(app), { reminded: 0, ended: 0 })
  desk.desk.setTime('2027-03-01T18:31:00Z')
  assert.deepEqual(await watchAccounts(app), { reminded: 1, ended: 0 })
  assert.deepEqual(
    (await desk.posted('account-ending')).map(({ to, data }) => [to, data.days, data.endsOn]),
    [
      ['asha@aurora.example', '30', 'Tue 9 Mar 2027'],
      ['asha@aurora.example', '7', 'Tue 9 Mar 2027'],
    ],
  )
  desk.desk.setTime('2027-03-09T18:29:00Z')
  assert.deepEqual(await watchAccounts(app), { reminded: 0, ended: 0 })
  assert.equal((await desk.given('aurora')).quota[1].used, 1)
  desk.desk.setTime('2027-03-09T18:30:00Z')
  assert.deepEqual(await watchAccounts(app), { reminded: 0, ended: 1 })
  assert.deepEqual(await watchAccounts(app), { reminded: 0, ended: 0 })
  assert.equal((await desk.posted('account-ended')).length, 1)
  const { accounts, quota } = await desk.given('aurora')
  assert.deepEqual([accounts[0].ended, quota[1].used], [true, 0])
  const late = await desk.request('aurora', 'account-extension', { account: accounts[0].id, purpose: 'Still.' })
  assert.deepEqual([late.status, late.body.detail], [409, 'This account has ended: ask for a new one.'])
})

test('E6: an extension lasts as long again from the last day, is reminded of anew, and is refused once the account has ended', async (context) => {
  const desk = await made(context)
  const [{ id: account }] = (await desk.given('aurora')).accounts
  desk.desk.setTime('2027-03-05T06:00:00Z')
  await watchAccounts(desk.desk.app)
  const first = await desk.request('aurora', 'account-extension', { account, purpose: 'The next fair.' })
  assert.equal(first.status, 201)
  assert.match(
    (await desk.run('agent', first.path)).asks,
    /Demo account demo@aurora\.example of .*until Tue 9 Mar 2027/,
  )
  assert.equal((await desk.step('agent', first.path, 'extend')).status, 200)
  const [extended] = (await desk.given('aurora')).accounts
  assert.deepEqual([extended.endsOn, extended.extended], ['2028-03-08', 1])
  desk.desk.setTime('2028-02-28T06:00:00Z')
  assert.deepEqual(await watchAccounts(desk.desk.app), { reminded: 1, ended: 0 })
  // One that is asked for on the last day and looked at after it comes too late.
  desk.desk.setTime('2028-03-08T06:00:00Z')
  const second = await desk.request('aurora', 'account-extension', { account, purpose: 'And another.' })
  desk.desk.setTime('2028-03-09T06:00:00Z')
  const gone = await desk.step('agent', second.path, 'extend')
  assert.equal(gone.status, 409)
  assert.match(gone.body.detail, /ended meanwhile/)
})

test('E10: without training only a manager approves, and says why; with it an agent does; what may be resold already is said so', async (context) => {
  const desk = await partnershipDesk(context)
  const asked = await desk.request('aurora', 'reselling-access', { product: 'crm', plan: 'Ten customers.' })
  assert.equal(asked.status, 201, JSON.stringify(asked.body))
  const untrained = await desk.step('agent', asked.path, 'approve')
  assert.equal(untrained.status, 409)
  assert.match(
    untrained.body.detail,
    /^0 of 1 contacts trained in .*: nobody\. A manager may approve it all the same\.$/,
  )
  assert.equal((await desk.step('agent', asked.path, 'approve-anyway', { approvedAnyway: 'x' })).status, 403)
  const { id, partner } = desk.desk.people.aurora
  const record = { person: id, partner: partner!, product: 'crm', completedOn: '2026-02-01', certificate: null }
  await desk.desk.app.db.system((tx) => recordTraining(tx, [record], desk.desk.app.now()))
  const past = await desk.step('agent', asked.path, 'approve', { accessUntilOn: '2026-03-09' })
  assert.deepEqual([past.status, past.body.errors[0].field], [409, 'fields.accessUntilOn'])
  const done = await desk.step('agent', asked.path, 'approve', { accessUntilOn: '2026-12-31' })
  assert.equal(done.body.run.outcome, 'done')
  const [access] = (await desk.given('aurora')).access
  assert.deepEqual(
    [access.product.id, access.startsOn, access.endsOn, access.ended, access.because],
    ['crm', '2026-03-10', '2026-12-31', false, 'Trained: Asha.'],
  )
  const again = await desk.request('aurora', 'reselling-access', { product: 'crm', plan: 'More.' })
  assert.deepEqual([again.status, again.body.errors[0].field], [409, 'fields.product'])
  assert.match(again.body.detail, /may be resold already, until Thu 31 Dec 2026\.$/)
  // After its last day it may be asked for anew.
  desk.desk.setTime('2027-01-01T06:00:00Z')
  assert.equal((await desk.given('aurora')).access[0].ended, true)
  assert.equal((await desk.request('aurora', 'reselling-access', { product: 'crm', plan: 'More.' })).status, 201)
})

test('E10: of two requests for one product the first that is approved counts; a manager approves without training; refusal and isolation', async (context) => {
  const desk = await partnershipDesk(context)
  const fields = { product: 'crm', plan: 'Ten customers.' }
  const [one, other] = [
    await desk.request('borealis', 'reselling-access', fields),
    await desk.request('borealis', 'reselling-access', fields),
  ]
  const anyway = { approvedAnyway: 'The training is next week.' }
  const both = await Promise.all([one, other].map(({ path }) => desk.step('admin', path, 'approve-anyway', anyway)))
  assert.deepEqual(both.map(({ status }) => status).toSorted(), [200, 409])
  const { access } = await desk.given('borealis')
  assert.deepEqual([access.length, access[0].because, access[0].endsOn], [1, 'The training is next week.', null])
  const left = both[0]?.status === 409 ? one : other
  assert.equal(
    (await desk.step('agent', left.path, 'refuse', { decision: 'You have it.' })).body.run.outcome,
    'refused',
  )
  assert.deepEqual((await desk.given('aurora')).access, [])
  assert.equal((await desk.get('aurora', `/partners/${desk.partnerOf('borealis')}/partnership`)).status, 404)
})
