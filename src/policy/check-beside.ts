/** Checks a policy's folder on a thread of its own: reading and counting take so long that every request would wait (C9, G1). */
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Policy } from '../domain/policy.ts'
import type { Mistake } from './mistake.ts'

export type Checked =
  | { readonly ok: true; readonly policy: Policy }
  | { readonly ok: false; readonly mistakes: readonly Mistake[] }

/** As `checkPolicy`, without the examples themselves. Throws what that throws. */
export async function checkPolicyBeside(folder: string): Promise<Checked> {
  const thread = new Worker(new URL('./check-worker.ts', import.meta.url), {
    workerData: folder,
    // What the program was started with is the program's own: a debugger's port, a test's reporter.
    execArgv: [],
  })
  const [checked] = (await once(thread, 'message')) as [Checked]
  return checked
}
