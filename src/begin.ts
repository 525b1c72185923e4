/** What takes long and needs little of the program: it is begun before the rest of it is read, which takes as long. */
import { resolve } from 'node:path'
import { readConfig, type Config } from './config.ts'
import { ensureWebBuilt } from './http/web-build.ts'
import { openCluster, type Cluster } from './storage/embedded/cluster.ts'

export const root = resolve(import.meta.dirname, '..')
export const tell = (message: string): void => void process.stderr.write(`${message}\n`)

export interface Begun {
  readonly config: Config
  /** The folder of the built web client; it is built in a process of its own. */
  readonly webDir: Promise<string>
  /** Undefined where the database is somebody else's. */
  readonly cluster: Promise<Cluster> | undefined
  /** Calls `stop` whenever the process is to end from now on, and at once where that was said already. */
  whenAsked(stop: () => void): void
}

const signals = ['SIGINT', 'SIGTERM'] as const

/** Ends the process where its settings are wrong. */
export function begin(): Begun {
  const read = readConfig(process.env, root)
  if (!read.ok) {
    tell(read.message)
    process.exit(1)
  }
  const { config } = read
  // Whoever ends us meanwhile waits until there is somebody to stop what has begun.
  let asked = false
  const note = (): void => void (asked = true)
  for (const signal of signals) process.on(signal, note)
  const webDir = ensureWebBuilt(root)
  const cluster = config.databaseUrl === null ? openCluster({ dataDir: config.dataDir, log: tell }) : undefined
  // Both are waited for later, and told of then.
  for (const each of [webDir, cluster]) each?.catch(() => undefined)
  return {
    config,
    webDir,
    cluster,
    whenAsked(stop) {
      for (const signal of signals) process.off(signal, note).on(signal, stop)
      if (asked) stop()
    },
  }
}
