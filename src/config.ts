/** The settings of a start, read from the environment. A wrong value stops the start with one clear line. */
import { isIP } from 'node:net'
import { readDkim, type DkimSettings } from './dkim.ts'
import { isAbsolute, resolve } from 'node:path'
import type { OidcSettings } from './channels/oidc/provider.ts'
import { readOidc } from './oidc.ts'

export interface Config {
  readonly port: number
  readonly host: string
  readonly dataDir: string
  /** A PostgreSQL server; null means the embedded one. */
  readonly databaseUrl: string | null
  readonly policyDir: string
  readonly demo: boolean
  /** The server that takes outgoing mail; null where letters are only kept and shown (G4). */
  readonly smtpUrl: string | null
  /** With what outgoing mail is signed; null where it is not. */
  readonly dkim: DkimSettings | null
  readonly publicUrl: string | null
  /** The provider of single sign-on; null where there is none. */
  readonly oidc: OidcSettings | null
  /** ClamAV's daemon, 'tcp://host:port'; null where files are not scanned (B4). */
  readonly scannerUrl: string | null
  /** Where mail is received (SMTP); null where it is not. */
  readonly mailListen: { readonly host: string; readonly port: number } | null
  /** Files of the key and the certificate for STARTTLS, in PEM; null for one that the program makes itself. */
  readonly mailTls: { readonly key: string; readonly cert: string } | null
  /** Mailboxes to fetch from, apart by spaces or commas; checked against the policy when the program starts. */
  readonly imapUrl: string | null
  /** Name servers that are asked who wrote a mail (A7), 'address' or 'address:port'; none for those of the system. */
  readonly dnsServers: readonly string[]
  /** Webhooks may lead into one's own network, and over http (D5). */
  readonly privateWebhooks: boolean
  readonly production: boolean
}

export type ConfigResult =
  | { readonly ok: true; readonly config: Config }
  | { readonly ok: false; readonly message: string }

type Env = Readonly<Record<string, string | undefined>>

/** `root` is the program's own folder: relative paths of the defaults start there, given ones at the working directory. */
export function readConfig(env: Env, root: string): ConfigResult {
  const mistakes: string[] = []
  const given = (name: string): string | null => {
    const value = env[name]?.trim()
    return value === undefined || value === '' ? null : value
  }

  const url = (name: string, protocols: readonly string[]): string | null => {
    const value = given(name)
    if (value === null) return null
    if (URL.canParse(value) && protocols.includes(new URL(value).protocol)) return value
    mistakes.push(`${name} must be a URL that begins with ${protocols.map((each) => `${each}//`).join(' or ')}`)
    return null
  }

  const portText = given('PORT') ?? '3000'
  const port = Number(portText)
  if (!/^\d+$/.test(portText) || port > 65_535)
    mistakes.push(`PORT must be a whole number from 0 to 65535, not '${portText}'`)

  const databaseUrl = url('DATABASE_URL', ['postgres:', 'postgresql:'])
  const demoText = given('DEMO')
  if (demoText !== null && demoText !== '0' && demoText !== '1') mistakes.push(`DEMO must be 0 or 1, not '${demoText}'`)
  const privateText = given('WEBHOOKS_PRIVATE')
  if (privateText !== null && privateText !== '0' && privateText !== '1')
    mistakes.push(`WEBHOOKS_PRIVATE must be 0 or 1, not '${privateText}'`)
  const nodeEnv = given('NODE_ENV')
  if (nodeEnv !== null && !['production', 'development', 'test'].includes(nodeEnv))
    mistakes.push(`NODE_ENV must be production, development or test, not '${nodeEnv}'`)
  const smtpUrl = url('SMTP_URL', ['smtp:', 'smtps:'])
  const dkim = readDkim(given, (mistake) => mistakes.push(mistake))
  const publicUrl = url('PUBLIC_URL', ['http:', 'https:'])
  const oidc = readOidc(given, isLoopback, (mistake) => mistakes.push(mistake))
  const scannerUrl = url('SCANNER_URL', ['tcp:'])
  if (scannerUrl !== null && !/^tcp:\/\/[^/?#@]+:\d+\/?$/.test(scannerUrl))
    mistakes.push('SCANNER_URL must name a host and a port, such as tcp://127.0.0.1:3310')
  const listenText = given('MAIL_LISTEN')
  const mailListen = listenText === null ? null : addressAndPort(listenText)
  if (listenText !== null && mailListen === null)
    mistakes.push(`MAIL_LISTEN must be an address and a port, such as 0.0.0.0:25, not '${listenText}'`)
  const [tlsKey, tlsCert] = [given('MAIL_TLS_KEY'), given('MAIL_TLS_CERT')]
  if ((tlsKey === null) !== (tlsCert === null))
    mistakes.push('MAIL_TLS_KEY and MAIL_TLS_CERT must be given together: the files of a key and of its certificate')
  const imapUrl = given('IMAP_URL')
  const dnsServers = (given('DNS_SERVERS') ?? '').split(/[\s,]+/).filter((each) => each !== '')
  const notServers = dnsServers.filter((each) => isIP(each) === 0 && addressAndPort(each) === null)
  if (notServers.length > 0)
    mistakes.push(`DNS_SERVERS must be addresses, each with a port or without, not '${notServers.join(' ')}'`)

  if (mistakes.length > 0) return { ok: false, message: `The settings are wrong: ${mistakes.join('; ')}.` }
  const dataDir = given('DATA_DIR')
  const policyDir = given('POLICY_DIR')
  return {
    ok: true,
    config: {
      port,
      host: given('HOST') ?? '127.0.0.1',
      dataDir: dataDir === null ? resolve(root, 'data') : absolute(dataDir),
      databaseUrl,
      policyDir: policyDir === null ? resolve(root, 'policy/zoho') : absolute(policyDir),
      demo: demoText === null ? databaseUrl === null : demoText === '1',
      smtpUrl,
      dkim,
      publicUrl,
      oidc,
      scannerUrl,
      mailListen,
      mailTls: tlsKey === null || tlsCert === null ? null : { key: absolute(tlsKey), cert: absolute(tlsCert) },
      imapUrl,
      dnsServers,
      privateWebhooks: privateText === '1',
      production: nodeEnv === 'production',
    },
  }
}

const absolute = (path: string): string => (isAbsolute(path) ? path : resolve(path))

/** '127.0.0.1:25', '[::1]:2525', 'mail.desk.example:25', or ':25' for every address of this machine. */
function addressAndPort(text: string): { readonly host: string; readonly port: number } | null {
  const match = /^(?:\[([\da-f:.]+)\]|([^\s:[\]/]*)):(\d{1,5})$/i.exec(text)
  const port = Number(match?.[3])
  if (match === null || port > 65_535) return null
  return { host: match[1] ?? (match[2] === '' ? '0.0.0.0' : (match[2] ?? '')), port }
}

/** Addresses that only this machine reaches. */
export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host)
