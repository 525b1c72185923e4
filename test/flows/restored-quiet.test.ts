import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { fetchMail } from '../../src/channels/mail/imap-in.ts'
import { imapSources } from '../../src/channels/mail/imap-source.ts'
import { webhookClient } from '../../src/channels/webhook/client.ts'
import { openSmtp } from '../../src/channels/mail/out/smtp.ts'
import { addressDue, deliverDue } from '../../src/services/outbox/deliver.ts'
import { mailSettings } from '../../src/services/outbox/settings.ts'
import { deliverWebhooks } from '../../src/services/webhooks/deliver.ts'
import { backupFile, place, type Place } from '../support/backups.ts'
import { against, type Fields } from '../support/command-database.ts'
import { ask, right, start, testDesk } from '../support/http.ts'
import { startStandIn } from '../support/imap-stand-in.ts'
import { mailCatcher } from '../support/mail-catcher.ts'
import { zoho } from '../support/policies.ts'
import { receiver } from '../support/receiver.ts'

const at = Temporal.Instant.from(start)

/**
 * A desk with a letter and a webhook on their way, backed up at `at`, and restored elsewhere; and what leaves the copy, whose clock stands an hour
 * later. As though it had been restored half an hour before that: the machine's own clock is far ahead of both.
 */
async function restoredDesk(t: TestContext, more = '') {
  const old = await testDesk(t, { letters: 'queued' })
  Object.assign(old.app, { privateWebhooks: true })
  const target = await receiver(t)
  const key = await old.keyOf('asha@aurora.example')
  const agent = await old.keyOf('agent@vendor.example')
  const made = await ask(old.url, 'POST', '/api/v1/webhooks', {
    key,
    body: { url: target.url, topics: ['announcements'] },
  })
  assert.equal(made.status, 201, JSON.stringify(made.body))
  const tell = (url: string) =>
    ask(url, 'POST', '/api/v1/news', { key: agent, body: { title: 'Spring', body: 'It comes.' } })
  assert.equal((await tell(old.url)).status, 201)
  assert.equal((await ask(old.url, 'POST', '/api/v1/tickets', { key, body: right })).status, 201)
  await addressDue(old.app)

  const file = await backupFile(t)
  const url = old.app.db.connection as string
  assert.equal((await against(url)(`backup ${file}`)).status, 0)
  const to = await place(t)
  const restored = await against(to.url)(`restore ${file}${more}`)
  assert.equal(restored.status, 0)
  const catcher = await mailCatcher(t)
  const server = openSmtp(catcher.url, null)
  t.after(() => server.close())
  await to.owner(`update settings set value = value || jsonb_build_object('since', $1::text) where key = 'held-back'`, [
    at.add({ minutes: 30 }).toString(),
  ])
  const app = await to.open(at.add({ hours: 1 }))
  const site = await to.serve(app)
  return {
    to,
    app,
    restored,
    catcher,
    target,
    /** What a node does again and again. */
    async round() {
      await addressDue(app)
      await deliverDue(app, server, await mailSettings(app))
      await deliverWebhooks(app, webhookClient({ mayBePrivate: true }))
    },
    left: () => ({ letters: catcher.mails.length, webhooks: target.received.length }),
    async act() {
      assert.equal((await tell(site)).status, 201)
      assert.equal((await ask(site, 'POST', '/api/v1/tickets', { key, body: right })).status, 201)
    },
    health: async () => (await ask(site, 'GET', '/api/v1/mail/health', { key: agent })).body,
    metrics: async () => await (await fetch(`${site}/metrics`)).text(),
  }
}

const states = async ({ owner }: Place): Promise<readonly Fields[]> =>
  owner(`select 'letter' as what, state, count(*)::int as n from letters group by state
    union all select 'webhook', state, count(*)::int from webhook_deliveries group by state order by 1, 2`)

test('G1, G4: a restored desk sends nothing, whatever was waiting and whatever is done in it, until it is let out', async (t) => {
  const { to, restored, round, left, act, health, metrics } = await restoredDesk(t)
  assert.match(restored.err, /^Nothing leaves this desk: .* until 'desk release'\. Everybody signs in again\.\n$/)
  const before = await states(to)
  assert.deepEqual(
    before.map(({ what, state }) => `${what} ${state}`),
    ['letter queued', 'webhook queued'],
  )
  await round()
  assert.deepEqual([left(), await states(to)], [{ letters: 0, webhooks: 0 }, before])
  const told = await health()
  assert.equal(told.heldBack.since, '2026-03-10T06:30:00Z')
  assert.match(await metrics(), /^desk_held_back 1$/m)
  await act()
  await round()
  assert.deepEqual(left(), { letters: 0, webhooks: 0 })
})

test('G1: let out, it sends what was written since, and never by itself what was waiting before: that is stopped, and says why', async (t) => {
  const { to, round, left, act, health, metrics } = await restoredDesk(t)
  const [before] = await to.owner(`select count(*)::int as n from letters where state = 'queued'`)
  await act()
  await round()
  const released = await against(to.url)('release')
  assert.equal(released.status, 0)
  assert.deepEqual((released.lines[0] as Fields)['stopped'], { letters: before?.['n'], webhooks: 1 })
  const why = await to.owner(
    `select answer, state, min(created_at) as at from letters where answer is not null group by 1, 2
     union all select answer, state, created_at from webhook_deliveries where answer is not null`,
  )
  assert.equal(why.length, 2)
  for (const { answer, state, at: when } of why) {
    assert.match(String(answer), /^It was waiting when the backup was made/)
    assert.deepEqual([state, String(when)], ['failed', at.toString()])
  }
  await round()
  const { letters, webhooks } = left()
  assert.deepEqual([letters, webhooks], [before?.['n'], 1], 'as many as in the first hour, and they are of the second')
  const sent = await to.owner(`select count(*)::int as n from letters where state = 'sent' and created_at > $1`, [
    at.toString(),
  ])
  assert.deepEqual(sent, [{ n: letters }])
  assert.equal((await health()).heldBack, null)
  assert.match(await metrics(), /^desk_held_back 0$/m)
  const again = await against(to.url)('release')
  assert.deepEqual([again.status, again.out, again.err], [1, '', 'Nothing is held back here.\n'])
})

test('G1: it sends what was waiting where somebody says so; a desk that has moved goes on by itself', async (t) => {
  const { to, round, left, restored } = await restoredDesk(t)
  assert.equal((restored.lines[0] as Fields)['held'], true)
  const released = await against(to.url)('release --waiting send')
  const { sent } = released.lines[0] as { sent: Fields }
  await round()
  assert.deepEqual([left(), Number(sent['letters']) > 0], [sent, true])

  const moved = await restoredDesk(t, ' --moved')
  assert.deepEqual([moved.restored.err, (moved.restored.lines[0] as Fields)['held']], ['', false])
  await moved.round()
  assert.deepEqual(moved.left(), sent)
  assert.equal((await moved.health()).heldBack, null)
  const wrong = await against(moved.to.url)('release --waiting perhaps')
  assert.deepEqual([wrong.status, wrong.out], [2, ''])
  assert.match(wrong.err, /--waiting can be stop or send, not 'perhaps'\./)
})

test('G1: a restored desk leaves the mailboxes to the desk that it is a copy of', async (t) => {
  const { to, app } = await restoredDesk(t)
  const box = await startStandIn()
  t.after(() => box.stop())
  box.put(
    Buffer.from('From: asha@aurora.example\r\nTo: partner-support@zohocorp.com\r\nSubject: Help\r\n\r\nIt broke.\r\n'),
  )
  const read = imapSources(
    `imap://${encodeURIComponent(box.user)}:${encodeURIComponent(box.password)}@127.0.0.1:${box.port}/INBOX`,
    zoho,
  )
  assert.ok(read.ok)
  // Each look at whether it may fetch is one of these.
  let looks = 0
  const { promise: looked, resolve } = Promise.withResolvers<void>()
  const db = new Proxy(app.db, {
    get(of, name) {
      if (name === 'system' && (looks += 1) === 3) resolve()
      const value: unknown = Reflect.get(of, name, of)
      return typeof value === 'function' ? (value.bind(of) as unknown) : value
    },
  })
  const fetching = fetchMail({ ...app, db }, read.sources, () => undefined, { shortest: 10, turn: 10, look: 60_000 })
  t.after(() => fetching.stop())
  await looked
  const kept = async (): Promise<number> =>
    Number((await to.owner(`select count(*)::int as n from mails_in where way = 'imap'`))[0]?.['n'])
  assert.equal(await kept(), 0)
  assert.equal((await against(to.url)('release')).status, 0)
  while ((await kept()) === 0) await new Promise((resolve) => setImmediate(resolve))
})

test('G1: who was signed in at the backup signs in again, and links that set a password are none any more', async (t) => {
  const from = await place(t)
  const app = await from.open()
  await from.leave()
  const file = await backupFile(t)
  const id = app.newId()
  await from.owner(
    `insert into people (id, side, name, email, role, zone, created_at) values ($1, 'staff', 'Ada', 'ada@vendor.example', 'admin', 'UTC', now())`,
    [id],
  )
  await from.owner(`insert into auth_user values ('u', 'Ada', 'ada@vendor.example', true, null, now(), now(), $1)`, [
    id,
  ])
  await from.owner(
    `insert into auth_session values ('s', now() + interval '1 day', 'token', now(), now(), null, null, 'u')`,
  )
  await from.owner(
    `insert into auth_verification values ('v', 'ada', 'a link', now() + interval '1 day', now(), now())`,
  )
  await from.owner(
    `insert into password_links (id, hash, person_id, made_at, expires_at) values ($1, 'x', $1, now(), now() + interval '1 day')`,
    [id],
  )
  const counts = ({ owner }: Place) =>
    owner(`select (select count(*) from auth_user)::int as people, (select count(*) from auth_session)::int as sessions, (select count(*) from auth_verification)::int as links,
      (select count(*) from password_links where withdrawn_at is null)::int as passwords`)
  assert.equal((await against(from.url)(`backup ${file}`)).status, 0)
  const [copy, moved] = [await place(t), await place(t)]
  assert.equal((await against(copy.url)(`restore ${file}`)).status, 0)
  assert.equal((await against(moved.url)(`restore ${file} --moved`)).status, 0)
  assert.deepEqual(await counts(copy), [{ people: 1, sessions: 0, links: 0, passwords: 0 }])
  assert.deepEqual(await counts(moved), [{ people: 1, sessions: 1, links: 1, passwords: 1 }])
})
