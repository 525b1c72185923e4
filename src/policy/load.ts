/** A folder of YAML files becomes a checked policy, or every mistake in it at once. */
import { basename, join } from 'node:path'
import type { EscalationRules, Policy } from '../domain/policy.ts'
import type { WorkflowRules } from '../domain/policy/workflows.ts'
import { assemble } from './assemble.ts'
import { part, partNames, parts, type Contents, type Part } from './contents.ts'
import { absent, look, textOf } from './files.ts'
import { didYouMean } from '../domain/did-you-mean.ts'
import type { Mistake } from './mistake.ts'
import { escalation } from './parts/escalation.ts'
import type { Example } from './parts/examples.ts'
import { workflow } from './parts/workflows.ts'
import { Reader } from './reader.ts'

export { formatMistakes, type Mistake } from './mistake.ts'

export type Loaded =
  | { readonly ok: true; readonly policy: Policy; readonly examples: readonly Example[] }
  | { readonly ok: false; readonly mistakes: readonly Mistake[] }

/**
 * Reads the policy in a folder. A mistake in it is an answer, not an exception: file, line, path, what was found and
 * what is expected, all of them at once. The policy has version 0 until it is published (C9).
 */
export async function loadPolicy(folder: string): Promise<Loaded> {
  const inFolder = await look(folder)
  if (inFolder === null) return { ok: false, mistakes: [absent(folder, 'no such folder', 'the folder of a policy')] }
  if ('found' in inFolder) return { ok: false, mistakes: [{ ...inFolder, expected: 'the folder of a policy' }] }

  const reader = new Reader()
  const read: Record<string, unknown> = {}
  for (const name of partNames) {
    read[name] = await readPart<unknown>(reader, join(folder, `${name}.yaml`), parts[name])
  }
  const ladders = await readLadders(reader, join(folder, 'escalation'))
  // Section E: a policy may have none. Each file is one, and is named after it.
  const workflowFiles = (await filesIn(reader, join(folder, 'workflows'), 'workflow')).map((file) =>
    join('workflows', file),
  )
  const workflows: (WorkflowRules | undefined)[] = []
  for (const file of workflowFiles)
    workflows.push(await readPart(reader, join(folder, file), part(workflow, 'workflow')))
  reader.mistakes.push(...strangers(folder, inFolder.files), ...strangeFolders(folder, inFolder.folders))

  const order = [...partNames, ...[...ladders.keys()].map((desk) => `escalation/${desk}`)]
  const files = [...order.map((name) => `${name}.yaml`), ...workflowFiles]
  const mistakes = reader.finish(files.map((file) => join(folder, file)))
  if (mistakes.length > 0) return { ok: false, mistakes }
  const contents = { ...read, escalation: ladders, workflows } as unknown as Contents
  return { ok: true, policy: assemble(contents), examples: contents.examples.examples }
}

async function readPart<Value>(
  reader: Reader,
  path: string,
  { decode, gives }: Part<Value>,
): Promise<Value | undefined> {
  const text = await textOf(path)
  const spot = typeof text === 'string' ? reader.open(path, text) : null
  if (typeof text !== 'string') reader.mistakes.push(text)
  if (spot !== null) return decode(spot)
  reader.names.giveUp(gives)
  return undefined
}

/** Every desk has its ladder, and every ladder its desk. */
async function readLadders(reader: Reader, folder: string): Promise<ReadonlyMap<string, EscalationRules | undefined>> {
  const { names } = reader
  const files = await filesIn(reader, folder)
  const ladders = new Map<string, EscalationRules | undefined>()
  for (const desk of new Set([...names.all('desk'), ...files.map((file) => basename(file, '.yaml'))])) {
    const path = join(folder, `${desk}.yaml`)
    if (names.isKnown('desk', desk)) ladders.set(desk, await readPart(reader, path, part(escalation)))
    else
      reader.mistakes.push(
        absent(path, 'a ladder of no desk', `a file named after a desk: ${names.all('desk').join(', ')}`),
      )
  }
  return ladders
}

/** The files of a part that is a folder; it may be left out. One of another ending is told of. */
async function filesIn(reader: Reader, folder: string, ...gives: readonly string[]): Promise<readonly string[]> {
  const found = await look(folder)
  if (found === null) return []
  const files = 'found' in found ? [] : found.files
  const wrong =
    'found' in found
      ? [found]
      : files
          .filter((file) => !isYaml(file))
          .map((file) => absent(join(folder, file), 'a file of another name', `'${bareName(file)}.yaml'`))
  if (wrong.length > 0) reader.names.giveUp(gives)
  reader.mistakes.push(...wrong)
  return files.filter(isYaml)
}

const isYaml = (file: string): boolean => file.endsWith('.yaml')
const bareName = (file: string): string => file.replace(/\.ya?ml$/i, '')

/** A file that no part of the policy is read from would be ignored in silence. */
const strangers = (folder: string, files: readonly string[]): readonly Mistake[] =>
  files
    .filter((file) => !partNames.some((name) => file === `${name}.yaml`))
    .map((file) => {
      const near = didYouMean(bareName(file), partNames)
      const expected = near === null ? `one of ${partNames.join(', ')}, each with .yaml` : `'${near}.yaml'`
      return absent(join(folder, file), 'a file of another name', expected)
    })

export const partFolders = ['escalation', 'workflows']

/** A folder of a name that is nearly right would be, too. Others, such as one of notes, are not ours to judge. */
const strangeFolders = (folder: string, folders: readonly string[]): readonly Mistake[] =>
  folders
    .filter((each) => !partFolders.includes(each))
    .flatMap((each) => {
      const near = didYouMean(each, partFolders)
      return near === null ? [] : [absent(join(folder, each), 'a folder of another name', `'${near}'`)]
    })
