import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { sql } from 'kysely'
import type { Actor } from '../../src/storage/database.ts'
import { guideDesk } from '../support/guide.ts'

test('G3: the database itself shows a partner the published version alone, and takes from it what is its own alone', async (context) => {
  const { desk, patch, post, write, publish, open } = await guideDesk(context)
  const published = await publish()
  await patch('agent', `/articles/${published.id}`, { version: 1, body: 'Not out yet.' })
  const draft = await write({ title: 'Draft' })
  await publish({ title: 'Inside', audience: 'staff' })
  const others = await open('borealis')
  await post('borealis', '/suggestions', { subject: 'renew subscription', draft: randomUUID() })
  await post('borealis', `/articles/${published.id}/feedback`, { helped: true })
  await post('agent', '/saved-replies', { title: 'Ours', body: 'Words.' })

  const { aurora } = desk.people
  const actor: Actor = { kind: 'partner', person: aurora.id, partner: aurora.partner! }
  const rows = (text: string): Promise<readonly Record<string, unknown>[]> =>
    desk.app.db.transaction(actor, (tx) => tx.run(sql<Record<string, unknown>>`${sql.raw(text)}`))
  assert.deepEqual(
    (await rows('select id from articles')).map(({ id }) => id),
    [published.id],
  )
  assert.deepEqual(
    (await rows('select article_id, number from article_versions')).map(({ article_id, number }) => [
      article_id,
      number,
    ]),
    [[published.id, 1]],
  )
  assert.deepEqual(
    (await rows('select slug from article_slugs')).map(({ slug }) => slug),
    [published.slug],
  )
  for (const table of ['article_acts', 'article_feedback', 'suggestions', 'saved_replies', 'saved_reply_uses'])
    assert.deepEqual(await rows(`select * from ${table}`), [], table)
  assert.deepEqual(
    await rows(`select * from similar_tickets(array['''report''', '''wrong'''], array[null, null]::text[], 5)`),
    [],
  )

  const suggestion = (partner: string, contact: string, article: string | null, ticket: string | null): string =>
    `insert into suggestions (id, partner_id, contact_id, draft, article_id, ticket_id, title, typed, offered_at)
      values ('${randomUUID()}', '${partner}', '${contact}', '${randomUUID()}', ${article === null ? 'null' : `'${article}'`},
        ${ticket === null ? 'null' : `'${ticket}'`}, 'x', 'x', '2026-03-10') returning id`
  const { borealis } = desk.people
  for (const wrong of [
    suggestion(aurora.partner!, aurora.id, draft.id, null),
    suggestion(aurora.partner!, aurora.id, null, others.id),
    suggestion(borealis.partner!, aurora.id, published.id, null),
    suggestion(aurora.partner!, borealis.id, published.id, null),
    `insert into article_feedback values ('${published.id}', 2, '${aurora.id}', '${aurora.partner}', true, null, '2026-03-10')`,
    `insert into article_feedback values ('${published.id}', 1, '${borealis.id}', '${aurora.partner}', true, null, '2026-03-10')`,
    `insert into article_slugs values ('mine', '${published.id}')`,
  ])
    await assert.rejects(rows(wrong), /row-level security/, wrong)
  for (const nothing of [
    `update articles set for_partners = true returning id`,
    `update suggestions set taken_at = offered_at returning id`,
    `update article_feedback set helped = false returning helped`,
  ])
    assert.deepEqual(await rows(nothing), [], nothing)
  assert.equal((await rows(suggestion(aurora.partner!, aurora.id, published.id, null))).length, 1)
})

test('G2: versions of an article and what was done with it are never changed, by nobody', async (context) => {
  const { desk, publish } = await guideDesk(context)
  await publish()
  for (const text of [
    `update article_versions set body = 'x'`,
    `delete from article_versions`,
    `update article_acts set reason = 'x'`,
    `delete from article_acts`,
  ])
    await assert.rejects(
      desk.app.db.system((tx) => tx.run(sql`${sql.raw(text)}`)),
      /permission denied|append-only/,
      text,
    )
})
