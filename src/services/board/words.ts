/** The words of an idea are read by every partner (B6): what a customer or a partner could be known by stays out of them. */
import type { TicketRow } from '../../storage/ticket-rows.ts'
import type { App } from '../app.ts'
import type { Refusals } from '../refusals.ts'

export interface IdeaWords {
  readonly title: string
  readonly description: string
  /** Id of the policy's product. */
  readonly product?: string | null | undefined
}

const address = /[^\s@<>"]+@[^\s@<>"]+\.[a-z]{2,}/i

/** Every mistake; `origin` is the ticket that the idea comes from. */
export function mistakesInWords(
  app: App,
  { title, description, product }: IdeaWords,
  origin: TicketRow | null,
): Refusals['errors'] {
  const mistakes: { field: string; message: string }[] = []
  const names = [origin?.customer?.name, origin?.partner?.name, origin?.contact?.name].flatMap((name) => name ?? [])
  for (const [field, text] of Object.entries({ title, description })) {
    if (address.test(text)) mistakes.push({ field, message: 'Every partner reads this: take out the mail address.' })
    const named = names.find((name) => text.toLowerCase().includes(name.toLowerCase()))
    if (named !== undefined) mistakes.push({ field, message: `Every partner reads this: take out '${named}'.` })
  }
  const { products } = app.policies.current()
  if (product != null && !products.some(({ id }) => id === product))
    mistakes.push({
      field: 'product',
      message: `Give one of the products, or none: ${products.map(({ id }) => id).join(', ')}.`,
    })
  return mistakes
}
