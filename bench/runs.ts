/** Runs of workflows that wait: looking for what has come due must cost the same however many there are (C11). */
import pg from 'pg'
import { wakeRuns } from '../src/services/workflow/runs.ts'
import { alternate } from './ground/alternate.ts'
import { openBenchDesk, type BenchDesk } from './ground/desk.ts'
import { tell, type Bench } from './report.ts'

/** As the job that sweeps takes them. */
const batch = 200

/** Ten times as many must not cost more; that few cost about what none do is told beside it. */
export const bench: Bench = async ({ quick }) => {
  const [none, few, many] = [await openBenchDesk(), await openBenchDesk(), await openBenchDesk()]
  const rounds = quick ? 100 : 400
  try {
    await fill(few, 10_000)
    await fill(many, 100_000)
    const withFew = await alternate(
      rounds,
      () => sweep(few),
      () => sweep(none),
    )
    const withMany = await alternate(
      rounds,
      () => sweep(many),
      () => sweep(few),
    )
    return [
      tell({ ...row('10,000', withFew.first), against: { name: 'with none', value: withFew.second } }),
      tell({
        ...row('100,000', withMany.first),
        against: { name: 'with 10,000', value: withMany.second },
        goal: { atMost: 1.3 },
      }),
    ]
  } finally {
    for (const desk of [none, few, many]) await desk.close()
  }
}

const row = (waiting: string, value: number) =>
  ({ bench: 'runs', what: `a sweep that finds nothing due, ${waiting} runs waiting`, value, unit: 'ms' }) as const

async function sweep({ app }: BenchDesk): Promise<void> {
  const { runs, failed } = await wakeRuns(app, batch)
  if (runs + failed.length > 0) throw new Error('Something was due that should not be.')
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
