/**
 * Reads mail on a thread of its own: however long a stranger's message takes, nobody waits for it, and it is given up
 * after its time or when it wants more memory than it may have (G1).
 */
import { setTimeout as pause } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { readMail, type MailRead, type ReadingOptions } from './read.ts'
import { UnreadableMail } from './tree.ts'

export type ReadMailText = (raw: Uint8Array, options: ReadingOptions) => Promise<MailRead>

export interface ReadBeside {
  readonly read: ReadMailText
  stop(): Promise<void>
}

export interface BesideOptions {
  /** Shorter messages are read at once: to hand them over costs more. */
  readonly fromBytes?: number
  /** Milliseconds for one message. */
  readonly most?: number
  /** Milliseconds without a message, after which the thread is given back. */
  readonly idle?: number
  /** Megabytes of its heap. */
  readonly memory?: number
}

export function readBeside(options: BesideOptions = {}): ReadBeside {
  const { fromBytes = 100_000, most = 10_000, idle = 30_000, memory = 512 } = options
  let worker: Worker | null = null
  let last: Promise<unknown> = Promise.resolve()
  let resting = new AbortController()

  const ended = async (): Promise<void> => {
    const gone = worker
    worker = null
    await gone?.terminate()
  }

  function begun(): Worker {
    const thread = new Worker(new URL('./read-worker.ts', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: memory },
      // What the program was started with is the program's own: a debugger's port, a test's reporter.
      execArgv: [],
    })
    // It may fail while nobody waits for it: given up already, or resting. That would end the whole process.
    thread.on('error', () => undefined)
    thread.once('exit', () => {
      if (worker === thread) worker = null
    })
    return thread
  }

  async function readThere(raw: Uint8Array, how: ReadingOptions): Promise<MailRead> {
    resting.abort()
    const thread = (worker ??= begun())
    const { policy, ...rest } = how
    const { intake, requestTypes } = policy
    try {
      const read = await answerOf(thread, { raw, options: { ...rest, policy: { intake, requestTypes } } }, most)
      resting = new AbortController()
      pause(idle, undefined, { signal: resting.signal, ref: false }).then(ended, () => undefined)
      return read
    } catch (thrown) {
      await ended()
      if (thrown instanceof UnreadableMail) return { ok: false, message: thrown.message }
      throw thrown
    }
  }

  return {
    read(raw, how) {
      if (raw.length < fromBytes) return Promise.resolve(readMail(raw, how))
      const turn = last.then(() => readThere(raw, how))
      last = turn.catch(() => undefined)
      return turn
    },
    async stop() {
      await last
      resting.abort()
      await ended()
    },
  }
}

/** Throws UnreadableMail for what costs too much; a fault of ours there as it would have been without a thread. */
function answerOf(thread: Worker, question: unknown, most: number): Promise<MailRead> {
  const { promise, resolve, reject } = Promise.withResolvers<MailRead>()
  const giveUp = (why: string): void => reject(new UnreadableMail(why))
  const late = setTimeout(() => giveUp(`The message takes more than ${most} ms to read.`), most)
  const failed = (thrown: NodeJS.ErrnoException): void =>
    thrown.code === 'ERR_WORKER_OUT_OF_MEMORY' ? giveUp('The message takes too much memory to read.') : reject(thrown)
  thread.once('message', resolve).once('error', failed)
  thread.postMessage(question)
  return promise.finally(() => {
    clearTimeout(late)
    thread.off('message', resolve).off('error', failed)
  })
}
