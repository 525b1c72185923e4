/** What processes hold in memory, in megabytes, as Linux tells it. */
import { readFileSync, readdirSync } from 'node:fs'

export interface Memory {
  readonly processes: number
  /** Resident: what is shared counts in each. */
  readonly rss: number
  /** What is shared is divided among those who share it, so that a sum says what is held. */
  readonly pss: number
}

export function memoryOf(pids: readonly number[]): Memory {
  const sum = (name: string): number =>
    pids.reduce((so, pid) => so + Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(rollupOf(pid))?.[1] ?? 0), 0)
  return { processes: pids.length, rss: sum('Rss') / 1_024, pss: sum('Pss') / 1_024 }
}

/** These and all that descend from them. */
export function familyOf(roots: readonly number[]): readonly number[] {
  const parents = new Map(
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map((name) => [Number(name), parentOf(Number(name))]),
  )
  const family = new Set(roots)
  for (let before = 0; before < family.size;) {
    before = family.size
    for (const [pid, parent] of parents) if (parent !== null && family.has(parent)) family.add(pid)
  }
  return [...family]
}

function parentOf(pid: number): number | null {
  const status = read(`/proc/${pid}/stat`)
  // The name stands in brackets and may hold anything.
  const fields = status.slice(status.lastIndexOf(')') + 2).split(' ')
  return fields[1] === undefined ? null : Number(fields[1])
}

const rollupOf = (pid: number): string => read(`/proc/${pid}/smaps_rollup`)

/** '' where the process has ended meanwhile. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
