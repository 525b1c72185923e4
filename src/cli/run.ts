/** Finds the command that was asked for, and turns whatever comes of it into an exit status. */
import { didYouMean } from '../domain/did-you-mean.ts'
import type { Command } from './command.ts'
import { commands } from './commands.ts'
import type { ExitStatus, Io } from './io.ts'
import { CannotRun, UsageError } from './problem.ts'

/** Runs one command line, without the program's own name. Never throws: what went wrong is said on standard error. */
export async function runCommandLine(args: readonly string[], io: Io): Promise<ExitStatus> {
  const asked = read(args)
  switch (asked.kind) {
    case 'help':
      io.messages.say(asked.text)
      return 0
    case 'wrong':
      io.messages.say(`${asked.message}\n\n${overview(commands)}`)
      return 2
    case 'command':
      return run(asked.command, asked.rest, io)
  }
}

async function run(command: Command, args: readonly string[], io: Io): Promise<ExitStatus> {
  try {
    return await (await command.load()).run(args, io)
  } catch (thrown) {
    io.messages.say(sayProblem(command, thrown))
    return 2
  }
}

type Asked =
  | { readonly kind: 'command'; readonly command: Command; readonly rest: readonly string[] }
  | { readonly kind: 'help'; readonly text: string }
  | { readonly kind: 'wrong'; readonly message: string }

function read(args: readonly string[]): Asked {
  const [first, second] = args
  if (first === undefined) return { kind: 'wrong', message: 'Say which command.' }
  if (isHelp(first)) return { kind: 'help', text: overview(commands) }
  const command = commands.find(({ name }) => name === first || name === `${first} ${second}`)
  if (command !== undefined) {
    const rest = args.slice(command.name.split(' ').length)
    return asksForHelp(rest) ? { kind: 'help', text: helpOn(command) } : { kind: 'command', command, rest }
  }
  const family = commands.filter(({ name }) => name.startsWith(`${first} `))
  if (family.length > 0) return readFamily(first, second, family)
  const near = didYouMean(first, new Set(commands.map(({ name }) => name.split(' ')[0] ?? name)))
  return { kind: 'wrong', message: `There is no command '${first}'.${near === null ? '' : ` Did you mean '${near}'?`}` }
}

/** 'policy' and 'key' are followed by a second word. */
function readFamily(first: string, second: string | undefined, family: readonly Command[]): Asked {
  if (second !== undefined && isHelp(second)) return { kind: 'help', text: overview(family) }
  const words = family.map(({ name }) => name.slice(first.length + 1)).join(', ')
  if (second === undefined) return { kind: 'wrong', message: `Say what to do with '${first}': ${words}.` }
  return {
    kind: 'wrong',
    message: `There is no command '${first} ${second}'; after '${first}' comes one of: ${words}.`,
  }
}

const isHelp = (word: string): boolean => word === '--help' || word === '-h'

function asksForHelp(args: readonly string[]): boolean {
  const end = args.indexOf('--')
  return args.slice(0, end < 0 ? args.length : end).some(isHelp)
}

const usageOf = ({ name, takes }: Command): string => `Usage: desk ${name}${takes === '' ? '' : ` ${takes}`}`

const helpOn = (command: Command): string =>
  `${usageOf(command)}\n\nIt ${command.does}.${command.more === undefined ? '' : `\n\n${command.more}`}`

function overview(of: readonly Command[]): string {
  const width = Math.max(...of.map(({ name }) => name.length))
  const rows = of.map(({ name, does }) => `  ${name.padEnd(width)}  ${does}`)
  return ['Usage: desk COMMAND', '', ...rows, '', "'desk COMMAND --help' says more about one."].join('\n')
}

function sayProblem(command: Command, thrown: unknown): string {
  if (thrown instanceof UsageError) return `${thrown.message}\n${usageOf(command)}`
  if (thrown instanceof CannotRun) return thrown.message
  // Sentences to act on, thrown by what this program builds upon; anything else is our own mistake, and is shown whole.
  if (thrown instanceof Error && expected.has(thrown.name)) return thrown.message
  return thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)
}

/** By name, since a filter must not load the database to know them. */
const expected: ReadonlySet<string> = new Set(['DatabaseProblem', 'MigrationProblem'])
