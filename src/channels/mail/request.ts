/** A mail as the request that it makes: its form where it follows it, its words where it does not (B1, A5). */
import { senderFindings } from '../../domain/intake/sender.ts'
import type { Finding } from '../../domain/intake/request.ts'
import { deskRules, type DeskId, type Policy, type RequestTypeRules } from '../../domain/policy.ts'
import { findSign } from '../../domain/signs.ts'
import type { TicketForm } from '../../services/tickets/intake.ts'
import type { Mail } from './mail.ts'

export interface MailRequest {
  readonly form: TicketForm
  /** What only a mail can be remarked on: who sent it, that a machine wrote it, that it names no type. */
  readonly findings: readonly Finding[]
}

const longestSubject = 300
const longestDescription = 50_000

/**
 * No mail is refused for what its form lacks: what is missing or unknown is asked for (B2). A type that its author names picks
 * the desk (B1); what has to be guessed is of the desk whose mailbox it came to, where one is given (A1).
 */
export function requestOf(
  mail: Pick<Mail, 'from' | 'subject' | 'text' | 'reply' | 'auto' | 'template'>,
  policy: Policy,
  writtenTo: DeskId | null = null,
): MailRequest {
  const { type, reproduction, screenshots: _, ...answers } = mail.template ?? {}
  const words = mail.reply === '' ? mail.text : mail.reply
  const description = (answers.description ?? words).slice(0, longestDescription)
  const subject = (mail.subject === '' ? firstLine(description) : mail.subject).slice(0, longestSubject)
  const text = `${subject}\n${description}`
  const known = policy.requestTypes.find(({ id, name }) => sameWords(name, type ?? '') || id === type)
  return {
    form: {
      channel: 'mail',
      ...(known === undefined ? guessed(text, ofDesk(policy, writtenTo)) : { type: known.id }),
      ...answers,
      ...(answers.product === undefined ? productIn(text, policy) : {}),
      ...(reproduction === undefined ? {} : { reproduction }),
      subject,
      description,
    },
    findings: [
      ...automatic(mail),
      ...(mail.from === null ? [] : senderFindings(mail.from.email, policy)),
      ...(known === undefined && mail.auto === null ? [askType(type, policy)] : []),
      ...(known === undefined || writtenTo === null ? [] : otherDesk(known, writtenTo, policy)),
    ],
  }
}

const sameWords = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase()
const firstLine = (text: string): string =>
  text
    .split('\n')
    .find((line) => line.trim() !== '')
    ?.trim() ?? 'No subject'

/** What there is to choose from at one desk; of all of them where none was written to. */
function ofDesk(
  { categories, requestTypes }: Policy,
  desk: DeskId | null,
): Pick<Policy, 'categories' | 'requestTypes'> {
  if (desk === null) return { categories, requestTypes }
  return {
    categories: categories.filter((row) => row.desk === desk),
    requestTypes: requestTypes.filter((row) => row.desk === desk),
  }
}

function otherDesk(type: RequestTypeRules, writtenTo: DeskId, policy: Policy): readonly Finding[] {
  if (type.desk === writtenTo) return []
  const [was, is] = [deskRules(policy, writtenTo).name, deskRules(policy, type.desk).name]
  const message = `It was sent to ${was}; its type, '${type.name}', is for ${is}, which has it.`
  return [{ verdict: 'note', field: 'type', message, rule: 'A1' }]
}

/**
 * Without a type, the category whose words come first, of any desk; where none are found, the first type of the form.
 * Whoever reads it first puts it right, and the partner is asked.
 */
function guessed(
  text: string,
  { categories, requestTypes }: Pick<Policy, 'categories' | 'requestTypes'>,
): { readonly category?: string; readonly type?: string } {
  const named = requestTypes
    .map((row) => ({ type: row.id, at: findSign(row.name, text)?.at ?? Infinity }))
    .toSorted((a, b) => a.at - b.at)[0]
  if (named !== undefined && named.at < Infinity) return { type: named.type }
  const told = categories
    .flatMap(({ id, signs }) =>
      signs.map((sign) => ({ id, at: findSign(sign, text)?.at ?? Infinity, length: sign.length })),
    )
    .toSorted((a, b) => a.at - b.at || b.length - a.length)[0]
  if (told !== undefined && told.at < Infinity) return { category: told.id }
  const [first] = requestTypes
  if (first !== undefined) return { type: first.id }
  const [general] = categories
  return general === undefined ? {} : { category: general.id }
}

/** The catalogue's name that the text has; of several the longest ('… CRM Plus' before '… CRM'). */
function productIn(text: string, { products }: Policy): { readonly product?: string } {
  const found = products
    .filter(({ name }) => findSign(name, text) !== null)
    .toSorted((a, b) => b.name.length - a.name.length)[0]
  return found === undefined ? {} : { product: found.name }
}

function askType(given: string | undefined, { requestTypes }: Policy): Finding {
  const names = requestTypes.map(({ name }) => name).join(', ')
  const message =
    given === undefined
      ? `Tell us what type of request it is: ${names}.`
      : `'${given.slice(0, 100)}' is none of our types of request. Tell us which it is: ${names}.`
  return { verdict: 'ask', field: 'type', message, rule: 'B1' }
}

function automatic({ auto }: Pick<Mail, 'auto'>): readonly Finding[] {
  if (auto === null) return []
  const message = `A machine wrote this mail (${auto}): it opens no ticket and is not answered.`
  return [{ verdict: 'refuse', field: 'mail', message, rule: 'A5' }]
}
