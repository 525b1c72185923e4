/** A token of the widget (A6): worked out from its session's id, so that it need not be kept to be said again. */
import { createHash, createHmac, randomBytes } from 'node:crypto'
import { settledSecret } from '../../storage/sign-in.ts'
import type { App } from '../app.ts'

/** By which it is told from a key. */
export const widgetPrefix = 'deskw_'

const secrets = new WeakMap<App, Promise<string>>()

function widgetSecret(app: App): Promise<string> {
  const known = secrets.get(app)
  if (known !== undefined) return known
  const made = settledSecret(app.db, 'widget-secret', randomBytes(32).toString('base64url'))
  secrets.set(app, made)
  made.catch(() => secrets.delete(app))
  return made
}

/** 256 bits that only this installation can work out. */
export const widgetToken = async (app: App, session: string): Promise<string> =>
  `${widgetPrefix}${createHmac('sha256', await widgetSecret(app))
    .update(session)
    .digest('base64url')}`

export const widgetTokenHash = (token: string): Buffer => createHash('sha256').update(token).digest()
