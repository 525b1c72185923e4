/** `desk policy coverage`: whom every country of the world reaches, or which fallback stands there (F1, F8). */
import { coverage } from '../policy/coverage.ts'
import { loadPolicy } from '../policy/load.ts'
import { formatMistakes } from '../policy/mistake.ts'
import { expectRest, readArgs } from './args.ts'
import type { Run } from './commands.ts'
import { CannotRun } from './problem.ts'
import { settingsOf } from './settings.ts'

export const run: Run = async (args, io) => {
  const { rest } = readArgs(args)
  expectRest(rest, ['DIR'], 1)
  const folder = rest[0] ?? settingsOf(io).policyDir
  const loaded = await loadPolicy(folder)
  if (!loaded.ok) throw new CannotRun(`The policy in ${folder} has mistakes:\n${formatMistakes(loaded.mistakes)}`)
  const { rows, summary, complete } = coverage(loaded.policy)
  for (const row of rows) await io.output.line(row)
  for (const { desk, level, title, named, fallbacks, reachesNobody } of summary) {
    const others = Object.entries(fallbacks).map(([fallback, places]) => `${places?.length ?? 0} reach ${fallback}`)
    const nobody =
      reachesNobody.length === 0 ? [] : [`${reachesNobody.length} reach nobody: ${reachesNobody.join(' ')}`]
    io.messages.say(
      `${desk}, level ${level} (${title}): ${[`${named} places have somebody named`, ...others, ...nobody].join(', ')}.`,
    )
  }
  return complete ? 0 : 1
}
