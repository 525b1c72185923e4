import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { remindOfCalls } from '../../src/services/calls/reminders.ts'
import { setPointOfContact } from '../../src/storage/partners.ts'
import { escalationDesk, type Whose } from '../support/escalated.ts'
import { ask, cast } from '../support/http.ts'

/** The clock of the tests stands on Tuesday 10 March 2026, 06:00Z. */
const week = {
  zone: 'Asia/Kolkata',
  week: { 3: [{ opens: '10:00', closes: '12:00' }], 4: [{ opens: '10:00', closes: '12:00' }] },
  daysOff: [],
}
/** Wednesday 10:00 in India is within a day: Thursday 10:00 there. */
const first = '2026-03-12T04:30:00Z'
const second = '2026-03-12T05:00:00Z'
const topic = 'Plans for the next quarter'

async function callDesk(context: TestContext) {
  const made = await escalationDesk(context)
  const { desk, partnerOf } = made
  const { agent } = desk.people
  for (const who of ['aurora', 'borealis'] as const)
    await desk.app.db.system((tx) => setPointOfContact(tx, partnerOf(who), agent.id))
  const put = async (who: Whose, path: string, body: unknown) =>
    ask(desk.url, 'PUT', `/api/v1${path}`, { key: await desk.keyOf(cast[who].email), body })
  const hours = `/people/${agent.id}/availability`
  const set = await put('agent', hours, week)
  assert.equal(set.status, 200, JSON.stringify(set.body))
  return {
    ...made,
    put,
    hours,
    startsOf: async (who: Whose, more = '') =>
      (await made.get(who, `/calls/slots${more}`)).body.items.map(({ startsAt }: any) => startsAt),
    letters: () =>
      desk.app.db.system((tx) =>
        tx.call<{ template: string; email: string; data: any; calendar: string | null }>({
          name: 'call_letters',
          text: `select template, recipient ->> 'email' as email, data, calendar from letters where template like 'call-%' order by id`,
        }),
      ),
  }
}

/** The properties of an iCalendar object, unfolded and unescaped, each with its parameters. */
function parsed(calendar: string): Map<string, string[]> {
  assert.ok(calendar.split('\r\n').length > 5, 'its lines end as they must')
  const found = new Map<string, string[]>()
  for (const line of calendar.replaceAll('\r\n ', '').split('\r\n')) {
    const [, name, value] = /^([A-Z-]+)(?:;(?:"[^"]*"|[^":])*)?:(.*)$/.exec(line) ?? []
    if (name === undefined || value === undefined) continue
    found.set(name, [...(found.get(name) ?? []), value.replaceAll(/\\([,;\\])/g, '$1')])
  }
  return found
}

test('D3: a partner books a call at a free time; both sides are invited in their calendars, each told in its own zone', async (context) => {
  const { get, post, startsOf, letters } = await callDesk(context)
  const offered = (await get('borealis', '/calls/slots')).body
  assert.deepEqual(
    [offered.allowed, offered.host.name, offered.host.email, offered.zone, offered.hostZone, offered.minutes],
    [true, 'Ann Agent', null, 'Europe/Berlin', 'Asia/Kolkata', 30],
  )
  // A day ahead to the minute, and then the day after.
  assert.deepEqual(offered.items.slice(0, 2), [
    { startsAt: '2026-03-11T06:00:00Z', endsAt: '2026-03-11T06:30:00Z' },
    { startsAt: first, endsAt: second },
  ])
  const booked = await post('borealis', '/calls', { startsAt: first, topic })
  assert.equal(booked.status, 201, JSON.stringify(booked.body))
  assert.deepEqual(
    [
      booked.body.state,
      booked.body.host.name,
      booked.body.contact.name,
      booked.body.sequence,
      booked.body.changes.length,
    ],
    ['booked', 'Ann Agent', 'Björn', 0, 1],
  )
  assert.ok(!(await startsOf('borealis')).includes(first))
  assert.ok(!(await startsOf('aurora')).includes(first), 'it is taken for everybody')
  const sent = await letters()
  assert.deepEqual(
    sent.map(({ template, email, data }) => [template, email, data.when]),
    [
      ['call-booked', cast.borealis.email, 'Thu 12 Mar 2026, 05:30 (Europe/Berlin)'],
      ['call-booked', cast.agent.email, 'Thu 12 Mar 2026, 10:00 (Asia/Kolkata)'],
    ],
  )
  const invitation = parsed(sent[0]?.calendar ?? '')
  assert.equal(sent[1]?.calendar, sent[0]?.calendar)
  for (const [name, value] of [
    ['METHOD', 'REQUEST'],
    ['UID', `${booked.body.id}@calls.partner-desk`],
    ['SEQUENCE', '0'],
    ['DTSTART', '20260312T043000Z'],
    ['DTEND', '20260312T050000Z'],
    ['STATUS', 'CONFIRMED'],
    ['ORGANIZER', `mailto:${cast.agent.email}`],
  ] as const)
    assert.deepEqual(invitation.get(name), [value], name)
  assert.deepEqual(
    invitation.get('ATTENDEE')?.map((value) => value.toLowerCase()),
    [`mailto:${cast.borealis.email}`, `mailto:${cast.agent.email}`],
  )
  const { items } = (await get('agent', '/calls?mine=true')).body
  assert.deepEqual(
    items.map(({ id }: any) => id),
    [booked.body.id],
  )
})

test('D3: a topic and a name that would write into the invitation do not', async (context) => {
  const { desk, post, letters } = await callDesk(context)
  await desk.app.db.system((tx) =>
    tx.call({ name: 'rename', text: 'update people set name = $1 where id = $2' }, [
      'Bj"örn\r\nATTENDEE:mailto:evil@x.example',
      desk.people.borealis.id,
    ]),
  )
  const evil = 'Plans, and; more\\ of\nDTSTART:20200101T000000Z'
  assert.equal((await post('borealis', '/calls', { startsAt: first, topic: evil })).status, 201)
  const invitation = parsed((await letters())[0]?.calendar ?? '')
  assert.deepEqual(invitation.get('DTSTART'), ['20260312T043000Z'])
  assert.equal(invitation.get('ATTENDEE')?.length, 2)
  assert.match(invitation.get('SUMMARY')?.[0] ?? '', /Plans, and; more\\ of DTSTART:2020/)
})

test('D3: moved, it is the same invitation with the next sequence; cancelled, it is taken back; each side may, with a reason', async (context) => {
  const { get, post, letters, startsOf } = await callDesk(context)
  const { id } = (await post('borealis', '/calls', { startsAt: first, topic })).body
  const moved = await post('agent', `/calls/${id}/reschedule`, { startsAt: second, reason: 'I am late.' })
  assert.equal(moved.status, 200, JSON.stringify(moved.body))
  assert.deepEqual([moved.body.startsAt, moved.body.sequence], [second, 1])
  assert.ok((await startsOf('aurora')).includes(first), 'its time is free again')
  assert.equal((await post('borealis', `/calls/${id}/cancel`, {})).status, 400)
  const cancelled = await post('borealis', `/calls/${id}/cancel`, { reason: 'Settled by mail.' })
  assert.deepEqual([cancelled.status, cancelled.body.state, cancelled.body.sequence], [200, 'cancelled', 2])
  assert.deepEqual(
    cancelled.body.changes.map(({ what, by, reason }: any) => [what, by.name, reason]),
    [
      ['booked', 'Björn', null],
      ['moved', 'Ann Agent', 'I am late.'],
      ['cancelled', 'Björn', 'Settled by mail.'],
    ],
  )
  assert.ok((await startsOf('aurora')).includes(second))
  assert.deepEqual(
    (await letters()).map(({ template, calendar, data }) => {
      const told = parsed(calendar ?? '')
      return [template, data.by, told.get('METHOD')?.[0], told.get('SEQUENCE')?.[0], told.get('UID')?.[0]]
    }),
    [
      ['call-booked', 'Björn', 'REQUEST', '0'],
      ['call-booked', 'Björn', 'REQUEST', '0'],
      ['call-moved', 'Ann Agent', 'REQUEST', '1'],
      ['call-moved', 'Ann Agent', 'REQUEST', '1'],
      ['call-cancelled', 'Björn', 'CANCEL', '2'],
      ['call-cancelled', 'Björn', 'CANCEL', '2'],
    ].map((row) => [...row, `${id}@calls.partner-desk`]),
  )
  const again = await post('agent', `/calls/${id}/cancel`, { reason: 'Again.' })
  assert.equal(again.status, 409)
  assert.equal((await post('agent', `/calls/${id}/reschedule`, { startsAt: first })).status, 409)
  assert.deepEqual((await get('borealis', '/calls')).body.items, [])
  assert.equal((await get('borealis', '/calls?when=past')).body.items.length, 1)
})

test('D3, G1: twenty who book one time at the same moment get one call; the others are told to choose another', async (context) => {
  const { post, get, letters } = await callDesk(context)
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, place) =>
      post(place % 2 === 0 ? 'borealis' : 'aurora', '/calls', { startsAt: first, topic: `Try ${place}` }),
    ),
  )
  const statuses = answers.map(({ status }) => status)
  assert.equal(statuses.filter((status) => status === 201).length, 1, statuses.join())
  assert.ok(
    statuses.every((status) => status === 201 || status === 409 || status === 422),
    statuses.join(),
  )
  for (const { status, body } of answers)
    if (status !== 201) assert.equal(body.errors[0].field, 'startsAt', JSON.stringify(body))
  assert.equal((await get('agent', '/calls')).body.items.length, 1)
  assert.equal((await letters()).length, 2)
})

test('D3, G1: two calls that are moved to one time at once: one is; and a move and a cancellation leave no two minds', async (context) => {
  const { post, get, letters } = await callDesk(context)
  const third = '2026-03-12T05:30:00Z'
  const booked = [
    (await post('borealis', '/calls', { startsAt: first, topic })).body.id,
    (await post('aurora', '/calls', { startsAt: second, topic })).body.id,
  ]
  const moves = await Promise.all(
    booked.map((id, place) =>
      post(place === 0 ? 'borealis' : 'aurora', `/calls/${id}/reschedule`, { startsAt: third }),
    ),
  )
  assert.equal(moves.filter(({ status }) => status === 200).length, 1, JSON.stringify(moves.map(({ body }) => body)))
  assert.ok(moves.every(({ status }) => [200, 409, 422].includes(status)))
  const [id] = booked
  await Promise.all([
    post('borealis', `/calls/${id}/cancel`, { reason: 'Settled.' }),
    post('agent', `/calls/${id}/reschedule`, { startsAt: '2026-03-12T06:00:00Z', reason: 'Late.' }),
  ])
  const call = (await get('borealis', '/calls?when=past')).body.items.find((each: any) => each.id === id)
  assert.equal(call.state, 'cancelled')
  // What calendars were told last is the cancellation, with the highest sequence, of the one UID.
  const told = (await letters())
    .filter(({ calendar }) => calendar?.includes(`${id}@`))
    .map(({ calendar }) => parsed(calendar ?? ''))
  const sequences = told.map((each) => Number(each.get('SEQUENCE')?.[0]))
  assert.deepEqual(
    sequences,
    sequences.toSorted((a, b) => a - b),
  )
  assert.deepEqual(told.at(-1)?.get('METHOD'), ['CANCEL'])
  assert.equal(sequences.at(-1), call.sequence)
  // Each change went to both sides, once.
  assert.equal(told.length, 2 * (call.sequence + 1))
})

test('D3: the table itself refuses two calls of one person at once, whatever the program believes', async (context) => {
  const { desk, post } = await callDesk(context)
  assert.equal((await post('borealis', '/calls', { startsAt: first, topic })).status, 201)
  const copy = (from: string, to: string) =>
    desk.app.db.system((tx) =>
      tx.call(
        {
          name: 'copy_call',
          text: `insert into calls (id, partner_id, contact_id, host_id, host_no, topic, starts_at, ends_at, arranged_at, booked_by, created_at)
            select gen_random_uuid(), partner_id, contact_id, host_id, host_no, topic, $1, $2, arranged_at, booked_by, created_at
            from calls limit 1`,
        },
        [from, to],
      ),
    )
  await assert.rejects(copy('2026-03-12T04:59:59Z', '2026-03-12T05:30:00Z'), /calls_never_overlap/)
  await copy('2026-03-12T05:00:00Z', '2026-03-12T05:30:00Z')
})

test('D3, A8: who is not entitled is told why, by the offering and the tier, and books nothing', async (context) => {
  const { desk, get, post } = await callDesk(context)
  await desk.app.db.system((tx) =>
    tx.call({ name: 'demote', text: `update partners set tier = 'authorised' where id = $1` }, [
      desk.people.borealis.partner,
    ]),
  )
  const { allowed, because, items } = (await get('borealis', '/calls/slots')).body
  assert.deepEqual([allowed, items], [false, []])
  assert.match(because, /Authorised/)
  const refused = await post('borealis', '/calls', { startsAt: first, topic })
  assert.equal(refused.status, 403)
  assert.equal(refused.body.detail, because)
})

test('D3: what cannot be booked is refused with its reason: no free time, too soon, in the past, nobody named, too many', async (context) => {
  const { desk, get, post, partnerOf, put, hours } = await callDesk(context)
  for (const startsAt of [
    '2026-03-11T04:30:00Z',
    '2026-03-12T04:31:00Z',
    '2026-03-13T04:30:00Z',
    '2020-01-01T00:00:00Z',
  ]) {
    const refused = await post('borealis', '/calls', { startsAt, topic })
    assert.deepEqual([refused.status, refused.body.errors[0].field], [422, 'startsAt'], startsAt)
  }
  const spelt = await post('borealis', '/calls', { startsAt: first, topic, contact: desk.people.aurora.id })
  assert.deepEqual([spelt.status, spelt.body.errors[0].field], [422, 'contact'])
  for (const startsAt of [first, second, '2026-03-12T05:30:00Z'])
    assert.equal((await post('borealis', '/calls', { startsAt, topic })).status, 201, startsAt)
  const fourth = await post('borealis', '/calls', { startsAt: '2026-03-12T06:00:00Z', topic })
  assert.equal(fourth.status, 409)
  assert.match(fourth.body.detail, /3 calls to come/)
  await put('agent', hours, { ...week, daysOff: [{ fromOn: '2026-03-01', toOn: '2026-12-31' }] })
  assert.match((await get('aurora', '/calls/slots')).body.because, /no free time in the next 28 days/)
  await desk.app.db.system((tx) => setPointOfContact(tx, partnerOf('aurora'), null))
  assert.match((await get('aurora', '/calls/slots')).body.because, /Nobody is named yet/)
  await desk.app.db.system((tx) => setPointOfContact(tx, partnerOf('aurora'), desk.people.admin.id))
  assert.match((await get('aurora', '/calls/slots')).body.because, /Ada Admin has not said yet/)
})

test('D3, F8: who is away by the matrix takes no calls on those days', async (context) => {
  const { desk, startsOf } = await callDesk(context)
  assert.ok((await startsOf('aurora')).includes(first))
  await desk.app.db.system((tx) =>
    tx.call(
      {
        name: 'away',
        text: `insert into stand_ins (id, email, from_on, to_on, created_by, created_at) values ($1, $2, '2026-03-12', '2026-03-12', $3, $4)`,
      },
      [desk.app.newId(), cast.agent.email, desk.people.admin.id, desk.app.now()],
    ),
  )
  const left = await startsOf('aurora')
  assert.ok(!left.includes(first))
  assert.deepEqual(left.slice(0, 2), ['2026-03-11T06:00:00Z', '2026-03-18T04:30:00Z'])
})

test('G3: another partner’s call is not there; staff books for a partner and one of its own contacts', async (context) => {
  const { desk, get, post, partnerOf } = await callDesk(context)
  const { id } = (await post('borealis', '/calls', { startsAt: first, topic })).body
  assert.equal((await post('aurora', `/calls/${id}/cancel`, { reason: 'Mine.' })).status, 404)
  assert.deepEqual((await get('aurora', '/calls')).body.items, [])
  assert.deepEqual((await get('aurora', `/calls?partner=${partnerOf('borealis')}`)).body.items, [])
  assert.equal(
    (await get('aurora', `/calls/slots?partner=${partnerOf('borealis')}`)).body.zone,
    'Asia/Kolkata',
    'its own',
  )
  const missing = await post('agent', '/calls', { startsAt: second, topic })
  assert.deepEqual(
    missing.body.errors.map(({ field }: any) => field),
    ['partner', 'contact'],
  )
  const partner = partnerOf('aurora')
  const wrong = await post('agent', '/calls', { startsAt: second, topic, partner, contact: desk.people.borealis.id })
  assert.deepEqual([wrong.status, wrong.body.errors[0].field], [422, 'contact'])
  const booked = await post('agent', '/calls', { startsAt: second, topic, partner, contact: desk.people.colleague.id })
  assert.deepEqual([booked.status, booked.body.contact.name], [201, 'Arun'])
})

test('D3: both sides are reminded the day before, once; not of what was arranged later, nor of what was cancelled', async (context) => {
  const { desk, post, letters } = await callDesk(context)
  const [a, b, c] = [first, second, '2026-03-12T05:30:00Z']
  await post('borealis', '/calls', { startsAt: a, topic })
  const { id } = (await post('borealis', '/calls', { startsAt: b, topic: 'Off' })).body
  await post('borealis', `/calls/${id}/cancel`, { reason: 'No.' })
  desk.setTime('2026-03-11T04:29:59Z')
  assert.deepEqual(await remindOfCalls(desk.app), { reminded: 0 })
  desk.setTime('2026-03-11T04:30:00Z')
  assert.deepEqual(await remindOfCalls(desk.app), { reminded: 1 })
  assert.deepEqual(await remindOfCalls(desk.app), { reminded: 0 })
  // Booked at the last moment that its notice allows: nobody has forgotten it by then.
  desk.setTime('2026-03-11T05:30:00Z')
  assert.equal((await post('aurora', '/calls', { startsAt: c, topic })).status, 201)
  assert.deepEqual(await remindOfCalls(desk.app), { reminded: 0 })
  const reminders = (await letters()).filter(({ template }) => template === 'call-reminder')
  assert.deepEqual(
    reminders.map(({ email, data, calendar }) => [email, data.topic, calendar]),
    [
      [cast.borealis.email, topic, null],
      [cast.agent.email, topic, null],
    ],
  )
})

test('D3: afterwards the vendor notes what came of it; before it began, and for a partner, there is nothing to note', async (context) => {
  const { desk, get, post } = await callDesk(context)
  const { id } = (await post('borealis', '/calls', { startsAt: first, topic })).body
  const notes = { notes: 'They open an office in Pune.' }
  assert.equal((await post('agent', `/calls/${id}/notes`, notes)).status, 409)
  assert.equal((await post('borealis', `/calls/${id}/notes`, notes)).status, 403)
  desk.setTime('2026-03-12T05:00:00Z')
  assert.equal((await post('borealis', `/calls/${id}/cancel`, { reason: 'Too late.' })).status, 409)
  const noted = await post('agent', `/calls/${id}/notes`, notes)
  assert.equal(noted.status, 200, JSON.stringify(noted.body))
  assert.deepEqual(
    [noted.body.state, noted.body.notes.text, noted.body.notes.by.name],
    ['held', notes.notes, 'Ann Agent'],
  )
  await post('agent', `/calls/${id}/notes`, { notes: 'In May.' })
  const past = (await get('agent', '/calls?when=past')).body.items[0]
  assert.equal(past.notes.text, 'In May.')
  assert.equal((await get('borealis', '/calls?when=past')).body.items[0].notes, null)
})

test('D3: people keep their own hours, those who lead keep anybody’s; everything wrong is said, and partners have none', async (context) => {
  const { desk, get, put, hours } = await callDesk(context)
  const own = (await get('agent', hours)).body
  assert.deepEqual([own.zone, own.week, own.person.name], [week.zone, week.week, 'Ann Agent'])
  const ofAdmin = `/people/${desk.people.admin.id}/availability`
  assert.equal((await get('agent', ofAdmin)).body.changedAt, null)
  assert.equal((await put('agent', ofAdmin, week)).status, 403)
  assert.equal((await put('admin', hours, week)).status, 200)
  const wrong = await put('agent', hours, {
    zone: 'Mars',
    week: { 1: [{ opens: '17:00', closes: '09:00' }] },
    daysOff: [{ fromOn: '2026-03-02', toOn: '2026-03-01' }],
  })
  assert.deepEqual(
    [wrong.status, wrong.body.errors.map(({ field }: any) => field)],
    [422, ['zone', 'week.1.0.closes', 'daysOff.0.toOn']],
  )
  assert.equal((await put('agent', hours, { ...week, week: { 8: [] } })).status, 400)
  const contact = `/people/${desk.people.aurora.id}/availability`
  assert.equal((await get('agent', contact)).status, 404)
  assert.equal((await get('aurora', hours)).status, 404)
})

test('D3, F8: where the point of contact has left, calls are with the account manager, and nobody who left is reminded', async (context) => {
  const { desk, get, post, put, hire, manages, letters } = await callDesk(context)
  const pam = await hire('Pam Manager', 'pam@vendor.example')
  await manages(pam, 'aurora')
  const booked = await post('aurora', '/calls', { startsAt: first, topic })
  assert.equal(booked.status, 201, JSON.stringify(booked.body))
  const before = (await letters()).length
  await post('admin', `/staff/${desk.people.agent.id}/deactivate`, {})
  desk.setTime('2026-03-11T06:00:00Z')
  await remindOfCalls(desk.app)
  assert.deepEqual(
    (await letters()).slice(before).map(({ email }) => email),
    [cast.aurora.email],
  )
  const set = await put('admin', `/people/${pam.id}/availability`, week)
  assert.equal(set.status, 200, JSON.stringify(set.body))
  assert.equal((await get('aurora', '/calls/slots')).body.host.name, 'Pam Manager')
})
