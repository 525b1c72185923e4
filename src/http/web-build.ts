/**
 * The web client's files. In a clone they are built from `web/` at the start, once for each state of the sources; in a
 * package they come built. The build runs in a process of its own: its memory goes when it ends.
 */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { glob, mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

/** What the built files follow from. Tests beside the sources change nothing. */
const sources = [
  'web/**/*',
  'widget/**/*',
  'src/domain/**/*.ts',
  'src/http/wire.ts',
  'vite.config.ts',
  'package-lock.json',
]
const isSource = (path: string): boolean => !path.endsWith('.test.ts') && !path.endsWith('.test.tsx')

/** Builds the sources in `root` into the folder `outDir` (absolute). */
export type Build = (root: string, outDir: string) => Promise<void>

/** The folder of the built client, `dist/web` in `root`, up to date. Several starts at once build once. */
export async function ensureWebBuilt(root: string, build: Build = viteBuild): Promise<string> {
  const dir = join(root, 'dist/web')
  if (!existsSync(join(root, 'web/index.html'))) {
    if (existsSync(join(dir, 'index.html'))) return dir
    throw new Error(
      `The web client is missing: neither its sources (web) nor its built files (dist/web) are in ${root}.`,
    )
  }
  const wanted = await digestOf(root)
  if (await isBuilt(dir, wanted)) return dir
  await mkdir(join(root, 'dist'), { recursive: true })
  await alone(join(root, 'dist/web.lock'), async () => {
    if (await isBuilt(dir, wanted)) return
    const fresh = join(root, `dist/web.${process.pid}.new`)
    const old = join(root, `dist/web.${process.pid}.old`)
    await sweep(join(root, 'dist'))
    try {
      await build(root, fresh)
      await writeFile(join(fresh, stamp), wanted)
      // Another process may be serving the old files: they go only once the new ones are whole.
      if (existsSync(dir)) await rename(dir, old)
      await rename(fresh, dir)
    } finally {
      await rm(fresh, { recursive: true, force: true })
      await rm(old, { recursive: true, force: true })
    }
  })
  return dir
}

/** Says that all of a folder is packed; hidden, so that it is not served. */
export const packedStamp = '.packed'

/**
 * Packs the files of a built client, where they are not yet, in a process of its own that nobody waits for: it takes a second
 * of a processor, which the first start has other uses for. Until then they are sent as they are.
 */
export async function packWeb(dir: string): Promise<void> {
  if (existsSync(join(dir, packedStamp))) return
  const program = join(import.meta.dirname, 'web-pack.ts')
  const child = spawn(process.execPath, [program, dir], { stdio: 'ignore' })
  child.unref()
  // A folder that takes no files is served as it is.
  await new Promise((resolve) => child.on('error', resolve).on('close', resolve))
}

/** Takes away what builds that were broken off have left. */
async function sweep(dist: string): Promise<void> {
  for (const name of await readdir(dist)) {
    const owner = /^web\.(\d+)\.(?:new|old)$/.exec(name)?.[1]
    if (owner !== undefined && !isAlive(Number(owner))) await rm(join(dist, name), { recursive: true, force: true })
  }
}

/** Says which sources a folder was built from; hidden, so that it is not served. */
const stamp = '.built-from'

const isBuilt = async (dir: string, wanted: string): Promise<boolean> =>
  (await readFile(join(dir, stamp), 'utf8').catch(() => null)) === wanted

async function digestOf(root: string): Promise<string> {
  const files: string[] = []
  for await (const entry of glob(sources, { cwd: root, withFileTypes: true }))
    if (entry.isFile() && isSource(entry.name)) files.push(join(entry.parentPath, entry.name))
  const digest = createHash('sha256')
  for (const file of files.sort())
    digest
      .update(`${file.slice(root.length)}\0`)
      .update(await readFile(file))
      .update('\0')
  return digest.digest('hex')
}

/** Only one process at a time does `work`; the others wait for it. A lock whose owner is gone is taken over. */
async function alone(lock: string, work: () => Promise<void>): Promise<void> {
  for (;;) {
    const held = await open(lock, 'wx').catch((reason: NodeJS.ErrnoException) => {
      if (reason.code === 'EEXIST') return null
      throw reason
    })
    if (held !== null) {
      try {
        await held.writeFile(String(process.pid))
        await held.close()
        return await work()
      } finally {
        await rm(lock, { force: true })
      }
    }
    if (await isAbandoned(lock)) await rm(lock, { force: true })
    else await pause(100)
  }
}

async function isAbandoned(lock: string): Promise<boolean> {
  const owner = Number(await readFile(lock, 'utf8').catch(() => ''))
  if (owner > 0) return !isAlive(owner)
  // Between the making of the file and the writing of its owner lies a moment only.
  const made = await stat(lock).catch(() => null)
  return made !== null && Date.now() - made.mtimeMs > 5_000
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (reason) {
    return (reason as NodeJS.ErrnoException).code === 'EPERM'
  }
}

const viteBuild: Build = (root, outDir) =>
  new Promise((resolve, reject) => {
    const vite = join(root, 'node_modules/vite/bin/vite.js')
    const child = spawn(process.execPath, [vite, 'build', '--outDir', outDir, '--emptyOutDir', '--logLevel', 'warn'], {
      cwd: root,
      env: { ...process.env, NODE_ENV: 'production' },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let said = ''
    child.stdout.on('data', (chunk: Buffer) => (said += chunk))
    child.stderr.on('data', (chunk: Buffer) => (said += chunk))
    child.on('error', reject)
    child.on('close', (code) => {
      if (code === 0) resolve()
      else reject(new Error(`The web client could not be built (vite ended with ${code}):\n${said.trim()}`))
    })
  })
