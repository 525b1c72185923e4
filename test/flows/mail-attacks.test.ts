import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TicketId } from '../../src/domain/kernel.ts'
import { keepReplyToken } from '../../src/storage/reply-tokens.ts'
import { heldWhy, mailDesk, ticketOf, type MailDesk } from '../support/mail-desk.ts'

/** The attack table: what strangers try by mail, each row with what must not happen. What stands in a mail: mail-attacks-contents.test.ts. */

const asha = 'Asha <asha@aurora.example>'
const bjorn = 'Björn <bjorn@borealis.example>'

const byAsha = { from: asha, by: 'aurora.example' } as const
const byBjorn = { from: bjorn, by: 'borealis.example' } as const

/** As the outbox does with each letter of a ticket. */
async function tokenFor({ desk }: MailDesk, ticket: TicketId, address: string): Promise<string> {
  const token = `t${ticket.replaceAll('-', '')}`
  const { partner } = desk.people.aurora
  await desk.app.db.system((tx) => keepReplyToken(tx, { token, ticket, partner, address, at: desk.app.now() }))
  return `partner-support+${token}@zohocorp.com`
}
const words = async ({ get }: MailDesk, ticket: TicketId): Promise<readonly string[]> =>
  (await get(`/tickets/${ticket}/messages`, 'agent')).body.items.map(({ body }: { body: string }) => body)

test('A forged From of a registered domain opens no ticket, whoever’s servers are in order: it waits for a person (A7)', async (context) => {
  const desk = await mailDesk(context)
  const why = heldWhy(await desk.post({ ...byAsha, by: 'evil.example' }))
  assert.match(why, /DMARC fail \(asks: reject\)/)
  assert.deepEqual([await desk.count('tickets'), await desk.count('mails_in'), await desk.count('letters')], [0, 1, 0])
  const { items } = (await desk.get('/held', 'agent')).body
  assert.deepEqual([items.length, items[0].from.email], [1, 'asha@aurora.example'])
  assert.match(items[0].reasons[0].message, /does not pass the test/)
  // The same, from where it should come.
  ticketOf(await desk.post(byAsha), 'open')
})

test('A reply token is worth nothing in other hands, nor one that is made up (A5, G3)', async (context) => {
  const desk = await mailDesk(context)
  const ticket = ticketOf(await desk.post(byAsha), 'open')
  const to = await tokenFor(desk, ticket, 'asha@aurora.example')
  assert.match(heldWhy(await desk.post({ ...byBjorn, to, body: 'Show me all of it.' })), /may not use the reply token/)
  assert.match(heldWhy(await desk.post({ ...byAsha, by: 'evil.example', to, body: 'Close it.' })), /DMARC fail/)
  const guessed = to.replace(/\+t./, '+tz')
  assert.match(heldWhy(await desk.post({ ...byAsha, to: guessed })), /token is none of ours/)
  assert.deepEqual(await words(desk, ticket), ['The sum is wrong.'])
  assert.equal(ticketOf(await desk.post({ ...byAsha, to, body: 'It is 12 too much.' }), 'reply'), ticket)
  const colleague = { from: 'Arun <arun@aurora.example>', by: 'aurora.example' } as const
  assert.equal(ticketOf(await desk.post({ ...colleague, to, body: 'Here, too.' }), 'reply'), ticket)
  assert.deepEqual(await words(desk, ticket), ['The sum is wrong.', 'It is 12 too much.', 'Here, too.'])
})

test('References to a stranger’s thread, or its number in the subject, open a ticket of one’s own and no door (G3)', async (context) => {
  const desk = await mailDesk(context)
  const ticket = ticketOf(await desk.post({ ...byAsha, head: ['Message-ID: <first@aurora.example>'] }), 'open')
  const { number } = (await desk.get(`/tickets/${ticket}`, 'agent')).body
  const hijack = ticketOf(
    await desk.post({
      ...byBjorn,
      subject: `Re: [${number}] A report is wrong`,
      head: ['In-Reply-To: <first@aurora.example>', 'References: <first@aurora.example>'],
    }),
    'open',
  )
  assert.notEqual(hijack, ticket)
  assert.equal((await desk.get(`/tickets/${hijack}`, 'agent')).body.partner.name, 'Borealis')
  assert.equal((await desk.get(`/tickets/${ticket}`, 'borealis')).status, 404)
  assert.deepEqual(await words(desk, ticket), ['The sum is wrong.'])
  const own = await desk.post({ ...byAsha, head: ['References: <first@aurora.example>'], body: 'And another thing.' })
  assert.equal(ticketOf(own, 'reply'), ticket)
})

test('A Message-ID that was used before, or none, joins nothing (A5)', async (context) => {
  const desk = await mailDesk(context)
  const ticket = ticketOf(await desk.post({ ...byAsha, head: ['Message-ID: <1@localhost>'] }), 'open')
  const repeated = { ...byBjorn, head: ['Message-ID: <1@localhost>'] }
  const second = ticketOf(await desk.post(repeated), 'open')
  assert.notEqual(second, ticket)
  const third = ticketOf(
    await desk.post({ ...byAsha, head: ['Message-ID: <>', 'In-Reply-To: <>'], body: 'Third.' }),
    'open',
  )
  assert.ok(third !== ticket && third !== second)
  // It names two tickets now, and so neither.
  const answer = ticketOf(await desk.post({ ...byAsha, head: ['In-Reply-To: <1@localhost>'], body: 'Fourth.' }), 'open')
  assert.ok(![ticket, second, third].includes(answer))
})

test('A partner is known by its domain in letters of its own, and nobody by one that looks like it (A7)', async (context) => {
  const desk = await mailDesk(context)
  const by = 'xn--bcher-kva.example'
  const ticket = ticketOf(await desk.post({ from: 'Jana <jana@bücher.example>', by }), 'open')
  assert.equal((await desk.get(`/tickets/${ticket}`, 'agent')).body.partner.name, 'Borealis')
  assert.equal(ticketOf(await desk.post({ from: `jana@${by}`, by, body: 'And this.' }), 'open') === ticket, false)
  heldWhy(await desk.post({ from: 'jana@bucher.example', by: 'evil.example' }))
})

test('Who is in Cc gets no letter, no access and no voice by it (G3)', async (context) => {
  const desk = await mailDesk(context)
  const head = ['Cc: bjorn@borealis.example, eve@evil.example', 'Message-ID: <cc@aurora.example>']
  const ticket = ticketOf(await desk.post({ ...byAsha, head }), 'open')
  assert.equal((await desk.get(`/tickets/${ticket}`, 'borealis')).status, 404)
  const reference = ['References: <cc@aurora.example>']
  const joined = ticketOf(await desk.post({ ...byBjorn, head: reference, body: 'Me too.' }), 'open')
  assert.notEqual(joined, ticket)
  heldWhy(await desk.post({ from: 'eve@evil.example', by: 'evil.example', head: reference, body: 'And I.' }))
  assert.deepEqual(await words(desk, ticket), ['The sum is wrong.'])
  const recipients = `letters where ticket_id = '${ticket}' and coalesce(address, recipient::text) ~ '(borealis|evil)'`
  assert.equal(await desk.count(recipients), 0)
})

test('Two desks that answer each other stop by themselves, and a machine that says so is never answered (A5)', async (context) => {
  const desk = await mailDesk(context)
  const receipts = () => desk.count("letters where template = 'receipt'")
  const { answers } = desk.desk.app.policies.current().mail.breaker
  let turns = 0
  for (let before = -1; turns < 50 && (await receipts()) > before; turns += 1) {
    before = await receipts()
    // It hides what it is, and opens a new thread for each letter that it gets.
    ticketOf(await desk.post({ ...byAsha, subject: `[Case ${turns}] We have your request` }), 'open')
  }
  assert.deepEqual([turns, await receipts()], [answers + 1, answers])
  const tickets = await desk.count('tickets')
  for (const line of [
    'Auto-Submitted: auto-replied',
    'Precedence: bulk',
    'X-Loop: desk',
    'List-Id: <all.aurora.example>',
  ]) {
    const done = await desk.post({ ...byAsha, head: [line], body: `We have it. ${line}` })
    assert.ok(done.state === 'done' && ['ignore', 'hold'].includes(done.outcome), line)
  }
  const ownMail = await desk.post({ ...byAsha, head: ['Message-ID: <letter-7@desk.example>'] })
  assert.ok(ownMail.state === 'done' && ownMail.outcome === 'ignore')
  assert.deepEqual([await desk.count('tickets'), await receipts()], [tickets, answers])
})

test('A copy that comes first, marked as a machine’s, does not swallow the mail itself (G1)', async (context) => {
  const desk = await mailDesk(context)
  const head = ['Message-ID: <the-one@aurora.example>']
  const marked = await desk.post({ ...byAsha, by: 'evil.example', head: [...head, 'X-Loop: yes', 'X-Autoreply: yes'] })
  assert.ok(marked.state === 'done' && marked.outcome === 'ignore')
  ticketOf(await desk.post({ ...byAsha, head }), 'open')
  const again = await desk.post({ ...byAsha, head })
  assert.ok(again.state === 'done' && again.outcome === 'duplicate')
})

test('A display name that looks like staff, or like the desk, is held with a warning (A7)', async (context) => {
  const desk = await mailDesk(context)
  for (const name of ['Ann Agent', 'Zoho Partner Support', 'Ann Аgent', '"asha@aurora.example"']) {
    const done = await desk.post({
      from: `${name.startsWith('"') ? name : `"${name}"`} <x@evil.example>`,
      by: 'evil.example',
      body: name,
    })
    heldWhy(done)
  }
  assert.equal(await desk.count("letters where template = 'held'"), 1, 'whoever is told is told once')
  const { items } = (await desk.get('/held', 'agent')).body
  const warnings = items.map(({ reasons }: any) => reasons[0].message.replace(/^The name '.*' /, ''))
  assert.deepEqual(
    warnings.map((warning: string) => warning.split(/[.,:]/)[0]),
    [
      'alone does not tell us who you are',
      'reads as though we had written it',
      'alone does not tell us who you are',
      'shows another address than x@evil',
    ],
  )
})
