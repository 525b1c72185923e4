/** A mailbox to be fetched from, as IMAP_URL names it. */
import { mailboxAt } from '../../domain/mail/mailboxes.ts'
import type { Policy } from '../../domain/policy.ts'

export interface ImapSource {
  /** For its marks and for messages: without the password. */
  readonly name: string
  readonly host: string
  readonly port: number
  /** TLS from the first byte on; else STARTTLS, which only a server on this machine may lack. */
  readonly secure: boolean
  readonly user: string
  readonly password: string
  readonly folder: string
  /** The desk's mailbox that it is. */
  readonly address: string
  /** What is done with a message there, once it is committed here. */
  readonly after: 'flag' | 'leave' | 'delete' | { readonly moveTo: string }
}

export type ImapSources =
  | { readonly ok: true; readonly sources: readonly ImapSource[] }
  | { readonly ok: false; readonly message: string }

const known = ['desk', 'dataCentre', 'after']

/**
 * `imaps://user:password@host/FOLDER?desk=…&dataCentre=…&after=flag`, several apart by spaces or commas. The user's address, or
 * desk and data centre, say which of the policy's mailboxes it is. Everything wrong at once.
 */
export function imapSources(text: string, { desks }: Pick<Policy, 'desks'>): ImapSources {
  const wrong: string[] = []
  const sources = text
    .split(/[\s,]+/)
    .filter((each) => each !== '')
    .flatMap((each, place) => {
      const source = sourceOf(each, desks)
      if (typeof source !== 'string') return [source]
      wrong.push(`${place + 1}. ${source}`)
      return []
    })
  const names = sources.map(({ name }) => name)
  if (new Set(names).size < names.length) wrong.push('One mailbox is named twice.')
  if (sources.length === 0 && wrong.length === 0) wrong.push('It names no mailbox.')
  return wrong.length > 0 ? { ok: false, message: `IMAP_URL is wrong: ${wrong.join('; ')}` } : { ok: true, sources }
}

function sourceOf(text: string, desks: Policy['desks']): ImapSource | string {
  if (!URL.canParse(text)) return "It must be a URL such as 'imaps://user:password@host/INBOX'."
  const url = new URL(text)
  if (url.protocol !== 'imaps:' && url.protocol !== 'imap:') return "It must begin with 'imaps://' or 'imap://'."
  const unknown = [...url.searchParams.keys()].filter((each) => !known.includes(each))
  if (unknown.length > 0) return `It has '${unknown.join("', '")}', and may have ${known.join(', ')}.`
  const [user, password, folder] = [url.username, url.password, url.pathname.slice(1)].map(decoded)
  if (user == null || password == null || folder == null) return 'Its user, password or folder is not encoded rightly.'
  if (user === '' || password === '') return 'It must have a user and a password.'
  const after = afterOf(url.searchParams.get('after') ?? 'flag')
  if (after === null) return "What is done after must be 'flag', 'leave', 'delete' or 'move:FOLDER'."
  const address = addressOf(user, url.searchParams, desks)
  if (address === null)
    return `${user} is no mailbox of a desk: say of which it is with ?desk=…&dataCentre=… (${desks
      .flatMap(({ id, mailboxes }) => Object.keys(mailboxes).map((dataCentre) => `${id}, ${dataCentre}`))
      .join('; ')}).`
  const secure = url.protocol === 'imaps:'
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const port = url.port === '' ? (secure ? 993 : 143) : Number(url.port)
  const inbox = folder === '' ? 'INBOX' : folder
  return { name: `${user}@${host}:${port}/${inbox}`, host, port, secure, user, password, folder: inbox, address, after }
}

function addressOf(user: string, params: URLSearchParams, desks: Policy['desks']): string | null {
  const [desk, dataCentre] = [params.get('desk'), params.get('dataCentre')]
  if (desk === null && dataCentre === null) return mailboxAt({ desks }, user)?.address ?? null
  const rules = desks.find(({ id }) => id === desk)
  const centres = Object.keys(rules?.mailboxes ?? {})
  return rules?.mailboxes[dataCentre ?? centres[0] ?? ''] ?? null
}

function afterOf(text: string): ImapSource['after'] | null {
  if (text === 'flag' || text === 'leave' || text === 'delete') return text
  const moveTo = /^move:(.+)$/.exec(text)?.[1]
  return moveTo === undefined ? null : { moveTo }
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}
