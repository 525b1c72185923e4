/**
 * Intake over HTTP against a floor: a bare server that writes each request as one row of the same PostgreSQL, with the same
 * load, by turns. The product checks, classifies, promises, hashes, and writes ticket, clocks, ledger, message and letter.
 */
import path from 'node:path'
import { openBenchDesk } from './ground/desk.ts'
import { startNode, type Started } from './ground/processes.ts'
import { partnersWithKeys, startProduct } from './ground/product.ts'
import { requestBodies } from './ground/requests.ts'
import type { Load, Loaded } from './intake/load.ts'
import { median, tell, type Bench } from './report.ts'

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
      floor: { port: floor.said.port, path: '/' },
      product: { port: Number(new URL(product.said.url).port), path: '/api/v1/tickets' },
    }
    const measure = (which: keyof typeof loads, given: Omit<Load, 'port' | 'path' | 'keys' | 'bodies'>) =>
      run({ ...loads[which], keys, bodies: requestBodies, ...given })

    // Until both are compiled and know their callers.
    const warm = { warmMs: quick ? 1_000 : 3_000, measuredMs: 1 }
    await measure('floor', warm)
    await measure('product', warm)
    const results: { floor: Loaded; product: Loaded }[] = []
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
        },
      }),
    ]
  } finally {
    for (const each of started) await each.stop()
    await desk.close()
  }
}

async function run(load: Load): Promise<Loaded> {
  const { said, stop } = await startNode<Loaded>([file('load.ts'), JSON.stringify(load)])
  await stop()
  return said
}
