/** The product board as it is read (B6): ideas in public words, one's own votes and tickets, and counts of everybody's. */
import { ideaStatusMeaning, ideaStatusWords, type IdeaStatus } from '../../domain/idea.ts'
import type { PersonId } from '../../domain/kernel.ts'
import type { Policy } from '../../domain/policy.ts'
import type { Tx } from '../../storage/database.ts'
import {
  historyOfIdea,
  listIdeas as list,
  readIdea,
  type IdeaChangeRow,
  type IdeaFilter,
  type IdeaId,
  type IdeaRow,
} from '../../storage/ideas.ts'
import { setIdeaLetters, takesIdeaLetters, ticketsOfIdea, votersOf } from '../../storage/idea-votes.ts'
import type { Page, PageRequest } from '../../storage/page.ts'
import { isStaff, type Actor, type App } from '../app.ts'
import type { Acted } from '../tickets/carry-out.ts'
import { utc } from '../instants.ts'
import { once, type Once } from '../once.ts'
import { no, notAllowed, notFound, type Answer } from '../refusals.ts'

export const ideaListed = (policy: Policy, row: IdeaRow) => ({
  id: row.id as string,
  number: row.number,
  title: row.title,
  description: row.description,
  product: row.product,
  productName: policy.products.find(({ id }) => id === row.product)?.name ?? row.product,
  status: row.status,
  statusWords: ideaStatusWords[row.status] as string,
  /** What the status says to whoever waits. */
  statusMeans: ideaStatusMeaning[row.status] as string,
  reason: row.reason,
  statusAt: utc(row.statusAt),
  votes: row.votes,
  /** Of so many partners. */
  partners: row.partners,
  tickets: row.tickets,
  voted: row.voted,
  mergedInto: row.mergedInto as string | null,
  createdAt: utc(row.createdAt),
})

export type IdeaListView = ReturnType<typeof ideaListed>
export type IdeaView = Awaited<ReturnType<typeof ideaIn>>

/** Those of most votes, or the newest, first. */
export async function listIdeas(
  app: App,
  actor: Actor,
  query: IdeaFilter & PageRequest,
): Promise<Answer<Page<IdeaListView>>> {
  const found = await app.db.transaction(actor, (tx) => list(tx, query))
  if (!found.ok) return no(found.problem)
  const policy = app.policies.current()
  return { ok: true, value: { ...found.value, items: found.value.items.map((row) => ideaListed(policy, row)) } }
}

/** One that was merged says into which. */
export const getIdea = (app: App, actor: Actor, id: IdeaId): Promise<Answer<IdeaView>> =>
  app.db.transaction(actor, async (tx) => {
    const row = await readIdea(tx, id)
    return row === null ? notFound('idea') : { ok: true, value: await ideaIn(app, tx, row) }
  })

/** With its history, the tickets that the reader may see, and, for staff, whose partners' contacts voted. */
export async function ideaIn(app: App, tx: Tx, row: IdeaRow) {
  const staff = isStaff(tx.actor)
  const voters = staff ? await votersOf(tx, row.id) : []
  const tickets = await ticketsOfIdea(tx, row.id)
  return {
    ...ideaListed(app.policies.current(), row),
    ownTickets: tickets.map(({ id, ...rest }) => ({ id: id as string, ...rest })),
    voters: voters.map(({ id, name, contacts }) => ({ partner: id as string, name, contacts })),
    history: (await historyOfIdea(tx, row.id)).map((change) => changeView(change, staff)),
  }
}

const changeView = ({ at, by, what, was, became, reason }: IdeaChangeRow, staff: boolean) => ({
  at: utc(at),
  /** Partners read that the vendor did it. */
  by: staff ? by : null,
  what,
  words: sayChange(what, was, became),
  reason,
})

const statusName = (status: string | null): string => ideaStatusWords[status as IdeaStatus] ?? status ?? ''

function sayChange(what: IdeaChangeRow['what'], was: string | null, became: string | null): string {
  switch (what) {
    case 'added':
      return 'Put on the board.'
    case 'status':
      return `${statusName(became)}; before: ${statusName(was).toLowerCase()}.`
    case 'words':
      return was === became ? 'Described anew.' : `Renamed; before: ${was ?? ''}.`
    case 'merged':
      return became === null ? `${was ?? ''} was the same, and is part of this one now.` : `The same as ${became}.`
    case 'attached':
      return `${became ?? ''} asks for it.`
    case 'detached':
      return `${was ?? ''} does not ask for it any more.`
  }
}

export interface IdeaLetters {
  /** Whether the caller is written to when the status of an idea changes that it voted for or asked for. */
  readonly wanted: boolean
}

const partnersOnly = notAllowed('Ideas are voted for, and followed, by contacts of partners.')

export const ideaLetters = (app: App, actor: Actor): Promise<Answer<IdeaLetters>> =>
  app.db.transaction(actor, async (tx) =>
    actor.kind === 'partner'
      ? { ok: true, value: { wanted: await takesIdeaLetters(tx, actor.person as PersonId) } }
      : partnersOnly,
  )

export const changeIdeaLetters = (
  app: App,
  actor: Actor,
  { wanted }: IdeaLetters,
  asked: Once | null,
): Acted<IdeaLetters> =>
  once(app, actor, asked, 200, async (tx) => {
    if (actor.kind !== 'partner') return partnersOnly
    await setIdeaLetters(tx, actor, wanted)
    return { ok: true, value: { wanted } }
  })
