/** One act on several tickets. */
import { mostAtOnce } from '../../domain/at-once.ts'
import { actOnSeveral } from '../../services/tickets/several.ts'
import * as asked from '../asked.ts'
import { acted } from '../reply.ts'
import { route } from '../route.ts'
import * as wire from '../wire-several.ts'
import { channelOf } from './tickets.ts'

export const several = [
  route({
    method: 'POST',
    path: '/tickets/acts',
    name: 'actOnSeveral',
    tag: 'Acts on a ticket',
    summary: 'Do the same to several tickets',
    description:
      `Assigns, answers, notes on or solves up to ${mostAtOnce} tickets, changes or confirms their severity, transfers or escalates them, or says that they wait on a product team, or do no more; follows them, or attaches them to one cause: each by itself and under the same rules as alone: what one ticket refuses stops no other. ` +
      'Answers 200 with each ticket in the order in which it was named: `problem` is null where it was done, else it says why not, in the words that the act on that ticket alone would have been refused with. ' +
      'Only what is wrong with the request itself is refused as a whole, and then nothing is done. ' +
      'With an Idempotency-Key each ticket is acted on once: a request that broke off in the middle goes on where it stopped when it is said again. ' +
      'Confirming takes the severities that were seen, in the order of the tickets. ' +
      'With `placeholders`, {contact} and the other placeholders of saved replies stand for each ticket’s own words; a ticket that lacks one of them is refused. ' +
      '`savedReplies` says which saved replies are in the words: each is counted as used on every ticket that took them.',
    who: 'staff',
    body: asked.actOnSeveral,
    example: { tickets: ['0192aa00-0000-7000-8000-000000000000'], act: { kind: 'assign', person: null } },
    answers: { 200: wire.several },
    handle: async ({ site, caller, body, once }) =>
      acted(await actOnSeveral(site.app, caller.actor, body, channelOf(caller), once)),
  }),
]
