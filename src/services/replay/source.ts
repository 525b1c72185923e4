/** What a log is known by, so that the same one is the same under another name, packed or not, and when it has grown. */
import { createHash } from 'node:crypto'
import type { LogLine } from './log-line.ts'

/**
 * By the first line that can be understood: its ticket, and a digest of all that is read of it. A log grows at its end,
 * and its file may be renamed, packed or written with other spaces.
 */
export function sourceOf(first: LogLine): string {
  const { number: _place, ...read } = first
  const said = 'given' in read ? { ...read, given: null } : read
  const digest = createHash('sha256').update(JSON.stringify(said)).digest('hex')
  return `${first.ticket} ${digest.slice(0, 16)}`
}
