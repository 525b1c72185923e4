import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { remindOfContacts } from '../../src/services/registry/diary.ts'
import { keepAvailability } from '../../src/storage/availabilities.ts'
import { insertCall, type CallId } from '../../src/storage/calls.ts'
import { escalationDesk, type Whose } from '../support/escalated.ts'
import { ask, cast } from '../support/http.ts'

/** Partners joined on 10 March 2026, when the clock stands still; quiet is after 60 days without a contact. */
async function withManager(context: TestContext) {
  const made = await escalationDesk(context)
  const { desk, manages } = made
  await manages(desk.people.agent, 'aurora')
  return {
    ...made,
    diary: `/partners/${made.partnerOf('aurora')}/diary`,
    put: async (who: Whose, path: string, body: unknown) =>
      ask(desk.url, 'PUT', `/api/v1${path}`, { key: await desk.keyOf(cast[who].email), body }),
    letters: () =>
      desk.app.db.system((tx) =>
        tx.call<{ template: string; email: string; data: Record<string, unknown> }>({
          name: 'diary_letters',
          text: `select template, recipient ->> 'email' as email, data from letters where template in ('contact-due', 'partner-quiet') order by id`,
        }),
      ),
  }
}

const visit = { on: '2026-03-09', kind: 'visit', words: 'They want to sell Desk as well.' }

test('D5: a contact is written down with the next one, the latest first; an entry stays as it is', async (context) => {
  const { desk, get, post, put, diary } = await withManager(context)
  const next = { dueOn: '2026-04-01', about: 'The results of the quarter' }
  const written = await post('agent', diary, { ...visit, next })
  assert.equal(written.status, 201, JSON.stringify(written.body))
  assert.deepEqual([written.body.lastContactOn, written.body.next], ['2026-03-10', next], 'it joined a day later')
  await post('agent', diary, { on: '2026-03-10', kind: 'mail', words: 'Sent the price list.' })
  await post('agent', diary, { on: '2026-03-01', kind: 'other', words: 'Met at the fair.' })
  const { items, standing } = (await get('agent', diary)).body
  assert.deepEqual(
    items.map(({ on, kind, by }: any) => [on, kind, by.name]),
    [
      ['2026-03-10', 'mail', 'Ann Agent'],
      ['2026-03-09', 'visit', 'Ann Agent'],
      ['2026-03-01', 'other', 'Ann Agent'],
    ],
  )
  assert.deepEqual([standing.next, standing.accountManager.name, standing.quiet], [next, 'Ann Agent', false])
  const page = (await get('agent', `${diary}?limit=2`)).body
  const rest = (await get('agent', `${diary}?limit=2&cursor=${page.nextCursor}`)).body
  assert.deepEqual([page.items.length, rest.items.length, rest.nextCursor], [2, 1, null])
  assert.equal((await put('agent', `${diary}/next`, { next: null })).body.next, null)
  const change = desk.app.db.system((tx) => tx.call({ name: 'rewrite', text: `update diary_entries set words = ''` }))
  await assert.rejects(change, /permission denied|append-only/)
})

test('D5, G3: the diary is the vendor’s: a partner has none of its own and sees nobody’s', async (context) => {
  const { get, post, put, diary } = await withManager(context)
  await post('agent', diary, visit)
  assert.equal((await get('aurora', diary)).status, 403)
  assert.equal((await post('aurora', diary, visit)).status, 403)
  assert.equal((await put('aurora', `${diary}/next`, { next: null })).status, 403)
  assert.equal((await get('borealis', diary)).status, 404)
  assert.equal((await get('aurora', '/diary/due')).status, 403)
})

test('D5: what is still to come is no entry, and what is wrong is said', async (context) => {
  const { post, diary } = await withManager(context)
  const ahead = await post('agent', diary, { ...visit, on: '2026-03-12' })
  assert.deepEqual([ahead.status, ahead.body.errors[0].field], [422, 'on'])
  const wrong = await post('agent', diary, { on: 'yesterday', kind: 'party', words: '', next: { dueOn: '2026-04-01' } })
  assert.deepEqual(
    wrong.body.errors.map(({ field }: any) => field),
    ['on', 'kind', 'words', 'next.about'],
  )
})

test('D5: an account manager is reminded once of a contact that is due, and once each time a partner has gone quiet', async (context) => {
  const { desk, get, post, diary, letters } = await withManager(context)
  await post('agent', diary, { ...visit, next: { dueOn: '2026-04-01', about: 'The quarter' } })
  const due = async (who: Whose, more = '') =>
    (await get(who, `/diary/due${more}`)).body.items.map(({ partner, quiet }: any) => [partner.name, quiet])
  desk.setTime('2026-03-31T23:59:59Z')
  await remindOfContacts(desk.app)
  assert.deepEqual([await due('agent'), await letters()], [[], []])
  desk.setTime('2026-04-01T05:00:00Z')
  await remindOfContacts(desk.app)
  await remindOfContacts(desk.app)
  assert.deepEqual(
    (await letters()).map(({ template, email, data }) => [template, email, data]),
    [['contact-due', cast.agent.email, { dueOn: '2026-04-01', about: 'The quarter' }]],
  )
  await post('agent', diary, { on: '2026-04-01', kind: 'meeting', words: 'All is well.', next: null })
  // Sixty days after: the day itself is not quiet yet.
  desk.setTime('2026-05-31T12:00:00Z')
  assert.deepEqual(await due('agent', '?mine=true'), [])
  desk.setTime('2026-06-01T12:00:00Z')
  assert.deepEqual(await due('agent', '?mine=true'), [['Aurora', true]])
  // Nobody manages Borealis: it is in everybody's list, and nobody is written to.
  assert.deepEqual((await due('admin')).toSorted(), [
    ['Aurora', true],
    ['Borealis', true],
  ])
  assert.deepEqual(await due('admin', '?mine=true'), [])
  await remindOfContacts(desk.app)
  desk.setTime('2026-06-05T12:00:00Z')
  await remindOfContacts(desk.app)
  const quiet = (await letters()).filter(({ template }) => template === 'partner-quiet')
  assert.deepEqual(
    quiet.map(({ email, data }) => [email, data]),
    [[cast.agent.email, { lastOn: '2026-04-01', days: 60 }]],
  )
  await post('agent', diary, { on: '2026-06-05', kind: 'call', words: 'They were on holiday.' })
  assert.deepEqual(await due('agent', '?mine=true'), [])
  desk.setTime('2026-09-01T12:00:00Z')
  await remindOfContacts(desk.app)
  assert.equal((await letters()).filter(({ template }) => template === 'partner-quiet').length, 2)
})

test('D5, D3: a call that was held is a contact; one that was cancelled or is to come is none', async (context) => {
  const { desk, get, diary } = await withManager(context)
  const { agent, aurora } = desk.people
  const call = async (startsAt: string): Promise<CallId> => {
    const id = desk.app.newId<'call'>()
    const at = Temporal.Instant.from(startsAt)
    const whose = { partner: aurora.partner as NonNullable<typeof aurora.partner>, contact: aurora.id, host: agent.id }
    await desk.app.db.system((tx) =>
      insertCall(
        tx,
        { id, ...whose, topic: 'Plans', startsAt: at, endsAt: at.add({ minutes: 30 }), bookedBy: aurora.id },
        desk.app.now(),
      ),
    )
    return id
  }
  const availability = { zone: 'UTC', week: {}, daysOff: [] }
  await desk.app.db.system((tx) => keepAvailability(tx, agent.id, availability, agent.id, desk.app.now()))
  await call('2026-03-20T10:00:00Z')
  const cancelled = await call('2026-03-25T10:00:00Z')
  await desk.app.db.system((tx) =>
    tx.call({ name: 'off', text: 'update calls set cancelled_at = $2 where id = $1' }, [cancelled, desk.app.now()]),
  )
  await call('2026-06-30T10:00:00Z')
  desk.setTime('2026-05-01T00:00:00Z')
  assert.equal((await get('agent', diary)).body.standing.lastContactOn, '2026-03-20')
})
