/** Where the demo's widget may stand (A6), and the programs that hear its news (D5). */
import type { Instant } from '../../src/domain/kernel.ts'
import type { Policy } from '../../src/domain/policy.ts'
import { isPausedBy, retryAt } from '../../src/domain/webhook/delivery.ts'
import { newIdAt } from '../../src/services/ids.ts'
import type { Tx } from '../../src/storage/tx.ts'
import { queueDelivery, settleDelivery, takeDeliveries } from '../../src/storage/webhook-deliveries.ts'
import { countFailure, insertWebhook, pauseWebhook } from '../../src/storage/webhooks.ts'
import { setOrigins } from '../../src/storage/widget.ts'
import type { Cast, ContactKey } from './company.ts'

interface Told {
  readonly contact: ContactKey
  readonly url: string
  /** What it was told, so many hours ago. */
  readonly news: readonly { readonly hoursAgo: number; readonly title: string }[]
  /** What its server said to all of it; null where it took it. */
  readonly failsWith: { readonly status: number; readonly answer: string } | null
}

const told: readonly Told[] = [
  {
    contact: 'arjun',
    url: 'https://hooks.aurora.example/partner-desk',
    news: [
      { hoursAgo: 150, title: 'CRM: the spring release' },
      { hoursAgo: 52, title: 'Sign-in was slow in India' },
    ],
    failsWith: null,
  },
  {
    contact: 'katrin',
    url: 'https://status.borealis.example/hooks/news',
    news: [
      { hoursAgo: 120, title: 'CRM: the spring release' },
      { hoursAgo: 52, title: 'Mail in Europe was delayed' },
    ],
    failsWith: { status: 502, answer: '502 Bad Gateway: upstream is not there' },
  },
]

export async function furnishIntegrations(tx: Tx, policy: Policy, company: Cast, now: Instant): Promise<void> {
  const { id: admin } = company.staff('admin')
  await setOrigins(tx, ['https://store.vendor.example', 'https://portal.vendor.example'], admin, now)
  for (const { contact, url, news, failsWith } of told) {
    const { person, partner } = company.contact(contact)
    const createdAt = now.subtract({ hours: 24 * 12 })
    const webhook = newIdAt<'webhook'>(createdAt)
    await insertWebhook(tx, {
      id: webhook,
      partner: partner.id,
      owner: person.id,
      url,
      topics: ['announcements', 'incidents'],
      createdAt,
    })
    let failures = 0
    let lastAt = createdAt
    for (const { hoursAgo, title } of news) {
      const at = now.subtract({ hours: hoursAgo })
      const event = newIdAt<'webhook-event'>(at)
      const body = JSON.stringify({
        version: 1,
        id: event,
        kind: 'announcement.published',
        at: at.toString(),
        data: { announcement: { title } },
      })
      await queueDelivery(
        tx,
        { webhook, partner: partner.id, event, kind: 'announcement.published', body, dueAt: at },
        at,
      )
      for (let due: Instant | null = at; due !== null;) {
        lastAt = due
        const [taken] = await takeDeliveries(tx, due, due.add({ minutes: 5 }), 1)
        if (taken === undefined) throw new Error('A delivery of the demo was not due.')
        const answer = failsWith?.answer ?? '200 OK'
        const next: Instant | null = failsWith === null ? null : retryAt(policy.integrations.webhooks, taken.tries, due)
        const outcome = failsWith === null ? 'delivered' : next === null ? 'failed' : 'later'
        const attempt = { at: due.toString({ smallestUnit: 'second' }), outcome, answer } as const
        const state = outcome === 'later' ? 'queued' : outcome
        const { id, tries } = taken
        await settleDelivery(
          tx,
          { id, tries, state, dueAt: next, status: failsWith?.status ?? 200, answer, attempt },
          due,
        )
        if (failsWith !== null) failures = await countFailure(tx, webhook)
        due = isPausedBy(policy.integrations.webhooks, failures) ? null : next
      }
    }
    if (isPausedBy(policy.integrations.webhooks, failures)) await pauseWebhook(tx, webhook, 'failures', lastAt)
  }
}
