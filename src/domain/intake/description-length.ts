import type { IntakeRule } from './request.ts'

const wordsIn = (text: string): number => text.split(/\s+/u).filter((word) => word !== '').length

/** B2: about so many words are guidance, never a rejection: only a description of a few words is remarked on. */
export const descriptionLength: IntakeRule = {
  id: 'B2/description',
  findings({ description }, { intake }) {
    const words = wordsIn(description)
    // A third of what is asked for still tells a story; less rarely does.
    if (words * 3 >= intake.descriptionWords) return []
    const message = `The description has ${words} ${words === 1 ? 'word' : 'words'}; about ${intake.descriptionWords} help us to understand it at once.`
    return [{ verdict: 'note', field: 'description', message, rule: 'B2' }]
  },
}
