/**
 * Intake over HTTP against a floor: a bare server that writes each request as one row of the same PostgreSQL, with the same
 * load, by turns. The product checks, classifies, promises, hashes, and writes ticket, clocks, ledger, message and letter.
 * Beside the rate, what each request costs in processor time: that stays the same while others use the machine.
 */
import path from 'node:path'
import { openBenchDesk } from './ground/desk.ts'
import { startNode, type Started } from './ground/processes.ts'
import { processorMs } from './ground/processor.ts'
import { partnersWithKeys, startProduct } from './ground/product.ts'
import { requestBodies } from './ground/requests.ts'
import type { Load, Loaded } from './intake/load.ts'
import { median, shortened, tell, type Bench } from './report.ts'

const connections = 16
const file = (name: string): string => path.resolve(import.meta.dirname, 'intake', name)

export const bench: Bench = async ({ quick }) => {
  const rounds = quick ? 2 : 7
  const span = quick ? { warmMs: 500, measuredMs: 1_000 } : { warmMs: 500, measuredMs: 4_000 }
  const desk = await openBenchDesk()
  const started: Started<unknown>[] = []
  try {
    const keys = await partnersWithKeys(desk.app, connections)
    const floor = await startNode<{ port: number }>([file('floor.ts'), desk.url, String(connections)])
    started.push(floor)
    const product = await startProduct({ DATABASE_URL: desk.url })
    started.push(product)
    const loads = {
      floor: { pid: floor.pid, port: floor.said.port, path: '/' },
      product: {
        pid: product.pid,
        port: Number(new URL(product.said.url).port),
        path: '/api/v1/tickets',
      },
    }
    const measure = async (
      which: keyof typeof loads,
      given: Pick<Load, 'warmMs' | 'measuredMs'>,
    ): Promise<Measured> => {
      const { pid, ...where } = loads[which]
      const used = () => ({ node: processorMs([pid]), postgres: processorMs([desk.postmaster]) })
      const before = used()
      const loaded = await run({ ...where, keys, bodies: requestBodies, ...given })
      const after = used()
      const each = (ms: number): number => Math.round((ms * 1_000) / loaded.answered)
      return {
        ...loaded,
        nodeUs: each(after.node - before.node),
        postgresUs: each(after.postgres - before.postgres),
        loadUs: each(loaded.processorMs),
      }
    }

    // Until both are compiled and know their callers.
    const warm = { warmMs: quick ? 1_000 : 3_000, measuredMs: 1 }
    await measure('floor', warm)
    await measure('product', warm)
    const results: { floor: Measured; product: Measured }[] = []
    for (let round = 0; round < rounds; round += 1)
      results.push({ floor: await measure('floor', span), product: await measure('product', span) })

    const middle = (pick: (round: (typeof results)[number]) => number): number => median(results.map(pick))
    return [
      tell({
        bench: 'intake',
        what: `POST /tickets on ${connections} connections`,
        value: middle(({ product }) => product.perSecond),
        unit: 'per second',
        against: { name: 'bare inserts', value: middle(({ floor }) => floor.perSecond) },
        goal: { atLeast: 0.5 },
        more: {
          rounds: results.map(({ floor, product }) => `${product.perSecond}/${floor.perSecond}`).join(' '),
          medianMs: middle(({ product }) => product.medianMs),
          p99Ms: middle(({ product }) => product.p99Ms),
          floorMedianMs: middle(({ floor }) => floor.medianMs),
          floorP99Ms: middle(({ floor }) => floor.p99Ms),
          nodeUs: middle(({ product }) => product.nodeUs),
          postgresUs: middle(({ product }) => product.postgresUs),
          loadUs: middle(({ product }) => product.loadUs),
          floorNodeUs: middle(({ floor }) => floor.nodeUs),
          floorPostgresUs: middle(({ floor }) => floor.postgresUs),
          floorLoadUs: middle(({ floor }) => floor.loadUs),
          processorRatio: shortened(middle(({ floor }) => total(floor)) / middle(({ product }) => total(product))),
        },
      }),
    ]
  } finally {
    for (const each of started) await each.stop()
    await desk.close()
  }
}

/** With the processor time of a request, in microseconds: the server's, PostgreSQL's and of the load itself. */
interface Measured extends Loaded {
  readonly nodeUs: number
  readonly postgresUs: number
  readonly loadUs: number
}

/** What the requests cost the machine; the load is part of it, as it is of the rate. */
const total = ({ nodeUs, postgresUs, loadUs }: Measured): number => nodeUs + postgresUs + loadUs

async function run(load: Load): Promise<Loaded> {
  const { said, stop } = await startNode<Loaded>([file('load.ts'), JSON.stringify(load)])
  await stop()
  return said
}
