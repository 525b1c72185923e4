/** The desks' mailboxes (A1, A10): whose an address is, with whatever stands after its plus. */
import type { DeskId, Policy } from '../policy.ts'

export interface Mailbox {
  readonly desk: DeskId
  readonly dataCentre: string
  /** As it was written to. */
  readonly address: string
  /** What stands after the plus, in lower case: the token of a letter that this answers. Null where nothing does. */
  readonly token: string | null
}

/** Null where it is none of ours. Addresses are the same in any case of letters. */
export function mailboxAt({ desks }: Pick<Policy, 'desks'>, address: string): Mailbox | null {
  const given = address.trim().toLowerCase()
  const at = given.lastIndexOf('@')
  const plus = given.indexOf('+')
  const [name, token] =
    plus < 0 || plus > at ? [given.slice(0, at), null] : [given.slice(0, plus), given.slice(plus + 1, at)]
  for (const { id: desk, mailboxes } of desks) {
    for (const [dataCentre, own] of Object.entries(mailboxes)) {
      const box = own.toLowerCase()
      // An address that has a plus itself is written to as it is.
      if (given === box) return { desk, dataCentre, address: address.trim(), token: null }
      if (token !== null && `${name}${given.slice(at)}` === box)
        return { desk, dataCentre, address: address.trim(), token: token === '' ? null : token }
    }
  }
  return null
}

/** Those of the addresses that are ours, each mailbox once, in their order. */
export function mailboxesAmong(policy: Pick<Policy, 'desks'>, addresses: readonly string[]): readonly Mailbox[] {
  const found = addresses.flatMap((address) => mailboxAt(policy, address) ?? [])
  return found.filter(
    (box, place) => found.findIndex((other) => other.address.toLowerCase() === box.address.toLowerCase()) === place,
  )
}

/** The desks that were written to, each once, in their order. */
export const desksOf = (boxes: readonly Pick<Mailbox, 'desk'>[]): readonly DeskId[] => [
  ...new Set(boxes.map(({ desk }) => desk)),
]
