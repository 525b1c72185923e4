import assert from 'node:assert/strict'
import { test } from 'node:test'
import { countRuns, dueRuns, settledNotices } from '../../src/storage/workflow-runs.ts'
import type { Tx } from '../../src/storage/database.ts'
import { workflowDesk } from '../support/runs.ts'

interface Read {
  readonly scanned: number
  readonly fetched: number
}

/** How many rows of runs a piece of work has read: all there are, one by one, and those that an index led to. */
async function readBy(tx: Tx, work: () => Promise<unknown>): Promise<Read> {
  const read = async (): Promise<Read> => {
    const [row] = await tx.call<Read>({
      name: 'test_read',
      text: `select seq_tup_read::integer as scanned, idx_tup_fetch::integer as fetched
        from pg_stat_xact_user_tables where relname = 'workflow_runs'`,
    })
    return row ?? { scanned: 0, fetched: 0 }
  }
  const before = await read()
  await work()
  const after = await read()
  return { scanned: after.scanned - before.scanned, fetched: after.fetched - before.fetched }
}

test('Ten thousand runs that wait are not looked at until they are due', async (context) => {
  const { desk, openOperations, begin, customerOf, wakeRuns, get } = await workflowDesk(context)
  const { path } = await openOperations('aurora')
  const customer = await customerOf('aurora')
  await begin('agent', path, 'disassociation', { customer, consentFrom: 'admin@kestrel.example' })
  const { db } = desk.app
  await db.system(async (tx) => {
    await tx.call({
      name: 'test_many',
      text: `insert into workflow_runs (id, ticket_id, partner_id, workflow, policy_version, revision, state, waits_for, entered_at,
          run, notice, notice_delivered, trouble, wake_at, due_at, started_at)
        select gen_random_uuid(), gen_random_uuid(), partner_id, workflow, policy_version, revision, state, waits_for, entered_at,
          run, 'run:of-the-tests:' || n, true, false, wake_at + n * interval '1 minute', due_at + n * interval '1 minute', started_at
        from workflow_runs, generate_series(1, 10000) n`,
    })
  })
  const at = desk.app.now()
  await db.system(async (tx) => {
    const nothing = await readBy(tx, async () => {
      assert.deepEqual(await dueRuns(tx, at, 100), [])
      assert.deepEqual(await settledNotices(tx, 100), [])
    })
    assert.deepEqual(nothing, { scanned: 0, fetched: 0 })
    // A week later one reminder is due, and it alone is read.
    const due = await readBy(tx, async () => {
      assert.equal((await dueRuns(tx, Temporal.Instant.from('2026-03-17T06:00:00.001Z'), 100)).length, 1)
    })
    assert.equal(due.scanned, 0)
    assert.ok(due.fetched <= 1, `${due.fetched} were read`)
    // What counts them does read them all: so much would be seen.
    const all = await readBy(tx, () => countRuns(tx))
    assert.ok(all.scanned + all.fetched > 10_000, JSON.stringify(all))
  })
  await wakeRuns()
  const { items } = (await get('agent', '/runs/counts')).body
  assert.equal(items.find(({ workflow }: any) => workflow === 'disassociation').states[0].open, 10_001)
})
