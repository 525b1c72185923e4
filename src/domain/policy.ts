/**
 * The policy: everything a vendor promises its partners, as one plain, immutable, JSON-safe value.
 * `src/policy` reads it from YAML and checks it; a published version is stored as it is and never changes (C9).
 * No desk, tier, severity, region or word of any vendor is known to the code: all of them are found in here.
 */
import type { Calendar } from './calendar/calendar.ts'
import type { LetterFrame, LetterTemplate, LetterText } from './letter.ts'
import type { AttachmentRules } from './policy/attachments.ts'
import type { CallRules } from './policy/calls.ts'
import type { ChatRules } from './policy/chat.ts'
import type { DeskRules, SeverityRules, TierRules, VendorRules } from './policy/desks.ts'
import type { IntegrationRules } from './policy/integrations.ts'
import type { MailRules } from './policy/mail.ts'
import type { CategoryId, DeskId, Kind, Severity, TierId } from './policy/names.ts'
import type {
  KeyAccountRules,
  OfferingRules,
  OveruseRules,
  PartnershipRules,
  TicketRules,
  UrgencyRules,
} from './policy/partners.ts'
import type { RegionRules } from './policy/places.ts'
import type { CategoryRules, IntakeRules, ProductRules, RequestTypeRules } from './policy/requests.ts'
import type { WorkflowRules } from './policy/workflows.ts'

export * from './policy/attachments.ts'
export type * from './policy/calls.ts'
export type * from './policy/chat.ts'
export type * from './policy/desks.ts'
export type * from './policy/escalation.ts'
export type * from './policy/integrations.ts'
export type * from './policy/mail.ts'
export * from './policy/names.ts'
export type * from './policy/partners.ts'
export type * from './policy/places.ts'
export type * from './policy/requests.ts'

export interface Policy {
  /** 0 while it is only a folder of files; from 1 on once published. */
  readonly version: number
  readonly vendor: VendorRules
  readonly desks: readonly DeskRules[]
  readonly tiers: readonly TierRules[]
  readonly regions: readonly RegionRules[]
  readonly calendars: Readonly<Record<string, Calendar>>
  readonly requestTypes: readonly RequestTypeRules[]
  readonly categories: readonly CategoryRules[]
  readonly products: readonly ProductRules[]
  readonly intake: IntakeRules
  readonly offerings: readonly OfferingRules[]
  readonly keyAccounts: KeyAccountRules
  readonly urgency: UrgencyRules
  readonly overuse: OveruseRules
  readonly tickets: TicketRules
  readonly partnership: PartnershipRules
  readonly attachments: AttachmentRules
  readonly calls: CallRules
  readonly chat: ChatRules
  readonly integrations: IntegrationRules
  readonly mail: MailRules
  readonly letters: Readonly<Record<LetterTemplate, LetterText>>
  readonly letterFrame: LetterFrame
  /** Section E. */
  readonly workflows: readonly WorkflowRules[]
}

/**
 * Raised by whoever lets the program ask something more of every policy: what was published before, under a lower one, is then
 * completed from the folder (`src/policy/complete.ts`). What was published under this one is whole as it stands (C9).
 */
export const policyShape = 1

const byId = <Row extends { readonly id: string }>(rows: readonly Row[], id: string): Row | undefined =>
  rows.find((row) => row.id === id)

/** The desk of that id; a program error where the policy has none, since input is checked at the border. */
export function deskRules(policy: Policy, id: DeskId): DeskRules {
  const desk = byId(policy.desks, id)
  if (desk === undefined) throw new Error(`The policy has no desk '${id}'.`)
  return desk
}

export function tierRules(policy: Policy, id: TierId): TierRules {
  const tier = byId(policy.tiers, id)
  if (tier === undefined) throw new Error(`The policy has no tier '${id}'.`)
  return tier
}

export function severityRules(policy: Policy, desk: DeskId, level: Severity): SeverityRules {
  const severity = deskRules(policy, desk).severities.find((row) => row.level === level)
  if (severity === undefined) throw new Error(`Desk '${desk}' of the policy has no severity ${level}.`)
  return severity
}

export const categoryRules = (policy: Policy, id: CategoryId): CategoryRules | undefined => byId(policy.categories, id)
export const requestTypeRules = (policy: Policy, id: string): RequestTypeRules | undefined =>
  byId(policy.requestTypes, id)

/** B7: product limitations and feature requests are exempt from the agreement. */
export const isExempt = (kind: Kind): boolean => kind === 'feature-request' || kind === 'product-limitation'
