/** A file that is there whole or not at all, for its owner alone. */
import { link, lstat, open, realpath, rename, rm, stat, type FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'
import { lifeSignMs, partFor, removeDeadParts } from './part-file.ts'
import { CannotRun } from './problem.ts'

/**
 * Writes `bytes` beside `path` under a name of its own, and puts them in their place once they are on the disk. What is there already stays,
 * unless `replace`. Rejects with a `CannotRun` that says what is in the way of it; nothing is left behind then. What others
 * who were killed have left of the same file is removed before; returns the names of these.
 */
export async function writeNewFile(
  path: string,
  bytes: AsyncIterable<Uint8Array>,
  replace: boolean,
): Promise<readonly string[]> {
  const place = await placeOf(path, replace)
  const removed = await removeDeadParts(place, Temporal.Now.instant().epochMilliseconds)
  const part = partFor(place)
  const file = await open(part, 'wx', 0o600).catch((thrown: unknown) => refuse(path, thrown))
  const livesStill = setInterval(() => {
    const seconds = Temporal.Now.instant().epochMilliseconds / 1_000
    file.utimes(seconds, seconds).catch(() => undefined)
  }, lifeSignMs)
  try {
    try {
      // Whoever makes `bytes` has failures of its own: only ours are about the file.
      for await (const piece of bytes) await writeAll(file, piece).catch((thrown: unknown) => refuse(path, thrown))
      await file.sync().catch((thrown: unknown) => refuse(path, thrown))
    } finally {
      clearInterval(livesStill)
      await file.close()
    }
    await putInPlace(part, place, replace).catch((thrown: unknown) => refuse(path, thrown))
    return removed
  } catch (thrown) {
    await rm(part, { force: true }).catch(() => undefined)
    throw thrown
  }
}

async function writeAll(file: FileHandle, piece: Uint8Array): Promise<void> {
  for (let from = 0; from < piece.length;) from += (await file.write(piece, from)).bytesWritten
}

/** Where it comes to: a link is followed. Only a file is ever replaced, and no device or pipe. */
export async function placeOf(path: string, replace: boolean): Promise<string> {
  const there = await stat(path).catch((thrown: NodeJS.ErrnoException) =>
    thrown.code === 'ENOENT' ? null : refuse(path, thrown),
  )
  if (there === null) {
    const folder = await stat(dirname(path)).catch(() => null)
    if (folder === null) throw new CannotRun(`There is no folder '${dirname(path)}': make it first.`)
    return path
  }
  if (there.isDirectory()) throw new CannotRun(`'${path}' is a folder: name a file in it.`)
  if (!there.isFile()) throw new CannotRun(`'${path}' is no file: to write to a pipe, give - and redirect it.`)
  if (!replace) throw exists(path)
  return (await lstat(path)).isSymbolicLink() ? realpath(path) : path
}

async function putInPlace(part: string, place: string, replace: boolean): Promise<void> {
  if (replace) await rename(part, place)
  else {
    // Unlike a rename, a link never replaces what somebody has put there meanwhile.
    await link(part, place).then(
      () => rm(part),
      async (thrown: NodeJS.ErrnoException) => {
        if (thrown.code === 'EEXIST' || !withoutLinks.has(thrown.code ?? '')) throw thrown
        await placeOf(place, false)
        await rename(part, place)
      },
    )
  }
  if (process.platform === 'win32') return
  const folder = await open(dirname(place), 'r')
  // Some file systems have no way to do that.
  await folder.sync().catch(() => undefined)
  await folder.close()
}

/** FAT, some shares, and folders in which links may not be made. */
const withoutLinks: ReadonlySet<string> = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EINVAL'])

const exists = (path: string): CannotRun =>
  new CannotRun(`'${path}' is there already: give another name, or --force to replace it.`)

function refuse(path: string, thrown: unknown): never {
  const { code } = thrown as NodeJS.ErrnoException
  if (code === undefined) throw thrown
  if (code === 'EEXIST') throw exists(path)
  throw new CannotRun(`'${path}' cannot be written: ${reasons[code] ?? code}. Nothing was left there.`)
}

const reasons: Readonly<Record<string, string>> = {
  ENOSPC: 'there is no room left on that disk',
  EDQUOT: 'there is no room left for this user on that disk',
  EFBIG: 'files on that disk cannot be so large',
  EACCES: 'this user may not write there',
  EPERM: 'this user may not write there',
  EROFS: 'that disk is read-only',
  ENOTDIR: 'a part of that path is no folder',
  ENAMETOOLONG: 'the name is too long',
  EIO: 'the disk failed',
}
