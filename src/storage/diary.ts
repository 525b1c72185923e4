/** The diary of contacts with each partner (D5): the vendor's own; nothing in it is changed. Days are 'YYYY-MM-DD'. */
import type { ContactKind } from '../domain/contact-kinds.ts'
import { ok, type Id, type Instant, type PartnerId, type PersonId, type Result } from '../domain/kernel.ts'
import { cursorOf, pageOf, readCursor, type Page, type PageRequest } from './page.ts'
import type { Statement, Tx } from './tx.ts'

export type DiaryEntryId = Id<'diary-entry'>

export interface DiaryEntry {
  readonly id: DiaryEntryId
  readonly partner: PartnerId
  readonly onDay: string
  readonly kind: ContactKind
  readonly words: string
  readonly by: PersonId
  readonly at: Instant
}

/** The next contact that is due. */
export interface NextContact {
  readonly dueOn: string
  readonly about: string
}

/** How a partner stands with its vendor's word: when the last contact was, and when the next is due. */
export interface ContactState {
  readonly partner: PartnerId
  readonly name: string
  readonly country: string
  readonly state: string | null
  readonly manager: PersonId | null
  /** The latest of the diary, the calls that were held, and the day on which it joined. */
  readonly lastOn: string
  readonly dueOn: string | null
  readonly about: string | null
}

const states = `select p.id as partner, p.name, p.country, p.state, p.account_manager_id as manager, s.last_on as "lastOn",
    n.due_on as "dueOn", n.about
  from partners p left join diary_next n on n.partner_id = p.id
  cross join lateral (select greatest(
    (select max(e.on_day) from diary_entries e where e.partner_id = p.id),
    (select (max(c.starts_at) at time zone 'UTC')::date from calls c
      where c.partner_id = p.id and c.cancelled_at is null and c.ends_at <= $1),
    (p.created_at at time zone 'UTC')::date) as last_on) s`

const statement = (name: string, text: string): Statement => ({ name: `diary_${name}`, text })
const insert = statement(
  'insert',
  `insert into diary_entries (id, partner_id, on_day, kind, words, written_by, written_at) values ($1, $2, $3, $4, $5, $6, $7)`,
)
const keepNext = statement(
  'keep_next',
  `insert into diary_next (partner_id, due_on, about, set_by, set_at) values ($1, $2, $3, $4, $5)
   on conflict (partner_id) do update set due_on = excluded.due_on, about = excluded.about, set_by = excluded.set_by,
     set_at = excluded.set_at`,
)
const clearNext = statement('clear_next', 'delete from diary_next where partner_id = $1')
const columns = 'id, partner_id as partner, on_day as "onDay", kind, words, written_by as by, written_at as at'
const first = statement(
  'first',
  `select ${columns} from diary_entries where partner_id = $1 order by on_day desc, id desc limit $2`,
)
const further = statement(
  'further',
  `select ${columns} from diary_entries where partner_id = $1 and (on_day, id) < ($3::date, $4::uuid)
   order by on_day desc, id desc limit $2`,
)
const ofPartner = statement('of_partner', `${states} where p.id = $2`)
const toTalkTo = statement(
  'to_talk_to',
  `${states} where (s.last_on < $2 or n.due_on <= $3) and ($4::uuid is null or p.account_manager_id = $4)
   order by coalesce(n.due_on, s.last_on), p.id limit $5`,
)

export async function insertDiaryEntry(tx: Tx, { id, partner, onDay, kind, words, by, at }: DiaryEntry): Promise<void> {
  await tx.call(insert, [id, partner, onDay, kind, words, by, at])
}

/** Null: nothing is due any more. */
export async function keepNextContact(
  tx: Tx,
  partner: PartnerId,
  next: NextContact | null,
  by: PersonId,
  at: Instant,
): Promise<void> {
  if (next === null) await tx.call(clearNext, [partner])
  else await tx.call(keepNext, [partner, next.dueOn, next.about, by, at])
}

/** The latest first. */
export async function diaryOf(
  tx: Tx,
  partner: PartnerId,
  { limit, cursor }: PageRequest,
): Promise<Result<Page<DiaryEntry>>> {
  const after = readCursor(cursor, 'diary', ['day', 'uuid'])
  if (!after.ok) return after
  const rows =
    after.value === null
      ? await tx.call<DiaryEntry>(first, [partner, limit + 1])
      : await tx.call<DiaryEntry>(further, [partner, limit + 1, ...after.value])
  return ok(
    pageOf(
      rows,
      limit,
      (row): DiaryEntry => row,
      (row) => cursorOf('diary', [row.onDay, row.id]),
    ),
  )
}

export const contactStateOf = async (tx: Tx, partner: PartnerId, at: Instant): Promise<ContactState | null> =>
  (await tx.call<ContactState>(ofPartner, [at, partner]))[0] ?? null

/** Partners whose last contact was before `quietBefore`, or whose next one is due by `today`; of one manager, or all. */
export const partnersToTalkTo = (
  tx: Tx,
  at: Instant,
  days: { readonly quietBefore: string; readonly today: string },
  manager: PersonId | null,
  most: number,
): Promise<readonly ContactState[]> =>
  tx.call<ContactState>(toTalkTo, [at, days.quietBefore, days.today, manager, most])
