/**
 * Processor time of other processes. Unlike what a clock on the wall says, it hardly changes when somebody else uses the
 * machine too.
 */
import { readFileSync } from 'node:fs'
import { familyOf } from './memory.ts'

/** As Linux counts it there: a hundredth of a second, whatever the kernel itself ticks in. */
const msPerTick = 10

/** Milliseconds that these and all that descend from them have worked so far; not a number where only Linux would tell. */
export const processorMs = (roots: readonly number[]): number =>
  process.platform === 'linux' ? familyOf(roots).reduce((sum, pid) => sum + ticksOf(pid) * msPerTick, 0) : Number.NaN

/** Of a process and of its children that have ended: for programs and for the system on their behalf. */
function ticksOf(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // After the name, which may have anything in it.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0)
  } catch {
    return 0
  }
}
