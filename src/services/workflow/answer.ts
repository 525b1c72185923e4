/**
 * A step that answers (`answers: true`): what an agent has done in the run is said on the ticket too, in the words of the
 * letter to the partner that goes out with it, and stops clocks as any answer does (C4, C5). Where the run has ended with
 * it, the ticket is solved. The letter itself goes out once, as the run's.
 */
import { decide } from '../../domain/ticket/decide.ts'
import type { By } from '../../domain/ticket/ticket.ts'
import type { RunDecision } from '../../domain/workflow/engine.ts'
import { commit } from '../../storage/commit.ts'
import { lockTicket } from '../../storage/tickets.ts'
import type { RunContext } from './context.ts'
import { partnerLetterIn } from './run-letters.ts'

export async function answerTicket(context: RunContext, decision: RunDecision, by: By): Promise<void> {
  const { app, tx, ticket, rules, run, at } = context
  const entry = decision.entries.find(({ kind }) => kind === 'step')
  const step = rules.states.find(({ id }) => id === entry?.from)?.steps.find(({ id }) => id === entry?.id)
  if (entry === undefined || step?.answers !== true || by.kind !== 'staff') return
  const body = await partnerLetterIn(context, decision.letters)
  const now = (await lockTicket(tx, ticket.id)) ?? ticket
  // A closed or merged ticket takes no answer; what the run did stands in its log.
  if (body === null || now.closedAt !== null || now.mergedInto !== null) return
  const message = app.newId<'message'>()
  const ends = run.endedAt !== null && now.solvedAt === null
  const decided = decide(
    now,
    ends ? { kind: 'solve', message } : { kind: 'reply', message, determination: true },
    await app.policies.version(now.policyVersion),
    by,
    at,
  )
  if (!decided.ok) throw new Error(decided.problem.message)
  await commit(tx, [
    {
      decision: { ...decided.value, letters: decided.value.letters.filter(({ message: said }) => said !== message) },
      expectedRevision: now.revision,
      messages: [
        {
          id: message,
          body,
          visibility: 'public',
          forCustomer: false,
          determination: true,
          author: by.person,
          side: 'agent',
          channel: now.channel,
          at,
        },
      ],
    },
  ])
}
