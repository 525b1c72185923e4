/** Sends letters while the product runs: by the mail server of SMTP_URL, or to nobody (G4). */
import { openSmtp } from './channels/mail/out/smtp.ts'
import type { Config } from './config.ts'
import { keepDelivering } from './jobs/delivering.ts'
import type { App } from './services/app.ts'

export interface MailOut {
  /** Waits for the letters that are being handed over. */
  stop(): Promise<void>
}

export function openMailOut(app: App, { smtpUrl, dkim }: Config, tell: (message: string) => void): MailOut {
  const server = smtpUrl === null ? null : openSmtp(smtpUrl, dkim)
  const delivering = keepDelivering(app, server, tell)
  return {
    async stop() {
      await delivering.stop()
      server?.close()
    },
  }
}
