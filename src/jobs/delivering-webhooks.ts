/** Keeps webhooks going out; one of these runs on each node, and each delivery is made by one of them (D5). */
import type { App } from '../services/app.ts'
import { deliverWebhooks, type WebhookClient } from '../services/webhooks/deliver.ts'
import { keepDoing, type Rounds } from './rounds.ts'

export const keepDeliveringWebhooks = (app: App, client: WebhookClient, tell: (message: string) => void): Rounds =>
  keepDoing(
    async () => (await deliverWebhooks(app, client)) > 0,
    'Webhooks could not be delivered, and are tried again',
    tell,
  )
