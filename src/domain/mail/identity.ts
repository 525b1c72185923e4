/** Who wrote a mail, as far as it can be proved. What its From line says is a claim; `src/channels/mail/identity.ts` tests it. */

export interface MailName {
  /** '' where the mail gives none. */
  readonly name: string
  /** In lower case. */
  readonly email: string
}

/** Why a From line names nobody: it is broken, or made to be read in two ways. */
export const fromFlaws = [
  'missing',
  'malformed',
  'several-lines',
  'several-authors',
  'group',
  'comment',
  'encoded-address',
] as const
export type FromFlaw = (typeof fromFlaws)[number]

export type Checked = 'pass' | 'fail' | 'none' | 'temperror'

/** One way of proof, and for which domain it stands. */
export interface Proof {
  readonly by: 'dkim' | 'spf'
  readonly domain: string
}

export interface Identity {
  /** Of the From line alone, never of Sender, Reply-To or the envelope; null where it has a flaw. */
  readonly author: MailName | null
  readonly flaw: FromFlaw | null
  /** What passed, for a domain that belongs to the author's (RFC 9989, 'alignment'). */
  readonly proofs: readonly Proof[]
  /** 'none': the author's domain publishes no DMARC, so that `proofs` alone speak. */
  readonly dmarc: Checked
  /** What the author's domain asks for where DMARC fails. */
  readonly asks: 'none' | 'quarantine' | 'reject' | null
  /** Of the sender in the envelope, whether or not it is the author's domain; null where no envelope is known. */
  readonly spf: Checked | 'softfail' | 'neutral' | 'permerror' | null
  /** What the sender's domain says of servers that it does not allow: words of strangers, for agents alone; '' without any. */
  readonly spfSays: string
  /** Something could not be looked up: nothing is proved, and nothing disproved. */
  readonly unanswered: boolean
  /** Our own checks, or the word of a mail server, or of a forwarder (ARC), that the operator trusts. */
  readonly source: 'checked' | 'trusted-server' | 'sealed'
}

/** What the program knows of a mail that names nobody: no proof of anything. */
export const nobody = (flaw: FromFlaw): Identity => ({
  author: null,
  flaw,
  proofs: [],
  dmarc: 'none',
  asks: null,
  spf: null,
  spfSays: '',
  unanswered: false,
  source: 'checked',
})
