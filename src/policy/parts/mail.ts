/** mail.yaml: how incoming mail is judged (A5, A7). */
import type { BreakerRules, MailRules } from '../../domain/policy.ts'
import type { AnswerWords } from '../../domain/policy/mail.ts'
import { list, object, oneOf, optional, some, text, understood, whole } from '../decode.ts'
import { duration } from '../words.ts'

const server = understood('the name that a mail server gives itself, in small letters', (text) =>
  /^[a-z0-9]([a-z0-9._-]*[a-z0-9])?$/.test(text) ? text : null,
)

const language = understood('a language, such as en or pt-BR', (said) =>
  /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(said) ? said : null,
)

const answers = object<AnswerWords>(
  { language, yes: some(text), no: some(text), greetings: list(text), polite: list(text) },
  ({ yes = [], no = [] }, spot) => {
    const both = yes.findIndex((word) => no.some((other) => other.toLowerCase() === word.toLowerCase()))
    if (both >= 0) spot.get('yes', both).report('a word that does not stand for no as well')
  },
)

export const mail = object<MailRules>({
  withoutDmarc: oneOf('aligned', 'hold'),
  trustedServers: list(server),
  trustedSealers: optional(list(server)),
  tellsAgainAfterDays: whole(1, 365),
  breaker: object<BreakerRules>(
    { withinMinutes: whole(1, 24 * 60), answers: whole(0, 1_000), mails: whole(1, 10_000) },
    ({ answers, mails }, spot) => {
      if (answers !== undefined && mails !== undefined && answers >= mails)
        spot.get('answers').report(`less than ${mails}: the answers stop before the mails are held`)
    },
  ),
  quietAfter: duration,
  answers: optional(list(answers)),
})
