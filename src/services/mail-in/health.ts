/** Whether mail comes and goes: what its keepers look at, and what tells them of itself when none comes (G1). */
import { sayInstant } from '../../domain/explain/words.ts'
import { workingTimeEverywhere } from '../../domain/mail/quiet.ts'
import type { Policy } from '../../domain/policy.ts'
import { holdOf, type Hold } from '../../storage/hold.ts'
import { mailFigures, type MailFigures } from '../../storage/mail-reads.ts'
import { listStaff, type Person } from '../../storage/people.ts'
import type { Actor, App } from '../app.ts'
import { heldBack } from '../backup/release.ts'
import { utc } from '../instants.ts'
import { postLetter } from '../outbox/post.ts'

/** Beyond so many nobody reads the exact figure. */
const upTo = 1_000

const secondsSince = (app: App, since: Temporal.Instant | null): number =>
  since === null ? 0 : Math.max(0, since.until(app.now()).total('seconds'))

/** Null where no mail ever came, or the last one came recently enough. */
function quietSince(app: App, { lastIn }: MailFigures) {
  if (lastIn === null) return null
  const policy = app.policies.current()
  const passed = workingTimeEverywhere(policy, lastIn, app.now())
  return passed < policy.mail.quietAfter ? null : { since: lastIn, minutes: passed }
}

const viewOf = (app: App, figures: MailFigures, hold: Hold | null) => {
  const { lastIn, lastOut, oldestWaiting, ...counts } = figures
  const quiet = quietSince(app, figures)
  return {
    lastInAt: lastIn === null ? null : utc(lastIn),
    lastOutAt: lastOut === null ? null : utc(lastOut),
    oldestWaitingAt: oldestWaiting === null ? null : utc(oldestWaiting),
    ...counts,
    countedUpTo: upTo,
    /** The desk was restored from a backup, and nothing leaves it yet. */
    heldBack: hold === null ? null : { since: utc(hold.since), backupOf: utc(hold.from) },
    /** Mail has not come for longer than the policy finds likely. */
    quiet: quiet === null ? null : { since: utc(quiet.since), workingMinutes: Math.floor(quiet.minutes) },
    quietAfterMinutes: app.policies.current().mail.quietAfter as number,
  }
}

export type MailHealthView = ReturnType<typeof viewOf>

/** GET /mail/health. */
export const mailHealth = (app: App, actor: Actor): Promise<MailHealthView> =>
  app.db.transaction(actor, async (tx) => viewOf(app, await mailFigures(tx, upTo), await holdOf(tx)))

/** For /metrics: seconds and counts. */
export async function mailGauges(app: App) {
  const figures = await app.db.system((tx) => mailFigures(tx, upTo))
  const { waiting, parked, held, retrying, lettersFailed } = figures
  return {
    sinceLastIn: figures.lastIn === null ? null : secondsSince(app, figures.lastIn),
    sinceLastOut: figures.lastOut === null ? null : secondsSince(app, figures.lastOut),
    queueAge: secondsSince(app, figures.oldestWaiting),
    states: { waiting, retrying, parked, held },
    lettersFailed,
    isQuiet: quietSince(app, figures) !== null,
    isHeldBack: (await heldBack(app)) !== null,
  }
}

/** On the timetable: the leads are told once of each silence. What comes out is kept beside its place there. */
export function watchSilence(app: App): Promise<{ readonly told: number }> {
  return app.db.system(async (tx) => {
    const quiet = quietSince(app, await mailFigures(tx, upTo))
    if (quiet === null) return { told: 0 }
    const policy = app.policies.current()
    const place = somewhere(policy)
    const told = whoLooksAfterIt(await listStaff(tx))
    for (const { id, name, email, desks } of told)
      await postLetter(app, tx, {
        template: 'mail-quiet',
        to: { name, email, person: id },
        desk: policy.desks.find((desk) => desks.includes(desk.id))?.id ?? policy.desks[0]?.id ?? '',
        ...place,
        ticket: null,
        partner: null,
        data: {
          lastAt: `${sayInstant(quiet.since, 'UTC')} UTC`,
          hours: inHours(policy.mail.quietAfter),
        },
        onceFor: `mail-quiet:${utc(quiet.since)}:${id}`,
      })
    return { told: told.length }
  })
}

/** Leads; where there are none, whoever can put it right. */
function whoLooksAfterIt(staff: readonly Person[]): readonly Person[] {
  const there = staff.filter(({ active }) => active)
  const leads = there.filter(({ role }) => role === 'lead')
  return leads.length > 0 ? leads : there.filter(({ role }) => role === 'admin' || role === 'manager')
}

/** It is about no place: the first one chooses the mailbox that it is sent from. */
function somewhere({ regions }: Policy): { readonly country: string; readonly state: string | null } {
  const [part] = regions.flatMap(({ subregions }) => subregions)
  const [country] = part?.countries ?? []
  if (part === undefined || country === undefined) throw new Error('The policy places no country.')
  return { country, state: part.states?.[country]?.[0] ?? null }
}

const inHours = (amount: number): string => (amount % 60 === 0 ? `${amount / 60} h` : `${amount} min`)
