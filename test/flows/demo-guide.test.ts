import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cast } from '../../seeds/demo/company.ts'
import { furnish } from '../../seeds/demo/guide.ts'
import { mistakesInPlaceholders } from '../../src/domain/placeholders.ts'
import { deflectionReport } from '../../src/services/guide/deflection-report.ts'
import { seekArticles } from '../../src/services/guide/reading.ts'
import { seekSavedReplies } from '../../src/services/saved-replies.ts'
import { insertPartners } from '../../src/storage/partners.ts'
import { insertPeople } from '../../src/storage/people.ts'
import { testDesk } from '../support/http.ts'

test('The demo has a guide that partners find their way in, replies that can be used, and requests that it saved (B6, B10)', async (t) => {
  const { app } = await testDesk(t)
  const policy = app.policies.current()
  const company = cast(policy, app.now())
  const employees = company.people.filter(({ side }) => side === 'staff')
  await app.db.system(async (tx) => {
    await insertPeople(tx, employees)
    await insertPartners(tx, company.partners)
    await insertPeople(
      tx,
      company.people.filter(({ side }) => side === 'partner'),
    )
    await furnish(tx, policy, company, app.now())
  })
  const page = { limit: 50, cursor: null }
  const { person, partner } = company.contact('arjun')
  const asPartner = { kind: 'partner', person: person.id, partner: partner.id } as const
  const support = company.staff('support')
  const asAgent = { kind: 'staff', person: support.id, role: 'agent', desks: support.desks } as const

  const all = await seekArticles(app, asAgent, page)
  assert.ok(all.ok)
  assert.equal(all.value.items.length, 8)
  for (const { title, categories } of all.value.items) assert.ok(categories.length > 0, title)
  const own = await seekArticles(app, asPartner, page)
  assert.ok(own.ok)
  assert.equal(own.value.items.length, 7)
  const found = await seekArticles(app, asPartner, { ...page, q: 'invalid tok' })
  assert.ok(found.ok)
  assert.match(found.value.items[0]?.title ?? '', /INVALID_TOKEN/)

  const replies = await seekSavedReplies(app, asAgent, page)
  assert.ok(replies.ok)
  assert.equal(replies.value.items.length, 10)
  for (const { title, body } of replies.value.items) assert.deepEqual(mistakesInPlaceholders(body), [], title)
  for (const language of ['deluge', 'json', 'http'])
    assert.ok(
      replies.value.items.some(({ body }) => body.includes(`\`\`\`${language}\n`)),
      language,
    )

  const span = { from: app.now().subtract({ hours: 24 * 365 }), to: app.now() }
  const { overall, rows } = await deflectionReport(app, asAgent, 'month', span)
  assert.ok(overall.deflected > 0 && overall.deflected < overall.offered)
  assert.ok(rows.length > 1)
})
