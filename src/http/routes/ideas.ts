/** The product board (B6): what partners wish for, in public words, with votes and what becomes of it. */
import {
  addIdea,
  attachIdea,
  changeIdea,
  detachIdea,
  mergeIdeas,
  setIdeaStatus,
  vote,
} from '../../services/board/acts.ts'
import { changeIdeaLetters, getIdea, ideaLetters, listIdeas } from '../../services/board/ideas.ts'
import * as asked from '../asked-board.ts'
import { acted, created, read } from '../reply.ts'
import { route } from '../route.ts'
import * as things from '../things.ts'
import { idOf } from '../things.ts'
import * as wire from '../wire-board.ts'
import { page, ticket } from '../wire.ts'

const tag = 'Product board'
const about = things.idea
const answers = { 200: wire.idea }
const refuses = ['invalid-state'] as const
const anId = '0192aa00-0000-7000-8000-000000000000'

export const ideas = [
  route({
    method: 'GET',
    path: '/ideas',
    name: 'listIdeas',
    tag,
    summary: 'Ideas, most wanted or newest first',
    description: 'Every partner sees every idea in its public words. Who else voted is only counted.',
    who: 'signed-in',
    query: asked.ideaList,
    answers: { 200: page(wire.ideaListed) },
    handle: async ({ site, caller, query }) => read(await listIdeas(site.app, caller.actor, query)),
  }),
  route({
    method: 'POST',
    path: '/ideas',
    name: 'addIdea',
    tag,
    summary: 'Put an idea on the board',
    description: 'Every partner reads it: a mail address in it is refused.',
    who: 'staff',
    body: asked.newIdea,
    example: {
      title: 'Export reports as XLSX',
      description: 'A report can be saved as a spreadsheet with its formats.',
    },
    answers: { 201: wire.idea },
    handle: async ({ site, caller, body, once }) =>
      created(await addIdea(site.app, caller.actor, body, once), (view) => `/api/v1/ideas/${view.id}`),
  }),
  route({
    method: 'GET',
    path: '/ideas/:id',
    name: 'getIdea',
    tag,
    summary: 'An idea',
    description: 'One that was merged names the idea that it is part of in `mergedInto`.',
    who: 'signed-in',
    about,
    answers,
    handle: async ({ site, caller, id }) => read(await getIdea(site.app, caller.actor, idOf<'idea'>(id))),
  }),
  route({
    method: 'PATCH',
    path: '/ideas/:id',
    name: 'changeIdea',
    tag,
    summary: 'Change the words of an idea',
    who: 'staff',
    about,
    body: asked.changeIdea,
    example: { title: 'Export reports as spreadsheets' },
    answers,
    refuses,
    handle: async ({ site, caller, id, body }) => {
      const { title, description, product } = body
      const given = {
        ...(title === undefined ? {} : { title }),
        ...(description === undefined ? {} : { description }),
        ...(product === undefined ? {} : { product }),
      }
      return read(await changeIdea(site.app, caller.actor, idOf<'idea'>(id), given), 'incomplete')
    },
  }),
  route({
    method: 'POST',
    path: '/ideas/:id/votes',
    name: 'voteForIdea',
    tag,
    summary: 'Vote for an idea',
    description: 'By a contact of a partner, who has one vote; a second one changes nothing.',
    who: 'signed-in',
    about,
    answers,
    refuses,
    handle: async ({ site, caller, id, once }) =>
      acted(await vote(site.app, caller.actor, idOf<'idea'>(id), true, once)),
  }),
  route({
    method: 'DELETE',
    path: '/ideas/:id/votes',
    name: 'takeVoteBack',
    tag,
    summary: 'Take the vote back',
    who: 'signed-in',
    about,
    answers,
    refuses,
    handle: async ({ site, caller, id }) => acted(await vote(site.app, caller.actor, idOf<'idea'>(id), false, null)),
  }),
  route({
    method: 'POST',
    path: '/ideas/:id/status',
    name: 'setIdeaStatus',
    tag,
    summary: 'Say what becomes of an idea',
    description:
      'With the reason. Contacts who voted for it, or whose tickets ask for it, get a letter, unless they declined.',
    who: 'staff',
    about,
    body: asked.ideaStatus,
    example: { status: 'planned', reason: 'Many partners need it; it comes with the spring release.' },
    answers,
    refuses,
    handle: async ({ site, caller, id, body, once }) =>
      acted(await setIdeaStatus(site.app, caller.actor, idOf<'idea'>(id), body, once)),
  }),
  route({
    method: 'POST',
    path: '/ideas/:id/merge',
    name: 'mergeIdeas',
    tag,
    summary: 'End it in an idea that is the same',
    description:
      'Votes are united, a contact’s two as one; tickets and links follow. Answers with the one that survives.',
    who: 'staff',
    about,
    body: asked.mergeIdeas,
    example: { into: anId },
    answers,
    refuses,
    handle: async ({ site, caller, id, body, once }) =>
      acted(await mergeIdeas(site.app, caller.actor, idOf<'idea'>(id), body, once)),
  }),
  route({
    method: 'POST',
    path: '/tickets/:id/idea',
    name: 'attachIdea',
    tag,
    summary: 'Attach the ticket to an idea, or make one of it',
    description:
      'Give `idea`, or the words of a new one: neither a mail address nor the names on the ticket may stand in them.',
    who: 'staff',
    body: asked.ticketIdea,
    example: { idea: anId },
    answers: { 200: ticket },
    handle: async ({ site, caller, id, body, once }) => acted(await attachIdea(site.app, caller.actor, id, body, once)),
  }),
  route({
    method: 'DELETE',
    path: '/tickets/:id/idea',
    name: 'detachIdea',
    tag,
    summary: 'The ticket asks for no idea',
    who: 'staff',
    answers: { 200: ticket },
    refuses,
    handle: async ({ site, caller, id }) => read(await detachIdea(site.app, caller.actor, id)),
  }),
  route({
    method: 'GET',
    path: '/me/idea-letters',
    name: 'getIdeaLetters',
    tag,
    summary: 'Whether one is written to about ideas',
    who: 'signed-in',
    answers: { 200: wire.ideaLetters },
    refuses: ['not-allowed'],
    handle: async ({ site, caller }) => read(await ideaLetters(site.app, caller.actor)),
  }),
  route({
    method: 'POST',
    path: '/me/idea-letters',
    name: 'changeIdeaLetters',
    tag,
    summary: 'Take letters about ideas, or decline them',
    who: 'signed-in',
    body: asked.ideaLetters,
    example: { wanted: false },
    answers: { 200: wire.ideaLetters },
    handle: async ({ site, caller, body, once }) => acted(await changeIdeaLetters(site.app, caller.actor, body, once)),
  }),
]
