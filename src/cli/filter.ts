/** A filter: JSON Lines in, JSON Lines out, one for each and in their order. */
import type { Refusal } from '../domain/kernel.ts'
import { linesOf, type Line } from './lines.ts'
import type { ExitStatus, Io } from './io.ts'

/** One line's answer; where it cannot be understood, `error` says what is wrong with which field. */
export type LineAnswer = object | { readonly error: LineError }
export interface LineError {
  readonly field: string
  readonly message: string
}

/** Output is written when so much is waiting, and when all that has come in is answered. */
const enough = 65_536

/**
 * Answers each line of standard input. A line that is not JSON, or that `answer` finds wrong, gets its error in its place
 * and the status 1 in the end; a blank line is such a line, so that line N of the output always answers line N of the input.
 */
export async function filter(
  { input, output, messages }: Io,
  answer: (line: unknown) => LineAnswer,
): Promise<ExitStatus> {
  let status: ExitStatus = 0
  const answerLine = (line: Line): LineAnswer => {
    const asked = readLine(line)
    if ('error' in asked) return asked
    try {
      return answer(asked.value)
    } catch (thrown) {
      // Our own mistake: it costs this line, never those after it.
      messages.say(thrown instanceof Error && thrown.stack !== undefined ? thrown.stack : String(thrown))
      return wrongLine('This line could not be answered; what went wrong is on standard error.')
    }
  }
  for await (const lines of linesOf(input)) {
    let waiting = ''
    for (const line of lines) {
      const answered = answerLine(line)
      if ('error' in answered) status = 1
      waiting += `${JSON.stringify(answered)}\n`
      if (waiting.length < enough) continue
      if (!(await output.write(waiting))) return status
      waiting = ''
    }
    if (waiting !== '' && !(await output.write(waiting))) return status
  }
  return status
}

/** What the core refuses, as a line's error; where it names no field it means the line as a whole. */
export const refusedLine = ({ field = '', message }: Refusal): { readonly error: LineError } => ({
  error: { field: field === '' ? 'line' : cut(field), message: cut(message) },
})

/** A sentence may quote what was given, and that may be ten megabytes. */
const cut = (text: string): string => (text.length <= 500 ? text : `${text.slice(0, 500)}…`)

const wrongLine = (message: string) => ({ error: { field: 'line', message } })

function readLine(line: Line): { readonly value: unknown } | { readonly error: LineError } {
  if (line === null) return wrongLine('This line is not UTF-8: write JSON in UTF-8.')
  if (line.trim() === '') return wrongLine('This line is blank: write one JSON object a line.')
  if (isDeep(line))
    return wrongLine(`This line is nested more than ${deepest} deep: write one plain JSON object a line.`)
  try {
    return { value: JSON.parse(line) as unknown }
  } catch (thrown) {
    const why = thrown instanceof Error ? thrown.message : String(thrown)
    return wrongLine(`This line is not JSON (${why}): write one JSON object a line.`)
  }
}

/** No question is nested deeper; what is would take a program minutes to look through that knows no end to it. */
const deepest = 1_000

function isDeep(line: string): boolean {
  if (line.length <= deepest) return false
  let depth = 0
  let inText = false
  for (let at = 0; at < line.length; at += 1) {
    const letter = line[at]
    if (letter === '"') inText = !inText
    else if (letter === '\\' && inText) at += 1
    else if (inText) continue
    else if (letter === '[' || letter === '{') depth += 1
    else if (letter === ']' || letter === '}') depth -= 1
    if (depth > deepest) return true
  }
  return false
}
