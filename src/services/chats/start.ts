/** A partner begins a chat: from its first word on a ticket like any other (A4). */
import { chatDueAt } from '../../domain/chat.ts'
import { deskRules } from '../../domain/policy.ts'
import { attachTo } from '../../storage/attachments.ts'
import { insertChat, isSecondChat, liveChatOf, lockChat, type Chat, type NewChat } from '../../storage/chats.ts'
import { partnerById, type Partner } from '../../storage/partners.ts'
import { lockTicket } from '../../storage/tickets.ts'
import type { Actor, App } from '../app.ts'
import { attachmentMistakes } from '../attachments/uses.ts'
import type { TicketForm } from '../tickets/intake.ts'
import { once, type Once } from '../once.ts'
import { openTicketIn } from '../tickets/opening.ts'
import { no, notAllowed, notFound, wrongFields, type Answer } from '../refusals.ts'
import { chatEntitlement, desksNow, type DeskNow } from './standing.ts'
import { logTurn, shownAgain, type Turned } from './turn.ts'

export type ChatForm = Pick<
  TicketForm,
  'type' | 'category' | 'product' | 'subject' | 'description' | 'kind' | 'customerEmail' | 'severity' | 'attachments'
> & {
  /** As a message for when somebody is there: the partner has seen what is promised for it. */
  readonly leave?: boolean | undefined
}

const partnersOnly = notAllowed('Partners begin chats: take one that waits (GET /api/v1/chats).')

/** POST /chats. Refused where nobody is there, unless it is to be left as a message: then it is a request at once. */
export async function startChat(app: App, actor: Actor, form: ChatForm, asked: Once | null): Turned {
  try {
    return await once(app, actor, asked, 201, async (tx) => {
      if (actor.kind !== 'partner') return partnersOnly
      const partner = await partnerById(tx, actor.partner)
      if (partner === null) return notFound('partner')
      const { allowed, because } = await chatEntitlement(app, tx, partner)
      if (!allowed) return notAllowed(because)
      const live = await liveChatOf(tx, actor.person)
      if (live !== null) return oneAtATime
      const { leave = false, attachments = [], ...request } = form
      const { longestMessage } = app.policies.current().chat
      const mistakes = [
        ...(form.description.length > longestMessage ? [tooLong('description', longestMessage)] : []),
        ...(await attachmentMistakes(app, tx, actor, attachments)),
      ]
      if (mistakes.length > 0) return wrongFields(mistakes)
      const at = app.now()
      const opened = await openTicketIn(app, tx, { form: request, channel: 'chat', at, receipt: true })
      if (!opened.ok) return opened
      const { ticket: id, message } = opened.value
      const ticket = await lockTicket(tx, id)
      if (ticket === null) throw new Error(`Ticket ${id} was opened and is not there.`)
      const desk = (await desksNow(app, tx, partner)).find((each) => each.desk === ticket.desk)
      if (desk === undefined) return otherDesk(app, ticket.desk)
      if (!leave && !desk.isSomebodyThere) return nobodyThere(desk)
      await attachTo(tx, { id: message, ticket: id, partner: partner.id, visibility: 'public', at }, attachments)
      const chat = chatFrom(app, { ticket: id, partner, person: actor.person, desk: desk.desk, leave })
      await insertChat(tx, chat)
      await logTurn(app, tx, actor, id, leave ? { what: 'left' } : { what: 'began' })
      await lockChat(tx, chat.id)
      return shownAgain(app, tx, chat.id)
    })
  } catch (thrown) {
    if (isSecondChat(thrown)) return oneAtATime
    throw thrown
  }
}

function chatFrom(
  app: App,
  {
    leave,
    partner,
    ...whose
  }: Pick<Chat, 'ticket' | 'person' | 'desk'> & { readonly partner: Partner; readonly leave: boolean },
): NewChat {
  const startedAt = app.now()
  const rules = app.policies.current().chat
  const common = { id: app.newId<'chat'>(), partner: partner.id, ...whose, startedAt }
  return leave
    ? { ...common, waitingSince: null, dueAt: null, endedAt: startedAt, endedBy: whose.person, endedBecause: 'left' }
    : {
        ...common,
        waitingSince: startedAt,
        dueAt: chatDueAt(rules, { waitingSince: startedAt, lastWordAt: startedAt }),
        endedAt: null,
        endedBy: null,
        endedBecause: null,
      }
}

const oneAtATime = no({
  code: 'conflict',
  message: 'You have a chat that goes on: write in that one, or end it first.',
})

export const tooLong = (field: string, most: number) => ({
  field,
  message: `A message in a chat has ${most.toLocaleString('en')} characters at most: shorten it, or send it as a request.`,
})

function otherDesk(app: App, desk: string): Answer<never> {
  const policy = app.policies.current()
  const own = policy.chat.desks.map((each) => deskRules(policy, each).name).join(' and ')
  return wrongFields([
    {
      field: 'type',
      message: `This is for ${deskRules(policy, desk).name}, which holds no chats; ${own} does. Send it as a request (POST /api/v1/tickets).`,
    },
  ])
}

const nobodyThere = ({ name, isOpen }: DeskNow): Answer<never> =>
  no({
    code: 'invalid-state',
    message: isOpen
      ? `Nobody of ${name} is there for chat now: leave it as a message.`
      : `Chat with ${name} is closed now: leave it as a message.`,
  })
