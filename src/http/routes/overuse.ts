/** Too many basic requests of one partner: what they are about, and what would help (B9). Nothing is held back by it. */
import { z } from 'zod'
import { listOverusing, overuseOf } from '../../services/overuse.ts'
import { id as anId } from '../asked.ts'
import { read, shown } from '../reply.ts'
import { route } from '../route.ts'
import { idOf, partner } from '../things.ts'
import * as wire from '../wire-overuse.ts'

const tag = 'People and partners'

export const overuse = [
  route({
    method: 'GET',
    path: '/overuse',
    name: 'listOverusing',
    tag,
    summary: 'Partners with too many basic requests',
    description: 'The highest count first; with `accountManager`, those of one account manager.',
    who: 'staff',
    query: z.strictObject({ accountManager: anId.optional() }),
    answers: { 200: wire.overusing },
    handle: async ({ site, caller, query }) =>
      shown(await listOverusing(site.app, caller.actor, query.accountManager ?? null)),
  }),
  route({
    method: 'GET',
    path: '/partners/:id/overuse',
    name: 'getOveruse',
    tag,
    summary: "A partner's basic requests, as they count now",
    description: 'The partner sees its own. Nothing is blocked by it.',
    who: 'signed-in',
    about: partner,
    answers: { 200: wire.overuse },
    handle: async ({ site, caller, id }) => read(await overuseOf(site.app, caller.actor, idOf<'partner'>(id))),
  }),
]
