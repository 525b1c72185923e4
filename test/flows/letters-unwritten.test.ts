import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { openSmtp } from '../../src/channels/mail/out/smtp.ts'
import { keepDelivering } from '../../src/jobs/delivering.ts'
import { postLetter } from '../../src/services/outbox/post.ts'
import { escalationDesk } from '../support/escalated.ts'
import { mailCatcher } from '../support/mail-catcher.ts'

async function until(holds: () => boolean): Promise<void> {
  for (let looks = 0; !holds(); looks += 1) {
    assert.ok(looks < 1_000, 'it never came about')
    await pause(20)
  }
}

test('A5: letters that cannot be written hold up no others; each is set aside with its reason, told once, and goes when it is mended', async (context) => {
  const catcher = await mailCatcher(context)
  const { desk, get, post, openSupport } = await escalationDesk(context, { letters: 'queued' })
  const { app } = desk
  const ticket = await openSupport()
  await app.db.system(async (tx) => {
    // Of a desk that the vendor has given up since: its words and its mailbox are nowhere.
    const to = { name: 'Asha', email: 'asha@aurora.example' }
    const posting = { template: 'mail-quiet', to, country: 'IN', state: null, ticket: null, partner: null } as const
    await postLetter(app, tx, { ...posting, desk: 'given-up', data: { lastAt: 'yesterday', hours: '4 h' } })
    // To a desk that is no more: nobody can say to whom it goes.
    await tx.call({
      name: 'to_no_desk',
      text: `insert into letters (ticket_id, partner_id, template, recipient, data, state, created_at)
        select ticket_id, partner_id, template, '{"kind":"desk","desk":"given-up","dataCentre":"com"}', data, state, created_at
        from letters where ticket_id = '${ticket.id}' limit 1`,
    })
  })
  const told: string[] = []
  const server = openSmtp(catcher.url, null)
  context.after(() => server.close())
  const delivering = keepDelivering(app, server, (message) => told.push(message))
  context.after(() => delivering.stop())
  await until(() => catcher.mails.length > 0 && told.length >= 2)
  assert.deepEqual(
    catcher.mails.map(({ rcptTo }) => rcptTo),
    [['asha@aurora.example']],
  )

  const failed = await get('admin', '/letters?state=failed')
  assert.equal(failed.status, 200)
  assert.equal(failed.body.items.length, 2)
  for (const each of failed.body.items) {
    assert.match(each.answer, /^It could not be written: The policy has no desk 'given-up'\. .*sent again\.$/)
    assert.equal(each.tries, 0)
    assert.equal((await get('admin', `/letters/${each.id}`)).status, 200)
    assert.equal(told.filter((message) => message.includes(each.id)).length, 1)
  }
  assert.equal((await get('admin', '/mail/health')).body.lettersFailed, 2)

  await app.db.system((tx) =>
    tx.call({
      name: 'mended',
      text: `update letters set origin = case when origin is null then null else jsonb_set(origin, '{desk}', '"support"') end,
        recipient = replace(recipient::text, 'given-up', 'support')::jsonb where state = 'failed'`,
    }),
  )
  for (const { id } of failed.body.items) assert.equal((await post('admin', `/letters/${id}/retry`)).status, 200)
  await until(() => catcher.mails.length === 3)
  assert.equal(told.length, 2)
})
