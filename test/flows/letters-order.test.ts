import assert from 'node:assert/strict'
import { test } from 'node:test'
import { right } from '../support/http.ts'
import { escalationDesk } from '../support/escalated.ts'

test('A5: letters stand in the order in which they were written, whatever order they came in, page by page, whichever are asked for', async (context) => {
  const { desk, get, post } = await escalationDesk(context)
  const { body } = await post('aurora', '/tickets', { ...right, severity: 2 })
  // As a seed or an import does: the later row is of the earlier day, and some are of one instant.
  await desk.app.db.system((tx) =>
    tx.call(
      {
        name: 'written',
        text: `insert into letters (ticket_id, template, recipient, data, state, created_at, address, addressed_at, origin)
        select l.ticket_id, l.template, l.recipient, l.data, l.state, at, 'asha@aurora.example', at, l.origin
        from (select * from letters limit 1) as l, unnest($1::timestamptz[]) as at`,
      },
      [
        [
          '2026-03-03T08:00:00.001Z',
          '2026-03-01T08:00:00Z',
          '2026-03-02T08:00:00Z',
          '2026-03-02T08:00:00Z',
          '2026-03-03T08:00:00Z',
        ],
      ],
    ),
  )
  await desk.app.db.system((tx) =>
    tx.call({ name: 'addressed', text: `update letters set address = 'asha@aurora.example' where address is null` }),
  )
  const pages = async (which: string): Promise<string[]> => {
    const seen: { id: string; at: string }[] = []
    let cursor = ''
    do {
      const page = await get('agent', `/letters?limit=2${which}${cursor}`)
      assert.equal(page.status, 200, JSON.stringify(page.body))
      seen.push(...page.body.items)
      cursor = page.body.nextCursor === null ? '' : `&cursor=${encodeURIComponent(page.body.nextCursor)}`
    } while (cursor !== '')
    assert.equal(new Set(seen.map(({ id }) => id)).size, seen.length)
    return seen.map(({ at }) => at)
  }
  const all = await pages('')
  assert.equal(all.length, 6)
  assert.deepEqual(
    all,
    all.toSorted((one, other) => Date.parse(other) - Date.parse(one)),
  )
  for (const which of ['&state=captured', '&q=asha@aurora.example', '&q=@aurora.example', `&q=${body.number}`])
    assert.deepEqual(await pages(which), all, which)
})
