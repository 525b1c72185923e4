/** A message's text as paragraphs, code and links: the same here and in letters. */
export { blocksOf, type Block, type Part } from '../../../src/domain/rich-text.ts'

/** Words in a text, for the counter of B2. */
export const wordCount = (text: string): number => text.trim().split(/\s+/).filter(Boolean).length
