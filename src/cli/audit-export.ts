/** `desk audit export`: what was done, under its seals, as JSON Lines. */
import type { Instant } from '../domain/kernel.ts'
import { exportAudit } from '../services/audit/export.ts'
import { sealAudit } from '../services/audit/seal.ts'
import { readArgs, expectRest, textOf, type Args } from './args.ts'
import type { Run } from './command.ts'
import { withDatabase } from './database.ts'
import { UsageError } from './problem.ts'

export const run: Run = async (args, io) => {
  const given = readArgs(args, { from: { type: 'string' }, to: { type: 'string' } })
  expectRest(given.rest, [])
  const span = { from: instantOf(given, 'from'), to: instantOf(given, 'to') }
  return withDatabase(io, async ({ db }) => {
    // What was done until now is in it too.
    await sealAudit({ db, now: () => Temporal.Now.instant() })
    for await (const lines of exportAudit({ db }, span))
      if (!(await io.output.write(lines.map((line) => `${line}\n`).join('')))) break
    return 0
  })
}

function instantOf(args: Args, name: 'from' | 'to'): Instant | null {
  const text = textOf(args, name)
  if (text === undefined) return null
  try {
    return /^\d{4}-\d\d-\d\d$/.test(text) ? Temporal.Instant.from(`${text}T00:00Z`) : Temporal.Instant.from(text)
  } catch {
    throw new UsageError(`--${name} must be a day (2026-11-22) or an instant (2026-11-22T09:00:00Z), not '${text}'.`)
  }
}
