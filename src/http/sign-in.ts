/** Signing in with e-mail and password, and sessions: better-auth underneath, on its own tables. */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { betterAuth, type BetterAuthOptions } from 'better-auth'
import type { Instant, PersonId } from '../domain/kernel.ts'
import { visitorBySession, type Visitor } from '../services/access.ts'
import type { App } from '../services/app.ts'
import { passwordLength } from '../services/people/passwords.ts'

export interface SignInOptions {
  readonly app: App
  /** The connections that see better-auth's tables (`openAuthPool`); whoever opened them ends them. */
  readonly database: NonNullable<BetterAuthOptions['database']>
  /** Signs the cookies; the same on every node (`settledSecret`). */
  readonly secret: string
  /** Where people reach the server: over https the cookie is sent over nothing else. */
  readonly publicUrl: string | null
}

export interface Entered {
  readonly visitor: Visitor
  /** Values of Set-Cookie. */
  readonly cookies: readonly string[]
}

export interface SignIn {
  /** Name of the session's cookie. */
  readonly cookie: string
  /** Whose e-mail and password they are; null where they belong to nobody, which takes as long. It lets nobody in. */
  whose(given: { email: string; password: string }): Promise<PersonId | null>
  /** Begins a session of somebody who has shown all that is asked of them; null where they have left meanwhile. */
  enter(person: PersonId, from: { address: string; userAgent: string }): Promise<Entered | null>
  /** The same of somebody whom the provider of single sign-on has vouched for, who may have no password. */
  enterByProvider(person: Account, from: { address: string; userAgent: string }): Promise<Entered | null>
  /** Sets what binds a half sign-in to its browser for so many seconds; null takes it away. A value of Set-Cookie. */
  halfCookie(token: string | null, seconds: number): string
  /** Name of that cookie. */
  readonly half: string
  /** Ends the session of that cookie, where it is one. The answer takes the cookie away. */
  leave(cookie: string | null): Promise<string>
  /** Whose session it is. */
  visitorOf(cookie: string): Promise<Visitor | null>
  /** The token in a session's cookie that we signed; null in any other. */
  tokenOf(cookie: string | null): string | null
  /** Whether it is the person's password; null where the person has none. */
  isPasswordOf(person: PersonId, password: string): Promise<boolean | null>
  /** Gives the person a password, and ends the sessions that it had before. */
  setPassword(person: Account, password: string): Promise<void>
  /** The same password for all of them, worked out once: for people of a demo, who have no secrets from each other. */
  sharePassword(people: readonly Account[], password: string): Promise<void>
}

/** A person as it comes in. */
interface Account {
  readonly id: PersonId
  readonly name: string
  readonly email: string
}

/** A session lasts so many seconds from signing in. */
const sessionSeconds = 7 * 24 * 60 * 60

/** Sessions end by the clock of the world, whatever time the desk plays: better-auth dates them so. */
const now = (): Instant => Temporal.Instant.fromEpochMilliseconds(Date.now())

export function createSignIn({ app, database, secret, publicUrl }: SignInOptions): SignIn {
  const secure = publicUrl?.startsWith('https:') ?? false
  const auth = betterAuth({
    appName: 'Partner Desk',
    baseURL: publicUrl ?? 'http://localhost',
    secret,
    database,
    telemetry: { enabled: false },
    logger: { level: 'error' },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: passwordLength.least,
      maxPasswordLength: passwordLength.most,
    },
    session: {
      modelName: 'auth_session',
      expiresIn: sessionSeconds,
      disableSessionRefresh: true,
      additionalFields: { singleSignOn: { type: 'boolean', required: false, input: false } },
    },
    user: { modelName: 'auth_user', additionalFields: { personId: { type: 'string', required: false, input: false } } },
    account: { modelName: 'auth_account' },
    verification: { modelName: 'auth_verification' },
    rateLimit: { enabled: false },
    advanced: {
      cookiePrefix: 'desk',
      useSecureCookies: secure,
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/' },
    },
  })
  const prefix = secure ? '__Secure-' : ''
  const cookie = `${prefix}desk.session_token`
  const half = `${prefix}desk.half_sign_in`
  const guarded = `HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`

  /** The token in a cookie that we signed. */
  function tokenOf(value: string): string | null {
    const [, token, signature] = /^([\w-]{1,200})\.([\w+/]{43}=)$/.exec(decoded(value)) ?? []
    if (token === undefined || signature === undefined) return null
    const right = createHmac('sha256', secret).update(token).digest()
    return timingSafeEqual(right, Buffer.from(signature, 'base64')) ? token : null
  }

  /** An outage that better-auth's connections meet is the whole desk's. */
  async function heard<Value>(work: () => Promise<Value>): Promise<Value> {
    try {
      return await work()
    } catch (reason) {
      app.db.failed(reason)
      throw reason
    }
  }

  async function visitorOf(value: string): Promise<Visitor | null> {
    const token = tokenOf(value)
    return token === null ? null : visitorBySession(app, token, now())
  }

  async function enter(
    person: PersonId,
    from: { address: string; userAgent: string },
    singleSignOn: boolean,
  ): Promise<Entered | null> {
    const { internalAdapter } = await auth.$context
    const user = await userOf(person)
    if (user === null) return null
    const facts = { ipAddress: from.address, userAgent: from.userAgent, singleSignOn }
    const { token } = await internalAdapter.createSession(user.id, false, facts)
    const visitor = await visitorBySession(app, token, now())
    if (visitor !== null) {
      const signature = createHmac('sha256', secret).update(token).digest('base64')
      const value = encodeURIComponent(`${token}.${signature}`)
      return { visitor, cookies: [`${cookie}=${value}; Max-Age=${sessionSeconds}; Path=/; ${guarded}`] }
    }
    // Whose it is has left.
    await internalAdapter.deleteSession(token)
    return null
  }

  return {
    cookie,
    visitorOf,
    tokenOf: (value) => (value === null ? null : tokenOf(value)),

    async isPasswordOf(person, password) {
      const { internalAdapter, password: passwords } = await auth.$context
      const user = await userOf(person)
      const hash = user === null ? null : (await internalAdapter.findCredentialAccount(user.id))?.password
      return hash == null ? null : passwords.verify({ hash, password })
    },

    whose: ({ email, password }) =>
      heard(async () => {
        const { internalAdapter, password: passwords } = await auth.$context
        const found = await internalAdapter.findUserByEmail(email.toLowerCase(), { includeAccounts: true })
        const hash = found?.accounts.find(({ providerId }) => providerId === 'credential')?.password
        if (found == null || hash == null || password.length > passwordLength.most) {
          await passwords.hash(password.slice(0, passwordLength.most))
          return null
        }
        const { personId } = found.user as { personId?: PersonId | null }
        return (await passwords.verify({ hash, password })) ? (personId ?? null) : null
      }),

    enter: (person, from) => heard(() => enter(person, from, false)),

    enterByProvider: (person, from) =>
      heard(async () => {
        // Of two at once one makes it: the other one finds it then.
        if ((await userOf(person.id)) === null)
          await makeUser(person).catch(async (reason: unknown) => {
            if ((await userOf(person.id)) === null) throw reason
          })
        return enter(person.id, from, true)
      }),

    half,
    halfCookie: (token, seconds) => `${half}=${token ?? ''}; Max-Age=${seconds}; Path=${halfPath}; ${guarded}`,

    async leave(value) {
      const token = value === null ? null : tokenOf(value)
      if (token !== null) await (await auth.$context).internalAdapter.deleteSession(token)
      return `${cookie}=; Max-Age=0; Path=/; ${guarded}`
    },

    setPassword: async (person, password) => admit(person, await hashOf(password)),

    async sharePassword(people, password) {
      const hash = await hashOf(password)
      await Promise.all(people.map((person) => admit(person, hash)))
    },
  }

  async function hashOf(password: string): Promise<string> {
    return (await auth.$context).password.hash(password)
  }

  async function userOf(person: PersonId): Promise<{ readonly id: string } | null> {
    const { adapter } = await auth.$context
    return adapter.findOne<{ id: string }>({ model: 'user', where: [{ field: 'personId', value: person }] })
  }

  async function makeUser({ id, name, email }: Account): Promise<{ readonly id: string }> {
    const { internalAdapter } = await auth.$context
    const facts = { name, email: email.toLowerCase(), emailVerified: true, personId: id }
    return internalAdapter.createUser(facts, { method: 'admin' })
  }

  async function admit(person: Account, hash: string): Promise<void> {
    const { internalAdapter } = await auth.$context
    const known = await userOf(person.id)
    const { id } = known ?? (await makeUser(person))
    if (known !== null) await internalAdapter.updateUser(id, { name: person.name, email: person.email.toLowerCase() })
    if ((await internalAdapter.findCredentialAccount(id)) === null)
      await internalAdapter.createAccount({ userId: id, accountId: id, providerId: 'credential', password: hash })
    else await internalAdapter.updatePassword(id, hash)
    await internalAdapter.deleteUserSessions(id)
  }
}

/** Where the second factor is given: nowhere else does a browser send it. */
const halfPath = '/api/v1/session'

function decoded(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return ''
  }
}
