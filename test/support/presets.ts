/** A vendor publishes its policy with one more workflow in it: one of `policy/presets`, or of the tests' own. */
import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { Policy } from '../../src/domain/policy.ts'
import { formatMistakes, loadPolicy } from '../../src/policy/load.ts'
import { publishPolicy } from '../../src/services/policies.ts'
import type { App } from '../../src/services/app.ts'
import { editedFolder, zohoFolder, type Edit } from './policies.ts'

const folders = ['../../policy/presets/workflows', '../fixtures/workflows']

/** The vendor's policy with those workflows; `edits` are made in its own files first. */
export async function policyWith(
  context: TestContext,
  workflows: readonly string[],
  edits: readonly Edit[] = [],
): Promise<Policy> {
  const folder = await editedFolder(context, zohoFolder, edits)
  for (const name of workflows)
    for (const from of folders) {
      const file = fileURLToPath(new URL(`${from}/${name}.yaml`, import.meta.url))
      await cp(file, join(folder, 'workflows', `${name}.yaml`)).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'ENOENT') throw error
      })
    }
  const loaded = await loadPolicy(folder)
  if (!loaded.ok) throw new Error(formatMistakes(loaded.mistakes))
  return loaded.policy
}

export const presets = ['disassociation-silence-refuses', 'disassociation-preconditions-first'] as const

export async function publishWith(
  context: TestContext,
  app: App,
  workflows: readonly string[],
  edits: readonly Edit[] = [],
): Promise<void> {
  await publishPolicy(app.db, await policyWith(context, workflows, edits), null, app.now())
  await app.policies.refresh()
}
