/** `desk entitled`: a partner and a channel or feature → yes or no, and why (A3, A4, A8). */
import { answerEntitlement, entitlementQuestion } from '../domain/entitlement-question.ts'
import { expectRest, readArgs } from './args.ts'
import type { Run } from './command.ts'
import { filter } from './filter.ts'
import { policyInFiles } from './settings.ts'

export const run: Run = async (args, io) => {
  expectRest(readArgs(args).rest, [])
  const policy = await policyInFiles(io)
  return filter(io, (line) => {
    const question = entitlementQuestion(policy, line)
    if (question.ok) return answerEntitlement(policy, question.value)
    const { field = '', message } = question.problem
    return { error: { field: field === '' ? 'line' : field, message } }
  })
}
