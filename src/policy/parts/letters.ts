/** letters.yaml: what the product writes to people, in the vendor's words. */
import {
  frameWords,
  letterTemplates,
  letterWords,
  wordsIn,
  type LetterFrame,
  type LetterTemplate,
  type LetterText,
} from '../../domain/letter.ts'
import { object, text, type Decode, type Fields } from '../decode.ts'
import { didYouMean } from '../../domain/did-you-mean.ts'

/** A text whose words in braces are known there. */
const naming =
  (known: readonly string[]): Decode<string> =>
  (spot) => {
    const said = text(spot)
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

const template = (which: LetterTemplate): Decode<string> => naming(letterWords(which))

const fields = letterTemplates.map(
  (which) => [which, object<LetterText>({ subject: template(which), text: template(which) })] as const,
)

type Letters = Readonly<Record<LetterTemplate, LetterText>> & { readonly frame: LetterFrame }

const frame = object<LetterFrame>({
  open: naming(frameWords.open),
  supply: naming(frameWords.supply),
  reply: naming(frameWords.reply),
  automatic: naming(frameWords.automatic),
  decline: naming(frameWords.decline),
  files: naming(frameWords.files),
})

export const letters: Decode<Letters> = object<Letters>({
  ...Object.fromEntries(fields),
  frame,
} as unknown as Fields<Letters>)
