/** What a file is called while it is being written, and what those leave behind that are killed meanwhile. */
import { createHash, randomBytes } from 'node:crypto'
import { readFileSync, readlinkSync } from 'node:fs'
import { lstat, readdir, rm } from 'node:fs/promises'
import { hostname } from 'node:os'
import { basename, dirname, join } from 'node:path'

/** Whoever writes shows so often that it lives, though it may have nothing to write just now. */
export const lifeSignMs = 30_000
/** Without a sign of life for so long nobody writes any more, on whatever machine it was. */
const deadAfterMs = 60 * 60_000

/** `FILE.HERE-PROCESS-RANDOM.part`, beside the file that it becomes. */
export const partFor = (place: string): string =>
  `${place}.${here()}-${process.pid}-${randomBytes(4).toString('hex')}.part`

/**
 * Removes the parts of this file whose writers are dead: at once where they ran on this machine, else when they have shown no
 * life for an hour. Those of the living stay, and whatever may not be removed. Returns their names.
 */
export async function removeDeadParts(place: string, now: number): Promise<readonly string[]> {
  const folder = dirname(place)
  const removed: string[] = []
  for (const name of await readdir(folder).catch(() => [])) {
    const writer = writerOf(name, basename(place))
    if (writer === null) continue
    const path = join(folder, name)
    const found = await lstat(path).catch(() => null)
    if (found === null || !found.isFile()) continue
    const isDead = now - found.mtimeMs > deadAfterMs || (writer.where === here() && !isRunning(writer.process))
    if (!isDead) continue
    const isGone = await rm(path).then(
      () => true,
      () => false,
    )
    if (isGone) removed.push(name)
  }
  return removed
}

interface Writer {
  /** Null of a version that did not write it down. */
  readonly where: string | null
  readonly process: number
}

/** Null where the name is no part of that file. */
function writerOf(name: string, file: string): Writer | null {
  if (!name.startsWith(`${file}.`)) return null
  const found = /^(?:([0-9a-f]{8})-(\d{1,10})-)?[0-9a-f]{8}\.part$/.exec(name.slice(file.length + 1))
  return found === null ? null : { where: found[1] ?? null, process: Number(found[2] ?? 0) }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (thrown) {
    // Somebody else's runs, too.
    return (thrown as NodeJS.ErrnoException).code !== 'ESRCH'
  }
}

/** Where the number of a process means what it means here: this machine since it was started, and this container of it. */
function here(): string {
  const parts = [hostname(), told(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8'))]
  parts.push(told(() => readlinkSync('/proc/self/ns/pid')))
  return createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 8)
}

/** Only Linux has these. */
function told(ask: () => string): string {
  try {
    return ask()
  } catch {
    return ''
  }
}
