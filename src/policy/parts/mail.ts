/** mail.yaml: how incoming mail is judged (A5, A7). */
import type { BreakerRules, MailRules } from '../../domain/policy.ts'
import { list, object, oneOf, understood, whole } from '../decode.ts'
import { duration } from '../words.ts'

const server = understood('the name that a mail server gives itself, in small letters', (text) =>
  /^[a-z0-9]([a-z0-9._-]*[a-z0-9])?$/.test(text) ? text : null,
)

export const mail = object<MailRules>({
  withoutDmarc: oneOf('aligned', 'hold'),
  trustedServers: list(server),
  tellsAgainAfterDays: whole(1, 365),
  breaker: object<BreakerRules>(
    { withinMinutes: whole(1, 24 * 60), answers: whole(0, 1_000), mails: whole(1, 10_000) },
    ({ answers, mails }, spot) => {
      if (answers !== undefined && mails !== undefined && answers >= mails)
        spot.get('answers').report(`less than ${mails}: the answers stop before the mails are held`)
    },
  ),
  quietAfter: duration,
})
