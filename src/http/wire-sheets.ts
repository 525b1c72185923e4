/** What is shown of a partner, and the changes that are asked for, as the HTTP API answers them (E8). */
import { z } from 'zod'
import { sheetFieldTypes } from '../domain/policy/sheets.ts'
import { changeStates } from '../domain/sheet/change.ts'
import { attachment } from './wire-attachment.ts'
import { personRef } from './wire.ts'

const instant = z.iso.datetime({ offset: true })
const id = z.uuid()
const type = z.enum(sheetFieldTypes)
const ticket = z.object({ id, number: z.string() })

const value = z.object({
  /** As people read it; '' where there is nothing. */
  said: z.string(),
  /** As it is given; null where there is nothing. */
  value: z.union([z.string(), z.array(z.string())]).nullable(),
  /** Of a picture or a document. */
  file: attachment.nullable(),
})

const field = { id: z.string(), name: z.string(), type }

export const sheetChange = z.object({
  kind: z.object({ id: z.string(), name: z.string(), many: z.boolean() }),
  sheet: id,
  /** The sheet as it was asked for; null for one that was new then, and for the only one of its kind. */
  item: id.nullable(),
  title: z.string(),
  /** The first version of something of which there are many. */
  isNew: z.boolean(),
  /** It was taken down, and is shown again with it. */
  comesBack: z.boolean(),
  takesDown: z.boolean(),
  /** Only what differs. */
  fields: z.array(
    z.object({
      ...field,
      needsProof: z.boolean(),
      was: value,
      becomes: value,
      /** What stands there now, where that has changed since it was asked for; null where it has not, or it is decided. */
      now: value.nullable(),
    }),
  ),
  /** It was taken down, or shown again, by another request since. */
  standsOtherwise: z.boolean(),
  /** To be given as 'seen' with an approval: what stands there now. Null once it is decided. */
  seen: z.string().nullable(),
  state: z.enum(changeStates),
  version: z.number().int().nullable(),
})

export const sheets = z.object({
  kinds: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      says: z.string(),
      many: z.boolean(),
      /** By which it is changed (POST /runs); null where the policy has none. */
      workflow: z.string().nullable(),
      fields: z.array(
        z.object({
          ...field,
          /** Characters of a text, or how many of a list. */
          most: z.number().int(),
          required: z.boolean(),
          help: z.string().nullable(),
          /** The document without which it does not change, in words. */
          proof: z.string().nullable(),
          choices: z.array(z.object({ id: z.string(), name: z.string() })).nullable(),
        }),
      ),
    }),
  ),
  sheets: z.array(
    z.object({
      /** Null where nobody has asked for one of which there is one. */
      id: id.nullable(),
      kind: z.string(),
      title: z.string(),
      standing: z.enum(['published', 'taken-down', 'proposed', 'not-shown']),
      version: z.number().int(),
      publishedAt: instant.nullable(),
      takenDownAt: instant.nullable(),
      /** Requests about it that are open. */
      open: z.array(id),
      values: z.array(
        value.extend({
          ...field,
          /** Not for others to see: a customer that has not agreed to be named. */
          hidden: z.boolean(),
        }),
      ),
    }),
  ),
  /** The open ones first, then the last that were decided. */
  changes: z.array(
    z.object({
      id,
      sheet: id,
      kind: z.string(),
      said: z.string(),
      ticket,
      state: z.enum(changeStates),
      why: z.string().nullable(),
      decision: z.string().nullable(),
      askedBy: personRef.nullable(),
      askedAt: instant,
      changedAt: instant,
      /** When its state is left by itself. */
      dueAt: instant.nullable(),
    }),
  ),
})

export const versions = z.object({
  items: z.array(
    z.object({
      version: z.number().int(),
      /** False where it was taken down. */
      shown: z.boolean(),
      at: instant,
      /** Who approved it, or took it down; null for the program. */
      by: personRef.nullable(),
      askedBy: personRef.nullable(),
      why: z.string().nullable(),
      ticket: ticket.nullable(),
      fields: z.array(z.object({ ...field, was: value, became: value })),
    }),
  ),
})

export type SheetsWire = z.infer<typeof sheets>
export type SheetChangeWire = z.infer<typeof sheetChange>
export type SheetVersionsWire = z.infer<typeof versions>
