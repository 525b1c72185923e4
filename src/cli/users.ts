/** What the commands of `desk user` share: whom they are about, and how a refusal of the services is said. */
import type { Outcome } from '../services/once.ts'
import type { Answer, Refusals } from '../services/refusals.ts'
import { everybodyView, type EverybodyView } from '../services/people/everybody.ts'
import type { App } from '../services/app.ts'
import { personByEmail, type Person } from '../storage/people.ts'
import { readArgs, type Args } from './args.ts'
import { CannotRun } from './problem.ts'

type Options = Parameters<typeof readArgs>[1]

/** Output is JSON in any case; whoever says so is not told off. */
export const readUserArgs = (args: readonly string[], options: Options = {}): Args =>
  readArgs(args, { ...options, json: { type: 'boolean' } })

/** All values of an option that may be given several times; each may name several with commas. Undefined without any. */
export function textsOf({ values }: Args, name: string): readonly string[] | undefined {
  const given = values[name]
  if (!Array.isArray(given)) return undefined
  return given.flatMap((each) => String(each).split(',')).flatMap((each) => each.trim() || [])
}

/** Whoever has the address, of the staff or a contact, whether there or gone. */
export async function somebodyAt(app: App, email: string): Promise<Person> {
  const person = await app.db.system((tx) => personByEmail(tx, email))
  if (person === null) throw new CannotRun(`Nobody has the address '${email}': 'desk user list --all' shows everybody.`)
  return person
}

/** As it is now. */
export const shownAgain = (app: App, email: string): Promise<EverybodyView> =>
  app.db.system(async (tx) => {
    const person = await personByEmail(tx, email)
    if (person === null) throw new Error(`${email} is gone.`)
    return everybodyView(app, tx, person)
  })

/** The value, or the refusal as a sentence for each wrong field, named as the option is. */
export function valueOf<Value>(answer: Answer<Value>, options: Readonly<Record<string, string>> = {}): Value {
  if (answer.ok) return answer.value
  throw new CannotRun(sentencesOf(answer.problem, options).join('\n'))
}

export function outcomeOf<Value>(
  answer: Answer<Outcome<Value>>,
  options: Readonly<Record<string, string>> = {},
): Value {
  const outcome = valueOf(answer, options)
  if (!outcome.fresh) throw new Error('Nothing is repeated on the command line.')
  return outcome.value
}

function sentencesOf({ message, errors }: Refusals, options: Readonly<Record<string, string>>): readonly string[] {
  if (errors.length === 0) return [message]
  return errors.map((each) => {
    const [field = ''] = each.field.split('.')
    return `${options[field] ?? `--${field}`}: ${each.message}`
  })
}
