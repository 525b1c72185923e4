/** Every story that is told, by subject. A new subject: a file in `stories/`, and its line here. */
import type { Story } from './story.ts'
import { api } from './stories/api.ts'
import { automation } from './stories/automation.ts'
import { chats } from './stories/chats.ts'
import { deluge } from './stories/deluge.ts'
import { earnings } from './stories/earnings.ts'
import { escalations } from './stories/escalations.ts'
import { longHunt } from './stories/function-times-out.ts'
import { howTos } from './stories/how-tos.ts'
import { partnership } from './stories/partnership.ts'
import { phone } from './stories/phone.ts'
import { productLimits } from './stories/product-limits.ts'
import { redwood } from './stories/redwood.ts'
import { reopenedByPartner } from './stories/refresh-tokens.ts'
import { reports } from './stories/reports.ts'
import { roundTheClock } from './stories/round-the-clock.ts'
import { severity } from './stories/severity.ts'
import { storeAndPortal } from './stories/store-and-portal.ts'
import { subscriptions } from './stories/subscriptions.ts'
import { thinRequests } from './stories/thin-requests.ts'
import { workflows } from './stories/workflows.ts'

export const stories: readonly Story[] = [
  ...roundTheClock,
  ...redwood,
  ...longHunt,
  ...deluge,
  ...api,
  ...reopenedByPartner,
  ...automation,
  ...productLimits,
  ...reports,
  ...severity,
  ...thinRequests,
  ...howTos,
  ...phone,
  ...chats,
  ...earnings,
  ...subscriptions,
  ...storeAndPortal,
  ...partnership,
  ...escalations,
  ...workflows,
]
