import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { verify, type Difference } from '../../src/services/verify.ts'
import { wakeRuns } from '../../src/services/workflow/runs.ts'
import { workflowDesk } from '../support/runs.ts'

// Aurora is in India: its working week is Monday 00:00 to Friday 24:00 there (18:30Z). Tests begin on Tuesday 10 March 2026, 06:00Z.

async function requested(context: TestContext) {
  const desk = await workflowDesk(context)
  const { path } = await desk.openOperations('aurora')
  const customer = await desk.customerOf('aurora')
  const begun = await desk.begin('agent', path, 'disassociation', {
    customer,
    consentFrom: 'admin@kestrel.example',
    customerReason: 'They do not answer us.',
  })
  assert.equal(begun.status, 201, JSON.stringify(begun.body))
  const [letter] = await desk.letters(path)
  const token = letter?.link ?? ''
  return { ...desk, path, customer, token, stateOf: async () => (await desk.run('agent', path)).state.id as string }
}

async function confirmed(context: TestContext) {
  const desk = await requested(context)
  const answered = await desk.answer(desk.token, 'confirm')
  assert.equal(answered.status, 200, JSON.stringify(answered.body))
  return desk
}

test('E1: the customer confirms by its link, the partner agrees: the customer is untagged, and the history says so', async (context) => {
  const { get, look, step, letters, path, customer, token, stateOf, run, desk, ...rest } = await confirmed(context)
  assert.equal(await stateOf(), 'partner-told')
  assert.deepEqual(
    (await get('aurora', '/runs?waitsFor=partner')).body.items.map((row: any) => row.state.id),
    ['partner-told'],
  )
  assert.deepEqual((await get('borealis', '/runs?waitsFor=partner')).body.items, [])
  assert.equal((await look(token)).body.state, 'answered')
  desk.setTime('2026-03-11T06:00:00Z')
  const agreed = await step('aurora', path, 'agree')
  assert.equal(agreed.status, 200, JSON.stringify(agreed.body))
  assert.equal(await stateOf(), 'agreed')
  const { outcome, log } = await run('agent', path)
  assert.equal(outcome, 'done')
  assert.deepEqual(
    log.map((entry: any) => [entry.kind, entry.by.as, entry.to]),
    [
      ['started', 'agent', 'requested'],
      ['step', 'customer', 'partner-told'],
      ['delivered', 'post', 'partner-told'],
      ['step', 'partner', 'agreed'],
    ],
  )
  assert.deepEqual(
    [log[1].by.email, log[3].by.name, log[3].words],
    [
      'admin@kestrel.example',
      'Asha',
      'Agree. Now: Disassociated, the partner agreed. Kestrel Ltd is untagged from Aurora for every service.',
    ],
  )
  const { mappings, untaggedAt } = (await get('agent', `/customers/${customer}`)).body
  assert.equal(untaggedAt, '2026-03-11T06:00:00Z')
  assert.deepEqual(
    mappings.map(({ partnerName, service, endedAt, endedBecause }: any) => [
      partnerName,
      service,
      endedAt,
      endedBecause,
    ]),
    [['Aurora', null, '2026-03-11T06:00:00Z', 'Customer disassociation: Disassociated, the partner agreed']],
  )
  // Untagged: the partner has it no more, the vendor sees whose it was, and its history keeps it.
  assert.equal((await get('aurora', `/customers/${customer}`)).status, 404)
  assert.equal((await get('agent', `/customers/${customer}`)).status, 200)
  const history = (await get('agent', `/partners/${rest.partnerOf('aurora')}/history`)).body.items[0]
  assert.deepEqual(
    [history.about.name, history.what, history.was, history.became, history.by.name],
    ['Kestrel Ltd', 'mapping', 'every service', null, 'Asha'],
  )
  assert.deepEqual(
    (await letters(path)).map(({ to }) => to),
    ['admin@kestrel.example', 'asha@aurora.example', 'admin@kestrel.example'],
  )
  const found: Difference[] = []
  await verify(desk.app, (difference) => void found.push(difference))
  assert.deepEqual(found, [])
})

test('E1: silence of the partner counts in its working time, weekend left out: reminded at 24 h, untagged at 48 h, dated so', async (context) => {
  const desk = await requested(context)
  // Thursday 16:30Z is 22:00 in India: two hours of Thursday, 24 of Friday; 22 of Monday are left of the 48.
  desk.desk.setTime('2026-03-12T16:30:00Z')
  await desk.answer(desk.token, 'confirm')
  const { deadlines } = await desk.run('aurora', desk.path)
  assert.deepEqual(
    deadlines.map(({ id, dueAt, leadsTo }: any) => [id, dueAt, leadsTo]),
    [
      ['reminder', '2026-03-13T16:30:00Z', null],
      [
        'silence',
        '2026-03-16T16:30:00Z',
        "Disassociated on the customer's word, or: The partner wrote and did not answer",
      ],
    ],
  )
  desk.desk.setTime('2026-03-13T16:30:00.001Z')
  await desk.wakeRuns()
  await desk.wakeRuns()
  const reminders = (await desk.letters(desk.path)).filter(({ subject }) => /Reminder/.test(subject))
  assert.deepEqual(
    reminders.map(({ to }) => to),
    ['asha@aurora.example'],
  )
  // An answer at the very instant of the limit is in time; nobody looks for days, and the end is dated with its own instant.
  desk.desk.setTime('2026-03-16T16:30:00Z')
  await desk.wakeRuns()
  assert.equal(await desk.stateOf(), 'partner-told')
  desk.desk.setTime('2026-03-19T08:00:00Z')
  const late = await desk.step('aurora', desk.path, 'contest', { partnerWords: 'No.' })
  assert.deepEqual([late.status, late.body.type], [409, 'urn:partner-desk:problem:invalid-state'])
  await desk.wakeRuns()
  const { log, endedAt, outcome } = await desk.run('agent', desk.path)
  assert.deepEqual([endedAt, outcome], ['2026-03-16T16:30:00Z', 'done'])
  assert.deepEqual(
    [log.at(-1).at, log.at(-1).notedAt, log.at(-1).by.as],
    ['2026-03-16T16:30:00Z', '2026-03-19T08:00:00Z', 'time'],
  )
})

test('E1: contested, nothing is automatic: a lead decides with the words of both sides, and an agent may not', async (context) => {
  const { step, post, path, stateOf, run, letters, get, customer, wakeRuns, desk } = await confirmed(context)
  assert.equal((await step('aurora', path, 'contest', {})).body.errors[0].field, 'fields.partnerWords')
  assert.equal((await step('aurora', path, 'contest', { partnerWords: 'They still owe us.' })).status, 200)
  desk.setTime('2026-05-01T06:00:00Z')
  await wakeRuns()
  assert.equal(await stateOf(), 'contested')
  const toDesk = (await letters(path)).at(-1)
  assert.match(toDesk?.text ?? '', /They still owe us\.[^]*They do not answer us\./)
  // What the customer wrote is not the partner's to read; what it wrote itself is.
  const own = await run('aurora', path)
  assert.deepEqual(
    own.fields.map(({ id }: any) => id),
    ['customer', 'consentFrom', 'partnerWords'],
  )
  for (const read of [`${path}/events`, `${path}/run`, '/runs', `${path}/messages`])
    assert.equal(JSON.stringify((await get('aurora', read)).body).includes('They do not answer us'), false, read)
  assert.equal((await step('agent', path, 'keep', { decision: 'No.' })).status, 403)
  assert.equal((await step('aurora', path, 'keep', { decision: 'No.' })).status, 403)
  assert.equal((await post('agent', `${path}/solve`, { body: 'Done.' })).status, 409)
  const kept = await step('admin', path, 'keep', { decision: 'The invoice of May is open.' })
  assert.deepEqual([kept.status, kept.body.run.outcome], [200, 'refused'])
  assert.equal((await get('aurora', `/customers/${customer}`)).status, 200)
  assert.equal((await post('agent', `${path}/solve`, { body: 'Done.' })).status, 200)
})

test('E1: a customer that does not want it, and one that does not answer, change nothing; the link says so afterwards', async (context) => {
  const desk = await requested(context)
  assert.equal((await desk.answer(desk.token, 'deny')).body.state, 'answered')
  assert.equal(await desk.stateOf(), 'denied')
  const again = await desk.answer(desk.token, 'confirm')
  assert.deepEqual([again.status, /answered on .*: No, leave it as it is/.test(again.body.detail)], [409, true])

  const { path } = await desk.openOperations('aurora')
  await desk.begin('agent', path, 'disassociation', { customer: desk.customer, consentFrom: 'admin@kestrel.example' })
  // Fifteen days at the same time of day, weekends counted; a reminder after seven, whose link is as good.
  desk.desk.setTime('2026-03-17T06:00:01Z')
  await desk.wakeRuns()
  const links = (await desk.letters(path)).map(({ link }) => link ?? '')
  assert.equal(links.length, 2)
  assert.equal((await desk.look(links[1] ?? '')).body.state, 'open')
  desk.desk.setTime('2026-03-25T06:00:01Z')
  assert.equal((await desk.look(links[0] ?? '')).body.state, 'expired')
  assert.equal((await desk.answer(links[0] ?? '', 'confirm')).status, 409)
  await desk.wakeRuns()
  const { state, outcome, endedAt } = await desk.run('agent', path)
  assert.deepEqual([state.id, outcome, endedAt], ['unconfirmed', 'lapsed', '2026-03-25T06:00:00Z'])
  assert.equal((await desk.get('aurora', `/customers/${desk.customer}`)).status, 200)
})

test('E1: the wrong one answers: another partner, the partner for the customer, an address that speaks for nobody, a made-up link', async (context) => {
  const { begin, step, path, customer, openOperations, look, answer } = await requested(context)
  assert.equal((await step('borealis', path, 'agree')).status, 404)
  assert.equal((await step('aurora', path, 'confirm')).status, 403)
  assert.equal((await step('agent', path, 'confirm')).status, 403)
  const reply = { consentFrom: 'somebody@gmail.com', customerWords: 'Yes.' }
  const refused = await step('agent', path, 'record-confirmation', reply)
  assert.deepEqual([refused.status, refused.body.errors[0].field], [409, 'fields.consentFrom'])
  assert.deepEqual((await look('made-up')).body.state, 'unknown')
  assert.equal((await answer('made-up', 'confirm')).status, 404)
  assert.equal((await step('aurora', path, 'agree')).status, 409)
  assert.equal((await step('agent', path, 'no-such-step')).status, 422)
  const recorded = await step('agent', path, 'record-confirmation', { ...reply, consentFrom: 'office@kestrel.example' })
  assert.deepEqual([recorded.status, recorded.body.run.state.id], [200, 'partner-told'])

  const other = await openOperations('aurora')
  const wrong = await begin('agent', other.path, 'disassociation', { customer, consentFrom: 'somebody@gmail.com' })
  assert.deepEqual([wrong.status, wrong.body.errors[0].field], [409, 'fields.consentFrom'])
  const theirs = await openOperations('borealis')
  const notTheirs = await begin('agent', theirs.path, 'disassociation', {
    customer,
    consentFrom: 'admin@kestrel.example',
  })
  assert.deepEqual([notTheirs.status, notTheirs.body.errors[0].field], [409, 'fields.customer'])
  assert.equal((await begin('aurora', theirs.path, 'disassociation', {})).status, 404)
  assert.equal(
    (await begin('aurora', other.path, 'disassociation', { customer, consentFrom: 'admin@kestrel.example' })).status,
    403,
  )
})

test('E1: the same link twice, and two answers at once: one counts, the other is told', async (context) => {
  const { token, answer, stateOf, run, path, letters } = await requested(context)
  const answers = await Promise.all([
    answer(token, 'confirm'),
    answer(token, 'deny'),
    answer(token, 'confirm'),
    answer(token, 'deny'),
  ])
  assert.deepEqual(answers.map(({ status }) => status).toSorted(), [200, 409, 409, 409])
  const { log } = await run('agent', path)
  assert.equal(log.filter(({ kind }: any) => kind === 'step').length, 1)
  assert.ok(['partner-told', 'denied'].includes(await stateOf()))
  const told = answers.find(({ status }) => status === 409)
  assert.match(told?.body.detail, /This was answered on/)
  const notices = (await letters(path)).filter(({ to }) => to === 'asha@aurora.example')
  assert.ok(notices.length <= 1)
})

test('E1: two agents, or an agent and time, at once: one counts', async (context) => {
  const { step, path, run, desk, wakeRuns } = await confirmed(context)
  desk.setTime('2026-03-12T06:00:00Z')
  const [agreed, contested] = await Promise.all([
    step('aurora', path, 'agree'),
    step('colleague', path, 'contest', { partnerWords: 'No.' }),
    wakeRuns(),
  ])
  assert.deepEqual([agreed.status, contested.status].toSorted(), [200, 409])
  const { log } = await run('agent', path)
  assert.equal(log.filter(({ kind, by }: any) => kind === 'step' && by.as === 'partner').length, 1)
})

test('E1: silence counts only from a delivered notice; one that bounces, even late, goes to a person', async (context) => {
  const desk = await requested(context)
  const setLetter = (state: string, settledAt: string | null, answer: string | null = null) =>
    desk.desk.app.db.system((tx) =>
      tx.call(
        {
          name: 'test_letter',
          text: `update letters set state = $1, settled_at = $2, answer = $3 where once_for like 'run:%' and template = 'workflow' and recipient ->> 'email' = 'asha@aurora.example'`,
        },
        [state, settledAt === null ? null : Temporal.Instant.from(settledAt), answer],
      ),
    )
  // As on an installation with a mail server: the notice is queued.
  const { db } = desk.desk.app
  const transaction = db.transaction.bind(db)
  db.transaction = (actor, work) =>
    transaction(actor, (tx) => work(Object.create(tx, { letters: { value: 'queued' } })))
  db.system = (work) => db.transaction({ kind: 'system' }, work)
  assert.equal((await desk.answer(desk.token, 'confirm')).status, 200)
  desk.desk.setTime('2026-03-20T06:00:00Z')
  await desk.wakeRuns()
  const waiting = await desk.run('aurora', desk.path)
  assert.deepEqual([waiting.state.id, waiting.deadlines, waiting.notice], ['partner-told', [], { deliveredAt: null }])

  await setLetter('sent', '2026-03-20T05:00:00Z')
  await desk.wakeRuns()
  const told = await desk.run('aurora', desk.path)
  assert.deepEqual(told.notice, { deliveredAt: '2026-03-20T05:00:00Z' })
  assert.equal(told.deadlines[0].dueAt, '2026-03-23T05:00:00Z')

  await setLetter('bounced', '2026-03-20T07:00:00Z', '550 no such mailbox')
  desk.desk.setTime('2026-03-20T07:00:00Z')
  await desk.wakeRuns()
  const { state, deadlines, log } = await desk.run('agent', desk.path)
  assert.deepEqual([state.id, deadlines], ['unreachable', []])
  assert.match(log.at(-1).words, /did not arrive.*550 no such mailbox/)
  desk.desk.setTime('2026-06-01T07:00:00Z')
  await desk.wakeRuns()
  assert.equal(await desk.stateOf(), 'unreachable')
  const otherwise = await desk.step('agent', desk.path, 'told-otherwise', { toldHow: 'Asha, by telephone.' })
  assert.equal(otherwise.body.run.state.id, 'partner-told-otherwise')

  // Told by a person it is reminded all the same, and whoever told it hears that the letter alone may not do.
  desk.desk.setTime('2026-06-02T07:00:00.001Z')
  await desk.wakeRuns()
  await desk.wakeRuns()
  const reminders = (await desk.letters(desk.path)).filter(({ subject }) => /\] Remind/.test(subject))
  assert.deepEqual(
    reminders.map(({ to, subject }) => [to, subject]),
    [
      ['asha@aurora.example', '[PO-1001] Reminder: Kestrel Ltd asks to be disassociated'],
      ['partner-operations@zohocorp.com', '[PO-1001] Remind them otherwise: Kestrel Ltd, Aurora'],
    ],
  )
  desk.desk.setTime('2026-06-03T07:00:00.001Z')
  await desk.wakeRuns()
  assert.equal(await desk.stateOf(), 'lapsed')
})

test('G1: a step and its letters are one: what is refused half way leaves nothing behind', async (context) => {
  const { step, path, desk, letters, run, customer } = await confirmed(context)
  // Somebody untags the customer by hand meanwhile: the effect of agreeing is refused, and the step with it.
  await desk.app.db.system((tx) =>
    tx.call(
      {
        name: 'test_end',
        text: `update customer_mappings set ended_at = $2, ended_because = 'By hand' where customer_id = $1`,
      },
      [customer, desk.app.now()],
    ),
  )
  const before = await letters(path)
  const refused = await step('aurora', path, 'agree')
  assert.deepEqual([refused.status, refused.body.detail], [409, 'Kestrel Ltd is not mapped to Aurora any more.'])
  assert.deepEqual([(await run('agent', path)).state.id, await letters(path)], ['partner-told', before])
})

test('Time cannot do what is due: a person is told, nothing is tried for ever, and it can be tried again', async (context) => {
  const { path, desk, run, customer, wakeRuns, post, get } = await confirmed(context)
  const setEnded = (because: string | null) =>
    desk.app.db.system((tx) =>
      tx.call(
        {
          name: 'test_set',
          text: 'update customer_mappings set ended_at = $2, ended_because = $3 where customer_id = $1',
        },
        [customer, because === null ? null : desk.app.now(), because],
      ),
    )
  await setEnded('By hand')
  desk.setTime('2026-03-16T06:00:00Z')
  await wakeRuns()
  const { trouble, log, state } = await run('agent', path)
  assert.deepEqual([trouble.message, state.id], ['Kestrel Ltd is not mapped to Aurora any more.', 'partner-told'])
  assert.equal((await run('aurora', path)).trouble, null)
  assert.equal((await get('agent', '/runs?trouble=true')).body.items.length, 1)
  await wakeRuns()
  assert.equal((await run('agent', path)).log.length, log.length)
  assert.equal((await post('aurora', `${path}/run/retries`)).status, 403)
  assert.equal((await post('agent', `${path}/run/retries`)).status, 409)
  await setEnded(null)
  const tried = await post('agent', `${path}/run/retries`)
  assert.deepEqual([tried.status, tried.body.run.state.id, tried.body.run.trouble], [200, 'lapsed', null])
  assert.equal(tried.body.run.endedAt, '2026-03-12T06:00:00Z')
  const found: Difference[] = []
  await verify(desk.app, (difference) => void found.push(difference))
  assert.deepEqual(found, [])
})

test('C11: what comes due is done once, on however many nodes; nobody is reminded of what is over', async (context) => {
  const { desk, run, path, letters } = await confirmed(context)
  const reminders = async () => (await letters(path)).filter(({ subject }) => /Reminder/.test(subject)).length
  const onFourNodes = async (at: string) => {
    desk.setTime(at)
    const woken = await Promise.all([1, 2, 3, 4].map(() => wakeRuns(desk.app, 10)))
    assert.deepEqual(
      woken.flatMap(({ failed }) => failed),
      [],
    )
  }
  await onFourNodes('2026-03-11T06:00:01Z')
  assert.equal(await reminders(), 1)
  await onFourNodes('2026-03-20T06:00:00Z')
  const { log, outcome } = await run('agent', path)
  assert.deepEqual(
    [outcome, log.filter(({ kind }: any) => kind === 'deadline').map(({ at }: any) => at)],
    ['done', ['2026-03-11T06:00:00Z', '2026-03-12T06:00:00Z']],
  )
  assert.equal(await reminders(), 1)
})

test('E1: a reminder that is noticed only after the end is not sent, and the log says so', async (context) => {
  const { desk, run, path, letters, wakeRuns: wake } = await confirmed(context)
  desk.setTime('2026-03-20T06:00:00Z')
  await wake()
  assert.deepEqual(
    (await letters(path)).slice(2).map(({ subject }) => subject.replace(/^\S+ /, '')),
    ['Kestrel Ltd is no longer tagged to you', 'You are no longer with Aurora'],
  )
  const told = (await run('agent', path)).log.filter(({ kind }: any) => kind === 'deadline')
  assert.match(told[0].words, /^The partner is reminded\. Nothing was sent: it had gone on before this was noticed\.$/)
})
