/**
 * Starting the product as it is started by whoever tries it: a fresh data folder with the demo, the same again, and what it
 * holds in memory when nobody asks for anything. The floor is its PostgreSQL alone.
 */
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { ensureWebBuilt } from '../src/http/web-build.ts'
import { openCluster } from '../src/storage/embedded/cluster.ts'
import { readPostmaster } from '../src/storage/embedded/postmaster.ts'
import { temporaryFolder } from './ground/desk.ts'
import { familyOf, memoryOf } from './ground/memory.ts'
import { startProduct } from './ground/product.ts'
import { tell, type Bench, type Row } from './report.ts'

const root = path.resolve(import.meta.dirname, '..')

export const bench: Bench = async ({ quick }) => {
  // Once for each state of the sources; the package has it built.
  const began = performance.now()
  await ensureWebBuilt(root)
  const building = performance.now() - began

  const floor = temporaryFolder()
  const product = temporaryFolder()
  try {
    const bare = { fresh: await bareStart(floor.folder), again: await bareStart(floor.folder) }
    const env = { DATA_DIR: product.folder, DEMO: '1', NODE_ENV: 'development' }
    const first = await startProduct(env)
    await first.stop()
    const second = await startProduct(env)
    try {
      const seconds = (milliseconds: number): number => milliseconds / 1_000
      return [
        tell({
          bench: 'start',
          what: 'on a fresh folder, demo included, until it serves',
          value: seconds(first.afterMs),
          unit: 's',
          against: { name: 'PostgreSQL alone', value: seconds(bare.fresh) },
          goal: { valueAtMost: 10 },
          more: { secondsToBuildTheClient: seconds(building).toFixed(1) },
        }),
        tell({
          bench: 'start',
          what: 'again, until it serves',
          value: seconds(second.afterMs),
          unit: 's',
          against: { name: 'PostgreSQL alone', value: seconds(bare.again) },
          goal: { valueAtMost: 3 },
        }),
        ...(await idle(second.pid, product.folder, quick ? 2_000 : 10_000)),
      ]
    } finally {
      await second.stop()
    }
  } finally {
    floor.remove()
    product.remove()
  }
}

async function bareStart(dataDir: string): Promise<number> {
  const began = performance.now()
  const cluster = await openCluster({ dataDir })
  const took = performance.now() - began
  await cluster.stop()
  return took
}

async function idle(pid: number, folder: string, afterMs: number): Promise<Row[]> {
  await pause(afterMs)
  const postmaster = readPostmaster(path.join(folder, 'postgres'))
  if (process.platform !== 'linux' || postmaster === undefined) {
    console.error('Memory is left out: only Linux says how much of it is shared.')
    return []
  }
  const servers = familyOf([postmaster.pid])
  const database = memoryOf(servers)
  // The server is a child of the product's: it would count twice.
  const own = memoryOf(familyOf([pid]).filter((each) => !servers.includes(each)))
  return [
    tell({
      bench: 'start',
      what: 'idle, all processes, shared memory counted once (PSS)',
      value: own.pss + database.pss,
      unit: 'MB',
      against: { name: 'PostgreSQL alone', value: database.pss },
      goal: { valueAtMost: 300 },
      more: {
        nodePss: Math.round(own.pss),
        nodeRss: Math.round(own.rss),
        postgresRss: Math.round(database.rss),
        processes: own.processes + database.processes,
      },
    }),
  ]
}
