/** Following a ticket that is somebody else's. Of the staff alone: no partner learns of it. */
import { follow, listFollowers, unfollow } from '../../services/following.ts'
import { acted, read } from '../reply.ts'
import { route } from '../route.ts'
import { followers } from '../wire-following.ts'

const tag = 'For you'
const answers = { 200: followers }

export const following = [
  route({
    method: 'GET',
    path: '/tickets/:id/followers',
    name: 'listFollowers',
    tag,
    summary: 'Who of the staff follows a ticket',
    who: 'staff',
    answers,
    handle: async ({ site, caller, id }) => read(await listFollowers(site.app, caller.actor, id)),
  }),
  route({
    method: 'POST',
    path: '/tickets/:id/followers',
    name: 'follow',
    tag,
    summary: 'Follow a ticket',
    description:
      'What others do to it is told to the caller, see `GET /alerts`: all that is told to whoever has it, and also answers, notes and the solution of colleagues, whom it is given to, and where it goes. Refused of a ticket that is the caller’s own. Twice is once. When it is merged its followers follow the ticket that goes on; whoever leaves follows nothing.',
    who: 'staff',
    answers,
    refuses: ['invalid-state'],
    handle: async ({ site, caller, id, once }) => acted(await follow(site.app, caller.actor, id, once)),
  }),
  route({
    method: 'DELETE',
    path: '/tickets/:id/followers',
    name: 'unfollow',
    tag,
    summary: 'Follow a ticket no more',
    who: 'staff',
    answers,
    handle: async ({ site, caller, id }) => read(await unfollow(site.app, caller.actor, id)),
  }),
]
