/** What was said in a chat, by letter: once to each person of its partner (A4). */
import { sayInstant } from '../../domain/explain/words.ts'
import type { PersonId } from '../../domain/kernel.ts'
import { placeOf } from '../../domain/region.ts'
import { lockChat, noteTranscript, type Chat, type ChatId } from '../../storage/chats.ts'
import type { Tx } from '../../storage/database.ts'
import { messagesOf, type Message } from '../../storage/messages.ts'
import { partnerById } from '../../storage/partners.ts'
import { personById } from '../../storage/people.ts'
import type { Actor, App } from '../app.ts'
import { utc } from '../instants.ts'
import { once, type Once } from '../once.ts'
import { postLetter } from '../outbox/post.ts'
import { no, notAllowed, notFound } from '../refusals.ts'
import { shownAgain, type Turned } from './turn.ts'

/** POST /chats/{id}/transcript: to whoever of the partner asks. Asked for again it is not sent again. */
export const askTranscript = (app: App, actor: Actor, id: ChatId, asked: Once | null): Turned =>
  once(app, actor, asked, 200, async (tx) => {
    const chat = await lockChat(tx, id)
    if (chat === null) return notFound('chat')
    if (actor.kind !== 'partner') return notAllowed('It goes to whoever of the partner asks for it.')
    if (chat.endedAt === null) return no({ code: 'invalid-state', message: 'The chat goes on: ask when it has ended.' })
    if (chat.endedBecause === 'left')
      return no({ code: 'invalid-state', message: 'This was left as a message: nothing was said in a chat.' })
    await postTranscript(app, tx, chat, actor.person)
    return shownAgain(app, tx, id)
  })

/** Nothing where that person has it already. */
export async function postTranscript(app: App, tx: Tx, chat: Chat, person: PersonId): Promise<void> {
  const to = await personById(tx, person)
  const partner = await partnerById(tx, chat.partner)
  if (to === null || partner === null || !to.active || chat.transcriptTo.includes(person)) return
  const { zone } = placeOf(app.policies.current(), partner.country, partner.state)
  await noteTranscript(tx, chat.id, person)
  await postLetter(app, tx, {
    template: 'chat-transcript',
    to: { name: to.name, email: to.email, person },
    desk: chat.desk,
    country: partner.country,
    state: partner.state,
    ticket: chat.ticket,
    partner: partner.id,
    data: { began: utc(chat.startedAt), transcript: (await saidIn(tx, chat)).map(inWords(zone)).join('\n\n') },
    onceFor: `chat-transcript:${chat.id}:${person}`,
  })
}

const most = 200

/** What both sides saw from the first word to the end, whichever way it was written. */
async function saidIn(tx: Tx, { ticket, endedAt }: Chat): Promise<readonly Message[]> {
  const said: Message[] = []
  for (let cursor: string | null = null; ;) {
    const page = await messagesOf(tx, ticket, { limit: most, cursor })
    if (!page.ok) throw new Error(page.problem.message)
    said.push(...page.value.items)
    cursor = page.value.nextCursor
    if (cursor === null) break
  }
  const isIn = ({ at, visibility }: Message): boolean =>
    visibility === 'public' && (endedAt === null || Temporal.Instant.compare(at, endedAt) <= 0)
  return said.filter(isIn)
}

const inWords =
  (zone: string) =>
  ({ author, side, body, at }: Message): string =>
    `${author?.name ?? (side === 'partner' ? 'You' : 'The desk')}, ${sayInstant(at, zone)}:\n${body}`
