import { readFileSync } from 'node:fs'

/** Milliseconds between two looks. */
const interval = 500

/**
 * Calls `act` once when the npm that started this process is gone. npm passes a signal on to the shell it runs scripts
 * in, and that shell dies of it without a word to us: whoever ends `npm start` would leave the desk running, and be
 * refused when he starts it again.
 */
export function whenLeftAlone(act: () => void, env: NodeJS.ProcessEnv = process.env): void {
  if (env.npm_lifecycle_event !== 'start' && env.npm_lifecycle_event !== 'dev') return
  const before = starters()
  const timer = setInterval(() => {
    if (starters() === before) return
    clearInterval(timer)
    act()
  }, interval)
  timer.unref()
}

/** Our parent and, if that is only npm's shell, npm. Who started npm may go: `nohup npm start &` is meant to stay. */
function starters(): string {
  const parent = process.ppid
  try {
    const stat = readFileSync(`/proc/${parent}/stat`, 'utf8')
    const [, name = '', grandparent] = /\((.*)\) \S (\d+)/s.exec(stat) ?? []
    return /^(npm|node)/.test(name) ? String(parent) : `${parent} ${grandparent}`
  } catch {
    // No such folder but on Linux: there the shell alone is watched.
    return String(parent)
  }
}

/** Whoever reads what we say may go away, and a disk that it is written to may be full: no reason to end. */
export function outliveReaders(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)
}
