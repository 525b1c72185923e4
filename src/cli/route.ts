/** `desk route`: a place → who is responsible for it (F1, F6, F7). */
import { route, routeQuestion } from '../domain/routing.ts'
import { expectRest, readArgs } from './args.ts'
import type { Run } from './command.ts'
import { filter, refusedLine } from './filter.ts'
import { policyInFiles } from './settings.ts'

export const run: Run = async (args, io) => {
  expectRest(readArgs(args).rest, [])
  const policy = await policyInFiles(io)
  return filter(io, (line) => {
    const question = routeQuestion(policy, line)
    const answer = question.ok ? route(policy, question.value) : question
    return answer.ok ? answer.value : refusedLine(answer.problem)
  })
}
