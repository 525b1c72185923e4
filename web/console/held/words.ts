/** Words of held requests (A7). */
import type { HeldPageView } from '../../../src/http/wire-held.ts'

export const suggestedWords = {
  address: 'the address is a contact’s',
  domain: 'the domain is registered',
  colleague: 'others there have this domain',
  name: 'a contact has this name',
  words: 'named in the request',
} as const

export const actWords: Readonly<Record<HeldPageView['acts'][number]['what'], string>> = {
  held: 'Held',
  told: 'The sender was told what to do',
  released: 'Let in',
  refused: 'Refused',
  reopened: 'Taken up again',
}
