/** A step within somebody's transaction that the program takes for them, after they were shown to be allowed to. */
import { actorSettings, system, type Actor } from './actor.ts'
import type { Statement, Tx } from './tx.ts'

const become: Statement = {
  name: 'become',
  text: `select set_config('desk.actor', $1, true), set_config('desk.person', $2, true), set_config('desk.partner', $3, true),
    set_config('desk.asked_by', $4, true)`,
}

const be = async (tx: Tx, actor: Actor, askedBy: string): Promise<void> => {
  const { actor: kind, person, partner } = actorSettings(actor)
  await tx.call(become, [kind, person, partner, askedBy])
}

/**
 * Runs `work` as the program itself, in the same transaction: what a run brings about is written by nobody else (0022).
 * Whoever calls has looked, as the actor, whether there is anything to be done, and has asked whether that actor may.
 */
export async function asProgram<Value>(tx: Tx, work: (tx: Tx) => Promise<Value>): Promise<Value> {
  if (tx.actor.kind === 'system') return work(tx)
  // The audit says for whom it was done (G2).
  await be(tx, system, actorSettings(tx.actor).person)
  const inner: Tx = Object.create(tx, { actor: { value: system } }) as Tx
  const value = await work(inner)
  tx.announces ||= inner.announces
  await be(tx, tx.actor, '')
  return value
}
