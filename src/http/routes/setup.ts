/** The list of whoever sets a new desk up. */
import { getSetup, putSetupAway } from '../../services/setup.ts'
import { read } from '../reply.ts'
import { route } from '../route.ts'
import * as wire from '../wire-setup.ts'

const about = { tag: 'Health', path: '/setup', who: 'staff', roles: ['admin'] } as const

export const setup = [
  route({
    ...about,
    method: 'GET',
    name: 'getSetup',
    summary: 'What a new desk still lacks',
    description:
      'Read from what there is, and from the settings of the node that answers. A step is done once the fact is there: nobody ticks it.',
    answers: { 200: wire.setup },
    handle: async ({ site, caller }) => read(await getSetup(site.app, caller.actor, site.settings)),
  }),
  route({
    ...about,
    method: 'PUT',
    name: 'putSetupAway',
    summary: 'Put the list away, or take it out again',
    description: 'For all administrators. It can still be read.',
    body: wire.putAway,
    example: { isPutAway: true },
    answers: { 200: wire.setup },
    handle: async ({ site, caller, body }) => read(await putSetupAway(site.app, caller.actor, site.settings, body)),
  }),
]
