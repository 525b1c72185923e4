/** Keeps letters going out; one of these runs on each node. Without a mail server they are only addressed, and shown (G4). */
import type { App } from '../services/app.ts'
import { addressDue, deliverDue, type MailServer, type Unwritten } from '../services/outbox/deliver.ts'
import { mailSettings } from '../services/outbox/settings.ts'
import { keepDoing, type Rounds } from './rounds.ts'

/** Before a mail server that could not be reached is tried again. */
const withoutServerMs = 15_000

export function keepDelivering(app: App, server: MailServer | null, tell: (message: string) => void): Rounds {
  /** Since it last took one: a server that is away says so in several ways. */
  const told = new Set<string>()
  let serverFrom = 0

  // Once for each: it is set aside, and nobody takes it up again by himself. The screen Mail shows it.
  const tellOf = (unwritten: readonly Unwritten[]): void => {
    for (const { letter, thrown } of unwritten)
      tell(`The letter ${letter.ref} ('${letter.template}') could not be written and is set aside: ${said(thrown)}`)
  }

  /** Whether there is more to do at once. */
  const round = async (): Promise<boolean> => {
    const { addressed, unwritten } = await addressDue(app)
    tellOf(unwritten)
    if (server === null || performance.now() < serverFrom) return addressed > 0
    const { settled, noServer, ...delivered } = await deliverDue(app, server, await mailSettings(app))
    tellOf(delivered.unwritten)
    if (noServer !== null) {
      serverFrom = performance.now() + withoutServerMs
      if (!told.has(noServer)) tell(`The mail server takes no letters, which wait until it does: ${noServer}`)
      told.add(noServer)
    } else if (settled > 0) {
      if (told.size > 0) tell('The mail server takes letters again.')
      told.clear()
    }
    return addressed > 0 || settled > 0
  }

  return keepDoing(round, 'Letters could not be delivered, and are tried again', tell)
}

/** Where it happened, too: it is ours to mend. */
const said = (thrown: unknown): string => (thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown))
