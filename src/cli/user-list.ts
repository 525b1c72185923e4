/** `desk user list`: people, those who left too where that is asked. */
import { everybody } from '../services/people/everybody.ts'
import { expectRest, textOf } from './args.ts'
import type { Run } from './command.ts'
import { withApp } from './database.ts'
import { UsageError } from './problem.ts'
import { readUserArgs } from './users.ts'

const sides = ['staff', 'partner'] as const

export const run: Run = async (args, io) => {
  const given = readUserArgs(args, { side: { type: 'string' }, all: { type: 'boolean' } })
  expectRest(given.rest, [])
  const asked = textOf(given, 'side')
  const side = sides.find((each) => each === asked)
  if (asked !== undefined && side === undefined)
    throw new UsageError(`--side must be one of ${sides.join(', ')}, not '${asked}'.`)
  return withApp(io, async (app) => {
    const show = given.values['all'] === true ? 'all' : 'active'
    for await (const person of everybody(app, { side, show })) await io.output.line(person)
    return 0
  })
}
