/** A desk for tests of live chat: who chats, who answers, and what time does. */
import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'
import { wakeChats } from '../../src/services/chats/wake.ts'
import { updatePartner, partnerById } from '../../src/storage/partners.ts'
import { ask, right, start, testDesk, type Answer, type DeskOptions } from './http.ts'

export const firstWord = { ...right, product: 'crm' }

export type Who = 'agent' | 'admin' | 'aurora' | 'colleague' | 'borealis'

export async function chatDesk(context: TestContext, options: DeskOptions = {}) {
  const desk = await testDesk(context, options)
  const keys = {} as Record<Who, string>
  for (const who of ['agent', 'admin', 'aurora', 'colleague', 'borealis'] as const)
    keys[who] = await desk.keyOf(desk.people[who].email)
  const as = (who: Who, method: string, path: string, body?: unknown, headers: Readonly<Record<string, string>> = {}) =>
    ask(desk.url, method, `/api/v1${path}`, { key: keys[who], body, headers })
  const well = async (asked: Promise<Answer>): Promise<any> => {
    const { status, body } = await asked
    assert.ok(status < 300, JSON.stringify(body))
    return body
  }
  let now = Temporal.Instant.from(start)
  return {
    desk,
    keys,
    as,
    well,
    /** The switch of somebody of the staff. */
    available: (who: 'agent' | 'admin', available = true) => well(as(who, 'PUT', '/chats/presence', { available })),
    begin: (who: Who = 'aurora', more: object = {}) => well(as(who, 'POST', '/chats', { ...firstWord, ...more })),
    take: (chat: { id: string }, who: Who = 'agent') => as(who, 'POST', `/chats/${chat.id}/take`),
    say: (who: Who, chat: { id: string }, body: string, headers = {}) =>
      as(who, 'POST', `/chats/${chat.id}/messages`, { body }, headers),
    end: (who: Who, chat: { id: string }, ending: object = { solved: false }) =>
      as(who, 'POST', `/chats/${chat.id}/end`, ending),
    see: (who: Who, chat: { id: string }) => well(as(who, 'GET', `/chats/${chat.id}`)),
    said: async (who: Who, chat: { ticket: { id: string } }): Promise<string[]> =>
      (await well(as(who, 'GET', `/tickets/${chat.ticket.id}/messages`))).items.map(({ body }: any) => body),
    /** What became of it, as its ticket's history says it. */
    turns: async (who: Who, chat: { ticket: { id: string } }): Promise<string[]> =>
      (await well(as(who, 'GET', `/tickets/${chat.ticket.id}/events`))).items
        .filter(({ kind }: any) => kind === 'chat')
        .map(({ words }: any) => words),
    /** Time passes; whoever is named goes on telling that it is there. */
    async passes(minutes: number, beating: readonly ('agent' | 'admin')[] = []) {
      for (let each = 0; each < minutes; each += 1) {
        now = now.add({ minutes: 1 })
        desk.setTime(now.toString())
        for (const who of beating) await well(as(who, 'PUT', '/chats/presence', {}))
        await wakeChats(desk.app, 50)
        await turn()
      }
    },
    at: () => now.toString(),
    async becomes(tier: string) {
      await desk.app.db.system(async (tx) => {
        const { partner } = desk.people.borealis
        const row = partner === null ? null : await partnerById(tx, partner)
        assert.ok(row !== null)
        await updatePartner(tx, { ...row, tier })
      })
    },
  }
}
