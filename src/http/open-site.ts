/** Puts together what endpoints may reach, once for one server. */
import { cookieSecret, isOfDemo, readDemo, visitorByKey, visitorByWidget } from '../services/access.ts'
import type { App } from '../services/app.ts'
import { followPolicy } from '../services/follow-policy.ts'
import type { IdentityProvider } from '../services/people/identity-provider.ts'
import { listenToDesk } from '../services/stream.ts'
import { rememberContexts } from '../services/tickets/opening-contexts.ts'
import { createCallers } from './caller.ts'
import { routes } from './routes/index.ts'
import { createSignIn, type SignInOptions } from './sign-in.ts'
import { singleSignOn } from './single-sign-on.ts'
import type { Site } from './site.ts'
import { Stream } from './stream/stream.ts'

export interface SiteOptions {
  readonly app: App
  /** The connections that see the accounts (`openAuthPool`). */
  readonly accounts: SignInOptions['database']
  readonly publicUrl: string | null
  /** MAIL_LISTEN or IMAP_URL is set; not unless told. */
  readonly takesMail?: boolean
  /** The provider of single sign-on, where there is one; with it goes `publicUrl`. */
  readonly provider?: IdentityProvider | null
  readonly demoIsOpen: boolean
  readonly complain: (reason: unknown) => void
  /** None unless told. */
  readonly warnings?: () => readonly string[]
  /** Of the stream, where they are not to be the usual ones. */
  readonly lookEvery?: number
  readonly beatEvery?: number
}

export async function openSite(options: SiteOptions): Promise<Site> {
  const {
    app,
    accounts,
    publicUrl,
    takesMail = false,
    provider = null,
    demoIsOpen,
    complain,
    warnings = () => [],
    ...pace
  } = options
  const secret = await cookieSecret(app)
  const signIn = createSignIn({ app, database: accounts, secret, publicUrl })
  const demo = await readDemo(app)
  const isShut = (email: string): boolean => !demoIsOpen && isOfDemo(demo, email)

  const callers = createCallers(
    {
      byKey: (key) => visitorByKey(app, key),
      byWidget: (token) => visitorByWidget(app, token),
      async bySession(cookie) {
        const visitor = await signIn.visitorOf(cookie)
        // A session begun while the demo was open is none where it is not.
        return visitor !== null && isShut(visitor.person.email) ? null : visitor
      },
    },
    signIn.cookie,
  )
  const stream = new Stream({ app, complain, ...pace })
  const contexts = rememberContexts(app)
  const policy = followPolicy(app, (version) => stream.tellPolicy(version), complain)
  const listener = await listenToDesk(app, {
    events: () => stream.wake(),
    policy: () => policy.look(),
    typing: (typing) => stream.whisper(typing),
    alerts: (people) => stream.tellAlerts(people),
    people: () => {
      callers.forget()
      contexts.forget()
      void stream.reconsider()
    },
  })
  // Between the start and now one may have been published that nobody told of.
  policy.look()
  return {
    app,
    callers,
    signIn,
    singleSignOn: provider === null || publicUrl === null ? null : singleSignOn({ provider, publicUrl, secret }),
    stream,
    ownOrigin: publicUrl === null ? null : new URL(publicUrl).origin,
    settings: { publicUrl, takesMail },
    endpointsFor: ({ side, role }) =>
      routes.flatMap(({ name, who, roles }) => {
        const isFor = who === 'signed-in' || (who === 'staff' && side === 'staff')
        return isFor && (roles?.some((each) => each === role) ?? true) ? [name] : []
      }),
    demo,
    demoIsOpen,
    warnings,
    complain,
    async close() {
      await stream.close()
      contexts.stop()
      await listener.stop()
      await policy.stop()
    },
  }
}
