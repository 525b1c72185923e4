/** Keeps webhooks going out; one of these runs on each node, and each delivery is made by one of them (D5). */
import { setTimeout as pause } from 'node:timers/promises'
import type { App } from '../services/app.ts'
import { isTold } from '../services/health.ts'
import { deliverWebhooks, type WebhookClient } from '../services/webhooks/deliver.ts'

export interface DeliveringWebhooks {
  /** Waits for those that are being posted. */
  stop(): Promise<void>
}

const everyMs = 1_000
const patienceMs = 30_000

export function keepDeliveringWebhooks(
  app: App,
  client: WebhookClient,
  tell: (message: string) => void,
): DeliveringWebhooks {
  const stopping = new AbortController()
  const run = async (): Promise<void> => {
    let wait = everyMs
    while (!stopping.signal.aborted) {
      try {
        while ((await deliverWebhooks(app, client)) > 0 && !stopping.signal.aborted);
        wait = everyMs
      } catch (error) {
        if (wait === everyMs && !isTold(error))
          tell(`Webhooks could not be delivered, and are tried again: ${String(error)}`)
        wait = Math.min(wait * 2, patienceMs)
      }
      await pause(wait, undefined, { signal: stopping.signal }).catch(() => undefined)
    }
  }
  const running = run()
  return {
    async stop() {
      stopping.abort()
      await running
    },
  }
}
