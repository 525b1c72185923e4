/**
 * While a partner writes a request it is offered what may answer it (B10, E11): articles of the guide, those that belong to
 * what was chosen first, and its own earlier tickets. What was offered, opened and taken is noted once for each draft.
 */
import type { ArticleId } from '../../domain/guide/article.ts'
import { termsOf, ticketTermsOf } from '../../domain/guide/terms.ts'
import type { TicketId } from '../../domain/kernel.ts'
import { findNamed } from '../../domain/named.ts'
import type { Policy } from '../../domain/policy.ts'
import { fittingArticles, type FittingArticle } from '../../storage/article-search.ts'
import { articleById, articleVersion } from '../../storage/articles.ts'
import type { Tx } from '../../storage/database.ts'
import {
  draftSentAs,
  earlierTickets,
  listDeflections,
  noteOffers,
  noteOpened,
  noteSent,
  noteTaken,
  subjectOf,
  type EarlierTicket,
  type Suggested,
} from '../../storage/suggestions.ts'
import type { PageRequest } from '../../storage/page.ts'
import type { Actor, App } from '../app.ts'
import { utc, utcOrNull } from '../instants.ts'
import { once, type Once } from '../once.ts'
import { no, notAllowed, notFound, wrongFields, type Answer, type Refusals } from '../refusals.ts'
import { excerptOf } from './article-view.ts'

export interface BeingWritten {
  readonly type?: string | undefined
  readonly category?: string | undefined
  readonly subType?: string | undefined
  readonly product?: string | undefined
  readonly subject?: string | undefined
  readonly description?: string | undefined
  /** Names the draft: what is offered is noted for it. */
  readonly draft?: string | undefined
}

export type SuggestionView = ReturnType<typeof articleSuggested> | ReturnType<typeof ticketSuggested>

const mostArticles = 4
const mostTickets = 3
/** Of what was typed, as much as is kept. */
const mostTyped = 2_000

export function suggest(app: App, actor: Actor, writing: BeingWritten) {
  return app.db.transaction(actor, async (tx) => {
    const policy = app.policies.current()
    const typed = `${writing.subject ?? ''} ${writing.description ?? ''}`
    const terms = termsOf(typed)
    const chosen = chosenIn(policy, writing)
    const articles = await fittingArticles(tx, { ...chosen, terms }, mostArticles)
    const tickets = await earlierTickets(tx, ticketTermsOf(typed), mostTickets)
    const items: SuggestionView[] = [
      ...articles.map((found) => articleSuggested(policy, chosen, found)),
      ...tickets.map(ticketSuggested),
    ]
    const { draft } = writing
    if (draft !== undefined && actor.kind === 'partner')
      await noteOffers(
        tx,
        items.map(({ kind, id, title }) => ({
          id: app.newId<'suggestion'>(),
          partner: actor.partner,
          contact: actor.person,
          draft,
          suggested: suggestedOf(kind, id),
          title,
          typed: typedOf(writing),
          at: app.now(),
        })),
      )
    return { items }
  })
}

interface Chosen {
  readonly category: string | null
  readonly subType: string | null
  readonly product: string | null
}

/**
 * What was chosen in so many words. The category that a type of request begins in counts where the desk is not a technical
 * one: there the form asks for the product instead, and what it is about is found in the words.
 */
function chosenIn(policy: Policy, { type, category, subType, product }: BeingWritten): Chosen {
  const given = category === undefined ? undefined : findNamed(policy.categories, category)
  const asked = type === undefined ? undefined : findNamed(policy.requestTypes, type)
  const covers = policy.desks.find(({ id }) => id === asked?.desk)?.covers
  const meant = given?.id ?? (covers === 'non-technical' ? asked?.category : undefined) ?? null
  const parts = policy.categories.find(({ id }) => id === meant)?.subTypes ?? []
  return {
    category: meant,
    subType: (subType === undefined ? undefined : findNamed(parts, subType))?.id ?? null,
    product: (product === undefined ? undefined : findNamed(policy.products, product))?.id ?? null,
  }
}

const suggestedOf = (kind: 'article' | 'ticket', id: string): Suggested =>
  kind === 'article' ? { kind, id: id as ArticleId } : { kind, id: id as TicketId }

const typedOf = ({ subject = '', description = '' }: Pick<BeingWritten, 'subject' | 'description'>): string =>
  `${subject}\n${description}`.trim().slice(0, mostTyped).toWellFormed()

function articleSuggested(policy: Policy, chosen: Chosen, { article, version, excerpt, tie }: FittingArticle) {
  const category = policy.categories.find(({ id }) => id === chosen.category)
  const part = category?.subTypes.find(({ id }) => id === chosen.subType)
  return {
    kind: 'article' as const,
    id: article.id as string,
    slug: article.slug,
    title: version.title,
    summary: version.summary,
    excerpt: excerpt === null ? null : excerptOf(excerpt),
    because:
      tie === 2
        ? `The guide for ${part?.name ?? category?.name ?? 'this'}.`
        : tie === 1
          ? `The guide for ${category?.name ?? 'this'}.`
          : 'It has words of what you write.',
  }
}

const ticketSuggested = ({ id, number, subject, status, receivedAt, solvedAt }: EarlierTicket) => ({
  kind: 'ticket' as const,
  id: id as string,
  number,
  title: subject,
  status,
  receivedAt: utc(receivedAt),
  solvedAt: utcOrNull(solvedAt),
  because: 'You have asked something like it before.',
})

export interface WhatBecame {
  readonly draft: string
  readonly outcome: 'opened' | 'solved' | 'sent'
  readonly article?: string | undefined
  /** The earlier ticket that was opened or solved it; with 'sent', the ticket that the draft became. */
  readonly ticket?: string | undefined
  readonly typed?: string | undefined
}

const onlyContacts = notAllowed('What was offered is noted for contacts of partners, who write for themselves.')

/**
 * What became of a draft: one of the suggestions was opened, or solved it, or the draft was sent all the same. A draft is
 * deflected while it ended with 'solved' and was not sent.
 */
export function noteOutcome(app: App, actor: Actor, given: WhatBecame, asked: Once | null) {
  return once(
    app,
    actor,
    asked,
    201,
    async (tx): Promise<Answer<{ draft: string; outcome: string; deflected: boolean }>> => {
      if (actor.kind !== 'partner') return onlyContacts
      const mistakes = mistakesIn(given)
      if (mistakes.length > 0) return wrongFields(mistakes)
      const { draft, outcome } = given
      const at = app.now()
      if (outcome === 'sent') {
        const ticket = given.ticket as TicketId
        if ((await subjectOf(tx, ticket)) === null) return notFound('ticket')
        await noteSent(tx, actor.person, draft, ticket, at)
        return { ok: true, value: { draft, outcome, deflected: false } }
      }
      const suggested =
        given.article === undefined ? suggestedOf('ticket', given.ticket ?? '') : suggestedOf('article', given.article)
      const title = await titleOf(tx, suggested)
      if (title === null) return notFound(suggested.kind)
      if (outcome === 'solved' && (await draftSentAs(tx, actor.person, draft)) !== null)
        return no({
          code: 'invalid-state',
          message: 'This request was sent: its ticket goes on, and can be solved there.',
        })
      const typed = (given.typed ?? '').slice(0, mostTyped).toWellFormed()
      const noted = { partner: actor.partner, contact: actor.person, draft, suggested, title, typed, at }
      await noteOffers(tx, [{ ...noted, id: app.newId<'suggestion'>() }])
      await (outcome === 'solved' ? noteTaken : noteOpened)(tx, noted)
      return { ok: true, value: { draft, outcome, deflected: outcome === 'solved' } }
    },
  )
}

function mistakesIn({ outcome, article, ticket }: WhatBecame): Refusals['errors'] {
  if (outcome === 'sent')
    return [
      ...(ticket === undefined ? [{ field: 'ticket', message: 'Give the ticket that the request became.' }] : []),
      ...(article === undefined
        ? []
        : [{ field: 'article', message: 'What was sent became a ticket: leave this out.' }]),
    ]
  return (article === undefined) === (ticket === undefined)
    ? [{ field: 'article', message: 'Give the article or the ticket that it was, one of them.' }]
    : []
}

async function titleOf(tx: Tx, suggested: Suggested): Promise<string | null> {
  if (suggested.kind === 'ticket') return subjectOf(tx, suggested.id)
  const article = await articleById(tx, suggested.id)
  if (article?.publishedVersion == null) return null
  return (await articleVersion(tx, article.id, article.publishedVersion))?.title ?? null
}

/** Requests that were not sent, since something that was offered solved them; the latest first. */
export function deflections(app: App, actor: Actor, page: PageRequest) {
  return app.db.transaction(actor, async (tx) => {
    const found = await listDeflections(tx, page)
    if (!found.ok) return no(found.problem)
    const items = found.value.items.map(({ id, suggested, at, partner, contact, title, typed }) => ({
      id: id as string,
      solvedBy: { kind: suggested.kind, id: suggested.id as string, title },
      partner: { id: partner.id as string, name: partner.name },
      contact: { id: contact.id as string, name: contact.name },
      typed,
      at: utc(at),
    }))
    return { ok: true as const, value: { items, nextCursor: found.value.nextCursor } }
  })
}
