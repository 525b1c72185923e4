/**
 * What a forwarder found out about a mail before it changed it, sealed into the mail (ARC, RFC 8617): believed only from those
 * that the operator names, of whom no stranger can make a seal.
 */
import type { DKIMResult, DKIMVerifyResult } from 'mailauth'
import { resultsIn, type ServerResult } from './authentication-results.ts'
import { fieldsOf } from './header.ts'
import type { Resolver } from './resolver.ts'

type Chain = DKIMVerifyResult['arc']

export interface Sealing {
  readonly chain: Chain
  /** Whether a signature that holds covers all that is read. */
  readonly covers: (signature: DKIMResult) => boolean
  /** Domains, in small letters (`policy.mail.trustedSealers`). */
  readonly trusted: readonly string[]
  readonly resolver: Resolver
}

export interface Sealed {
  /** What the first forwarder found; null where that is nobody's word, or not a trusted one's. */
  readonly results: readonly ServerResult[] | null
  /** A key could not be looked up. */
  readonly unanswered: boolean
}

/**
 * Every forwarder on the way must be trusted, since each could have written what came before it; the last one's signature must
 * cover the mail as it came. What the first one found is then the word on who wrote it.
 */
export async function sealedResults(sealing: Sealing): Promise<Sealed> {
  const { chain, covers, trusted, resolver } = sealing
  const none: Sealed = { results: null, unanswered: false }
  const sets = chain?.chain || []
  const last = sets.at(-1)?.messageSignature
  const sealers = sets.map((set) => saidIn(set['arc-seal'], 'd')).concat(last?.signingDomain?.toLowerCase() ?? '')
  if (chain === undefined || last === undefined || !sealers.every((domain) => trusted.includes(domain))) return none
  if (last.status.result === 'temperror') return { results: null, unanswered: true }
  if (!covers(last)) return none
  const { arc } = await import('mailauth')
  let isOpen = false
  const { status } = await arc(chain as Parameters<typeof arc>[0], {
    resolver: (async (name: string, type: string) => {
      try {
        return await resolver(name, type)
      } catch (thrown) {
        isOpen ||= !noSuchName.has((thrown as NodeJS.ErrnoException).code ?? '')
        throw thrown
      }
    }) as NonNullable<Parameters<typeof arc>[1]>['resolver'] & {},
  })
  if (status.result !== 'pass') return { results: null, unanswered: isOpen }
  // As it was sealed, and not as it stands among all fields.
  const original = sets[0]?.['arc-authentication-results']?.original ?? ''
  const [first] = fieldsOf(Buffer.from(original).toString('latin1'))
  return { results: first === undefined ? null : resultsIn(first.bytes), unanswered: false }
}

const noSuchName: ReadonlySet<string> = new Set(['ENOTFOUND', 'ENODATA'])

const saidIn = (field: unknown, name: string): string => {
  const { parsed } = (field ?? {}) as { readonly parsed?: Readonly<Record<string, { readonly value?: unknown }>> }
  return String(parsed?.[name]?.value ?? '').toLowerCase()
}
