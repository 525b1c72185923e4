/** Whom a mail was sent to beside us: they are named on the message, and get no access by it (A5, G3). */
import type { MailName } from '../../domain/mail/identity.ts'
import { mailboxAt } from '../../domain/mail/mailboxes.ts'
import type { Policy } from '../../domain/policy.ts'

/** Nobody reads more of them. */
const most = 200

export function copiesIn(
  policy: Policy,
  { to, cc }: { readonly to: readonly MailName[]; readonly cc: readonly MailName[] },
  author: string | null,
): readonly MailName[] {
  const others = [...to, ...cc].filter(({ email }) => email !== author && mailboxAt(policy, email) === null)
  return [...new Map(others.map((each) => [each.email, each])).values()].slice(0, most)
}
