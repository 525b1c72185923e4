/** `desk explain`: a situation → what is promised, and why each instant is what it is (C10). */
import { answerSituation, situationQuestion } from '../domain/explain/question.ts'
import { expectRest, readArgs } from './args.ts'
import type { Run } from './command.ts'
import { filter, refusedLine } from './filter.ts'
import { policyInFiles } from './settings.ts'

export const run: Run = async (args, io) => {
  expectRest(readArgs(args).rest, [])
  const policy = await policyInFiles(io)
  return filter(io, (line) => {
    const question = situationQuestion(policy, line)
    return question.ok ? answerSituation(policy, question.value) : refusedLine(question.problem)
  })
}
