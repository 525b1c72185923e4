/** Runs of workflows that wait: looking for what has come due must cost the same however many there are (C11). */
import pg from 'pg'
import { wakeRuns } from '../src/services/workflow/runs.ts'
import { alternate } from './ground/alternate.ts'
import { openBenchDesk, type BenchDesk } from './ground/desk.ts'
import { tell, type Bench } from './report.ts'

/** As the job that sweeps takes them. */
const batch = 200

export const bench: Bench = async ({ quick }) => {
  const waiting = quick ? 10_000 : 100_000
  const [none, many] = [await openBenchDesk(), await openBenchDesk()]
  try {
    await fill(many, waiting)
    const sweep = async ({ app }: BenchDesk): Promise<void> => {
      const { runs, failed } = await wakeRuns(app, batch)
      if (runs + failed.length > 0) throw new Error('Something was due that should not be.')
    }
    const took = await alternate(
      quick ? 100 : 400,
      () => sweep(many),
      () => sweep(none),
    )
    return [
      tell({
        bench: 'runs',
        what: `a sweep that finds nothing due, ${waiting.toLocaleString('en-US')} runs waiting`,
        value: took.first,
        unit: 'ms',
        against: { name: 'with none', value: took.second },
        goal: { atMost: 1.3 },
      }),
    ]
  } finally {
    await none.close()
    await many.close()
  }
}

/** Each with a deadline in days to come, and a notice that has arrived. */
async function fill({ url, app }: BenchDesk, waiting: number): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(
      `insert into workflow_runs (id, ticket_id, partner_id, workflow, policy_version, revision, state, waits_for, entered_at,
         run, notice, notice_delivered, trouble, wake_at, due_at, started_at)
       select gen_random_uuid(), gen_random_uuid(), null, 'disassociation', 1, 3, 'partner-told', 'partner', $1::timestamptz,
         '{}', 'run:' || gen_random_uuid() || ':2:0', true, false, $1::timestamptz + make_interval(hours => 24 + n % 500),
         $1::timestamptz + make_interval(hours => 48 + n % 500), $1::timestamptz
       from generate_series(1, ${waiting}) n`,
      [app.now().toString()],
    )
    await client.query('analyze workflow_runs')
  } finally {
    await client.end()
  }
}
