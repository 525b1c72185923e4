/** Whether a person wrote it: automatic mail opens no ticket and gets no answer (RFC 3834), or two machines write for ever. */
import { fieldOf, type Field } from './header.ts'

export type Automatic = 'auto-reply' | 'bounce' | 'list' | 'loop'

export interface Judged {
  readonly fields: readonly Field[]
  readonly from: string
  readonly name: string
  readonly subject: string
  readonly messageId: string | null
  readonly text: string
  readonly isDelivery: boolean
  readonly isReport: boolean
  readonly ownDomains: readonly string[]
}

interface Sign {
  readonly verdict: Automatic
  readonly because: string
  readonly shown: (mail: Judged) => boolean
}

const hasLike = (field: RegExp) => (mail: Judged) => mail.fields.some(({ name }) => field.test(name))
const has = (field: string, value: RegExp) => (mail: Judged) => {
  const found = fieldOf(mail.fields, field)
  return found !== null && value.test(found)
}
const says = (value: RegExp) => (mail: Judged) => value.test(mail.subject)
const machine =
  /^(mailer[-_.]?d(a)?emon|mail[-_.]?daemon|mailerdaemon|post[-_.]?master|mail[-_.]?delivery[\w.-]*|mdaemon|mmdf|bounces?|double-bounce|emergency|amavis|noreply-mailgateway)(\b|@|$|[-+_])/i

/** What mail systems write above a message that they send back. */
const sentBack =
  /(undeliver(able|ed)|delivery (status notification|failure|error|has failed|notification|report|problem|incomplete)|mail (delivery|system) (fail|error|problem|not)|returned mail|return(ed)? to sender|mail returned|message (you sent )?(blocked|could not be delivered|delivery failure|undeliverable)|failure (notice|notification)|failed mail|could not (be deliver|send message)|not delivered|non[- ]?delivery|nondeliverable|mail could not be delivered|unzustellbar|unbekannter empf|zustellung|nicht (zugestellt|zustellbar)|non remis|échec (de la )?remise|no se (ha )?(podido|pudo) (entregar|enviar)|mancata consegna|не доставлен|недоставлен|配信|配送|エラーメール|メールエラー|退信|系统退信|邮件(退回|投递)|bounce notification|mail failure|delivery (report|status)|warning: (message|could not)|unknown user|user unknown|mailbox (is )?full|postmaster notify|rejected mail|message status - undeliverable|delayed mail|delivery delayed|dsn:)/i
const away =
  /^((re|aw|sv|fwd?): *)*(auto(matic|mated)?[- ]?(reply|response|respond(er)?|antwort)|automatische (antwort|afwezigheid)|automatisch antwoord|out of (the )?office|ooo[: ]|abwesend|abwesenheit|réponse automatique|absence du bureau|respuesta automática|risposta automatica|resposta automática|fuera de la oficina|automaattinen|autosvar|automatiskt svar|avtomatskiy|автоответ|vacation|afwezig|自動(返信|応答)|自动(回复|答复)|i am (currently )?(away|out)|away from)/i
const sentBackText =
  /(this (message|report|is an automatically generated) .{0,60}(delivery status|automatically (generated|created)|mail (delivery|server|system))|(could|can) ?not be delivered to|the following (address|recipient)(\(?e?s\)?)? (had|has|have|failed|below|was|were)|i('m| am) afraid i wasn't able to deliver|permanent (fatal )?error|delivery to the following recipients? (has )?(failed|been)|your (message|mail|e-?mail) .{0,100}(not|n't) .{0,20}(delivered|reach)|unable to deliver (message|your)|reporting-mta:|final-recipient:|diagnostic-code:|status: 5\.\d\.\d|550[ -]5\.\d\.\d|user unknown|recipient .{0,40}(unknown|rejected)|undeliverable|mailbox (is )?(full|unavailable|not found)|no such user|quota exceed)/i

/** The first that is shown decides. Loops come first: nothing may be answered that we wrote ourselves. */
const signs: readonly Sign[] = [
  { verdict: 'loop', because: 'It has a Message-ID of ours.', shown: isOurs },
  { verdict: 'bounce', because: 'multipart/report, or a delivery status', shown: ({ isDelivery }) => isDelivery },
  { verdict: 'bounce', because: 'X-Failed-Recipients', shown: has('x-failed-recipients', /./) },
  {
    verdict: 'bounce',
    because: 'a complaint, or a notice of one',
    shown: (mail) =>
      /^complaint about message from/i.test(mail.subject) ||
      /"notificationType"\s*:\s*"(bounce|complaint|delivery)/i.test(mail.text),
  },
  { verdict: 'bounce', because: 'a notice of a mail system, passed on without a word of its own', shown: isPassedOn },
  { verdict: 'list', because: 'a notice of a list program', shown: hasLike(/^x-ml(server|-name|-count)$/) },
  { verdict: 'auto-reply', because: 'its subject is that of a reply by machine', shown: says(away) },
  {
    verdict: 'bounce',
    because: 'sent by a mail system',
    shown: ({ from, name }) =>
      machine.test(from) || machine.test(name) || /mail ?(delivery|administrator|er[- ]?daemon)/i.test(name),
  },
  {
    verdict: 'bounce',
    because: 'sent by nobody, and says that mail came back',
    shown: (mail) => isNobodys(mail) && sentBack.test(mail.subject),
  },
  {
    verdict: 'bounce',
    because: 'says in subject and text that mail came back',
    shown: (mail) =>
      sentBack.test(mail.subject) && sentBackText.test(mail.text) && !/^(re|aw|sv|fwd?|wg|tr):/i.test(mail.subject),
  },
  {
    verdict: 'loop',
    because: 'X-Loop and its kin',
    shown: (mail) =>
      mail.fields.some(
        ({ name, bytes }) =>
          /^x-(no-|\w+-)?loop$/.test(name) && name !== 'x-ms-exchange-inbox-rules-loop' && bytes !== '',
      ),
  },
  { verdict: 'auto-reply', because: 'Auto-Submitted (RFC 3834)', shown: has('auto-submitted', /^(?!\s*no\b)./i) },
  {
    verdict: 'auto-reply',
    because: 'X-Autoreply and its kin',
    shown: (mail) =>
      mail.fields.some(
        ({ name, bytes }) =>
          /^x-(auto-?re(ply|spon(d|se|der)(-?from)?)|autorespond|mail-autoreply|autogenerated|php-auto)$/.test(name) &&
          !/^(no|false)?$/i.test(bytes),
      ),
  },
  { verdict: 'auto-reply', because: 'Precedence: auto_reply', shown: has('precedence', /^auto[-_]?reply/i) },
  {
    verdict: 'auto-reply',
    because: 'X-Auto-Response-Suppress',
    shown: has('x-auto-response-suppress', /\b(all|oof|autoreply)\b/i),
  },
  {
    verdict: 'list',
    because: 'it came over a list (RFC 2369, 2919)',
    shown: hasLike(/^(list-(id|post|unsubscribe|help|subscribe|archive|owner)|mailing-list|x-mailing-list|x-list)$/),
  },
  { verdict: 'list', because: 'Precedence', shown: has('precedence', /^(bulk|list|junk)/i) },
  { verdict: 'list', because: 'Feedback-ID: sent in bulk', shown: has('feedback-id', /./) },
  { verdict: 'auto-reply', because: 'a report that a mail was read', shown: ({ isReport }) => isReport },
  { verdict: 'bounce', because: 'sent by nobody', shown: isNobodys },
]

/** Null where a person may have written it. */
export function automaticOf(mail: Judged): Automatic | null {
  return signs.find(({ shown }) => shown(mail))?.verdict ?? null
}

/** With words of its own it would be a question about a mail that came back. */
function isPassedOn({ subject, text }: Judged): boolean {
  if (!/^(fwd?|wg|tr|rv):/i.test(subject) || !sentBack.test(subject)) return false
  const [own = '', rest] = text.split(/begin forwarded message:|-{4,} ?forwarded message ?-{4,}/i)
  return rest !== undefined && own.trim().split(/\s+/).length <= 4 && /mailer-daemon/i.test(rest.slice(0, 300))
}

/** An empty return path is how mail systems say: answer this never. */
function isNobodys({ fields }: Judged): boolean {
  const path = fieldOf(fields, 'return-path')
  return path !== null && /^<\s*>/.test(path)
}

function isOurs({ messageId, ownDomains }: Judged): boolean {
  const domain = /@([^@>\s]+)>?\s*$/.exec(messageId ?? '')?.[1]?.toLowerCase()
  return domain !== undefined && ownDomains.some((own) => own.toLowerCase() === domain)
}
