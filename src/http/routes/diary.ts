/** The vendor's diary of contacts with each partner (D5). */
import { z } from 'zod'
import { contactKinds } from '../../domain/contact-kinds.ts'
import { dueContacts, partnerDiary, setNextContact, writeDiary } from '../../services/registry/diary.ts'
import { day, onePage, text, yesOrNo } from '../asked.ts'
import { acted, read, shown } from '../reply.ts'
import { route } from '../route.ts'
import * as things from '../things.ts'
import { idOf } from '../things.ts'
import * as wire from '../wire-diary.ts'
import { page } from '../wire.ts'

const tag = 'People and partners'
const about = things.partner
const next = z.strictObject({ dueOn: day, about: text(500) })

export const diary = [
  route({
    method: 'GET',
    path: '/partners/:id/diary',
    name: 'listDiary',
    tag,
    summary: 'Contacts with a partner, the latest first, and when the next is due',
    description: "The vendor's own. Calls that were held count as contacts, and are listed with the calls.",
    who: 'staff',
    about,
    query: onePage,
    answers: { 200: page(wire.diaryEntry).extend({ standing: wire.contactState }) },
    handle: async ({ site, caller, id, query }) =>
      read(await partnerDiary(site.app, caller.actor, idOf<'partner'>(id), query)),
  }),
  route({
    method: 'POST',
    path: '/partners/:id/diary',
    name: 'writeDiary',
    tag,
    summary: 'Write down a contact with a partner',
    description: 'With `next`, when the next one is due; null takes that away. An entry is never changed.',
    who: 'staff',
    about,
    body: z.strictObject({
      on: day,
      kind: z.enum(contactKinds),
      words: text(5_000),
      next: next.nullable().optional(),
    }),
    example: { on: '2026-03-09', kind: 'visit', words: 'They want to sell Desk as well.' },
    answers: { 201: wire.contactState },
    handle: async ({ site, caller, id, body, once }) =>
      acted(await writeDiary(site.app, caller.actor, idOf<'partner'>(id), body, once), 201),
  }),
  route({
    method: 'PUT',
    path: '/partners/:id/diary/next',
    name: 'setNextContact',
    tag,
    summary: 'Say when the next contact with a partner is due',
    who: 'staff',
    about,
    body: z.strictObject({ next: next.nullable() }),
    example: { next: { dueOn: '2026-04-01', about: 'The results of the quarter' } },
    answers: { 200: wire.contactState },
    handle: async ({ site, caller, id, body }) =>
      read(await setNextContact(site.app, caller.actor, idOf<'partner'>(id), body.next), 'incomplete'),
  }),
  route({
    method: 'GET',
    path: '/diary/due',
    name: 'listDueContacts',
    tag,
    summary: 'Partners to be talked to: the next contact is due, or they have gone quiet',
    description: 'Two hundred at most, what is due longest first. `mine`: those whose account manager the caller is.',
    who: 'staff',
    query: z.strictObject({ mine: yesOrNo.default(false) }),
    answers: { 200: page(wire.contactState) },
    handle: async ({ site, caller, query }) => shown(await dueContacts(site.app, caller.actor, query.mine)),
  }),
]
