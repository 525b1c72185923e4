/** Other processes of a benchmark: started here, ended here, by what `spawn` gave and nothing else. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

export interface Started<Line> {
  readonly pid: number
  /** The line that was waited for. */
  readonly said: Line
  /** How long it took to say it. */
  readonly afterMs: number
  stop(): Promise<void>
}

const running = new Set<ChildProcess>()
process.on('exit', () => running.forEach((child) => child.kill('SIGKILL')))

/** Before one that was asked to end is killed. */
const stoppingMs = 30_000

export interface StartOptions<Line> {
  readonly env?: Readonly<Record<string, string>>
  /** Which of its lines is waited for; the first one unless told. */
  readonly wanted?: (line: Line) => boolean
  /** How long it is waited for. */
  readonly patienceMs?: number
}

/** Starts a program of ours with the node of this run, and waits for a line of JSON. */
export async function startNode<Line>(
  args: readonly string[],
  { env = {}, wanted = () => true, patienceMs = 60_000 }: StartOptions<Line> = {},
): Promise<Started<Line>> {
  const since = performance.now()
  const child = spawn(process.execPath, args, { env: { ...process.env, ...env }, stdio: ['pipe', 'pipe', 'pipe'] })
  running.add(child)
  child.once('exit', () => running.delete(child))
  let errors = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors = (errors + text).slice(-4_000)))
  const { promise, resolve, reject } = Promise.withResolvers<Line>()
  const late = setTimeout(() => reject(new Error(`${args[0]} said nothing in time.\n${errors}`)), patienceMs)
  child.once('exit', (code) => reject(new Error(`${args[0]} ended with ${code}.\n${errors}`)))
  createInterface({ input: child.stdout }).on('line', (text) => {
    const line = parsed<Line>(text)
    if (line !== null && wanted(line)) resolve(line)
  })
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.stdin.end()
    child.kill('SIGTERM')
    const hard = setTimeout(() => child.kill('SIGKILL'), stoppingMs)
    await ended
    clearTimeout(hard)
  }
  try {
    const said = await promise
    return { pid: child.pid as number, said, afterMs: performance.now() - since, stop }
  } catch (thrown) {
    await stop()
    throw thrown
  } finally {
    clearTimeout(late)
  }
}

function parsed<Line>(text: string): Line | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Line) : null
  } catch {
    return null
  }
}
