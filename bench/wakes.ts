/** Waking: a sweep must cost the same however many clocks run, and catch up fast with what has come due (C11). */
import pg from 'pg'
import { wakeDue } from '../src/services/wake.ts'
import { alternate } from './ground/alternate.ts'
import { twoDesks } from './ground/full-desks.ts'
import type { FullDesk } from './ground/many-tickets.ts'
import { tell, type Bench, type Row } from './report.ts'

/** As the job that sweeps takes them. */
const batch = 200

export const bench: Bench = async ({ quick }) => {
  const [small, large] = await twoDesks(quick)
  return [
    await idleSweep(small, large, quick, 'a sweep that finds nothing due'),
    await dueSweep(large, quick ? 1_000 : 10_000),
    await idleSweep(small, large, quick, 'a sweep that finds nothing due, after those'),
  ]
}

async function idleSweep(small: FullDesk, large: FullDesk, quick: boolean, what: string): Promise<Row> {
  const sweep = async ({ app }: FullDesk): Promise<void> => {
    const { tickets, failed } = await wakeDue(app, batch)
    if (tickets + failed.length > 0) throw new Error('Something was due that should not be.')
  }
  const took = await alternate(
    quick ? 50 : 400,
    () => sweep(large),
    () => sweep(small),
  )
  return tell({
    bench: 'wakes',
    what: `${what}, ${count(large.tickets)} clocks running`,
    value: took.first,
    unit: 'ms',
    against: { name: `at ${count(small.tickets)}`, value: took.second },
    goal: { atMost: 1.3 },
  })
}

/** Everything that comes due until the instant of the `many`th, noticed at once, as after the program was down. */
async function dueSweep(desk: FullDesk, many: number): Promise<Row> {
  const client = new pg.Client({ connectionString: desk.url })
  await client.connect()
  try {
    const instant = await client.query<{ ms: string }>(
      `select (extract(epoch from wake_at) * 1000)::bigint as ms from tickets where wake_at is not null
       order by wake_at offset $1 limit 1`,
      [many - 1],
    )
    const then = Temporal.Instant.fromEpochMilliseconds(Number(instant.rows[0]?.ms))
    const app = { ...desk.app, now: () => then }
    const woken = await perSecond(async () => {
      const { tickets, failed } = await wakeDue(app, batch)
      if (failed.length > 0) throw failed[0]?.error
      return tickets
    })

    await client.query(
      `
      create table floor_wakes as select id, wake_at, null::timestamptz as woken_at from tickets;
      alter table floor_wakes add primary key (id);
      create index on floor_wakes (wake_at) where wake_at is not null;
      update floor_wakes set wake_at = $1 where id in (select id from floor_wakes where wake_at is not null limit ${many});
      analyze floor_wakes`.replaceAll('$1', pg.escapeLiteral(then.toString())),
    )
    const floor = await perSecond(async () => {
      const { rowCount } = await client.query({
        name: 'floor',
        text: `update floor_wakes set wake_at = null, woken_at = $1 where id in (
          select id from floor_wakes where wake_at <= $1 order by wake_at limit ${batch} for update skip locked)`,
        values: [then.toString()],
      })
      return rowCount ?? 0
    })
    await client.query('drop table floor_wakes')
    return tell({
      bench: 'wakes',
      what: `${count(woken.tickets)} due at once, of ${count(desk.tickets)}`,
      value: woken.perSecond,
      unit: 'per second',
      against: { name: 'bare updates', value: floor.perSecond },
      more: { seconds: woken.seconds.toFixed(2) },
    })
  } finally {
    await client.end()
  }
}

async function perSecond(take: () => Promise<number>) {
  const began = performance.now()
  let tickets = 0
  for (let taken = batch; taken === batch; tickets += taken) taken = await take()
  const seconds = (performance.now() - began) / 1_000
  return { tickets, seconds, perSecond: tickets / seconds }
}

const count = (figure: number): string => figure.toLocaleString('en-US')
