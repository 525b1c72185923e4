/** The thread of `readBeside`: a mail comes, what it says goes. */
import { parentPort } from 'node:worker_threads'
import { readMail, type ReadingOptions } from './read.ts'

interface Question {
  readonly raw: Uint8Array
  readonly options: ReadingOptions
}

parentPort?.on('message', ({ raw, options }: Question) => parentPort?.postMessage(readMail(raw, options)))
