/** `desk time`: working time on any calendar (A9). */
import { answerTimeQuestion } from '../services/time-question.ts'
import { expectRest, readArgs } from './args.ts'
import type { Run } from './command.ts'
import { filter } from './filter.ts'

export const run: Run = async (args, io) => {
  expectRest(readArgs(args).rest, [])
  return filter(io, answerTimeQuestion)
}
