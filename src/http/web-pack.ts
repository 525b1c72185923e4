/**
 * Packs the built client: beside each script and style a '.br' and a '.gz' of it, so that the server sends those without
 * packing them each time. Runs as a process of its own (see `packWeb`) with the folder as its argument.
 */
import { existsSync } from 'node:fs'
import { glob, readFile, rename, writeFile } from 'node:fs/promises'
import { setPriority } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { packedStamp } from './web-build.ts'

const brotli = promisify(brotliCompress)
const zip = promisify(gzip)
/** Smaller files gain nothing. */
const worthPacking = 1_000
/** As little in the way of others as can be. */
const lowest = 19

async function pack(file: string): Promise<void> {
  if (existsSync(`${file}.gz`)) return
  const text = await readFile(file)
  if (text.length < worthPacking) return
  const params = { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: text.length }
  await keep(`${file}.br`, await brotli(text, { params }))
  await keep(`${file}.gz`, await zip(text, { level: 9 }))
}

/** Whole or not at all: it may be asked for at any moment. */
async function keep(file: string, bytes: Buffer): Promise<void> {
  const unfinished = `${file}.${process.pid}.new`
  await writeFile(unfinished, bytes)
  await rename(unfinished, file)
}

setPriority(lowest)
const [, , dir = ''] = process.argv
// Only what is named by its content: such a file is never another, not even where the client is built anew meanwhile.
for await (const file of glob('**/assets/*.{js,css,svg}', { cwd: dir })) await pack(join(dir, file))
await writeFile(join(dir, packedStamp), '')
