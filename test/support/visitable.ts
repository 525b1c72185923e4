/** A file, a call, a chat and a payout of a partner, for tests that visit every endpoint. */
import type { PersonId, TicketId } from '../../src/domain/kernel.ts'
import type { App } from '../../src/services/app.ts'
import { holdAttachments, keepAttachment } from '../../src/services/attachments/attachments.ts'
import { keepAvailability } from '../../src/storage/availabilities.ts'
import { insertCall, type CallId } from '../../src/storage/calls.ts'
import { insertChat, type ChatId } from '../../src/storage/chats.ts'
import type { Person } from '../../src/storage/people.ts'
import { uuid } from './decisions.ts'
import { payoutOf } from './payouts.ts'

export async function visitable(
  app: App,
  { id: contact, partner }: Person,
  host: PersonId,
): Promise<{ readonly attachment: string; readonly call: string; readonly chat: string; readonly payout: string }> {
  if (partner === null) throw new Error('It must be somebody of a partner.')
  const [call, chat] = [uuid<CallId>(), uuid<ChatId>()]
  const payout = await payoutOf(app, { kind: 'partner', person: contact, partner })
  return app.db.system(async (tx) => {
    const attachment = await keepAttachment(app, tx, { name: 'a.txt', content: Buffer.from('a'), source: 'workflow' })
    const at = app.now()
    await holdAttachments(tx, { for: 'the tests', partner, visibleTo: 'partner', at }, [attachment])
    await keepAvailability(tx, host, { zone: 'UTC', week: {}, daysOff: [] }, host, at)
    const startsAt = at.add({ hours: 48 })
    const times = { startsAt, endsAt: startsAt.add({ minutes: 30 }) }
    await insertCall(tx, { id: call, partner, contact, host, topic: 'Of the tests', ...times, bookedBy: contact }, at)
    const whose = { ticket: uuid<TicketId>(), partner, person: contact, desk: 'support' }
    const over = { endedAt: at, endedBy: contact, endedBecause: 'left' } as const
    await insertChat(tx, { id: chat, ...whose, startedAt: at, waitingSince: null, dueAt: null, ...over })
    return { attachment, call, chat, payout }
  })
}
