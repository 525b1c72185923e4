/** `desk policy coverage`: whom every country of the world reaches, or which fallback stands there (F1, F8). */
import { dayNumber } from '../domain/calendar/calendar.ts'
import { presenceOn } from '../domain/presence.ts'
import type { Policy } from '../domain/policy.ts'
import type { Presence } from '../domain/routing.ts'
import { coverage } from '../policy/coverage.ts'
import { loadPolicy } from '../policy/load.ts'
import { formatMistakes } from '../policy/mistake.ts'
import { absencesFrom } from '../storage/stand-ins.ts'
import { expectRest, readArgs, textOf } from './args.ts'
import type { Run } from './command.ts'
import { withDatabase } from './database.ts'
import type { ExitStatus, Io } from './io.ts'
import { CannotRun, UsageError } from './problem.ts'
import { settingsOf } from './settings.ts'

export const run: Run = async (given, io) => {
  const args = readArgs(given, { on: { type: 'string' } })
  expectRest(args.rest, ['DIR'], 1)
  const on = textOf(args, 'on')
  if (on !== undefined && dayNumber(on) === null) throw new UsageError("--on must be a day, such as '2026-12-24'.")
  const folder = args.rest[0] ?? settingsOf(io).policyDir
  const loaded = await loadPolicy(folder)
  if (!loaded.ok) throw new CannotRun(`The policy in ${folder} has mistakes:\n${formatMistakes(loaded.mistakes)}`)
  if (on === undefined) return shown(io, loaded.policy)
  return withDatabase(io, async ({ db }) => {
    const absences = await db.system((tx) => absencesFrom(tx, on))
    return shown(io, loaded.policy, presenceOn(absences, on))
  })
}

async function shown(io: Io, policy: Policy, presence?: Presence): Promise<ExitStatus> {
  const { rows, summary, complete } = coverage(policy, presence)
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
