/** What an id in a path may be of, beside a ticket. */
import type { Id } from '../domain/kernel.ts'
import { isHeld } from '../services/held/desk.ts'
import { isArticle, isSavedReply } from '../services/guide/things.ts'
import { isLetter } from '../services/outbox/letters.ts'
import { isMail } from '../services/mail-in/view.ts'
import * as registry from '../services/registry/things.ts'
import { isCall } from '../services/calls/reading.ts'
import { isChat } from '../services/chats/reading.ts'
import { isEvaluation } from '../services/partnership/evaluations.ts'
import { isSheet } from '../services/sheets/view.ts'
import { isSavedView } from '../services/saved-views.ts'
import { isTag } from '../services/tags.ts'
import { isReview } from '../services/reviews/reading.ts'
import { isSubscription } from '../services/renewals/payer.ts'
import { isReminder } from '../services/reminders.ts'
import { isPayout } from '../services/payouts/view.ts'
import { isAttachment } from '../services/attachments/uploads.ts'
import { isKey } from '../services/people/keys.ts'
import { isSession } from '../services/people/sessions.ts'
import { isStaffMember } from '../services/people/staff.ts'
import { isWebhook } from '../services/webhooks/registering.ts'
import { isWidgetSession } from '../services/widget/sessions.ts'
import type { Thing } from './route.ts'

const thing = (noun: string, isThere: registry.IsThere): Thing => ({
  noun,
  isThere: ({ app }, actor, id) => isThere(app, actor, id),
})

export const partner = thing('partner', registry.isPartner)
export const contact = thing('contact', registry.isContact)
export const customer = thing('customer', registry.isCustomer)
export const contract = thing('contract', registry.isContract)
export const grant = thing('grant', registry.isGrant)
export const attachment = thing('attachment', isAttachment)
export const call = thing('call', isCall)
export const payout = thing('payout', isPayout)
export const review = thing('review', isReview)
export const evaluation = thing('evaluation', isEvaluation)
export const sheet = thing('sheet', isSheet)
export const chat = thing('chat', isChat)
export const subscription: Thing = { ...thing('subscription', isSubscription), hasForeignId: true }
export const person = thing('person', registry.isContact)
export const staffMember: Thing = { ...thing('member of the staff', isStaffMember), isNobodys: true }
export const key = thing('key', isKey)
export const session: Thing = { ...thing('session', isSession), hasForeignId: true }
export const webhook = thing('webhook', isWebhook)
export const widgetSession: Thing = { ...thing('widget session', isWidgetSession), isNobodys: true }
export const heldRequest: Thing = { ...thing('held request', isHeld), isNobodys: true }
export const incident: Thing = { ...thing('incident', registry.isIncident), isEverybodys: true }
export const announcement: Thing = { ...thing('announcement', registry.isAnnouncement), isEverybodys: true }
export const tag: Thing = { ...thing('tag', isTag), isNobodys: true }
export const savedView: Thing = { ...thing('saved view', isSavedView), isNobodys: true }
export const reminder: Thing = { ...thing('reminder', isReminder), isNobodys: true }
export const letter: Thing = { ...thing('letter', isLetter), isNobodys: true }
export const mail: Thing = { ...thing('mail', isMail), isNobodys: true }
export const idea: Thing = { ...thing('idea', registry.isIdea), isEverybodys: true }
export const article: Thing = { ...thing('article', isArticle), isEverybodys: true }
export const articleOrSlug: Thing = { ...article, hasSlug: true }
export const savedReply: Thing = { ...thing('saved reply', isSavedReply), isEverybodys: true }

/** The id in a path as one of its kind. */
export const idOf = <Kind extends string>(id: string): Id<Kind> => id as Id<Kind>
