/** `desk COMMAND`: the command line. JSON on standard output, messages on standard error, exit status 0, 1 or 2. */
import { Messages, Output } from './cli/io.ts'
import { runCommandLine } from './cli/run.ts'

process.exitCode = await runCommandLine(process.argv.slice(2), {
  input: process.stdin,
  output: new Output(process.stdout),
  messages: new Messages(process.stderr),
  env: process.env,
})
