/** The widget as the administrator sets it up (A6): where it may stand, and who uses it now. */
import { allowedOrigins, runningSessions, setOrigins } from '../../storage/widget.ts'
import type { Tx } from '../../storage/database.ts'
import type { Actor, App } from '../app.ts'
import { utc } from '../instants.ts'
import { notAllowed, wrongFields, type Answer } from '../refusals.ts'
import { readOrigin } from './origin.ts'

export type WidgetSettings = Awaited<ReturnType<typeof settingsView>>

async function settingsView(app: App, tx: Tx) {
  return {
    origins: [...(await allowedOrigins(tx))],
    sessionMinutes: app.policies.current().integrations.widget.sessionMinutes,
    sessions: (await runningSessions(tx, app.now())).map((row) => ({
      id: row.id as string,
      contact: row.personName ?? '',
      partner: row.partnerName ?? '',
      origin: row.origin,
      preview: row.onlyReads,
      issuedBy: row.issuerName ?? '',
      issuedAt: utc(row.issuedAt),
      expiresAt: utc(row.expiresAt),
    })),
  }
}

export const widgetSettings = (app: App, actor: Actor): Promise<WidgetSettings> =>
  app.db.transaction(actor, (tx) => settingsView(app, tx))

/** All of them at once. What is used on a page that is no longer allowed ends at once. */
export const changeWidgetSettings = (
  app: App,
  actor: Actor,
  given: { readonly origins: readonly string[] },
): Promise<Answer<WidgetSettings>> =>
  app.db.transaction(actor, async (tx): Promise<Answer<WidgetSettings>> => {
    if (actor.kind !== 'staff' || actor.role !== 'admin') return notAllowed('Only an administrator does this.')
    const read = given.origins.map(readOrigin)
    const mistakes = read.flatMap((each, place) =>
      'wrong' in each ? [{ field: `origins.${place}`, message: each.wrong }] : [],
    )
    if (mistakes.length > 0) return wrongFields(mistakes)
    const origins = [...new Set(read.flatMap((each) => ('origin' in each ? [each.origin] : [])))]
    await setOrigins(tx, origins, actor.person, app.now())
    return { ok: true, value: await settingsView(app, tx) }
  })

/** Pages in which the frame may be shown. */
export const frameOrigins = (app: App): Promise<readonly string[]> => app.db.system((tx) => allowedOrigins(tx))
