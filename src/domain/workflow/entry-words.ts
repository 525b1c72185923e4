/** A line of a run's log in one sentence, as the ticket's history shows it. Names of people are the reader's to add. */
import type { Policy } from '../policy.ts'
import { workflowRules } from './rules.ts'
import type { WorkflowFact } from './run.ts'

/** `policy` is the ticket's; a run that was started under a later one is told by its ids where that has other words. */
export function entryInWords(policy: Policy, { workflow, entry }: WorkflowFact): string {
  const rules = workflowRules(policy, workflow)
  const state = (id: string): string => rules?.states.find((row) => row.id === id)?.name ?? id
  const from = rules?.states.find((row) => row.id === entry.from)
  const name = rules?.name ?? workflow
  const to = state(entry.to)
  const note = entry.note === null ? '' : ` ${sentence(entry.note)}`
  const done = entry.effects.map(({ said }) => ` ${sentence(said)}`).join('')
  switch (entry.kind) {
    case 'started':
      return `${name} begun: ${sentence(to)}${note}${done}`
    case 'step': {
      const called = from?.steps.find((row) => row.id === entry.id)?.name ?? entry.id ?? ''
      const who = entry.by.as === 'customer' ? `The customer (${entry.by.email ?? entry.by.name}): ` : ''
      return `${who}${called}. Now: ${sentence(to)}${note}${done}`
    }
    case 'deadline': {
      const called = from?.deadlines.find((row) => row.id === entry.id)?.name ?? entry.id ?? ''
      return entry.from === entry.to
        ? `${sentence(called)}${note}${done}`
        : `${called}. Now: ${sentence(to)}${note}${done}`
    }
    case 'delivered':
      return `The notice has arrived: its time runs from here.${note}`
    case 'undelivered':
      return `The notice did not arrive, so no silence counts. Now: ${sentence(to)}${note}`
    case 'other-ended':
      return `What it waited for is over. Now: ${sentence(to)}${done}`
    case 'trouble':
      return `What was due could not be done: a person must look.${note}`
    case 'mailed':
      return `The customer (${entry.by.email ?? entry.by.name}) wrote, and nothing was decided by it. ${sentence(entry.mail?.because ?? '')}${note}`
    case 'retried':
      return 'What was due is tried again.'
  }
}

const sentence = (words: string): string => words.trim().replace(/[.]?$/, '.')
