/** What happens, as it happens. */
import * as asked from '../asked.ts'
import { route } from '../route.ts'

export const live = [
  route({
    method: 'GET',
    path: '/events',
    name: 'hearEvents',
    tag: 'Live',
    summary: 'What happens to tickets, as server-sent events',
    description:
      'Events are named `ticket`; their data is `{ticket, number, kind, revision, partner, desk, seq, words, at}`, their id the position to resume from with `Last-Event-ID` (or `?lastEventId`), without loss and without anything twice. An event named `typing` says that somebody types in a live chat, or, where its `chat` is null, writes an answer to a ticket, `{chat, ticket, partner, person, name, side}`; of the latter only staff hears. It has no id and is not told again. An event named `policy`, `{version}`, says that another version of the policy holds from now on; it has no id either. An event named `people` tells staff, likewise, that people, keys or what they may do have changed. An event named `alerts` tells one of the staff that its own alerts have changed. An event named `beat` comes four times a minute, though nothing happens: who hears none of them comes again. An event named `reset` says that the position is none (any more): load anew what you show. A partner hears of its own tickets, and nothing internal.',
    who: 'signed-in',
    query: asked.streamFrom,
    answers: { 200: 'text/event-stream' },
    handle: async ({ site, caller, query, request, reply }) => {
      const header = request.headers['last-event-id']
      const after = (typeof header === 'string' && header !== '' ? header : query.lastEventId) ?? null
      reply.hijack()
      const stillMay = async (): Promise<boolean> => {
        const now = await site.callers.of(request)
        if (now === null || now.lacksSecondFactor === true) return false
        return JSON.stringify(now.actor) === JSON.stringify(caller.actor)
      }
      site.stream.serve(reply.raw, caller, after, stillMay)
      return { ok: true, value: { status: 200 } }
    },
  }),
]
