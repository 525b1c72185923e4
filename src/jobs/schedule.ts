/** The timetable: what is done when. A new row is a new job. */
import { weighEverybody } from '../services/registry/key-accounts.ts'
import { tellOfOveruse } from '../services/overuse.ts'
import { watchSilence } from '../services/mail-in/health.ts'
import { remindOfContacts } from '../services/registry/diary.ts'
import { remindOfCalls } from '../services/calls/reminders.ts'
import { remindOfRenewals } from '../services/renewals/reminders.ts'
import { scanWaiting } from '../services/attachments/scanning.ts'
import { settleTiers } from '../services/registry/tier-change.ts'
import { watchAccounts } from '../services/partnership/accounts.ts'
import { applyEvaluations } from '../services/partnership/apply-evaluations.ts'
import { giveBackLeft } from '../services/people/give-away.ts'
import { sealAudit } from '../services/audit/seal.ts'
import { dailyAt, everyMinutes, type Work } from '../services/timetable.ts'
import { dropUnused } from '../services/attachments/uploads.ts'
import { forgetOldDeliveries } from '../services/webhooks/deliver.ts'
import { forgetAlerts } from '../services/alerts/tell.ts'
import { forgetWidgetSessions } from '../services/widget/sessions.ts'

export const schedule: readonly Work[] = [
  /** D2: after midnight in the west of Europe, before work begins anywhere that a day has begun. */
  { name: 'key-accounts', nextAfter: dailyAt('01:30'), minutes: 60, run: weighEverybody },
  /** A2: what a change of tier has left untold. */
  { name: 'tiers', nextAfter: everyMinutes(1), minutes: 10, run: settleTiers },
  /** What is opened again is not left with somebody who has left. */
  { name: 'left-tickets', nextAfter: everyMinutes(1), minutes: 10, run: giveBackLeft },
  /** B9: off the way of a request that comes in; the account manager hears of it within a minute. */
  { name: 'overuse', nextAfter: everyMinutes(1), minutes: 5, run: tellOfOveruse },
  /** B4: what came by mail, and what the scanner could not be reached for. */
  { name: 'scanning', nextAfter: everyMinutes(1), minutes: 30, run: scanWaiting },
  /** G1: a mailbox that nobody delivers to any more looks like a quiet day. */
  { name: 'mail-silence', nextAfter: everyMinutes(5), minutes: 5, run: watchSilence },
  /** D5: account managers, of contacts that are due and partners gone quiet. */
  { name: 'contacts', nextAfter: dailyAt('05:00'), minutes: 30, run: remindOfContacts },
  /** D3: both sides, the day before. */
  { name: 'call-reminders', nextAfter: everyMinutes(5), minutes: 10, run: remindOfCalls },
  /** E6: reminders of accounts that end, and their end, at the partner's own midnight. */
  { name: 'accounts', nextAfter: everyMinutes(15), minutes: 10, run: watchAccounts },
  /** E7: tiers whose day has come. */
  { name: 'evaluations', nextAfter: everyMinutes(5), minutes: 10, run: applyEvaluations },
  /** E4: each partner in the morning of its own day. */
  { name: 'renewals', nextAfter: everyMinutes(10), minutes: 30, run: remindOfRenewals },
  /** B4: uploads that nothing has used. */
  { name: 'uploads', nextAfter: everyMinutes(30), minutes: 10, run: dropUnused },
  /** A6: sessions of the widget that are long over. */
  { name: 'widget-sessions', nextAfter: dailyAt('02:10'), minutes: 10, run: forgetWidgetSessions },
  /** D5: what was told to webhooks, for as long as the policy says. */
  { name: 'webhook-log', nextAfter: dailyAt('02:20'), minutes: 10, run: forgetOldDeliveries },
  /** What was for somebody, and is old. */
  { name: 'alerts', nextAfter: dailyAt('02:30'), minutes: 10, run: forgetAlerts },
  /** G2: what was done, a minute later. */
  { name: 'seals', nextAfter: everyMinutes(1), minutes: 30, run: sealAudit },
]
