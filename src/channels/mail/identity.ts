/** Tests who wrote a mail (A7): what its From line claims, by SPF, DKIM and DMARC. */
import { domainOf } from '../../domain/free-mail.ts'
import { nobody, type Checked, type Identity, type MailName, type Proof } from '../../domain/mail/identity.ts'
import { authorOf } from './author.ts'
import { trustedResults, type ServerResult } from './authentication-results.ts'
import type { Field } from './header.ts'
import { bounded, lookupLimits, type LookupLimits, type Resolver } from './resolver.ts'
import { sealedResults, type Sealing } from './sealed.ts'
import { checkSpf, type SpfCheck } from './spf.ts'
import { mailLimits, partsOf, UnreadableMail } from './tree.ts'

export type { Resolver }

export interface Arrival {
  /** Of the server that delivered it; null where it was fetched from a mailbox and no envelope is known. */
  readonly ip: string | null
  readonly helo: string | null
  /** '' for the empty return path. */
  readonly mailFrom: string | null
  readonly resolver: Resolver
  /** Our own name, as the server introduces itself. */
  readonly mta: string
  /** Authserv-ids whose topmost Authentication-Results are believed where there is no envelope (`policy.mail.trustedServers`). */
  readonly trustedServers: readonly string[]
  /** Forwarders whose seals on what they found are believed (ARC): domains (`policy.mail.trustedSealers`). */
  readonly trustedSealers?: readonly string[]
  /** What the look-ups of one mail may cost; what has no answer by then is unanswered. */
  readonly limits?: LookupLimits
}

/** More signatures than any honest mail has cost more than they prove. */
const mostSignatures = 10

/** What a head has once (RFC 5322, 2045). A second one was added on the way, and may be the one that is read, and not the one that was signed. */
const once = 'from subject date to cc message-id in-reply-to references content-type mime-version'.split(' ')

/** Never throws for what a stranger sends: what cannot be looked up is `unanswered`, which holds a mail. */
export async function identify(raw: Uint8Array, arrival: Arrival): Promise<Identity> {
  const fields = fieldsIn(raw)
  if (fields === null) return nobody('malformed')
  const read = authorOf(fields)
  if (!read.ok) return nobody(read.flaw)
  const { author } = read
  const told = arrival.ip === null ? trustedResults(fields, arrival.trustedServers) : null
  const word = told === null ? null : serversWord(told, author)
  if (word !== null) return word
  return tested(raw, fields, author, arrival, told ?? [])
}

async function tested(
  raw: Uint8Array,
  fields: readonly Field[],
  author: MailName,
  arrival: Arrival,
  told: readonly ServerResult[],
): Promise<Identity> {
  const resolver = bounded(arrival.resolver, arrival.limits ?? lookupLimits)
  const [spf, dkim] = await Promise.all([
    envelopeSpf(arrival, resolver),
    isTooMuch(fields) ? { ...unread, unanswered: true } : signaturesOf(raw, fields, author, resolver),
  ])
  if (dkim === null) return nobody('malformed')
  const senders = spf === null ? sendersTold(told) : spf.result === 'pass' ? [spf.domain] : []
  const { dmarc } = await import('mailauth')
  const verdict = await dmarc({
    headerFrom: author.email,
    fromFields: 1,
    spfDomains: [...senders],
    dkimDomains: dkim.passed.map((domain) => ({ domain })),
    resolver: resolver as Parameters<typeof dmarc>[0]['resolver'] & {},
  })
  const checked = checkedOf(verdict === false ? 'none' : verdict.status.result)
  const domain = domainOf(author.email)
  const proofs: readonly Proof[] = [
    ...dkim.passed.map((signer): Proof => ({ by: 'dkim', domain: signer })),
    ...senders.map((sender): Proof => ({ by: 'spf', domain: sender })),
  ].filter((proof) => areRelated(proof.domain, domain))
  const isSpfOpen = spf?.result === 'temperror' && areRelated(spf.domain, domain)
  const own: Identity = {
    author,
    flaw: null,
    proofs,
    dmarc: checked,
    asks: checked === 'none' || checked === 'temperror' || verdict === false ? null : asksOf(verdict.policy),
    spf: spf?.result ?? null,
    spfSays: spf?.explanation.slice(0, 300) ?? '',
    unanswered: checked === 'temperror' || dkim.unanswered || isSpfOpen,
    source: 'checked',
  }
  const { trustedSealers: trusted = [] } = arrival
  if (trusted.length === 0 || checked === 'pass' || own.unanswered || (checked === 'none' && proofs.length > 0))
    return own
  const { chain, covers } = dkim
  const { results, unanswered } = await sealedResults({ chain, covers, trusted, resolver })
  const word = results === null ? null : serversWord(results, author)
  return word !== null && isProof(word, own)
    ? { ...word, spf: own.spf, spfSays: own.spfSays, source: 'sealed' }
    : { ...own, unanswered }
}

/** A domain that publishes DMARC must have passed it there; one that does not must have been proved there by what it has. */
const isProof = (word: Identity, own: Identity): boolean =>
  word.dmarc === 'pass' || (word.dmarc === 'none' && own.dmarc === 'none' && word.proofs.length > 0)

function fieldsIn(raw: Uint8Array): readonly Field[] | null {
  try {
    return partsOf(raw, mailLimits).fields
  } catch (thrown) {
    if (thrown instanceof UnreadableMail) return null
    throw thrown
  }
}

const envelopeSpf = async ({ ip, helo, mailFrom, mta }: Arrival, resolver: Resolver): Promise<SpfCheck | null> =>
  ip === null ? null : checkSpf({ ip, helo, mailFrom: mailFrom ?? '', resolver, mta })

const isTooMuch = (fields: readonly Field[]): boolean =>
  ['dkim-signature', 'arc-seal'].some((each) => fields.filter(({ name }) => name === each).length > mostSignatures)

interface Signatures {
  readonly passed: readonly string[]
  readonly unanswered: boolean
  readonly chain: Sealing['chain']
  readonly covers: Sealing['covers']
}

const unread: Signatures = { passed: [], unanswered: false, chain: undefined, covers: () => false }

/** The domains whose signatures are good and cover all that is read; null where the verifier reads another author than we. */
async function signaturesOf(
  raw: Uint8Array,
  fields: readonly Field[],
  author: MailName,
  resolver: Resolver,
): Promise<Signatures | null> {
  const { dkimVerify } = await import('mailauth')
  const {
    headerFrom,
    fromFields,
    results,
    arc: chain,
  } = await dkimVerify(Buffer.from(raw), {
    resolver: resolver as (name: string, type: string) => Promise<string[]>,
    rejectRsaSha1: true,
  })
  if (fromFields !== 1 || headerFrom.length !== 1 || !isSameAddress(headerFrom[0] ?? '', author.email)) return null
  const isDoubled = once.some((name) => fields.filter((field) => field.name === name).length > 1)
  const covers = ({ status }: (typeof results)[number]): boolean =>
    status.result === 'pass' &&
    !isDoubled &&
    status.testing !== true &&
    status.underSized === undefined &&
    !(status.warnings ?? []).some((warning) => warning.startsWith('missing-') || warning === 'identity-domain')
  const passed = results.filter(covers)
  const related = ({ signingDomain = '' }: { signingDomain?: string }): boolean =>
    areRelated(signingDomain, domainOf(author.email))
  return {
    passed: passed.flatMap(({ signingDomain }) => (signingDomain === undefined ? [] : [signingDomain.toLowerCase()])),
    unanswered: results.some((result) => result.status.result === 'temperror' && related(result)),
    chain,
    covers,
  }
}

/** A mail server may write the domain in letters that ours writes in ASCII. */
const isSameAddress = (theirs: string, ours: string): boolean => {
  const read = authorOf([{ name: 'from', bytes: Buffer.from(theirs, 'utf8').toString('latin1') }])
  return read.ok && read.author.email === ours
}

/**
 * Where a domain publishes nothing, one is taken to stand for the other where it is the same, or within it. More would need the
 * list of public suffixes, and a partner that signs with a neighbour's name publishes DMARC.
 */
const areRelated = (a: string, b: string): boolean =>
  a !== '' && (a === b || (a.includes('.') && b.endsWith(`.${a}`)) || (b.includes('.') && a.endsWith(`.${b}`)))

const checkedOf = (result: string): Checked =>
  result === 'pass' || result === 'none' || result === 'temperror' ? result : 'fail'

const asksOf = (asked: string): Identity['asks'] => (asked === 'reject' || asked === 'quarantine' ? asked : 'none')

/** A trusted server's word on DMARC is the whole answer; null where it says nothing of it for this author. */
function serversWord(results: readonly ServerResult[], author: MailName): Identity | null {
  const domain = domainOf(author.email)
  const dmarc = results.find(({ method }) => method === 'dmarc')
  const from = dmarc?.properties.get('header.from')?.toLowerCase()
  if (dmarc === undefined || from !== domain) return null
  const dkim = results
    .filter(({ method, result }) => method === 'dkim' && result === 'pass')
    .map(({ properties }) => properties.get('header.d') ?? domainOf(properties.get('header.i') ?? ''))
  const proofs: readonly Proof[] = [
    ...dkim.map((signer): Proof => ({ by: 'dkim', domain: signer.toLowerCase() })),
    ...sendersTold(results).map((sender): Proof => ({ by: 'spf', domain: sender })),
  ].filter((proof) => areRelated(proof.domain, domain))
  // A broken record is none: then the proofs must speak.
  const checked = dmarc.result === 'permerror' ? 'none' : checkedOf(dmarc.result)
  return {
    author,
    flaw: null,
    proofs,
    dmarc: checked,
    asks: checked === 'fail' ? asksOf(dmarc.properties.get('policy.dmarc') ?? '') : null,
    spf: null,
    spfSays: '',
    unanswered: checked === 'temperror',
    source: 'trusted-server',
  }
}

const sendersTold = (results: readonly ServerResult[]): readonly string[] =>
  results
    .filter(({ method, result }) => method === 'spf' && result === 'pass')
    .map(({ properties }) => domainOf(properties.get('smtp.mailfrom') ?? ''))
    .filter((domain) => domain !== '')
