/** Look-ups of names for the tests of who wrote a mail: bounded in time and number, whatever a stranger's records ask for. */

/** Answers as `dns.promises.resolve` does, and fails with its codes. */
export type Resolver = (name: string, type: string) => Promise<unknown[]>

export interface LookupLimits {
  /** Milliseconds for all look-ups of one mail together. */
  readonly time: number
  readonly count: number
}

export const lookupLimits: LookupLimits = { time: 15_000, count: 200 }

/** What is not answered within the limits fails as a server does that does not answer: for now, not for good. */
export function bounded(resolver: Resolver, { time, count }: LookupLimits): Resolver {
  const until = performance.now() + time
  let asked = 0
  return async (name, type) => {
    asked += 1
    const left = until - performance.now()
    if (asked > count || left <= 0) throw unanswered(name)
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(unanswered(name)), left)
    })
    try {
      return await Promise.race([resolver(name, type), late])
    } finally {
      clearTimeout(timer)
    }
  }
}

const unanswered = (name: string): Error => Object.assign(new Error(`No answer for ${name}.`), { code: 'ETIMEOUT' })
