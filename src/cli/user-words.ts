/** What is said of a user on the command line, as the services want it. */
import { didYouMean } from '../domain/did-you-mean.ts'
import { staffRoleIds, type StaffRoleId } from '../domain/staff-roles.ts'
import { UsageError } from './problem.ts'

export function roleOf(text: string): StaffRoleId {
  const role = staffRoleIds.find((each) => each === text)
  if (role !== undefined) return role
  const meant = didYouMean(text, staffRoleIds)
  throw new UsageError(
    `--role must be one of ${staffRoleIds.join(', ')}, not '${text}'.${meant === null ? '' : ` Did you mean '${meant}'?`}`,
  )
}

export const looksLikeAddress = (text: string): boolean => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text) && text.length <= 320
