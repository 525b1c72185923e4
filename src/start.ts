/** Starts the product: database, web client, server and jobs; says where it is, and drains before it ends. */
import { setTimeout as pause } from 'node:timers/promises'
import { seedDemo } from '../seeds/demo.ts'
import { openApp, StartProblem } from './app.ts'
import { tell, type Begun } from './begin.ts'
import { oidcProvider } from './channels/oidc/provider.ts'
import { webhookClient } from './channels/webhook/client.ts'
import { isLoopback, type Config } from './config.ts'
import { buildServer } from './http/server.ts'
import { createSignIn } from './http/sign-in.ts'
import { returnUrlOf } from './http/single-sign-on.ts'
import { openSite } from './http/open-site.ts'
import { packWeb } from './http/web-build.ts'
import { keepClockWatch } from './jobs/clock-watch.ts'
import { schedule } from './jobs/schedule.ts'
import { keepDeliveringWebhooks } from './jobs/delivering-webhooks.ts'
import { keepTimetable } from './jobs/timetable.ts'
import { keepTellingAlerts, keepTellingReminders } from './jobs/telling-alerts.ts'
import { keepWaking } from './jobs/waking.ts'
import { outliveReaders, whenLeftAlone } from './left-alone.ts'
import { MailProblem, openMailIn } from './mail-in.ts'
import { openMailOut } from './mail-out.ts'
import { cookieSecret, readDemo, type Demo } from './services/access.ts'
import type { App } from './services/app.ts'
import { hasAdministrator } from './services/people/administrators.ts'
import { heldBack, type Hold } from './services/backup/release.ts'
import { isTold } from './services/health.ts'
import { openAuthPool } from './storage/auth-pool.ts'
import { DatabaseProblem } from './storage/embedded/cluster.ts'
import { MigrationProblem } from './storage/migrate.ts'
import { listStaff } from './storage/people.ts'

interface Running {
  readonly url: string
  /** Where mail is received, 'address:port'; null where it is not. */
  readonly mail: string | null
  readonly demo: Demo | null
  stop(): Promise<void>
}

async function start({ config, webDir, cluster }: Begun): Promise<Running> {
  const { app, connection, close } = await openApp(config, { tell, ...(cluster === undefined ? {} : { cluster }) })
  const accounts = openAuthPool(connection)
  const ends: (() => Promise<unknown>)[] = []
  // Whoever is served is served to the end, and what is being done is done, if that takes no longer than it may; only then
  // the database goes. What is cut off is as though the process had been killed: nothing is lost by it.
  const stop = async (): Promise<void> => {
    const ending = Promise.allSettled(ends.map((end) => end()))
    const ended = await Promise.race([ending, pause(drainMs, null, { ref: false })])
    if (ended === null) tell('Not everything came to its end in time: the rest is taken up at the next start.')
    for (const each of ended ?? [])
      if (each.status === 'rejected' && !isTold(each.reason)) tell(`Something went wrong: ${String(each.reason)}`)
    await Promise.race([accounts.end(), pause(drainMs / 4, undefined, { ref: false })])
    await close()
  }
  try {
    const hold = await heldBack(app)
    if (hold !== null) tell(heldSentence(hold))
    const clock = keepClockWatch(app, tell)
    ends.push(() => clock.stop())
    await clock.look()
    const demo = config.demo ? await demoOf(app, accounts, config) : null
    const site = await openSite({
      app,
      accounts,
      publicUrl: config.publicUrl,
      takesMail: config.mailListen !== null || config.imapUrl !== null,
      provider: providerOf(config),
      demoIsOpen: config.demo && isPrivate(config),
      warnings: () => [clock.warning()].filter((warning) => warning !== null),
      complain: (reason) => isTold(reason) || tell(`Something went wrong: ${String(reason)}`),
    })
    ends.push(() => site.close())
    if (!(await hasAdministrator(app, site.demoIsOpen))) tell(nobodyYet)
    const waking = keepWaking(app, tell)
    ends.push(() => waking.stop())
    const timetable = keepTimetable(app, schedule, tell)
    ends.push(() => timetable.stop())
    const mailOut = openMailOut(app, config, tell)
    ends.push(() => mailOut.stop())
    const webhooks = keepDeliveringWebhooks(app, webhookClient({ mayBePrivate: config.privateWebhooks }), tell)
    const alerts = keepTellingAlerts(app, tell)
    ends.push(() => alerts.stop())
    ends.push(() => webhooks.stop())
    const reminders = keepTellingReminders(app, tell)
    ends.push(() => reminders.stop())
    const mailIn = await openMailIn(app, config, tell)
    ends.push(() => mailIn.stop())
    const server = await buildServer({
      site,
      webDir: await webDir,
      logger: { level: 'error', stream: process.stderr },
    })
    ends.push(() => server.close())
    const listening = await server.listen({ port: config.port, host: config.host })
    void packWeb(await webDir)
    const { listensAt } = mailIn
    return { url: listening, mail: listensAt === null ? null : `${listensAt.host}:${listensAt.port}`, demo, stop }
  } catch (thrown) {
    await stop().catch(() => undefined)
    throw thrown
  }
}

/** Beyond it we end as we are. The embedded server is given a minute to write down what it has in memory. Milliseconds. */
const longestEndMs = 90_000

const nobodyYet =
  'Nobody administers this desk yet. Make the first administrator with the same settings as this start, and open the link that it prints:\n' +
  '  npm run -s desk -- user add you@vendor.example --name "Your Name" --role admin'

const heldSentence = ({ since, from }: Hold): string =>
  `This desk was restored at ${since.toString({ smallestUnit: 'second' })} from a backup of ${from.toString({ smallestUnit: 'second' })}, and nothing leaves it: letters and webhooks wait, mailboxes are not fetched from. 'desk release' lets it out.`

/** For whoever is served, and for the mails, letters and webhooks that are under way. Milliseconds. */
const drainMs = 20_000

/** Only this machine reaches the server, and no proxy stands before it that others reach. */
const isPrivate = ({ host, publicUrl }: Config): boolean =>
  isLoopback(host) && (publicUrl === null || isLoopback(new URL(publicUrl).hostname.replace(/^\[|\]$/g, '')))

/** It is first asked when somebody wants to come in by it: the desk starts without it. */
const providerOf = ({ oidc, publicUrl }: Config) =>
  oidc === null || publicUrl === null ? null : oidcProvider(oidc, returnUrlOf(publicUrl))

/** Null for a desk at which somebody works already, such as one that was restored: it is not the demo's. */
async function demoOf(
  app: App,
  accounts: ReturnType<typeof openAuthPool>,
  { publicUrl }: Config,
): Promise<Demo | null> {
  if ((await readDemo(app)) === null && (await app.db.system(listStaff)).length > 0) {
    tell('This desk has a staff of its own and gets no demo company: start it with DEMO=0.')
    return null
  }
  const signIn = createSignIn({ app, database: accounts, secret: await cookieSecret(app), publicUrl })
  return seedDemo(app, signIn)
}

/** A problem of the surroundings is one sentence to act on; a mistake of ours shows where it is. */
function explain(thrown: unknown, config: Config): string {
  const isProblem = [StartProblem, DatabaseProblem, MigrationProblem, MailProblem].some(
    (kind) => thrown instanceof kind,
  )
  if (isProblem) return (thrown as Error).message
  const { code } = thrown as { code?: string }
  if (code === 'EADDRINUSE')
    return `Port ${config.port} of ${config.host} is taken: stop what listens there, or set PORT.`
  if (code === 'EACCES')
    return `Port ${config.port} of ${config.host} may not be used by this user: set PORT to one from 1024 on.`
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return `HOST ${config.host} is no address of this machine.`
  return thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)
}

function greet({ url, mail, demo }: Running, config: Config): void {
  const shown = config.publicUrl ?? url
  if (demo !== null) {
    tell(`\n  Partner Desk   ${shown}\n`)
    for (const { email, name, what } of demo.people) tell(`  ${email.padEnd(28)} ${name}, ${what}`)
    tell(`\n  Password of all of them: ${demo.password}\n`)
  }
  const more = { ...(mail === null ? {} : { mail }), ...(demo === null ? {} : { demo }) }
  process.stdout.write(`${JSON.stringify({ ready: true, url, ...more })}\n`)
}

/** Runs the product until somebody ends it. */
export async function run(begun: Begun): Promise<void> {
  const { config, whenAsked } = begun
  outliveReaders()
  let stoppedAt: number | null = null
  const starting = start(begun)
  function stop(): void {
    if (stoppedAt !== null) {
      // Twice means now. Not at once, though: a Ctrl-C comes from the terminal and again from npm.
      if (performance.now() - stoppedAt > 500) process.exit(1)
      return
    }
    stoppedAt = performance.now()
    setTimeout(() => process.exit(1), longestEndMs).unref()
    void starting
      .then((running) => running.stop())
      .then(
        () => process.exit(0),
        (thrown: unknown) => {
          tell(explain(thrown, config))
          process.exit(1)
        },
      )
  }
  whenAsked(stop)
  whenLeftAlone(stop)
  try {
    greet(await starting, config)
  } catch (thrown) {
    tell(explain(thrown, config))
    process.exit(1)
  }
}
