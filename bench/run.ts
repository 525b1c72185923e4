/**
 * `npm run bench`: measures, each benchmark against a floor or a peer in the same run. `npm run bench -- NAME…` runs those,
 * `--quick` smaller ones. One line of JSON for each figure on standard output, a table at the end on standard error.
 */
import { parseArgs } from 'node:util'
import { closeFullDesks } from './ground/full-desks.ts'
import { table, type Bench, type Row } from './report.ts'

/** In the order in which they run. Loaded only when wanted: some need what others do not. */
const benches: Readonly<Record<string, () => Promise<{ readonly bench: Bench }>>> = {
  'working-time': () => import('./working-time.ts'),
  intake: () => import('./intake.ts'),
  wakes: () => import('./wakes.ts'),
  runs: () => import('./runs.ts'),
  pages: () => import('./pages.ts'),
  replay: () => import('./replay.ts'),
  start: () => import('./start.ts'),
  mail: () => import('./mail.ts'),
  'mail-intake': () => import('./mail-intake.ts'),
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { quick: { type: 'boolean', default: false } },
})
const unknown = positionals.filter((name) => !Object.hasOwn(benches, name))
if (unknown.length > 0) {
  console.error(
    `There is no benchmark '${unknown.join("', '")}': give ${Object.keys(benches).join(', ')}, or none for all.`,
  )
  process.exit(2)
}

const rows: Row[] = []
const failed: string[] = []
const began = performance.now()
for (const [name, load] of Object.entries(benches)) {
  if (positionals.length > 0 && !positionals.includes(name)) continue
  try {
    rows.push(...(await (await load()).bench(values)))
  } catch (thrown) {
    failed.push(name)
    console.error(`${name} failed:`, thrown)
  }
}
await closeFullDesks()
console.error(`\n${table(rows)}\n`)
console.error(
  `${((performance.now() - began) / 1_000).toFixed(0)} s. Goals met: ${rows.filter(({ met }) => met).length} of ${rows.filter(({ goal }) => goal).length}.`,
)
if (failed.length > 0) process.exitCode = 1
