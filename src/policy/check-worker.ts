/** The thread of `checkPolicyBeside`: it is begun with a folder, says what it found, and ends. */
import { parentPort, workerData } from 'node:worker_threads'
import type { Checked } from './check-beside.ts'
import { checkPolicy } from './examples.ts'

const checked = await checkPolicy(workerData as string)
const said: Checked = checked.ok ? { ok: true, policy: checked.policy } : checked
parentPort?.postMessage(said)
