/** Changes of the registry take turns: addresses, domains and references are looked up before they are written. */
import type { Statement, Tx } from './tx.ts'

const statement: Statement = { name: 'lock_registry', text: 'select pg_advisory_xact_lock(1684370283, 1)' }

/** Until the transaction ends nobody else changes partners, contacts, customers or what hangs on them. */
export async function lockRegistry(tx: Tx): Promise<void> {
  await tx.call(statement)
}
