/** Whether a file is taken, and what its readers are told of it (B4). */
import type { AttachmentRules, FileVerdict } from '../policy/attachments.ts'
import { endingBefore, endingOf } from './file-name.ts'
import { familyOfEnding, type FileType } from './file-type.ts'

export interface Judgement {
  readonly verdict: FileVerdict
  /** For readers, or for whoever sent what was refused; null where there is nothing to say. */
  readonly says: string | null
}

/** `name` is a cleaned one. Of several reasons the strictest counts. */
export function judgeFile(rules: AttachmentRules, name: string, found: FileType): Judgement {
  const ending = endingOf(name)
  const judgements: Judgement[] = [{ verdict: rules.families[found.family], says: kindSays(found) }]
  if (rules.risky.endings.includes(ending))
    judgements.push({ verdict: rules.risky.are, says: endingSays(name, ending) })
  const said = familyOfEnding(ending)
  // A text may be called anything.
  if (said !== null && said !== found.family && found.family !== 'text')
    judgements.push({ verdict: 'warned', says: `Its name ends in .${ending}, but it is a ${found.name}.` })
  const strictest = (['refused', 'warned'] as const).flatMap((verdict) =>
    judgements.filter((each) => each.verdict === verdict),
  )[0]
  return strictest ?? { verdict: 'accepted', says: null }
}

const kindSays = ({ name }: FileType): string => `It is a ${name}.`

function endingSays(name: string, ending: string): string {
  const pretended = familyOfEnding(endingBefore(name))
  return pretended === null || pretended === 'program'
    ? `A system may run what ends in .${ending}: open it only if you expected it.`
    : `It looks like .${endingBefore(name)}, but ends in .${ending}, which a system may run: do not open it unless you expected it.`
}
