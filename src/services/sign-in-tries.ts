/** Nobody guesses passwords or codes for long: tries are counted by person and by network address, on all nodes together. */
import type { Instant, PersonId } from '../domain/kernel.ts'
import { countSignInTry, forgetSignInTries } from '../storage/sign-in.ts'
import type { App } from './app.ts'

/** Tries within a span; another e-mail from the same network is more likely another person than the same one. */
export const tryLimits = { forEmail: 10, forAddress: 100, withinMinutes: 15 } as const

const emailSubject = (email: string): string => `email ${email.toLowerCase()}`
const addressSubject = (address: string): string => `address ${address}`
const codeSubject = (person: PersonId): string => `code ${person}`

/** Counts a try before it is made. Null where it may be made, else when the next one may. */
export const countTry = (app: App, email: string, address: string): Promise<Instant | null> =>
  countTryOf(app, emailSubject(email), address)

/** The same of a code: by whose it is, since the password was right. */
export const countCodeTry = (app: App, person: PersonId, address: string): Promise<Instant | null> =>
  countTryOf(app, codeSubject(person), address)

async function countTryOf(app: App, who: string, address: string): Promise<Instant | null> {
  const at = app.now()
  const before = at.subtract({ minutes: tryLimits.withinMinutes })
  return app.db.system(async (tx) => {
    let until: Instant | null = null
    for (const { subject, most } of [
      { subject: who, most: tryLimits.forEmail },
      { subject: addressSubject(address), most: tryLimits.forAddress },
    ]) {
      const { tries, beganAt } = await countSignInTry(tx, subject, at, before)
      if (tries > most) until = beganAt.add({ minutes: tryLimits.withinMinutes })
    }
    return until
  })
}

/** After a right password its owner starts from nothing again; the network it came from does not. */
export const forgiveTries = (app: App, email: string): Promise<void> =>
  app.db.system((tx) => forgetSignInTries(tx, emailSubject(email)))

/** The same after a right code. */
export const forgiveCodeTries = (app: App, person: PersonId): Promise<void> =>
  app.db.system((tx) => forgetSignInTries(tx, codeSubject(person)))
