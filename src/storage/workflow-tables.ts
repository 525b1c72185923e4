/** What kysely knows of the tables of section E: columns as they come out, by migrations/0022_workflows.sql. */
import type { CustomerId, Instant, PartnerId, TicketId } from '../domain/kernel.ts'
import type { RunOutcome, WorkflowRole } from '../domain/policy/workflows.ts'
import type { RunId } from '../domain/workflow/run.ts'

export interface WorkflowTables {
  workflow_runs: {
    id: RunId
    ticket_id: TicketId
    partner_id: PartnerId | null
    workflow: string
    policy_version: number
    revision: number
    state: string
    waits_for: WorkflowRole | null
    entered_at: Instant
    run: unknown
    notice: string | null
    trouble: boolean
    wake_at: Instant | null
    due_at: Instant | null
    order_at: Instant
    started_at: Instant
    ended_at: Instant | null
    outcome: RunOutcome | null
  }
  customer_mappings: {
    id: number
    customer_id: CustomerId
    partner_id: PartnerId
    product: string | null
    without: string[]
    mapped_at: Instant
    mapped_by: RunId | null
    proof: string | null
    ended_at: Instant | null
    ended_by: RunId | null
    ended_because: string | null
  }
}
