import assert from 'node:assert/strict'
import { test } from 'node:test'
import { insertPeople } from '../../src/storage/people.ts'
import { insertStandIn } from '../../src/storage/stand-ins.ts'
import { desk } from '../support/command-line.ts'
import { zohoFolder } from '../support/policies.ts'
import { replayDesk } from '../support/replay.ts'
import { person } from '../support/storage.ts'

test('On a day the coverage has its stand-ins, and ends with 1 where a place then reaches nobody (F8)', async (t) => {
  const { app, url } = await replayDesk(t)
  const lead = person('Lena Lead', { side: 'staff', role: 'lead', desks: ['support'], email: 'lena@desk.example' })
  await app.db.system(async (tx) => {
    await insertPeople(tx, [lead])
    for (const email of ['sakthi.g@zohocorp.com', 'daniel.p@zohocorp.com'])
      await insertStandIn(tx, {
        id: app.newId<'stand-in'>(),
        email,
        fromOn: '2026-12-21',
        toOn: '2026-12-31',
        standIn: null,
        createdBy: lead.id,
        createdAt: app.now(),
      })
  })
  const on = (day: string) => desk(['policy', 'coverage', zohoFolder, '--on', day], { env: { DATABASE_URL: url } })
  const away = await on('2026-12-31')
  assert.equal(away.status, 1)
  assert.match(away.err, /support, level 2 .*reach nobody: .*\bAU\b/)
  assert.equal((await on('2027-01-01')).status, 0)
  const wrong = await on('2026-02-30')
  assert.deepEqual([wrong.status, wrong.out], [2, ''])
  assert.match(wrong.err, /--on must be a day/)
})
