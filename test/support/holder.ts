import { openCluster } from '../../src/storage/embedded/cluster.ts'
import type { ClusterOptions } from '../../src/storage/embedded/cluster.ts'

/**
 * A process that holds a cluster until it is told to stop (SIGTERM) or killed. Its argument are the options as JSON;
 * it prints one line of JSON, `{connection}` or `{problem}`.
 */
try {
  const cluster = await openCluster(JSON.parse(process.argv[2] ?? '{}') as ClusterOptions)
  process.once('SIGTERM', () => void cluster.stop().then(() => process.exit(0)))
  process.stdout.write(`${JSON.stringify({ connection: cluster.connection })}\n`)
} catch (thrown) {
  process.stdout.write(`${JSON.stringify({ problem: thrown instanceof Error ? thrown.message : String(thrown) })}\n`)
  process.exitCode = 1
}
