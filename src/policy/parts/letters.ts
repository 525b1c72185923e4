/** letters.yaml: what the product writes to people, in the vendor's words. */
import { letterTemplates, letterWords, wordsIn, type LetterTemplate, type LetterText } from '../../domain/letter.ts'
import { object, text, type Decode, type Fields } from '../decode.ts'
import { didYouMean } from '../../domain/did-you-mean.ts'

/** A text whose words in braces this letter knows. */
const template =
  (which: LetterTemplate): Decode<string> =>
  (spot) => {
    const said = text(spot)
    const known = letterWords(which)
    for (const word of wordsIn(said ?? '')) {
      if (known.includes(word)) continue
      const near = didYouMean(word, known)
      spot.report(
        `only ${known.map((each) => `{${each}}`).join(', ')}`,
        `{${word}}${near === null ? '' : ` for {${near}}`}`,
      )
    }
    return said
  }

const fields = letterTemplates.map(
  (which) => [which, object<LetterText>({ subject: template(which), text: template(which) })] as const,
)

type Letters = Readonly<Record<LetterTemplate, LetterText>>

export const letters: Decode<Letters> = object<Letters>(Object.fromEntries(fields) as unknown as Fields<Letters>)
