/** Keeps alerts following the ledger, and reminders told at their time; both run on each node, and each thing is told by one of them. */
import { tellAlerts } from '../services/alerts/tell.ts'
import type { App } from '../services/app.ts'
import { tellReminders } from '../services/reminders.ts'
import { keepDoing, type Rounds } from './rounds.ts'

export const keepTellingAlerts = (app: App, tell: (message: string) => void): Rounds =>
  keepDoing(() => tellAlerts(app), 'What concerns whom could not be read off the ledger, and is tried again', tell)

export const keepTellingReminders = (app: App, tell: (message: string) => void): Rounds =>
  keepDoing(() => tellReminders(app), 'Reminders could not be told, and are tried again', tell)
