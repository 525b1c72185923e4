/** The first message of a ticket: the form as one would have written it in a mail (B1). */
import type { IntakeRequest } from '../../domain/intake/request.ts'
import { sayInstant } from '../../domain/explain/words.ts'

export function openingText({
  description,
  reproducible,
  reproduction,
  troubleshooting,
  customerEmail,
}: IntakeRequest): string {
  const { userId, superAdminEmail, customizationName, occurredAt, supportAccessEnabled } = reproduction
  const details: readonly (readonly [string, string | null])[] = [
    ['Customer', customerEmail],
    ['Able to reproduce', reproducible === null ? null : reproducible ? 'yes' : 'no'],
    ['User ID', userId],
    ['Super-admin', superAdminEmail],
    ['Customization', customizationName],
    ['When', occurredAt === null ? null : said(occurredAt)],
    ['Support access', supportAccessEnabled === null ? null : supportAccessEnabled ? 'enabled' : 'not enabled'],
  ]
  const lines = details
    .filter(([, value]) => value !== null && value !== '')
    .map(([label, value]) => `${label}: ${value}`)
  const steps =
    troubleshooting === null || troubleshooting.trim() === '' ? null : `What we have tried:\n${troubleshooting.trim()}`
  return [description.trim(), lines.join('\n'), steps].filter((part) => part !== null && part !== '').join('\n\n')
}

/** A mail says it as people do: 'yesterday, about nine'. */
function said(time: string): string {
  try {
    return `${sayInstant(Temporal.Instant.from(time), 'UTC')} UTC`
  } catch {
    return time
  }
}
