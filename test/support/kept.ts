/** What each test file would work out anew, and all of a run can share: some of it takes half a second, in two hundred files. */
import { mkdtempSync, rmSync } from 'node:fs'
import { readFile, rename, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** For one run: sets the folder that `kept` uses in this process and those that it starts. Gone with `clear`. */
export function keepForThisRun(): { readonly clear: () => void } {
  const folder = mkdtempSync(path.join(tmpdir(), 'desk-kept-'))
  process.env.TEST_KEPT = folder
  return { clear: () => rmSync(folder, { recursive: true, force: true }) }
}

/** The value, which is JSON, as the first who asked for it in this run has made it; without a run, made here. */
export async function kept<Value>(name: string, make: () => Promise<Value>): Promise<Value> {
  const folder = process.env.TEST_KEPT
  if (folder === undefined) return make()
  const file = path.join(folder, `${name}.json`)
  const text = await readFile(file, 'utf8').catch(() => null)
  if (text !== null) return JSON.parse(text) as Value
  const value = await make()
  // Several may make it at once: each writes all of it, and whichever comes last stays.
  const own = `${file}.${process.pid}`
  await writeFile(own, JSON.stringify(value))
  await rename(own, file)
  return value
}
