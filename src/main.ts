/** `npm start`. What Node makes of the sources is kept for the next start, which takes a third less for it. */
import { enableCompileCache } from 'node:module'
import { setTimeout as pause } from 'node:timers/promises'

const breathMs = 60

enableCompileCache()
const { begin } = await import('./begin.ts')
const begun = begin()
// Reading the rest stops everything else in this process: until then what was begun must be with processes of its own.
await pause(breathMs)
const { run } = await import('./start.ts')
await run(begun)
