/** The settings that a command works with, out of its environment. */
import { fileURLToPath } from 'node:url'
import { readConfig, type Config } from '../config.ts'
import type { Policy } from '../domain/policy.ts'
import type { Io } from './io.ts'
import { CannotRun } from './problem.ts'

/** The program's own folder, where the defaults begin. */
const root = fileURLToPath(new URL('../..', import.meta.url))

export function settingsOf({ env }: Io): Config {
  const read = readConfig(env, root)
  if (!read.ok) throw new CannotRun(read.message)
  return read.config
}

/** The policy in POLICY_DIR, as its files are now: the filters need no database. */
export async function policyInFiles(io: Io): Promise<Policy> {
  const { policyDir } = settingsOf(io)
  const { loadPolicy } = await import('../policy/load.ts')
  const loaded = await loadPolicy(policyDir)
  if (loaded.ok) return loaded.policy
  const { formatMistakes } = await import('../policy/mistake.ts')
  throw new CannotRun(`The policy in ${policyDir} has mistakes:\n${formatMistakes(loaded.mistakes)}`)
}
