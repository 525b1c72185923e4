/** Puts together what receives mail: the server, the mailboxes that are fetched from, and what processes what they keep (A5). */
import { Resolver } from 'node:dns/promises'
import { readFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { fetchMail } from './channels/mail/imap-in.ts'
import { imapSources } from './channels/mail/imap-source.ts'
import { incomingReader } from './channels/mail/incoming.ts'
import { ownCertificate } from './channels/mail/own-certificate.ts'
import { keepProcessingMail } from './channels/mail/processing.ts'
import { readBeside, type ReadMailText } from './channels/mail/read-beside.ts'
import { receiveMail } from './channels/mail/smtp-in.ts'
import type { Config } from './config.ts'
import type { App } from './services/app.ts'
import type { ReadMail } from './services/mail-in/incoming.ts'

/** Why mail cannot be received as the settings want it; the message says what to do. */
export class MailProblem extends Error {
  override readonly name = 'MailProblem'
}

export interface MailIn {
  /** Where it is received; null where it is not. */
  readonly listensAt: { readonly host: string; readonly port: number } | null
  stop(): Promise<void>
}

/** As the server introduces itself. */
const nameOf = ({ publicUrl }: Config): string => (publicUrl === null ? hostname() : new URL(publicUrl).hostname)

/** How raw mail is read under these settings. */
export function mailReader(config: Config, readText?: ReadMailText): ReadMail {
  const { publicUrl, dnsServers } = config
  const dns = new Resolver({ timeout: 3_000, tries: 2 })
  if (dnsServers.length > 0) dns.setServers(dnsServers)
  return incomingReader({
    name: nameOf(config),
    resolver: (name, type) => dns.resolve(name, type) as Promise<unknown[]>,
    ownDomains: publicUrl === null ? [] : [new URL(publicUrl).hostname],
    ...(readText === undefined ? {} : { readText }),
  })
}

export async function openMailIn(app: App, config: Config, tell: (message: string) => void): Promise<MailIn> {
  const { mailListen, imapUrl } = config
  const ends: (() => Promise<void>)[] = []
  const stop = async (): Promise<void> => {
    for (const end of ends.toReversed()) await end()
  }
  try {
    const beside = readBeside()
    ends.push(() => beside.stop())
    const processing = await keepProcessingMail(app, mailReader(config, beside.read), tell)
    ends.push(() => processing.stop())
    if (imapUrl !== null) {
      const read = imapSources(imapUrl, app.policies.current())
      if (!read.ok) throw new MailProblem(read.message)
      const fetching = fetchMail(app, read.sources, tell)
      ends.push(() => fetching.stop())
    }
    const receiving = mailListen === null ? null : await listenAt(app, config, mailListen, tell)
    if (receiving !== null) ends.push(() => receiving.stop())
    return { listensAt: receiving, stop }
  } catch (thrown) {
    await stop().catch(() => undefined)
    throw thrown
  }
}

async function listenAt(
  app: App,
  config: Config,
  { host, port }: NonNullable<Config['mailListen']>,
  tell: (message: string) => void,
) {
  const name = nameOf(config)
  const tls = await tlsOf(config, name, app.now())
  try {
    return await receiveMail(app, { host, port, name, tls, tell })
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException
    const at = `MAIL_LISTEN ${host}:${port}`
    if (code === 'EADDRINUSE') throw new MailProblem(`${at} is taken: stop what listens there, or take another port.`)
    if (code === 'EACCES') throw new MailProblem(`${at} may not be used by this user: take a port from 1024 on.`)
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') throw new MailProblem(`${at} is no address of this machine.`)
    throw thrown
  }
}

async function tlsOf({ mailTls }: Config, name: string, at: Temporal.Instant) {
  if (mailTls === null) return ownCertificate(name, at)
  const read = (setting: string, file: string): Promise<string> =>
    readFile(file, 'utf8').catch((thrown: NodeJS.ErrnoException) => {
      throw new MailProblem(`${setting} ${file} cannot be read (${thrown.code}).`)
    })
  return { key: await read('MAIL_TLS_KEY', mailTls.key), cert: await read('MAIL_TLS_CERT', mailTls.cert) }
}
