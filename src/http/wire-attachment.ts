/** A file of a message as the HTTP API answers it (see wire.ts). */
import { z } from 'zod'

export const attachment = z.object({
  id: z.uuid(),
  name: z.string(),
  /** By its bytes; null of what was refused. */
  type: z.string().nullable(),
  /** The type in words. */
  kind: z.string().nullable(),
  bytes: z.number().int(),
  sha256: z.string().nullable(),
  /** 'not-scanned': this desk has no scanner. */
  scan: z.enum(['clean', 'infected', 'waiting', 'not-scanned']),
  /** How a browser may show it; null where it is for downloading. */
  shows: z.enum(['image', 'video', 'audio', 'pdf', 'text']).nullable(),
  /** What a reader should know before opening it. */
  warning: z.string().nullable(),
  /** Why its bytes are not given out; null where they are. */
  withheld: z.string().nullable(),
  /** When it was removed for good, and by whom. Absent of what is there. */
  removed: z.object({ at: z.iso.datetime({ offset: true }), by: z.string().nullable() }).optional(),
})

export type AttachmentView = z.infer<typeof attachment>

/** What of the policy an uploader wants to know beforehand. */
export const attachmentLimits = z.object({
  perFileMb: z.number().int(),
  perMessageMb: z.number().int(),
  filesPerMessage: z.number().int(),
})
