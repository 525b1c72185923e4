/** Who is whom at the provider of single sign-on (0050), and who was turned away. */
import type { Id, Instant, PersonId } from '../domain/kernel.ts'
import type { Statement, Tx } from './tx.ts'

export type SingleSignOnLinkId = Id<'single-sign-on-link'>

/** An account of a provider: its subject stays what it is, its address may change. */
export interface Account {
  readonly issuer: string
  readonly subject: string
  readonly email: string
}

export interface SingleSignOnLink {
  readonly id: SingleSignOnLinkId
  readonly person: PersonId
  readonly issuer: string
  /** By which they were found when they were linked. */
  readonly email: string
  readonly linkedAt: Instant
}

const columns = 'id, person_id as person, issuer, email, linked_at as "linkedAt"'

const statements = {
  find: {
    name: 'single_sign_on_find',
    text: `select ${columns} from single_sign_on_links where issuer = $1 and subject = $2`,
  },
  // Of two at once the second waits for the first, and adds nothing.
  add: {
    name: 'single_sign_on_add',
    text: `insert into single_sign_on_links (id, person_id, issuer, subject, email, linked_at) values ($1, $2, $3, $4, $5, $6)
      on conflict do nothing`,
  },
  of: {
    name: 'single_sign_on_of',
    text: `select ${columns} from single_sign_on_links where person_id = any ($1::uuid[]) order by linked_at desc, id`,
  },
  remove: {
    name: 'single_sign_on_remove',
    text: 'delete from single_sign_on_links where person_id = $1 returning id',
  },
  refuse: {
    name: 'single_sign_on_refuse',
    text: `insert into single_sign_on_refusals (id, issuer, subject, email, why, person_id, on_date)
      values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing`,
  },
  byCommand: {
    name: 'password_link_by_command_used',
    text: `select exists (select from password_links where person_id = $1 and made_by is null and used_at > $2) as used`,
  },
} as const satisfies Record<string, Statement>

/** Whose account it is; null while it is nobody's. */
export const singleSignOnLink = async (
  tx: Tx,
  { issuer, subject }: Pick<Account, 'issuer' | 'subject'>,
): Promise<SingleSignOnLink | null> => (await tx.call<SingleSignOnLink>(statements.find, [issuer, subject]))[0] ?? null

/** Nothing where the account, or the person at this provider, is linked already. */
export async function addSingleSignOnLink(
  tx: Tx,
  { issuer, subject, email }: Account,
  { id, person, at }: { readonly id: SingleSignOnLinkId; readonly person: PersonId; readonly at: Instant },
): Promise<void> {
  await tx.call(statements.add, [id, person, issuer, subject, email, at])
}

/** Of those whose access the actor keeps; the latest of each, which is the only one but where the provider was changed. */
export async function singleSignOnLinksOf(
  tx: Tx,
  persons: readonly PersonId[],
): Promise<ReadonlyMap<PersonId, SingleSignOnLink>> {
  const found = new Map<PersonId, SingleSignOnLink>()
  for (const link of await tx.call<SingleSignOnLink>(statements.of, [persons]))
    if (!found.has(link.person)) found.set(link.person, link)
  return found
}

/** Of whatever provider; how many it were. */
export const removeSingleSignOnLinks = async (tx: Tx, person: PersonId): Promise<number> =>
  (await tx.call(statements.remove, [person])).length

export interface SingleSignOnRefusal extends Account {
  readonly id: Id<'single-sign-on-refusal'>
  readonly why: string
  readonly person: PersonId | null
  /** ISO. */
  readonly on: string
}

/** Once a day for each reason. */
export async function insertSingleSignOnRefusal(tx: Tx, refusal: SingleSignOnRefusal): Promise<void> {
  const { id, issuer, subject, email, why, person, on } = refusal
  await tx.call(statements.refuse, [id, issuer, subject, email, why, person, on])
}

/** Whether the person used a link to set a password after that time which the command line had made. */
export async function usedLinkOfCommandLine(tx: Tx, person: PersonId, after: Instant): Promise<boolean> {
  const [row] = await tx.call<{ used: boolean }>(statements.byCommand, [person, after])
  return row?.used ?? false
}
