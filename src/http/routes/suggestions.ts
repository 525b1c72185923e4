/** What is offered while a request is written, what became of it, and how often a ticket was not needed (B10, C12). */
import { deflectionCsv, deflectionReport, definition } from '../../services/guide/deflection-report.ts'
import { deflections as listDeflections, noteOutcome, suggest } from '../../services/guide/suggestions.ts'
import { onePage } from '../asked.ts'
import * as asked from '../asked-guide.ts'
import { daysOf } from '../days.ts'
import { acted, read, refused, shown } from '../reply.ts'
import { route } from '../route.ts'
import { page } from '../wire.ts'
import * as wire from '../wire-guide.ts'

const tag = 'Guide'

export const suggestions = [
  route({
    method: 'POST',
    path: '/suggestions',
    name: 'suggest',
    tag,
    summary: 'What may answer a request that is being written',
    description:
      "Articles of the guide, those that belong to what was chosen first, and the partner's own earlier tickets; staff gets articles. With `draft` it is noted what a contact was offered, each once. Nothing of a draft is required.",
    who: 'signed-in',
    widget: 'asks',
    body: asked.suggestions,
    example: { subject: 'A subscription has to be renewed' },
    answers: { 200: wire.suggestions },
    async handle({ site, caller, body }) {
      // Whoever may change nothing leaves no trace of a draft either (A6: a preview).
      const writing = caller.mayWrite ? body : { ...body, draft: undefined }
      return shown(await suggest(site.app, caller.actor, writing))
    },
  }),
  route({
    method: 'POST',
    path: '/deflections',
    name: 'noteOutcome',
    tag,
    summary: 'Say what became of a draft',
    description:
      '`opened`: one of the suggestions was looked at, and is no solution (any more). `solved`: it solved the request, which counts as deflected. `sent`: the draft became `ticket` after all, and counts as deflected no more. By the contact who wrote it; `article` or `ticket` says which suggestion it was.',
    who: 'signed-in',
    widget: 'acts',
    body: asked.outcome,
    example: {
      draft: '0192aa00-0000-7000-8000-000000000000',
      outcome: 'solved',
      article: '0192aa00-0000-7000-8000-000000000000',
      typed: 'A subscription has to be renewed',
    },
    answers: { 201: wire.outcome },
    refuses: ['not-found', 'invalid-state'],
    handle: async ({ site, caller, body, once }) => acted(await noteOutcome(site.app, caller.actor, body, once), 201),
  }),
  route({
    method: 'GET',
    path: '/deflections',
    name: 'listDeflections',
    tag,
    summary: 'Requests that were solved before they were sent, the latest first',
    description: 'By which article or earlier ticket, for whom, when, and what had been typed.',
    who: 'staff',
    query: onePage,
    answers: { 200: page(wire.deflection) },
    handle: async ({ site, caller, query }) => read(await listDeflections(site.app, caller.actor, query)),
  }),
  route({
    method: 'GET',
    path: '/reports/deflections',
    name: 'reportDeflections',
    tag: 'Reports',
    summary: 'How many requests were answered before they were sent',
    description: `${definition} Days are those of UTC, both in it; the last thirty where nothing is said. By article, a request counts at each article that it was offered.`,
    who: 'staff',
    query: asked.deflectionReport,
    answers: { 200: wire.deflectionReport },
    async handle({ site, caller, query }) {
      const days = daysOf(site, query)
      if (!days.ok) return refused(days.problem)
      const { from, to, span } = days.value
      return shown({ ...(await deflectionReport(site.app, caller.actor, query.by, span)), from, to })
    },
  }),
  route({
    method: 'GET',
    path: '/reports/deflections.csv',
    name: 'reportDeflectionsCsv',
    tag: 'Reports',
    summary: 'The same as a table for a spreadsheet',
    who: 'staff',
    query: asked.deflectionReport,
    answers: { 200: 'text/csv' },
    async handle({ site, caller, query, reply }) {
      const days = daysOf(site, query)
      if (!days.ok) return refused(days.problem)
      const { from, to, span } = days.value
      const name = `deflections-by-${query.by}-${from}-to-${to}.csv`
      reply.header('content-disposition', `attachment; filename="${name}"`).type('text/csv; charset=utf-8')
      await reply.send(deflectionCsv(await deflectionReport(site.app, caller.actor, query.by, span)))
      return shown(null)
    },
  }),
]
