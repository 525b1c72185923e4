import assert from 'node:assert/strict'
import { test } from 'node:test'
import { linkLimits } from '../../src/services/tickets/ask-link.ts'
import { askSecret, askToken } from '../../src/services/tickets/ask-token.ts'
import type { TicketId } from '../../src/domain/kernel.ts'
import { composed } from '../../src/services/outbox/compose.ts'
import { contextsOf } from '../../src/services/outbox/contexts.ts'
import { tracedLettersOf } from '../../src/storage/letter-lists.ts'
import { ask, start, testDesk } from '../support/http.ts'

/** Lacks four details of the reproduction; everything else is there. */
const lacking = {
  type: 'Technical Support',
  product: 'Zoho CRM',
  subject: 'A report is wrong',
  description: 'The sum is wrong since this morning.',
  customerEmail: 'admin@kestrel.example',
  reproducible: true,
  troubleshooting: 'Another browser: the same.',
}
const whole = {
  'reproduction.userId': '4412',
  'reproduction.superAdminEmail': 'admin@kestrel.example',
  'reproduction.customizationName': 'copy_invoice_number',
  'reproduction.occurredAt': '2026-03-10T05:30:00Z',
}

async function askingDesk(context: Parameters<typeof testDesk>[0]) {
  const desk = await testDesk(context)
  const [partner, agent, other] = await Promise.all(
    ['asha@aurora.example', 'agent@vendor.example', 'bjorn@borealis.example'].map((email) => desk.keyOf(email)),
  )
  const get = (path: string, key: string | null = partner ?? null) => ask(desk.url, 'GET', `/api/v1${path}`, { key })
  const post = (path: string, body: unknown, key: string | null = partner ?? null, headers = {}) =>
    ask(desk.url, 'POST', `/api/v1${path}`, { key, body, headers })
  const open = async (form: object = lacking) => (await post('/tickets', form)).body
  const tokenOf = async (id: string) => askToken(await askSecret(desk.app), id as TicketId)
  const link = (token: string) => get(`/supply?token=${encodeURIComponent(token)}`, null)
  const receipts = async (id: string) =>
    (await get(`/tickets/${id}/letters`, agent)).body.items.filter(({ template }: any) => template === 'receipt')
  return { desk, get, post, open, tokenOf, link, receipts, partner, agent, other }
}

const details = (answer: { body: any }): string[] => answer.body.missing.map(({ field }: any) => field)

test('B2, B3: what is missing is asked for at once, in one letter; where nothing is, nobody is asked', async (context) => {
  const { open, receipts, get } = await askingDesk(context)
  const ticket = await open()
  const letters = await receipts(ticket.id)
  assert.equal(letters.length, 1)
  assert.match(letters[0].text, /we need 4 things more from you/)
  assert.match(letters[0].text, /Tell us the ID of a user who sees it/)
  const asked = (await get(`/tickets/${ticket.id}/asked`)).body
  assert.equal(asked.askedAt, start)
  assert.deepEqual(
    asked.asked.map(({ name, suppliedAt }: any) => [name, suppliedAt]),
    ['User ID', 'Super admin email', 'Customization name', 'Date and time'].map((name) => [name, null]),
  )
  const full = await open({ ...lacking, reproducible: false })
  const [receipt] = await receipts(full.id)
  assert.doesNotMatch(receipt.text, /we need|\{asked\}|\n\n$/)
  assert.equal((await get(`/tickets/${full.id}/asked`)).body.askedAt, null)
})

test('B2, C5: what is given before any answer is a public message, and starts no second clock', async (context) => {
  const { desk, open, get, post, agent } = await askingDesk(context)
  const ticket = await open()
  desk.setTime('2026-03-10T06:20:00Z')
  const done = await post(`/tickets/${ticket.id}/details`, { details: whole })
  assert.equal(done.status, 200, JSON.stringify(done.body))
  assert.deepEqual(done.body.missing, [])
  assert.deepEqual(done.body.supplied, [
    {
      at: '2026-03-10T06:20:00Z',
      by: 'Asha',
      names: ['User ID', 'Super admin email', 'Customization name', 'Date and time'],
    },
  ])
  const after = (await get(`/tickets/${ticket.id}`)).body
  assert.deepEqual(
    after.clocks.map(({ kind, startedAt, stoppedAt }: any) => [kind, startedAt, stoppedAt]),
    [
      ['acknowledgement', start, null],
      ['determination', start, null],
    ],
  )
  const message = (await get(`/tickets/${ticket.id}/messages`)).body.items.at(-1)
  assert.deepEqual(
    [message.visibility, message.side, message.channel, message.author.name],
    ['public', 'partner', 'portal', 'Asha'],
  )
  assert.match(
    message.body,
    /^User ID: 4412\nSuper admin email: admin@kestrel\.example\nCustomization name: copy_invoice_number\nDate and time: Tue 10 Mar 2026, 05:30 UTC$/,
  )
  assert.ok(
    after.findings.every(({ verdict, suppliedAt }: any) => verdict !== 'ask' || suppliedAt === '2026-03-10T06:20:00Z'),
  )
  const events = (await get(`/tickets/${ticket.id}/events`, agent)).body.items
  assert.match(events.at(-1).words, /gave what was asked for: User ID, Super admin email/)
})

test('B3: the depth of the troubleshooting grows with what is given, and tells what it was at first', async (context) => {
  const { open, get, post } = await askingDesk(context)
  const ticket = await open()
  // Of 85 that are asked of this request: reproducible 15, description 15, steps 25 were there.
  assert.deepEqual((await get(`/tickets/${ticket.id}/asked`)).body.depth, {
    score: Math.round((55 / 85) * 100),
    given: [
      'Able to reproduce the problem?',
      'Description of the issue or question',
      'Troubleshooting steps performed',
    ],
    missing: ['User ID', 'Super admin email', 'Customization name', 'Date and time'],
    atFirst: Math.round((55 / 85) * 100),
  })
  const { body } = await post(`/tickets/${ticket.id}/details`, { details: { 'reproduction.userId': '4412' } })
  assert.deepEqual([body.depth.score, body.depth.atFirst], [Math.round((60 / 85) * 100), Math.round((55 / 85) * 100)])
  const rest = await post(`/tickets/${ticket.id}/details`, { details: { ...whole, 'reproduction.userId': '' } })
  assert.equal(rest.body.depth.score, 100)
})

test('B2: everything wrong is said at once, and nothing is half given', async (context) => {
  const { open, get, post, agent, other } = await askingDesk(context)
  const ticket = await open()
  const wrong = await post(`/tickets/${ticket.id}/details`, {
    details: {
      'reproduction.superAdminEmail': 'nobody',
      'reproduction.occurredAt': 'now',
      troubleshooting: 'x',
      'reproduction.userId': '1',
    },
  })
  assert.equal(wrong.status, 422)
  assert.deepEqual(wrong.body.errors.map(({ field }: any) => field).toSorted(), [
    'reproduction.occurredAt',
    'reproduction.superAdminEmail',
    'troubleshooting',
  ])
  assert.equal((await post(`/tickets/${ticket.id}/details`, { details: {} })).status, 422)
  assert.equal(
    (await post(`/tickets/${ticket.id}/details`, { details: { 'reproduction.userId': '1' } }, agent)).status,
    403,
  )
  assert.equal((await post(`/tickets/${ticket.id}/details`, { details: whole }, other)).status, 404)
  assert.equal((await get(`/tickets/${ticket.id}/asked`, other)).status, 404)
  assert.equal((await get(`/tickets/${ticket.id}/messages`)).body.items.length, 1)
})

test('B2: two that give it at once give it once', async (context) => {
  const { open, get, post } = await askingDesk(context)
  const ticket = await open()
  const both = await Promise.all([1, 2].map(() => post(`/tickets/${ticket.id}/details`, { details: whole })))
  assert.deepEqual(both.map(({ status }) => status).toSorted(), [200, 422])
  assert.equal((await get(`/tickets/${ticket.id}/messages`)).body.items.length, 2)
})

test('B2: the link works without signing in, and shows number, subject and what is asked, and nothing else', async (context) => {
  const { open, link, tokenOf, post, get } = await askingDesk(context)
  const ticket = await open()
  const token = await tokenOf(ticket.id)
  const shown = await link(token)
  assert.equal(shown.status, 200)
  assert.deepEqual(Object.keys(shown.body).toSorted(), ['expiresAt', 'fields', 'number', 'state', 'subject'])
  assert.deepEqual([shown.body.state, shown.body.number, shown.body.subject], ['open', ticket.number, lacking.subject])
  assert.equal(shown.body.expiresAt, '2026-03-24T06:00:00Z')
  assert.doesNotMatch(JSON.stringify(shown.body), /Aurora|Asha|kestrel/i)
  const done = await post('/supply', { token, details: whole }, null)
  assert.deepEqual([done.status, done.body.state, done.body.fields], [200, 'supplied', []])
  const message = (await get(`/tickets/${ticket.id}/messages`)).body.items.at(-1)
  assert.deepEqual([message.author.name, message.channel], ['Asha', 'portal'])
})

test('B2: a link that was used, is out of its days, or whose request is over says so, and takes nothing', async (context) => {
  const { desk, open, link, tokenOf, post, get, agent } = await askingDesk(context)
  const [used, late, over] = [await open(), await open(), await open()]
  const refuse = async (id: string) => (await post('/supply', { token: await tokenOf(id), details: whole }, null)).body
  await post('/supply', { token: await tokenOf(used.id), details: whole }, null)
  assert.equal((await link(await tokenOf(used.id))).body.state, 'supplied')
  assert.match((await refuse(used.id)).detail, /nothing more to do/)
  await post(`/tickets/${over.id}/solve`, { body: 'Done.' }, agent)
  assert.equal((await link(await tokenOf(over.id))).body.state, 'over')
  assert.match((await refuse(over.id)).detail, /A reply on it opens it again/)
  desk.setTime('2026-03-24T05:59:59Z')
  assert.equal((await link(await tokenOf(late.id))).body.state, 'open')
  desk.setTime('2026-03-24T06:00:00Z')
  const expired = await link(await tokenOf(late.id))
  assert.deepEqual([expired.body.state, expired.body.fields], ['expired', []])
  assert.match((await refuse(late.id)).detail, /Answer the mail that it came in/)
  // Signed in, there is no such limit.
  assert.equal(details(await get(`/tickets/${late.id}/asked`)).length, 4)
})

test('B2, G3: a link that was never given out is none: of nothing, of a ticket that was asked nothing, or changed in one letter', async (context) => {
  const { open, link, tokenOf, post } = await askingDesk(context)
  const ticket = await open()
  const token = await tokenOf(ticket.id)
  const unasked = await open({ ...lacking, reproducible: false })
  const flipped = `${token.slice(0, 30)}${token[30] === 'A' ? 'B' : 'A'}${token.slice(31)}`
  for (const wrong of ['x', flipped, `${token}A`, token.slice(1), await tokenOf(unasked.id), '../../tickets', '%00']) {
    const answer = await link(wrong)
    assert.ok([400, 404].includes(answer.status), wrong)
    assert.equal((await post('/supply', { token: wrong, details: whole }, null)).status, answer.status, wrong)
  }
  assert.match((await link(flipped)).body.detail, /Open it again from the mail/)
})

test('B2: links are not tried for long: after so many tries from one network it is said to wait', async (context) => {
  const { desk, link } = await askingDesk(context)
  for (let tries = 0; tries < linkLimits.forAddress; tries += 1) assert.equal((await link('x'.repeat(43))).status, 404)
  const answer = await link('x'.repeat(43))
  assert.equal(answer.status, 429)
  assert.ok(Number(answer.headers.get('retry-after')) > 0)
  desk.setTime('2026-03-10T06:15:01Z')
  assert.equal((await link('x'.repeat(43))).status, 404)
})

test('B2: the token stands nowhere in the database', async (context) => {
  const { desk, open, tokenOf } = await askingDesk(context)
  const ticket = await open()
  const token = await tokenOf(ticket.id)
  for (const table of ['tickets', 'events', 'letters', 'messages', 'settings']) {
    const text = `select count(*) as n from ${table} t where strpos(row_to_json(t)::text, $1) > 0`
    const rows = await desk.app.db.system((tx) => tx.call<{ n: number }>({ name: `look_${table}`, text }, [token]))
    assert.deepEqual(rows, [{ n: 0 }], table)
  }
})

test('B2, B3: it is asked once only: neither a transfer nor another kind asks again', async (context) => {
  const { open, receipts, post, agent, get } = await askingDesk(context)
  const ticket = await open()
  await post(`/tickets/${ticket.id}/reclassify`, { kind: 'question', reason: 'It is one.' }, agent)
  await post(`/tickets/${ticket.id}/reclassify`, { kind: 'incident', reason: 'It is none.' }, agent)
  assert.equal((await receipts(ticket.id)).length, 1)
  const letters = (await get(`/tickets/${ticket.id}/letters`, agent)).body.items
  assert.equal(letters.filter(({ text }: any) => /we need/.test(text)).length, 1)
})

test('B2: the receipt carries the link to the form, where it is known how the product is reached', async (context) => {
  const { desk, open, tokenOf } = await askingDesk(context)
  const [ticket, full] = [await open(), await open({ ...lacking, reproducible: false })]
  const text = async (id: string, publicUrl: string | null) => {
    const settings = { publicUrl, secret: await askSecret(desk.app) }
    return desk.app.db.system(async (tx) => {
      const letters = (await tracedLettersOf(tx, id as TicketId)).filter(({ template }) => template === 'receipt')
      const [letter] = letters
      assert.ok(letter !== undefined)
      return composed(letter, (await contextsOf(desk.app, tx, [letter]))(letter), settings, [], { sent: [], left: [] })
        .text
    })
  }
  const link = `https://desk.example/supply/${await tokenOf(ticket.id)}`
  assert.ok((await text(ticket.id, 'https://desk.example')).includes(`Give what is missing: ${link}`))
  assert.doesNotMatch(await text(ticket.id, null), /supply/)
  assert.doesNotMatch(await text(full.id, 'https://desk.example'), /Give what is missing/)
})
