/** Workflows and their runs as the HTTP API answers them (see wire.ts). */
import { z } from 'zod'
import { fileKinds, letterTargets, outcomes, recordLists, workflowRoles } from '../domain/policy/workflows.ts'
import { workflowFieldTypes } from '../domain/workflow/field-types.ts'
import { attachment } from './wire-attachment.ts'
import { sheetChange } from './wire-sheets.ts'
import { entryKinds } from '../domain/workflow/run.ts'

const instant = z.iso.datetime({ offset: true })
const role = z.enum(workflowRoles)
const who = z.array(z.object({ role, said: z.string() }))

export const workflowField = z.object({
  id: z.string(),
  name: z.string(),
  type: z.enum(workflowFieldTypes),
  help: z.string().nullable(),
  optional: z.boolean(),
  /** Seen by the vendor's people only. */
  internal: z.boolean(),
  /** What a text begins with, to be changed; null where with nothing. */
  startsAs: z.string().nullable(),
  /** Of a choice. */
  choices: z.array(z.object({ id: z.string(), name: z.string() })).nullable(),
  /** Of a file: what it must be by its bytes; null where a name is enough. */
  accepts: z.array(z.enum(fileKinds)).nullable(),
  /** Of a record: which of the partner's; GET /records. */
  recordsOf: z.enum(recordLists).nullable(),
  /** Of changes: of which sheets; GET /partners/{id}/sheets. */
  changesOf: z.array(z.string()).nullable(),
})

/** The first whose condition holds; the last has none. */
const branches = z.array(z.object({ state: z.string(), if: z.string().nullable() }))
const guards = z.array(z.object({ fact: z.string(), says: z.string(), otherwise: z.string() }))
/** `subject` as the policy has it, its words in braces. */
const letters = z.array(z.object({ letter: z.string(), to: z.enum(letterTargets), subject: z.string() }))

export const workflow = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  /** While a run is open its ticket cannot be solved (E5). */
  blocksSolving: z.boolean(),
  /** A ticket whose category names it cannot be solved before it was gone through. */
  neededToSolve: z.boolean(),
  begins: z.object({ by: who, fields: z.array(workflowField), guards, to: branches }),
  states: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      description: z.string().nullable(),
      waitsFor: role.nullable(),
      ends: z.enum(outcomes).nullable(),
      letters,
      undelivered: z.string().nullable(),
      effects: z.array(z.object({ effect: z.string(), does: z.string() })),
      deadlines: z.array(
        z.object({ id: z.string(), name: z.string(), after: z.string(), calendar: z.string(), to: branches, letters }),
      ),
      steps: z.array(
        z.object({
          id: z.string(),
          name: z.string(),
          by: who,
          guards,
          to: branches,
          /** Names of its fields. */
          asksFor: z.array(z.string()),
          /** Which answer by mail takes it, too. */
          reply: z.enum(['yes', 'no']).nullable(),
          internal: z.boolean(),
        }),
      ),
      whenOtherEnds: z.object({ done: z.string(), otherwise: z.string() }).nullable(),
    }),
  ),
})

const givenField = z.object({
  id: z.string(),
  name: z.string(),
  type: z.enum(workflowFieldTypes),
  internal: z.boolean(),
  said: z.string(),
  /** Of a file that is there. */
  file: attachment.nullable(),
})

export const run = z.object({
  id: z.uuid(),
  workflow,
  state: z.object({
    id: z.string(),
    name: z.string(),
    description: z.string().nullable(),
    ends: z.enum(outcomes).nullable(),
  }),
  waitsFor: role.nullable(),
  asks: z.string().nullable(),
  since: instant,
  startedAt: instant,
  endedAt: instant.nullable(),
  outcome: z.enum(outcomes).nullable(),
  policyVersion: z.number().int(),
  fields: z.array(givenField),
  /** Those of this state; `because` says for whom one is that is not open to the caller. */
  steps: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      by: z.array(role),
      internal: z.boolean(),
      fields: z.array(workflowField),
      allowed: z.boolean(),
      because: z.string().nullable(),
    }),
  ),
  deadlines: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      dueAt: instant,
      /** Where it goes on; null for a reminder. */
      leadsTo: z.string().nullable(),
      from: instant,
      closed: z.array(z.object({ from: instant, to: instant })),
    }),
  ),
  notice: z.object({ deliveredAt: instant.nullable() }).nullable(),
  /** Before and after, where it is about what is shown of a partner. */
  change: sheetChange.nullable(),
  trouble: z.object({ message: z.string(), since: instant }).nullable(),
  /** The last that the customer wrote and that decided nothing, until somebody goes on; staff only. */
  mailed: z
    .object({ email: z.string(), words: z.string(), at: instant, mail: z.uuid(), because: z.string() })
    .nullable(),
  waitsOn: z.object({ ticket: z.uuid(), number: z.string() }).nullable(),
  log: z.array(
    z.object({
      seq: z.number().int(),
      kind: z.enum(entryKinds),
      at: instant,
      notedAt: instant,
      from: z.string().nullable(),
      to: z.string(),
      words: z.string(),
      by: z.object({
        as: z.enum([...workflowRoles, 'time', 'post', 'program']),
        name: z.string(),
        side: z.enum(['agent', 'partner', 'system']),
        email: z.string().nullable(),
      }),
      given: z.array(z.object({ name: z.string(), said: z.string(), file: attachment.nullable() })),
      facts: z.array(z.object({ fact: z.string(), found: z.boolean() })),
      /** The mail that is the evidence; staff only. */
      mail: z.uuid().nullable(),
      internal: z.boolean(),
    }),
  ),
  /** States that the run has been in. */
  visited: z.array(z.string()),
})

export const ticketRun = z.object({
  run: run.nullable(),
  earlier: z.array(
    z.object({
      id: z.uuid(),
      workflow: z.string(),
      name: z.string(),
      state: z.string(),
      outcome: z.enum(outcomes).nullable(),
      startedAt: instant,
      endedAt: instant.nullable(),
    }),
  ),
  /** What may be begun now; `suggested` is what the ticket's category names. */
  startable: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      description: z.string(),
      fields: z.array(workflowField),
      suggested: z.boolean(),
    }),
  ),
})

/** What was begun on a ticket of its own. */
export const requestedRun = ticketRun.extend({ ticket: z.object({ id: z.uuid(), number: z.string() }) })
export type RequestedRunView = z.infer<typeof requestedRun>

export const listedRun = z.object({
  id: z.uuid(),
  ticket: z.object({ id: z.uuid(), number: z.string(), subject: z.string() }),
  partner: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  workflow: z.object({ id: z.string(), name: z.string() }),
  state: z.object({ id: z.string(), name: z.string() }),
  waitsFor: role.nullable(),
  asks: z.string().nullable(),
  since: instant,
  /** When the state is left by itself, and where that leads. */
  dueAt: instant.nullable(),
  leadsTo: z.string().nullable(),
  zone: z.string(),
  trouble: z.string().nullable(),
  startedAt: instant,
  endedAt: instant.nullable(),
  outcome: z.enum(outcomes).nullable(),
})

export const runCounts = z.object({
  items: z.array(
    z.object({
      workflow: z.string(),
      name: z.string(),
      states: z.array(
        z.object({
          id: z.string(),
          name: z.string(),
          waitsFor: role.nullable(),
          open: z.number().int(),
          trouble: z.number().int(),
        }),
      ),
    }),
  ),
})

export type WorkflowView = z.infer<typeof workflow>
export type WorkflowFieldView = z.infer<typeof workflowField>
export type RunView = z.infer<typeof run>
export type TicketRunView = z.infer<typeof ticketRun>
export type ListedRunView = z.infer<typeof listedRun>
export type RunCountsView = z.infer<typeof runCounts>
