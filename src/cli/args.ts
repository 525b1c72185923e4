/** A command's options and what stands beside them, or what is wrong with them. */
import { parseArgs, type ParseArgsOptionsConfig } from 'node:util'
import { UsageError } from './problem.ts'

export interface Args {
  readonly values: Readonly<Record<string, string | boolean | readonly (string | boolean)[] | undefined>>
  readonly rest: readonly string[]
}

/** Options are given as `--name value` or `--name=value`, anywhere; what follows `--` is never an option. */
export function readArgs(args: readonly string[], options: ParseArgsOptionsConfig = {}): Args {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true, strict: true })
    return { values, rest: positionals }
  } catch (thrown) {
    if (!(thrown instanceof TypeError)) throw thrown
    // Node's further sentences are about its own ways of quoting.
    throw new UsageError(`${thrown.message.split(/\.\s|\n/)[0]?.replace(/\.$/, '') ?? thrown.message}.`)
  }
}

/** The things beside the options, of which there must be so many. */
export function expectRest(rest: readonly string[], names: readonly string[], optional = 0): void {
  const missing = names[rest.length]
  if (rest.length < names.length - optional && missing !== undefined) throw new UsageError(`${missing} is missing.`)
  if (rest.length > names.length) throw new UsageError(`'${rest[names.length]}' is one word too many.`)
}

/** An option's text, where it was given. */
export function textOf({ values }: Args, name: string): string | undefined {
  const value = values[name]
  if (value === undefined) return undefined
  if (typeof value !== 'string' || value.trim() === '') throw new UsageError(`--${name} must be followed by a value.`)
  return value
}
