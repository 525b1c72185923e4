/** `desk policy check`: a policy's files and its examples, every mistake at once. */
import { formatMistakes } from '../policy/mistake.ts'
import { checkPolicy } from '../policy/examples.ts'
import { expectRest, readArgs } from './args.ts'
import type { Run } from './command.ts'
import { settingsOf } from './settings.ts'

export const run: Run = async (args, io) => {
  const { rest } = readArgs(args)
  expectRest(rest, ['DIR'], 1)
  const folder = rest[0] ?? settingsOf(io).policyDir
  const checked = await checkPolicy(folder)
  if (checked.ok) {
    const { desks, tiers, regions, categories } = checked.policy
    await io.output.line({
      ok: true,
      folder,
      desks: desks.length,
      tiers: tiers.length,
      regions: regions.length,
      categories: categories.length,
      examples: checked.examples.length,
    })
    return 0
  }
  io.messages.say(formatMistakes(checked.mistakes))
  await io.output.line({ ok: false, folder, mistakes: checked.mistakes })
  return 1
}
