/** Keeps alerts following the ledger; one of these runs on each node, and one of them at a time writes. */
import { tellAlerts } from '../services/alerts/tell.ts'
import type { App } from '../services/app.ts'
import { keepDoing, type Rounds } from './rounds.ts'

export const keepTellingAlerts = (app: App, tell: (message: string) => void): Rounds =>
  keepDoing(() => tellAlerts(app), 'What concerns whom could not be read off the ledger, and is tried again', tell)
