/** Letters out: what was written to whom, what became of it, and once more (A5, G4). */
import { z } from 'zod'
import { addressWorksAgain } from '../../services/outbox/bounces.ts'
import { getLetter, letterStates, lettersOut, retryLetter, ticketLetters } from '../../services/outbox/letters.ts'
import { cursor, limit, words } from '../asked.ts'
import { acted, read } from '../reply.ts'
import { route } from '../route.ts'
import * as things from '../things.ts'
import { idOf } from '../things.ts'
import { addressState, letter, ticketLetter, wholeLetter } from '../wire-letters.ts'
import { page } from '../wire.ts'

const tag = 'Mail'
const about = things.letter
const query = z.strictObject({ state: z.enum(letterStates).optional(), q: words(320).optional(), limit, cursor })

/** A document of nobody's: no script, nothing from elsewhere, and only our own pages may hold it. */
const inert = {
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'self'",
  'x-frame-options': 'SAMEORIGIN',
  'referrer-policy': 'no-referrer',
}

export const letters = [
  route({
    method: 'GET',
    path: '/tickets/:id/letters',
    name: 'listTicketLetters',
    tag,
    summary: 'Letters of a ticket, oldest first',
    description:
      'To whom, from which mailbox, in which words, and what became of them. `failing` names those on the ticket from whom mail comes back.',
    who: 'staff',
    answers: { 200: ticketLetter },
    handle: async ({ site, caller, id }) => read(await ticketLetters(site.app, caller.actor, id)),
  }),
  route({
    method: 'GET',
    path: '/letters',
    name: 'listLetters',
    tag,
    summary: 'Letters, newest first',
    description:
      "`q` is a whole address, a domain with its '@', or a ticket's number. `state=queued` also finds what is being sent at this moment.",
    who: 'staff',
    query,
    answers: { 200: page(letter) },
    handle: async ({ site, caller, query: asked }) => read(await lettersOut(site.app, caller.actor, asked)),
  }),
  route({
    method: 'GET',
    path: '/letters/:id',
    name: 'getLetter',
    tag,
    summary: 'A letter with its HTML, headers and attempts',
    description: 'As it was sent; before that, as it would be sent now.',
    who: 'staff',
    about,
    answers: { 200: wholeLetter },
    handle: async ({ site, caller, id }) => read(await getLetter(site.app, caller.actor, idOf(id))),
  }),
  route({
    method: 'GET',
    path: '/letters/:id/page',
    name: 'getLetterPage',
    tag,
    summary: 'A letter as its receiver sees it',
    description: 'HTML that runs nothing and fetches nothing.',
    who: 'staff',
    about,
    answers: { 200: 'text/html' },
    handle: async ({ site, caller, id, reply }) => {
      const found = await getLetter(site.app, caller.actor, idOf(id))
      if (!found.ok) return read(found)
      reply.headers(inert)
      return {
        ok: true,
        value: { status: 200, body: found.value.html, headers: { 'content-type': 'text/html; charset=utf-8' } },
      }
    },
  }),
  route({
    method: 'POST',
    path: '/letters/:id/retry',
    name: 'retryLetter',
    tag,
    summary: 'Have a letter sent again',
    description:
      'By a lead, a manager or an administrator, where it failed, came back or waits: at once, and to the address that its receiver has now. Never one that was captured.',
    who: 'staff',
    about,
    answers: { 200: wholeLetter },
    handle: async ({ site, caller, id, once }) => acted(await retryLetter(site.app, caller.actor, idOf(id), once)),
  }),
  route({
    method: 'POST',
    path: '/contacts/:id/address-works',
    name: 'addressWorks',
    tag,
    summary: 'Mail to a contact arrives again',
    description: 'What was known of it coming back is forgotten. A mail from the contact does the same.',
    who: 'staff',
    about: things.contact,
    answers: { 200: addressState },
    handle: async ({ site, caller, id, once }) =>
      acted(await addressWorksAgain(site.app, caller.actor, idOf(id), once)),
  }),
]
