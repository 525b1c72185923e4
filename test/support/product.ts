/** The whole product in a process of its own, as `npm start` runs it, on a folder of a test's own. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { createInterface } from 'node:readline'

const root = path.resolve(import.meta.dirname, '../..')

export interface Product {
  readonly url: string
  /** Where it receives mail. */
  readonly mail: { readonly host: string; readonly port: number } | null
  readonly process: ChildProcess
}

export type Settings = Readonly<Record<string, string>>

const environment = (folder: string, settings: Settings): NodeJS.ProcessEnv => {
  const { DATABASE_URL: _other, ...rest } = process.env
  return { ...rest, DATA_DIR: folder, PORT: '0', DEMO: '1', HOST: '127.0.0.1', ...settings }
}

export async function startProduct(folder: string, settings: Settings = {}): Promise<Product> {
  const child = spawn(process.execPath, ['src/main.ts'], {
    cwd: root,
    env: environment(folder, settings),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  child.stderr.on('data', (text) => (said += String(text)))
  for await (const line of createInterface({ input: child.stdout })) {
    const word = JSON.parse(line) as { ready?: boolean; url: string; mail?: string }
    if (word.ready !== true) continue
    const at = word.mail?.lastIndexOf(':') ?? -1
    const mail =
      word.mail === undefined ? null : { host: word.mail.slice(0, at), port: Number(word.mail.slice(at + 1)) }
    return { url: word.url, mail, process: child }
  }
  throw new Error(`It did not start: ${said}`)
}

export async function stopProduct({ process: child }: Product): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGTERM')
  await once(child, 'exit')
}

/** `desk ARGS` in a process of its own; its lines. */
export async function deskCommand(
  folder: string,
  args: readonly string[],
  settings: Settings = {},
): Promise<{ readonly code: number | null; readonly lines: readonly Record<string, unknown>[] }> {
  const child = spawn(process.execPath, ['src/cli.ts', ...args], {
    cwd: root,
    env: environment(folder, settings),
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let out = ''
  child.stdout.on('data', (text) => (out += String(text)))
  const [code] = (await once(child, 'close')) as [number | null]
  const lines = out.split('\n').filter((line) => line !== '')
  return { code, lines: lines.map((line) => JSON.parse(line) as Record<string, unknown>) }
}
