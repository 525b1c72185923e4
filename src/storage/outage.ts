/** Outages of the database, as they are told: once when one begins and once when it is over, however many are turned away. */
import { isOutage, sqlState } from './connection.ts'

export interface OutageWatch {
  /** Something failed; what is no outage is whoever's it is to tell. */
  failed(thrown: unknown): void
  /** The database has done what it was asked. */
  served(): void
}

const told = new WeakSet<object>()

/** Whether it was an outage of the database, which the database itself has told of. */
export const isTold = (thrown: unknown): boolean => typeof thrown === 'object' && thrown !== null && told.has(thrown)

/** Without a failure for so long it is over: a full disk fails some and serves others. Milliseconds. */
const quiet = 10_000

export function watchOutages(
  tell: (message: string) => void,
  now: () => number = () => performance.now(),
): OutageWatch {
  let failedAt: number | null = null
  return {
    failed(thrown) {
      if (!isOutage(thrown)) return
      told.add(thrown as object)
      if (failedAt === null) tell(`${sentence(thrown)} Everything waits, and goes on by itself.`)
      failedAt = now()
    },
    served() {
      if (failedAt === null || now() - failedAt < quiet) return
      failedAt = null
      tell('The database does its work again.')
    },
  }
}

/** What is wrong, for whoever runs the server. */
function sentence(thrown: unknown): string {
  const said = sayingOf(thrown)
  switch (sqlState(thrown)) {
    case '25006':
      return 'The database takes no changes: it is read-only.'
    case '53100':
      return `The disk of the database is full (${said}).`
    case '53300':
      return `The database has no room for another connection (${said}): raise its max_connections.`
    case '57014':
      return `The database does not answer in time (${said}).`
    default:
      return `The database cannot be reached, or cannot work (${said}).`
  }
}

/** Of several addresses of one name each has failed in its own way, and the whole says nothing. */
export function sayingOf(thrown: unknown): string {
  if (thrown instanceof AggregateError) return thrown.errors.map(sayingOf).join('; ')
  return thrown instanceof Error ? thrown.message : String(thrown)
}
