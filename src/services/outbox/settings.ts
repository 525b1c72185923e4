/** What every letter that goes out has from this installation: where its links lead, and the secret of its reply tokens. */
import { createHmac, randomBytes } from 'node:crypto'
import type { TicketId } from '../../domain/kernel.ts'
import type { LetterTemplate } from '../../domain/letter.ts'
import type { LetterRef } from '../../storage/letters.ts'
import { settledSecret } from '../../storage/sign-in.ts'
import type { App } from '../app.ts'

export interface MailSettings {
  /** PUBLIC_URL, without a slash at its end; null where it is not known: letters have no links then. */
  readonly publicUrl: string | null
  /** Made by the first start, the same for every node ever after. */
  readonly secret: string
}

export async function mailSettings(app: App): Promise<MailSettings> {
  const secret = await settledSecret(app.db, 'reply-secret', randomBytes(32).toString('base64url'))
  return { publicUrl: app.publicUrl?.replace(/\/+$/, '') ?? null, secret }
}

/**
 * What stands in a Reply-To: for a ticket and an address always the same, so that it need not be kept; 125 bits that nobody
 * guesses. Small letters and digits only, since mail systems change the case of addresses.
 */
export const replyToken = ({ secret }: MailSettings, ticket: TicketId, address: string): string =>
  signed(secret, `reply|${ticket}|${address.toLowerCase()}`)

/** What stands in the link by which somebody declines letters of a kind. */
export const declineToken = ({ secret }: MailSettings, ref: LetterRef, template: LetterTemplate): string =>
  signed(secret, `decline|${ref}|${template}`)

const letters = 'abcdefghijklmnopqrstuvwxyz234567'

function signed(secret: string, what: string): string {
  const bytes = createHmac('sha256', secret).update(what).digest().subarray(0, 25)
  return Array.from(bytes, (byte) => letters[byte % 32]).join('')
}

/** 'support@desk.example' with a token becomes 'support+token@desk.example'. */
export const plusAddress = (mailbox: string, token: string): string => {
  const at = mailbox.lastIndexOf('@')
  return `${mailbox.slice(0, at)}+${token}${mailbox.slice(at)}`
}

/**
 * Of a letter, without angle brackets: the same at every attempt, so that who gets it twice may see so. By the name of
 * PUBLIC_URL it is known as ours; the mailbox's domain stands in for an address that is no name.
 */
export function messageIdOf({ publicUrl }: MailSettings, ref: LetterRef, mailbox: string): string {
  const host = publicUrl === null ? '' : new URL(publicUrl).hostname
  const isName = /^[a-z\d-]+(\.[a-z\d-]+)*\.[a-z][a-z\d-]+$/i.test(host)
  return `letter.${ref}@${isName ? host : mailbox.slice(mailbox.lastIndexOf('@') + 1)}`
}
