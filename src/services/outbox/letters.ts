/** What was written to whom, in which words, and what became of it (A5, F4, G4): the vendor's own business. */
import type { TicketId } from '../../domain/kernel.ts'
import { isDeclinable } from '../../domain/letter.ts'
import type { Tx } from '../../storage/database.ts'
import {
  addressOf,
  declineLetters,
  listLetters,
  lockLetter,
  queueAgain,
  readLetter,
  tracedLettersOf,
  type LetterFilter,
  type TracedLetter,
  type WholeLetter,
} from '../../storage/letter-lists.ts'
import type { LetterRef } from '../../storage/letters.ts'
import type { Page, PageRequest } from '../../storage/page.ts'
import { namesOf } from '../../storage/people.ts'
import { readTicket } from '../../storage/ticket-rows.ts'
import { isStaff, type Actor, type App } from '../app.ts'
import { staffOnly } from '../tickets/carry-out.ts'
import { failingViews, type FailingView } from './bounces.ts'
import { decides } from '../escalation/escalations.ts'
import { utc, utcOrNull } from '../instants.ts'
import { once, type Once, type Outcome } from '../once.ts'
import { composed } from './compose.ts'
import { contextsOf } from './contexts.ts'
import { filesOf, type LetterFiles } from './files.ts'
import { declineToken, mailSettings, type MailSettings } from './settings.ts'
import { NoWords, receiversOf, senderOf, unwritable, wordsOf, type LetterContext } from './words.ts'
import { no, notAllowed, notFound, type Answer } from '../refusals.ts'

export { letterStates, type Address, type LetterRef } from '../../storage/letters.ts'
export type LetterView = ReturnType<typeof letterView>
export type WholeLetterView = ReturnType<typeof wholeView>

/** GET /tickets/{id}/letters: oldest first. */
export function ticketLetters(app: App, actor: Actor, id: TicketId) {
  return app.db.transaction(actor, async (tx): Promise<Answer<{ items: LetterView[]; failing: FailingView[] }>> => {
    const row = await readTicket(tx, id)
    if (row === null) return notFound('ticket')
    const items = await viewsOf(app, tx, await tracedLettersOf(tx, id))
    return { ok: true, value: { items, failing: await failingViews(tx, row.contact === null ? [] : [row.contact]) } }
  })
}

/** GET /letters: every letter, the newest first. */
export function lettersOut(
  app: App,
  actor: Actor,
  filter: LetterFilter & PageRequest,
): Promise<Answer<Page<LetterView>>> {
  return app.db.transaction(actor, async (tx) => {
    if (!isStaff(actor)) return staffOnly
    const found = await listLetters(tx, filter)
    if (!found.ok) return no(found.problem)
    const { items, nextCursor } = found.value
    return { ok: true, value: { items: await viewsOf(app, tx, items), nextCursor } }
  })
}

/** Whether the actor may see a letter of that id. */
export const isLetter = (app: App, actor: Actor, id: string): Promise<boolean> =>
  app.db.transaction(actor, async (tx) => (await readLetter(tx, id as LetterRef)) !== null)

/** GET /letters/{id}: as it went out, or as it would go out now. */
export async function getLetter(app: App, actor: Actor, id: LetterRef): Promise<Answer<WholeLetterView>> {
  const settings = await mailSettings(app)
  return app.db.transaction(actor, async (tx) => {
    const letter = await readLetter(tx, id)
    return letter === null ? notFound('letter') : { ok: true, value: await wholeOf(app, tx, letter, settings) }
  })
}

const leadsOnly = notAllowed('A lead or a manager has a letter sent again.')

/** POST /letters/{id}/retry: by a lead; to the address that its receiver has now. */
export async function retryLetter(
  app: App,
  actor: Actor,
  id: LetterRef,
  asked: Once | null,
): Promise<Answer<Outcome<WholeLetterView>>> {
  const settings = await mailSettings(app)
  return once(app, actor, asked, 200, async (tx): Promise<Answer<WholeLetterView>> => {
    if (actor.kind !== 'staff') return staffOnly
    const letter = await lockLetter(tx, id)
    if (letter === null) return notFound('letter')
    if (!decides(actor)) return leadsOnly
    const because = notAgain(tx, letter)
    if (because !== null) return no({ code: 'conflict', message: because })
    const { to } = letter
    const isPerson = 'person' in to && to.person !== undefined
    const now = isPerson ? await addressOf(tx, to.person) : letter.address
    if (isPerson && now === null)
      return no({ code: 'conflict', message: 'The person it goes to has gone: there is nobody to send it to.' })
    const by = (await namesOf(tx, [actor.person])).get(actor.person)?.name ?? 'A lead'
    await queueAgain(tx, {
      id: letter.id,
      at: app.now(),
      attempt: { at: utc(app.now()), outcome: 'again', answer: `${by} had it sent again.` },
      address: now === null || now.toLowerCase() === letter.address ? null : now.toLowerCase(),
    })
    return { ok: true, value: await wholeOf(app, tx, (await readLetter(tx, id)) as WholeLetter, settings) }
  })
}

/** Why a letter is not sent once more; null where it may be. */
function notAgain(tx: Tx, { state, tries }: TracedLetter): string | null {
  if (state === 'captured') return 'It was written while no mail server was set. Such letters are never sent (G4).'
  if (tx.letters === 'captured') return 'No mail server is set: set SMTP_URL first.'
  if (state === 'sent') return 'It was sent. Should it come back, it can be sent again.'
  if (state === 'sending') return 'It is being sent at this moment.'
  if (state === 'declined') return 'Its receiver wants no letters of this kind.'
  if (state === 'queued' && tries === 0) return 'It is about to be sent.'
  return null
}

/** The address that a link to decline letters speaks for; null where it is none. */
export async function maybeDeclined(app: App, id: LetterRef, token: string): Promise<string | null> {
  const settings = await mailSettings(app)
  const letter = await app.db.system((tx) => readLetter(tx, id))
  return letter !== null && isDeclinable(letter.template) && declineToken(settings, id, letter.template) === token
    ? letter.address
    : null
}

/** From then on no more letters of that kind go to that address; null where the link is none. */
export async function declineLetter(app: App, id: LetterRef, token: string): Promise<string | null> {
  const address = await maybeDeclined(app, id, token)
  if (address === null) return null
  await app.db.system(async (tx) => {
    const letter = await readLetter(tx, id)
    if (letter !== null) await declineLetters(tx, address, letter.template, app.now())
  })
  return address
}

async function viewsOf(app: App, tx: Tx, letters: readonly TracedLetter[]): Promise<LetterView[]> {
  const contextOf = await contextsOf(app, tx, letters)
  return letters.map((letter) => letterView(letter, contextOf(letter)))
}

async function wholeOf(app: App, tx: Tx, letter: WholeLetter, settings: MailSettings): Promise<WholeLetterView> {
  const contextOf = await contextsOf(app, tx, [letter])
  const files = (await filesOf(app, tx, [letter]))(letter)
  return wholeView(tx, { letter, context: contextOf(letter), files }, settings)
}

function letterView(letter: TracedLetter, context: LetterContext) {
  const { ref, template, state, createdAt, content, tries, dueAt, settledAt, answer, address, name } = letter
  const { row } = context
  const { subject, text } =
    content ??
    orElse(
      () => wordsOf(letter, context),
      (thrown) => ({ subject: template, text: thrown instanceof NoWords ? thrown.message : unwritable(thrown) }),
    )
  return {
    id: ref as string,
    ticket: row === null ? null : { id: row.ticket.id as string, number: row.number },
    template: template as string,
    subject,
    text,
    from:
      content?.from ??
      orElse(
        () => senderOf(letter, context),
        () => unknown,
      ),
    to: orElse(
      () => [...receiversOf(letter, context)],
      () => (address === null ? [] : [{ name: name ?? address, email: address }]),
    ),
    state: state as string,
    at: utc(createdAt),
    tries,
    dueAt: state === 'queued' ? utcOrNull(dueAt) : null,
    settledAt: utcOrNull(settledAt),
    /** What the receiving side, or our own mail server, said last. */
    answer,
  }
}

/** A letter that cannot be written, whyever, is shown as far as it is known: somebody has to see that it is there. */
function orElse<Value, Other>(say: () => Value, otherwise: (thrown: unknown) => Other): Value | Other {
  try {
    return say()
  } catch (thrown) {
    return otherwise(thrown)
  }
}

const unknown = { name: '', email: '' }

interface Whole {
  readonly letter: WholeLetter
  readonly context: LetterContext
  readonly files: LetterFiles
}

function wholeView(tx: Tx, whole: Whole, settings: MailSettings) {
  const { letter, context, files } = whole
  const { html, headers } = letter.content ?? previewed(whole, settings)
  const because = notAgain(tx, letter)
  return {
    ...letterView(letter, context),
    html,
    headers: headers.map(([name, value]) => ({ name, value })),
    attempts: letter.attempts.map((attempt) => ({ ...attempt })),
    /** An invitation that goes with it, as iCalendar. */
    calendar: letter.calendar,
    /** Names of the files that go along with it. */
    files: files.sent.map(({ name }) => name),
    again: { allowed: because === null, because: because ?? 'It is sent at once, to the address that is known now.' },
  }
}

/** As it would go out now; its thread is only known when it does. */
function previewed({ letter, context, files }: Whole, settings: MailSettings) {
  return orElse(
    () => composed(letter, context, settings, [], files),
    () => ({ html: '', headers: [] }),
  )
}
