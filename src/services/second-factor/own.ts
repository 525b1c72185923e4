/** One's own second factor: turned on by password and a code, kept by recovery codes, turned off as it is used. */
import { base32 } from '@better-auth/utils/base32'
import { createOTP } from '@better-auth/utils/otp'
import { randomBytes } from 'node:crypto'
import type { PersonId } from '../../domain/kernel.ts'
import { codeDigits, inGroups, isAskedOf, openSteps, readCode } from '../../domain/second-factor.ts'
import type { Tx } from '../../storage/database.ts'
import type { Person } from '../../storage/people.ts'
import {
  beginSecondFactor,
  confirmSecondFactor,
  removeSecondFactor,
  renewRecoveryCodes,
  secondFactorOf,
  secondFactorRule,
} from '../../storage/second-factors.ts'
import type { App } from '../app.ts'
import { actorOf } from '../access.ts'
import { utcOrNull } from '../instants.ts'
import { no, wrongFields, type Answer } from '../refusals.ts'
import { countCodeTry, countTry, forgiveCodeTries, forgiveTries } from '../sign-in-tries.ts'
import { newRecoveryCodes, secretLength, stepOfCode, takeCode } from './codes.ts'
import { tell } from './letters.ts'
import { sealsOf, type Seals } from './sealed.ts'

/** Who asks, from where, and how their password is looked at. */
export interface Asker {
  readonly person: Person
  readonly address: string
  /** Null where the person has none. */
  readonly isPasswordOf: (person: PersonId, password: string) => Promise<boolean | null>
}

export interface OwnSecondFactor {
  /** Null where there is none. */
  readonly since: string | null
  readonly recoveryCodesLeft: number
  readonly isRequired: boolean
}

const stateIn = async (tx: Tx, person: Person): Promise<OwnSecondFactor> => {
  const factor = await secondFactorOf(tx, person.id)
  const since = factor?.confirmedAt ?? null
  return {
    since: utcOrNull(since),
    recoveryCodesLeft: since === null ? 0 : (factor?.recoveryCodesLeft ?? 0),
    isRequired: isAskedOf(person, await secondFactorRule(tx)),
  }
}

/** As the program: partners do not see the rule. */
export const ownSecondFactor = (app: App, person: Person): Promise<OwnSecondFactor> =>
  app.db.system((tx) => stateIn(tx, person))

export interface NewSecret {
  /** Base32, in groups of four: for whoever types it. */
  readonly secret: string
  /** 'otpauth://…', which an app on the same machine opens. */
  readonly link: string
}

const isOnAlready = no({
  code: 'invalid-state',
  message: 'You have a second factor already: turn it off before you set up another.',
})

/** A secret for an app, in the place of any that was not confirmed. Nothing asks for it yet. */
export async function beginOwn(
  app: App,
  asker: Asker,
  { password }: { readonly password: string },
): Promise<Answer<NewSecret>> {
  const { person } = asker
  const may = await passwordIsRight(app, asker, password)
  if (!may.ok) return may
  const secret = randomBytes(secretLength)
  const sealed = (await sealsOf(app)).seal(person.id, secret)
  const begun = await app.db.transaction(actorOf(person), (tx) => beginSecondFactor(tx, person.id, sealed, app.now()))
  if (!begun) return isOnAlready
  const vendor = app.policies.current().vendor.name
  return {
    ok: true,
    value: {
      secret: inGroups(base32.encode(secret, { padding: false }), ' '),
      link: createOTP(secret, { digits: codeDigits }).url(`${vendor} Partner Desk`, person.email),
    },
  }
}

export interface RecoveryCodes {
  /** Shown this once. */
  readonly codes: readonly string[]
}

/** From now on it is asked for: the app has shown that it has the secret. */
export async function confirmOwn(
  app: App,
  asker: Asker,
  { code }: { readonly code: string },
): Promise<Answer<RecoveryCodes>> {
  const { person } = asker
  const [given, seals] = [readCode(code), await sealsOf(app)]
  if ((await countCodeTry(app, person.id, asker.address)) !== null) return tooMany
  const codes = newRecoveryCodes()
  const confirmed = await app.db.transaction(actorOf(person), async (tx): Promise<Answer<null>> => {
    const at = app.now()
    const factor = await secondFactorOf(tx, person.id)
    if (factor === null) return no({ code: 'invalid-state', message: 'Begin with a secret for your app first.' })
    if (factor.confirmedAt !== null) return isOnAlready
    const secret = seals.open(person.id, factor.secret)
    const step = given?.kind === 'app' ? await stepOfCode(secret, given.code, openSteps(at, null)) : null
    if (step === null) return wrongCode
    const kept = hashesOf(seals, person.id, codes)
    if (!(await confirmSecondFactor(tx, person.id, { at, step, codes: kept, secret: factor.secret })))
      return isOnAlready
    await tell(app, tx, person, 'second-factor-on')
    return { ok: true, value: null }
  })
  if (!confirmed.ok) return confirmed
  await forgiveCodeTries(app, person.id)
  return { ok: true, value: shown(codes) }
}

/** What shows that it is them: whoever finds a session left open has neither. */
export interface Proof {
  readonly password: string
  /** Of the app, or a recovery code. */
  readonly code: string
}

/** In the place of all that there were. */
export async function renewOwnCodes(app: App, asker: Asker, proof: Proof): Promise<Answer<RecoveryCodes>> {
  const codes = newRecoveryCodes()
  const done = await proved(app, asker, proof, (tx, seals) =>
    renewRecoveryCodes(tx, asker.person.id, hashesOf(seals, asker.person.id, codes)),
  )
  return done.ok ? { ok: true, value: shown(codes) } : done
}

/** Where the desk asks for one they are led to set up another before anything else. */
export const turnOffOwn = (app: App, asker: Asker, proof: Proof): Promise<Answer<OwnSecondFactor>> =>
  proved(app, asker, proof, async (tx) => {
    await removeSecondFactor(tx, asker.person.id)
    await tell(app, tx, asker.person, 'second-factor-off')
  }).then(async (done) => (done.ok ? { ok: true, value: await ownSecondFactor(app, asker.person) } : done))

async function proved(
  app: App,
  asker: Asker,
  { password, code }: Proof,
  work: (tx: Tx, seals: Seals) => Promise<void>,
): Promise<Answer<null>> {
  const { person, address } = asker
  if ((await ownSecondFactor(app, person)).since === null)
    return no({ code: 'invalid-state', message: 'You have no second factor.' })
  const may = await passwordIsRight(app, asker, password)
  if (!may.ok) return may
  if ((await countCodeTry(app, person.id, address)) !== null) return tooMany
  const seals = await sealsOf(app)
  const done = await app.db.transaction(actorOf(person), async (tx): Promise<Answer<null>> => {
    if ((await takeCode(tx, seals, person.id, code, app.now())) === null) return wrongCode
    await work(tx, seals)
    return { ok: true, value: null }
  })
  if (done.ok) await forgiveCodeTries(app, person.id)
  return done
}

/** Wrong tries count as those of the door do. */
async function passwordIsRight(
  app: App,
  { person, address, isPasswordOf }: Asker,
  password: string,
): Promise<Answer<null>> {
  if ((await countTry(app, person.email, address)) !== null) return tooMany
  const isRight = await isPasswordOf(person.id, password)
  if (isRight === null)
    return no({
      code: 'invalid-state',
      message:
        'You have no password yet, beside which a second factor could stand: ask an administrator for a link to set one.',
    })
  if (!isRight) return wrongFields([{ field: 'password', message: 'This is not your password.' }])
  await forgiveTries(app, person.email)
  return { ok: true, value: null }
}

const hashesOf = (seals: Seals, person: PersonId, codes: readonly string[]): readonly Buffer[] =>
  codes.map((code) => seals.hashOf(person, code))
const shown = (codes: readonly string[]): RecoveryCodes => ({ codes: codes.map((code) => inGroups(code, '-')) })

const tooMany = no({ code: 'too-many', message: 'Too many attempts. Try again in a quarter of an hour.' })
/** The same of one that is wrong, was used, or is too old. */
export const wrongCode = wrongFields([
  {
    field: 'code',
    message: 'This code does not work (any more): take the one that your app shows now, or another recovery code.',
  },
])
