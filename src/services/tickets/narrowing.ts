/** What a list is to be narrowed by, as it stands in an address and in saved views; and the filter that it makes (decision 35). */
import type { CustomerId, PartnerId, PersonId } from '../../domain/kernel.ts'
import type { CategoryId, DeskId, Kind, Policy, Severity, TierId } from '../../domain/policy.ts'
import { placesOf } from '../../domain/region.ts'
import { didYouMean } from '../../domain/did-you-mean.ts'
import { tagName } from '../../domain/tag.ts'
import type { Channel, Status } from '../../domain/ticket/ticket.ts'
import type { Turn } from '../../domain/ticket/turn.ts'
import type { TicketFilter } from '../../storage/ticket-filter.ts'
import type { Actor, App } from '../app.ts'
import { wrongFields, type Answer } from '../refusals.ts'

/** Names and values as `GET /tickets` takes them: several values of one with commas between them. */
export interface TicketQuestion {
  readonly status?: string | undefined
  readonly desk?: string | undefined
  readonly severity?: string | undefined
  readonly partner?: string | undefined
  readonly customer?: string | undefined
  readonly keyAccount?: 'true' | 'false' | undefined
  readonly assignee?: string | undefined
  readonly kind?: string | undefined
  readonly category?: string | undefined
  readonly product?: string | undefined
  readonly tier?: string | undefined
  readonly region?: string | undefined
  readonly channel?: string | undefined
  readonly tag?: string | undefined
  readonly escalated?: 'true' | 'false' | undefined
  readonly turn?: string | undefined
  readonly unansweredHours?: string | undefined
  readonly q?: string | undefined
}

/** 'a, b' is a and b. */
export const partsOf = (text: string): readonly string[] => [...new Set(text.split(',').map((part) => part.trim()))]

interface Named {
  readonly id: string
  readonly name: string
}

/** What of the question the policy in force knows nothing of: every such value, by the name of its field. */
export function questionMistakes(policy: Policy, question: Partial<TicketQuestion>) {
  const known: Readonly<Record<string, readonly Named[]>> = {
    category: policy.categories,
    product: policy.products,
    tier: policy.tiers,
    region: policy.regions,
  }
  return Object.entries(known).flatMap(([field, rows]) => {
    const given = question[field as keyof TicketQuestion]
    const unknown = given === undefined ? [] : partsOf(given).filter((part) => !rows.some(({ id }) => id === part))
    return unknown.length === 0 ? [] : [{ field, message: sayUnknown(unknown, rows) }]
  })
}

function sayUnknown(unknown: readonly string[], rows: readonly Named[]): string {
  const ids = rows.map(({ id }) => id)
  const meant = didYouMean(unknown[0] ?? '', ids)
  const named = unknown.map((each) => `'${each}'`).join(', ')
  return `The policy has no ${named}: ${meant === null ? `use one of ${ids.join(', ')}.` : `did you mean '${meant}'?`}`
}

/** The filter, for whoever asks at this moment; refused with each value that nothing is known by. */
export function narrowedBy(app: App, actor: Actor, question: TicketQuestion): Answer<Omit<TicketFilter, 'view'>> {
  const policy = app.policies.current()
  const mistakes = [
    ...questionMistakes(policy, question),
    ...(actor.kind === 'partner' && question.tag !== undefined ? [staffsTags] : []),
  ]
  if (mistakes.length > 0) return wrongFields(mistakes)
  const { unansweredHours, q } = question
  const several = <Value extends string>(text: string | undefined) =>
    text === undefined ? undefined : (partsOf(text) as readonly Value[])
  return {
    ok: true,
    value: {
      status: several<Status>(question.status),
      desk: several<DeskId>(question.desk),
      severity: several(question.severity)?.map((level) => Number(level) as Severity),
      partner: question.partner as PartnerId | undefined,
      customer: question.customer as CustomerId | undefined,
      keyAccount: yesOrNo(question.keyAccount),
      assignee: several(question.assignee)?.map((who) => assigneeOf(actor, who)),
      kind: several<Kind>(question.kind),
      category: several<CategoryId>(question.category),
      // A ticket names its product by id or by name, as its form did.
      product: several(question.product)?.flatMap((id) => [id, nameOf(policy.products, id)]),
      tier: several<TierId>(question.tier),
      places: question.region === undefined ? undefined : placesOf(policy, partsOf(question.region)),
      channel: several<Channel>(question.channel),
      tag: question.tag === undefined ? undefined : partsOf(question.tag).map(tagName),
      escalated: yesOrNo(question.escalated),
      turn: several<Turn>(question.turn),
      unansweredSince:
        unansweredHours === undefined ? undefined : app.now().subtract({ hours: Number(unansweredHours) }),
      q,
    },
  }
}

const staffsTags = { field: 'tag', message: 'Tags are the vendor’s own: leave it out.' }

const yesOrNo = (text: 'true' | 'false' | undefined): boolean | undefined =>
  text === undefined ? text : text === 'true'

const nameOf = (rows: readonly Named[], wanted: string): string => rows.find(({ id }) => id === wanted)?.name ?? wanted

/** 'me' is whoever asks; of a program, nobody that any ticket could be with. */
function assigneeOf(actor: Actor, who: string): PersonId | null {
  if (who === 'nobody') return null
  return (who === 'me' ? (actor.kind === 'system' ? noOne : actor.person) : who.toLowerCase()) as PersonId
}

const noOne = '00000000-0000-0000-0000-000000000000'
