/** Between the password and the session: of whoever has a second factor, a sign-in waits for it, in one browser, for a while. */
import { randomBytes } from 'node:crypto'
import type { Instant, PersonId } from '../../domain/kernel.ts'
import { asProgram } from '../../storage/as-program.ts'
import { personById, type Person } from '../../storage/people.ts'
import { beginHalfSignIn, endHalfSignIn, halfSignIn, secondFactorOf } from '../../storage/second-factors.ts'
import type { App } from '../app.ts'
import { actorOf } from '../access.ts'
import { utc } from '../instants.ts'
import { hashOfSecret } from '../people/secret.ts'
import { countCodeTry, forgiveCodeTries, forgiveTries } from '../sign-in-tries.ts'
import { takeCode } from './codes.ts'
import { tell } from './letters.ts'
import { sealsOf } from './sealed.ts'

/** So long a sign-in waits for its second factor. */
export const halfMinutes = 10

export interface Half {
  /** For the browser alone: it is kept nowhere. */
  readonly token: string
  readonly expiresAt: Instant
}

/** After the right password; null of whoever has no second factor, and is in by the password alone. */
export const beginHalf = (app: App, person: PersonId): Promise<Half | null> =>
  app.db.system(async (tx) => {
    const factor = await secondFactorOf(tx, person)
    if (factor === null || factor.confirmedAt === null) return null
    const at = app.now()
    const half = { token: randomBytes(32).toString('base64url'), expiresAt: at.add({ minutes: halfMinutes }) }
    await beginHalfSignIn(tx, hashOfSecret(half.token), { person, at, expiresAt: half.expiresAt })
    return half
  })

export type Finished =
  | { readonly kind: 'in'; readonly person: PersonId }
  /** Wrong, used or too old: it is not said which. */
  | { readonly kind: 'wrong' }
  /** Passed, finished, or never begun in this browser. */
  | { readonly kind: 'over' }
  | { readonly kind: 'too-many'; readonly until: Instant }

const over = { kind: 'over' } as const

/** Takes the code, and the half sign-in with it. */
export async function finishHalf(app: App, token: string, code: string, address: string): Promise<Finished> {
  const hash = hashOfSecret(token)
  const found = await app.db.system(async (tx) => {
    const id = await halfSignIn(tx, hash, app.now())
    return id === null ? null : personById(tx, id)
  })
  if (found === null || !found.active) return over
  const until = await countCodeTry(app, found.id, address)
  if (until !== null) {
    await app.db.system((tx) => tellOfTries(app, tx, found, address))
    return { kind: 'too-many', until }
  }
  const seals = await sealsOf(app)
  const finished = await app.db.transaction(actorOf(found), async (tx): Promise<Finished> => {
    const at = app.now()
    // Held until the end: of two at once the second finds it gone, and uses no code up.
    if ((await asProgram(tx, (inner) => halfSignIn(inner, hash, at, 'hold'))) === null) return over
    const taken = await takeCode(tx, seals, found.id, code, at)
    if (taken === null) return { kind: 'wrong' }
    await asProgram(tx, (inner) => endHalfSignIn(inner, hash))
    if (taken.kind === 'recovery') await tell(app, tx, found, 'recovery-code-used', { address, left: taken.left })
    return { kind: 'in', person: found.id }
  })
  if (finished.kind === 'in') {
    await forgiveCodeTries(app, found.id)
    await forgiveTries(app, found.email)
  }
  return finished
}

/** Whoever gets so far has the password. Once a day: it may go on for long. */
const tellOfTries = (app: App, tx: Parameters<typeof tell>[1], person: Person, address: string): Promise<void> =>
  tell(
    app,
    tx,
    person,
    'second-factor-tried',
    { address },
    `second-factor-tried:${person.id}:${utc(app.now()).slice(0, 10)}`,
  )
