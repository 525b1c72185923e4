/** Partners, contacts, customers and what hangs on them, as the HTTP API answers them (see wire.ts). */
import { z } from 'zod'
import { importKinds } from '../services/import/kinds.ts'
import {
  billingFrequencies,
  historySubjects,
  historyWays,
  payers,
  subscriptionStatuses,
} from '../services/registry/words.ts'
import { partner, personRef } from './wire.ts'

const instant = z.iso.datetime({ offset: true })
const day = z.iso.date()
const id = z.uuid()
const entitlement = z.object({ allowed: z.boolean(), because: z.string() })
const productRef = z.object({ id: z.string(), name: z.string() })

/** Named for a partner; `active` is false where they have left and nobody has followed yet. */
const namedFor = personRef.extend({ active: z.boolean() })

/** Every count stops at 1,000. */
export const partnerListed = partner.extend({
  externalRef: z.string().nullable(),
  accountManager: namedFor.nullable(),
  openTickets: z.number().int(),
  contacts: z.number().int(),
  /** Of the contacts, those with a training record (D4). */
  trained: z.number().int(),
  customers: z.number().int(),
})

export const contract = z.object({
  id,
  reference: z.string(),
  startsOn: day,
  endsOn: day,
  state: z.enum(['running', 'ended', 'to-come']),
})

export const grant = z.object({
  id,
  partner: id,
  offering: z.string(),
  name: z.string(),
  fiscalYear: z.string(),
  startsOn: day,
  endsOn: day,
  approvedBy: personRef.nullable(),
  reason: z.string(),
  grantedAt: instant,
  /** It ends by itself with its last day (A4). */
  state: z.enum(['running', 'to-come', 'ended', 'revoked']),
  revoked: z.object({ at: instant, by: personRef.nullable(), because: z.string() }).nullable(),
})

export const partnerPage = partnerListed.extend({
  region: z.string(),
  subregion: z.string(),
  zone: z.string(),
  dataCentre: z.string(),
  /** Null where it always had its tier (A2). */
  tierSince: instant.nullable(),
  pointOfContact: namedFor.nullable(),
  /** Whether the tier has a point of contact at all (D3). */
  pointOfContactEntitled: entitlement,
  domains: z.array(z.string()),
  contracts: z.array(contract),
  grants: z.array(grant),
  /** What may be granted now, for which fiscal years; `because` where nothing can be. */
  grantable: z.array(
    z.object({
      offering: z.string(),
      name: z.string(),
      fiscalYears: z.array(z.string()),
      because: z.string().nullable(),
    }),
  ),
  training: z.object({
    contacts: z.number().int(),
    trained: z.number().int(),
    products: z.array(productRef.extend({ trained: z.number().int() })),
  }),
  createdAt: instant,
})

/** What changed about a partner: who, when, why, from what to what. */
export const change = z.object({
  id: z.number().int(),
  at: instant,
  /** Null for the program, and for a file that was read in on the command line. */
  by: personRef.nullable(),
  via: z.enum(historyWays),
  about: z.object({ kind: z.enum(historySubjects), id: id.nullable(), name: z.string() }),
  what: z.string(),
  was: z.string().nullable(),
  became: z.string().nullable(),
  reason: z.string().nullable(),
})

export const contact = z.object({
  id,
  partner: id,
  name: z.string(),
  email: z.string(),
  zone: z.string(),
  active: z.boolean(),
  /** What the contact calls from (A3). */
  phones: z.array(z.string()),
  /** Mail to this contact comes back; null where it arrives. */
  mailFails: z.object({ since: instant, because: z.string() }).nullable(),
  training: z.array(z.object({ product: productRef, completedOn: day, certificate: z.string().nullable() })),
})

export const customerListed = z.object({
  id,
  partner: id,
  partnerName: z.string(),
  name: z.string(),
  domain: z.string().nullable(),
  superAdminEmail: z.string().nullable(),
  /** Summed over its active subscriptions (D2). */
  licences: z.number().int(),
  keyAccount: z.boolean(),
  /** Licences from which it is a key account (D1). */
  keyAccountFrom: z.number().int(),
  /** Since when no partner has it: the one that stands here is the last that did (E1). */
  untaggedAt: instant.nullable(),
})

export const customerPage = customerListed.extend({
  /** Whose it is and was, by service; null for every one (E2). */
  mappings: z.array(
    z.object({
      partnerName: z.string(),
      service: z.string().nullable(),
      without: z.array(z.string()),
      mappedAt: instant,
      proof: z.string().nullable(),
      endedAt: instant.nullable(),
      endedBecause: z.string().nullable(),
    }),
  ),
  missing: z.number().int(),
  evidence: z
    .object({
      because: z.string(),
      region: z.string(),
      licences: z.number().int(),
      from: z.number().int(),
      counted: z.array(z.object({ id: z.string(), product: z.string(), licences: z.number().int() })),
      policyVersion: z.number().int(),
      evaluatedAt: instant,
    })
    .nullable(),
  createdAt: instant,
})

export const subscription = z.object({
  id: z.string(),
  customer: id,
  type: z.string().nullable(),
  startedOn: day.nullable(),
  status: z.enum(subscriptionStatuses),
  email: z.string().nullable(),
  companyName: z.string().nullable(),
  billingFrequency: z.enum(billingFrequencies).nullable(),
  nextRecurringOn: day.nullable(),
  nextRecurringAmount: z.number().nullable(),
  currency: z.string().nullable(),
  orgId: z.string().nullable(),
  planId: z.string().nullable(),
  planName: z.string().nullable(),
  serviceId: z.string().nullable(),
  serviceName: z.string().nullable(),
  licences: z.number().int(),
  /** False where nobody said how many: it is counted as one. */
  licencesStated: z.boolean(),
  /** Whose card is charged (E4). */
  payer: z.enum(payers).nullable(),
})

/** Every row of the offerings table for one partner on a day (A8). */
export const entitlements = z.object({
  partner,
  on: day,
  fiscalYear: z.object({ name: z.string(), startsOn: day, endsOn: day }),
  items: z.array(
    entitlement.extend({
      offering: z.string(),
      name: z.string(),
      channel: z.boolean(),
      grantable: z.boolean(),
      opens: z.array(z.string()),
      words: z.string(),
      tiers: z.array(z.object({ tier: z.string(), name: z.string(), offered: z.boolean(), words: z.string() })),
      grantedUntil: day.nullable(),
    }),
  ),
  nextCursor: z.null(),
  /** A3: of the partner's own sub-region; no number for whom the line is not for, nor where the policy has none. */
  tollFree: entitlement.extend({ number: z.string().nullable(), place: z.string() }),
})

export const importReport = z.object({
  kind: z.enum(importKinds),
  dryRun: z.boolean(),
  understood: z.boolean(),
  rows: z.number().int(),
  inserted: z.number().int(),
  updated: z.number().int(),
  unchanged: z.number().int(),
  rejectedRows: z.number().int(),
  /** Columns of the file that are none of ours. */
  ignored: z.array(z.object({ column: z.string(), didYouMean: z.string().nullable() })),
  /** Each with its line and column; a row may have several. */
  rejected: z.array(z.object({ line: z.number().int(), field: z.string().nullable(), message: z.string() })),
})

export type PartnerListView = z.infer<typeof partnerListed>
export type PartnerPageView = z.infer<typeof partnerPage>
export type ContractView = z.infer<typeof contract>
export type GrantView = z.infer<typeof grant>
export type ChangeView = z.infer<typeof change>
export type ContactView = z.infer<typeof contact>
export type CustomerListView = z.infer<typeof customerListed>
export type CustomerPageView = z.infer<typeof customerPage>
export type SubscriptionView = z.infer<typeof subscription>
export type EntitlementsView = z.infer<typeof entitlements>
export type ImportReportView = z.infer<typeof importReport>
