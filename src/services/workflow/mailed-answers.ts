/**
 * A customer answers by mail what it was asked (E1, E5): a clear yes or no takes the step that the link would, and uses the link up;
 * of both at once one counts. Whatever else it says is put into the run for a person to read, and decides nothing.
 */
import { answerIn } from '../../domain/mail/answer.ts'
import type { AnswerVerdict, Because } from '../../domain/mail/verdict.ts'
import type { StepRules } from '../../domain/policy/workflows.ts'
import { noteMailed, stateRules } from '../../domain/workflow/engine.ts'
import type { FieldValues, Run } from '../../domain/workflow/run.ts'
import type { Tx } from '../../storage/database.ts'
import type { TakenMail } from '../../storage/mails-in.ts'
import { linksOf, markAnswered } from '../../storage/public-links.ts'
import type { App } from '../app.ts'
import type { Incoming } from '../mail-in/incoming.ts'
import { wordsOf } from '../mail-in/let-in.ts'
import type { Answer } from '../refusals.ts'
import { around, carry, tryIn, withRun, type Carrying } from './carry.ts'
import { standing } from './confirmations.ts'
import { takeStep } from './runs.ts'

/** As long as a text that is given in a form. */
const longestWords = 5_000

/** What became of it, for the log of the mail. In the transaction that settles the mail. */
export async function answerByMail(
  app: App,
  tx: Tx,
  mail: TakenMail,
  incoming: Incoming,
  { asked, author }: AnswerVerdict,
): Promise<Because> {
  const words = wordsOf(incoming).slice(0, longestWords)
  const done = await withRun<Because>(app, tx, asked.ticket, asked.run, async (carrying, run) => {
    const said = answerIn(carrying.policy.mail.answers ?? [], incoming.reply, author.name)
    const open = await openQuestion(carrying, run, asked)
    const step = said === 'unclear' ? null : stepFor(carrying, run, said)
    const because = open ?? (step === null ? 'It is no clear yes or no: read it, and take the step yourself.' : null)
    if (because === null && step !== null) {
      const taken = await tryIn(tx, () =>
        takeStep(carrying, run, {
          step: step.id,
          fields: given(carrying, author.email, asked.address, words),
          by: { roles: ['customer'], name: author.email, email: author.email },
          note: `By a mail of ${author.email} that is proved to be its own`,
          mail: mail.id,
        }),
      )
      if (taken.ok) {
        await markAnswered(tx, run.id, run.visit, carrying.at, step.id)
        return told(`It says ${said}: '${step.name}' was taken, and the link is used up.`)
      }
      return noted(carrying, run, { mail, email: author.email, words }, `It says ${said}. ${taken.problem.message}`)
    }
    return noted(carrying, run, { mail, email: author.email, words }, because ?? '')
  })
  if (done === null) throw new Error(`There is no run ${asked.run}.`)
  if (!done.ok) throw new Error(done.problem.message)
  return done.value
}

const told = (words: string): Answer<Because> => ({ ok: true, value: { rule: 'E1', words } })

async function noted(
  carrying: Carrying,
  run: Run,
  { mail, email, words }: { readonly mail: TakenMail; readonly email: string; readonly words: string },
  because: string,
): Promise<Answer<Because>> {
  const mailed = { email, words, at: carrying.at, mail: mail.id, because }
  const done = await carry(carrying, noteMailed(run, await around(carrying, run), mailed))
  return done.ok ? told(`Nothing was decided by it. ${because}`) : done
}

/** Why the question that the mail answers cannot be answered any more; null where it can. */
async function openQuestion(carrying: Carrying, run: Run, asked: AnswerVerdict['asked']): Promise<string | null> {
  if (asked.visit === null) return 'It does not say which of several letters it answers.'
  const links = await linksOf(carrying.tx, asked.ticket, asked.address)
  const link = links.find((each) => each.run === run.id && each.visit === asked.visit)
  const state = link === undefined ? 'superseded' : await standing(carrying, run, link)
  switch (state) {
    case 'open':
      return null
    case 'answered':
      return 'The same was answered before, and one answer counts.'
    case 'expired':
      return 'It came too late.'
    default:
      return 'What it answers has been settled or has changed since.'
  }
}

/** The step that such an answer takes; null where there is none, or it asks for what a mail does not say. */
function stepFor({ rules }: Carrying, run: Run, said: 'yes' | 'no'): StepRules | null {
  const step = stateRules(rules, run.state).steps.find(({ reply }) => reply === said)
  return step === undefined || step.fields.some(({ optional, id }) => !optional && id !== rules.replies?.wordsIn)
    ? null
    : step
}

/** What the mail says in the workflow's own fields: the words, and who wrote them where that is not who was asked. */
function given({ rules }: Carrying, email: string, asked: string, words: string): FieldValues {
  const wordsIn = rules.replies?.wordsIn
  return {
    ...(wordsIn === undefined ? {} : { [wordsIn]: words }),
    ...(email === asked || rules.customerAddress === undefined ? {} : { [rules.customerAddress]: email }),
  }
}
