/** A partner's accounts, what it may resell, and its evaluations, as the HTTP API answers them (E6, E7, E10). */
import { z } from 'zod'
import { accountKinds } from '../domain/partnership.ts'
import { evaluationStates } from '../services/partnership/evaluation-view.ts'
import { page } from './wire.ts'

const instant = z.iso.datetime({ offset: true })
const day = z.iso.date()
const id = z.uuid()
const ref = z.object({ id: z.string(), name: z.string() })
const ticket = z.object({ id, number: z.string() })

export const partnership = z.object({
  /** Days of the partner's place. */
  quota: z.array(
    z.object({
      kind: z.enum(accountKinds),
      used: z.number().int(),
      most: z.number().int(),
      nextEndsOn: day.nullable(),
    }),
  ),
  lastDays: z.number().int(),
  accounts: z.array(
    z.object({
      id,
      ticket,
      kind: z.enum(accountKinds),
      product: ref,
      login: z.string(),
      orgId: z.string().nullable(),
      owner: z.string(),
      startsOn: day,
      /** The last day. */
      endsOn: day,
      ended: z.boolean(),
      extended: z.number().int(),
    }),
  ),
  access: z.array(
    z.object({
      id,
      ticket,
      product: ref,
      startsOn: day,
      /** The last day; null until further notice. */
      endsOn: day.nullable(),
      ended: z.boolean(),
      because: z.string(),
    }),
  ),
  /** Contacts that must be trained in a product before it may be resold. */
  trainedToResell: z.number().int(),
})

export const evaluation = z.object({
  id,
  partner: z.object({ id, name: z.string() }),
  year: z.number().int(),
  region: ref,
  /** Judged on the global score, and what the partner's tier follows. */
  isHome: z.boolean(),
  state: z.enum(evaluationStates),
  scores: z.array(ref.extend({ points: z.number() })),
  total: z.number(),
  highest: z.number(),
  /** Null where it had none in that region. */
  tierWas: ref.nullable(),
  proposed: ref,
  change: z.enum(['same', 'up', 'down']),
  /** The rule that gave the tier, in a sentence. */
  rule: z.string(),
  /** False where a criterion of the lowest tier is not met; null where none was asked for, or nobody said. */
  entryMet: z.boolean().nullable(),
  proposedAt: instant,
  /** The first day of the tier, of the partner's place. */
  effectiveOn: day.nullable(),
  appliedAt: instant.nullable(),
  decided: z
    .object({
      at: instant,
      by: z
        .object({ id, name: z.string(), email: z.string().nullable(), side: z.enum(['staff', 'partner']) })
        .nullable(),
      reason: z.string().nullable(),
    })
    .nullable(),
  /** Where the scores came from; the vendor's people only. */
  source: z.string().nullable(),
  /** The result that it takes the place of. */
  corrects: id.nullable(),
})

export const evaluations = page(evaluation).extend({
  /** By year, the last first, whatever is asked for. */
  years: z.array(
    z.object({
      year: z.number().int(),
      proposed: z.number().int(),
      /** Proposals that change nothing: what may be approved at once. */
      unchanged: z.number().int(),
      approved: z.number().int(),
      refused: z.number().int(),
    }),
  ),
})

export const approvedAtOnce = z.object({ approved: z.number().int() })
export const records = z.object({ items: z.array(ref) })

export type PartnershipWire = z.infer<typeof partnership>
export type EvaluationWire = z.infer<typeof evaluation>
export type EvaluationsWire = z.infer<typeof evaluations>
