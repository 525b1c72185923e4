/** Every endpoint there is. */
import type { Route } from '../route.ts'
import { access } from './access.ts'
import { acts } from './acts.ts'
import { alerts } from './alerts.ts'
import { articles } from './articles.ts'
import { asking } from './asking.ts'
import { attachments } from './attachments.ts'
import { audit } from './audit.ts'
import { calls } from './calls.ts'
import { causes } from './causes.ts'
import { chats } from './chats.ts'
import { critical } from './critical.ts'
import { customers } from './customers.ts'
import { diary } from './diary.ts'
import { directory } from './directory.ts'
import { escalations } from './escalations.ts'
import { following } from './following.ts'
import { health } from './health.ts'
import { held } from './held.ts'
import { ideas } from './ideas.ts'
import { imports } from './imports.ts'
import { letters } from './letters.ts'
import { live } from './live.ts'
import { mailIn } from './mail-in.ts'
import { news } from './news.ts'
import { overuse } from './overuse.ts'
import { partners } from './partners.ts'
import { partnership } from './partnership.ts'
import { phone } from './phone.ts'
import { policies } from './policy.ts'
import { payouts } from './payouts.ts'
import { quality } from './quality.ts'
import { redactions } from './redactions.ts'
import { reminders } from './reminders.ts'
import { renewals } from './renewals.ts'
import { reports } from './reports.ts'
import { reviews } from './reviews.ts'
import { savedReplies } from './saved-replies.ts'
import { savedViews } from './saved-views.ts'
import { secondFactor } from './second-factor.ts'
import { session } from './session.ts'
import { setup } from './setup.ts'
import { several } from './several.ts'
import { sheets } from './sheets.ts'
import { staff } from './staff.ts'
import { singleSignOn } from './single-sign-on.ts'
import { standIns } from './stand-ins.ts'
import { suggestions } from './suggestions.ts'
import { proofs } from './ticket-proof.ts'
import { tags } from './tags.ts'
import { tickets } from './tickets.ts'
import { webhooks } from './webhooks.ts'
import { widget } from './widget.ts'
import { workflows } from './workflows.ts'

export const routes: readonly Route[] = [
  ...tickets,
  ...proofs,
  ...acts,
  ...several,
  ...savedViews,
  ...tags,
  ...phone,
  ...alerts,
  ...following,
  ...causes,
  ...asking,
  ...reminders,
  ...attachments,
  ...redactions,
  ...calls,
  ...escalations,
  ...letters,
  ...chats,
  ...mailIn,
  ...held,
  ...ideas,
  ...critical,
  ...news,
  ...webhooks,
  ...widget,
  ...standIns,
  ...workflows,
  ...session,
  ...singleSignOn,
  ...secondFactor,
  ...access,
  ...staff,
  ...directory,
  ...policies,
  ...partners,
  ...overuse,
  ...customers,
  ...diary,
  ...payouts,
  ...partnership,
  ...sheets,
  ...renewals,
  ...reviews,
  ...imports,
  ...articles,
  ...suggestions,
  ...savedReplies,
  ...reports,
  ...quality,
  ...audit,
  ...health,
  ...setup,
  ...live,
]
