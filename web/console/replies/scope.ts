/** Whose a saved reply is, and what it is for. */
import type { SavedReplyView } from '../../../src/http/wire-guide.ts'
import type { PolicyView } from '../../shared/views.ts'

export function sayScope(
  policy: PolicyView | undefined,
  reply: Pick<SavedReplyView, 'desk' | 'category' | 'personal'>,
): string {
  const desk = policy?.desks.find(({ id }) => id === reply.desk)?.name ?? reply.desk
  const category = policy?.categories.find(({ id }) => id === reply.category)?.name ?? reply.category
  return [reply.personal ? 'only mine' : 'shared', category ?? desk ?? 'any desk'].join(' · ')
}
