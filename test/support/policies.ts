/** Two vendors' policies for tests: the one of the two pages, and one as unlike it as can be. */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { Policy } from '../../src/domain/policy.ts'
import { frozen } from '../../src/policy/assemble.ts'
import { formatMistakes, loadPolicy } from '../../src/policy/load.ts'
import { kept } from './kept.ts'

export const zohoFolder = fileURLToPath(new URL('../../policy/zoho', import.meta.url))
export const meridianFolder = fileURLToPath(new URL('../fixtures/policy-meridian', import.meta.url))

async function load(folder: string): Promise<Policy> {
  const loaded = await loadPolicy(folder)
  if (!loaded.ok) throw new Error(formatMistakes(loaded.mistakes))
  return loaded.policy
}

export const zoho: Policy = frozen(await kept('policy-zoho', () => load(zohoFolder)))
export const meridian: Policy = frozen(await kept('policy-meridian', () => load(meridianFolder)))

/** In a file, each of these texts (it stands there once) becomes another. */
export interface Edit {
  readonly file: string
  readonly from: string
  readonly to: string
}

/** A copy of a policy's folder with edits, for one test. */
export async function editedFolder(context: TestContext, source: string, edits: readonly Edit[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'policy-'))
  context.after(() => rm(folder, { recursive: true }))
  await cp(source, folder, { recursive: true })
  for (const { file, from, to } of edits) {
    const text = await readFile(join(folder, file), 'utf8')
    if (text.split(from).length !== 2) throw new Error(`'${from}' does not stand once in ${file}.`)
    await writeFile(
      join(folder, file),
      text.replace(from, () => to),
    )
  }
  return folder
}

/** The line of a file, from 1, on which a text stands; it must stand there once. */
export async function lineOf(folder: string, file: string, wanted: string | RegExp): Promise<number> {
  const lines = (await readFile(join(folder, file), 'utf8')).split('\n')
  const isOn = (line: string): boolean => (typeof wanted === 'string' ? line.includes(wanted) : wanted.test(line))
  const found = lines.flatMap((line, index) => (isOn(line) ? [index + 1] : []))
  const [only] = found
  if (only === undefined || found.length > 1)
    throw new Error(`'${String(wanted)}' stands on ${found.length} lines of ${file}.`)
  return only
}
