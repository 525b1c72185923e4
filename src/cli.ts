/** `desk COMMAND`: the command line. JSON on standard output, messages on standard error, exit status 0, 1 or 2. */
import { enableCompileCache } from 'node:module'

// What Node makes of the sources is kept for the next command.
enableCompileCache()
const { Messages, Output } = await import('./cli/io.ts')
const { runCommandLine } = await import('./cli/run.ts')

process.exitCode = await runCommandLine(process.argv.slice(2), {
  input: process.stdin,
  output: new Output(process.stdout),
  messages: new Messages(process.stderr),
  env: process.env,
})
