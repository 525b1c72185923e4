/** integrations.yaml: how other programs meet the desk (A6, D5). */
import type { IntegrationRules, WebhookRules } from '../../domain/policy.ts'
import { object, some, whole } from '../decode.ts'

export const integrations = object<IntegrationRules>({
  widget: object<IntegrationRules['widget']>({ sessionMinutes: whole(1, 60) }),
  webhooks: object<WebhookRules>({
    perPartner: whole(1, 100),
    retryAfterMinutes: some(whole(1, 7 * 24 * 60)),
    pauseAfterFailures: whole(1, 1_000),
    timeoutSeconds: whole(1, 60),
    answerKilobytes: whole(1, 1_024),
    keepDays: whole(1, 366),
  }),
})
