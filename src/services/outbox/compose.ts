/** A letter as it goes out: headers, text and HTML (A5, A10). */
import { filled, isAutomatic, isDeclinable } from '../../domain/letter.ts'
import type { Address, LetterContent, StoredLetter } from '../../storage/letters.ts'
import { askPath, askToken } from '../tickets/ask-token.ts'
import { letterHtml } from './letter-html.ts'
import { declineToken, messageIdOf, plusAddress, type MailSettings } from './settings.ts'
import type { LetterFiles } from './files.ts'
import { NoWords, oneLine, receiversOf, senderOf, wordsOf, type LetterContext } from './words.ts'

/** Message-IDs of the ticket's thread that this receiver knows, oldest first. */
export type Thread = readonly string[]

/** So many stand in References: the first, and the latest. */
const mostReferences = 12

/** Throws `NoWords` where the published policy has none for it. */
export function composed(
  letter: StoredLetter,
  context: LetterContext,
  settings: MailSettings,
  thread: Thread,
  files: LetterFiles,
): LetterContent {
  const { subject, text, words } = wordsOf(letter, context)
  const from = senderOf(letter, context)
  const [to] = receiversOf(letter, context)
  const { letterFrame } = context.current
  if (letterFrame === undefined)
    throw new NoWords(`The published policy has no frame for letters: publish it anew with 'desk policy publish'.`)
  const say = (sentence: string): string => filled(sentence, words)
  const link = linkOf(context, settings)
  const supply = supplyLink(letter, settings)
  const answers = tokenFor(letter, from.email)
  const decline = declineLink(letter, settings)
  const automatic = isAutomatic(letter.template, letter.message !== null)
  const small = [...(answers ? [say(letterFrame.reply)] : []), ...(automatic ? [say(letterFrame.automatic)] : [])]
  const left = files.left.length === 0 ? [] : [filled(letterFrame.files, { ...words, files: files.left.join(', ') })]
  const below = [
    ...left,
    ...(supply === null ? [] : [`${say(letterFrame.supply)}: ${supply}`]),
    ...(link === null ? [] : [`${say(letterFrame.open)}: ${link}`]),
    ...small,
    ...(decline === null ? [] : [`${say(letterFrame.decline)}: ${decline}`]),
  ]
  return {
    from,
    subject,
    text: below.length === 0 ? `${text}\n` : `${text}\n\n-- \n${below.join('\n')}\n`,
    html: letterHtml(subject, {
      text,
      desk: from.name,
      vendor: context.current.vendor.name,
      // What we need comes before what one may want to look at.
      link:
        supply !== null
          ? { text: say(letterFrame.supply), href: supply }
          : link === null
            ? null
            : { text: say(letterFrame.open), href: link },
      small: [...left, ...small],
      decline: decline === null ? null : { text: say(letterFrame.decline), href: decline },
    }),
    headers: [
      ['From', addressText(from)],
      ['To', to === undefined ? '' : addressText(to)],
      ...(answers ? [['Reply-To', plusAddress(from.email, '…')] as const] : []),
      ['Subject', subject],
      ['Message-ID', `<${messageIdOf(settings, letter.ref, from.email)}>`],
      ...threadHeaders(thread),
      ...(automatic === false ? [] : [['Auto-Submitted', automatic] as const]),
      // What mail systems of the vendor's sort by; and nobody's vacation answers it.
      ...(automatic === false ? [] : [['X-Auto-Response-Suppress', 'All'] as const]),
      ...(decline === null
        ? []
        : ([
            ['List-Unsubscribe', `<${decline}>`],
            ['List-Unsubscribe-Post', 'List-Unsubscribe=One-Click'],
          ] as const)),
    ],
  }
}

const threadHeaders = (thread: Thread): (readonly [string, string])[] => {
  const last = thread.at(-1)
  if (last === undefined) return []
  const some = thread.length <= mostReferences ? thread : [thread[0] as string, ...thread.slice(1 - mostReferences)]
  return [
    ['In-Reply-To', `<${last}>`],
    ['References', some.map((id) => `<${id}>`).join(' ')],
  ]
}

/** Whether who gets it answers the ticket by answering it: not the desk itself, whose mailbox is where answers go. */
export const tokenFor = ({ ticket, address }: StoredLetter, mailbox: string): boolean =>
  ticket !== null && address !== null && address !== mailbox.toLowerCase()

function linkOf({ row }: LetterContext, { publicUrl }: MailSettings): string | null {
  return row === null || publicUrl === null ? null : `${publicUrl}/tickets/${row.ticket.id}`
}

/** B2: of a receipt that asks, to the form for what is missing. */
const supplyLink = ({ ticket, data }: StoredLetter, { publicUrl, secret }: MailSettings): string | null =>
  ticket === null || publicUrl === null || data.asked === undefined
    ? null
    : `${publicUrl}${askPath(askToken(secret, ticket))}`

/** Only for notices that one may decline, and only where a link leads here. */
function declineLink({ template, ref }: StoredLetter, settings: MailSettings): string | null {
  return isDeclinable(template) && settings.publicUrl !== null
    ? `${settings.publicUrl}/api/v1/letters/${ref}/decline?token=${declineToken(settings, ref, template)}`
    : null
}

/** For people to read; the mail itself is written by who sends it. */
export const addressText = ({ name, email }: Address): string =>
  name === '' || name === email ? email : `${oneLine(name).replaceAll('"', "'")} <${email}>`
