/** The proof of a ticket: one file that stands by itself (C10, G2, G3). */
import type { TicketId } from '../../domain/kernel.ts'
import { isDisclosed } from '../../domain/ticket-proof/retell.ts'
import { proofTerms } from '../../domain/ticket-proof/terms.ts'
import type { TicketEvent } from '../../domain/ticket/ticket.ts'
import { asProgram } from '../../storage/as-program.ts'
import type { Tx } from '../../storage/database.ts'
import { evidenceOf } from '../../storage/evidence.ts'
import { canonicalJson } from '../../storage/json.ts'
import type { LedgerLine } from '../../storage/ledger-check.ts'
import { policyByVersion } from '../../storage/policies.ts'
import { partsOf, sealedLine, type Seal } from '../../storage/seal-hash.ts'
import { sealsNaming } from '../../storage/seals.ts'
import { readTicket } from '../../storage/ticket-rows.ts'
import { keptTicket, type KeptTicket } from '../../storage/verify-reads.ts'
import type { Actor, App } from '../app.ts'
import { utc } from '../instants.ts'
import { notFound, type Answer } from '../refusals.ts'
import { proofClock } from './clocks.ts'
import { proofFormat, type ProofEyes, type ProofFile } from './format.ts'

const about = [
  'Checked by `desk proof check FILE`, without any database. By hand: the hash of an event is SHA-256 of the hash before it, a line feed, and its line.',
  'A chain of hashes shows that the ledger hangs together, not when it was written: the vendor holds the database. A proof that is kept pins what it shows: `desk proof check OLD NEW` says whether a later one continues it.',
]

/** As a partner may see it, or whole: a partner's is its own, whatever is asked for. Not there for whom the ticket is not. */
export async function ticketProof(
  app: App,
  actor: Actor,
  id: TicketId,
  asked: ProofEyes = 'vendor',
): Promise<Answer<ProofFile>> {
  const eyes = actor.kind === 'partner' ? 'partner' : asked
  // Lists of seals name rows of the audit too, which administrators alone see.
  const withLists = eyes === 'vendor' && actor.kind === 'staff' && actor.role === 'admin'
  return app.db.transaction(actor, async (tx) => {
    const row = await readTicket(tx, id)
    if (row === null) return notFound('ticket')
    const found = await asProgram(tx, (inner) => evidenceFor(inner, id, eyes))
    if (found === null) return notFound('ticket')
    const { kept, messages, seals, digest } = found
    const { ticket, number, ledger } = kept
    const policy = await app.policies.version(ticket.policyVersion)
    return {
      ok: true,
      value: {
        format: proofFormat,
        takenAt: utc(app.now()),
        eyes,
        vendor: policy.vendor.name,
        ticket: {
          id: ticket.id,
          number,
          subject: ticket.subject,
          partner: row.partner === null ? null : { id: row.partner.id, name: row.partner.name },
        },
        head: { events: ledger.length, hash: ledger.at(-1)?.hash ?? '' },
        ledger: ledger.map((line) => ({ seq: line.seq, hash: line.hash, line: lineOf(ticket.id, line, eyes) })),
        messages,
        terms: proofTerms(policy, ticket) as unknown as ProofFile['terms'],
        policyDigest: digest,
        clocks: ticket.clocks.map((clock) => proofClock(policy, clock, ticket)),
        seals: seals.map((seal) => sealView(seal, kept, withLists)),
        about,
      },
    }
  })
}

async function evidenceFor(tx: Tx, id: TicketId, eyes: ProofEyes) {
  const kept = await keptTicket(tx, id)
  if (kept === null) return null
  const events = kept.ledger.flatMap(({ event }) => event ?? [])
  const names = [...new Set(events.flatMap(messageIn))].map((message) => `message/${message}`)
  const said = [...(await evidenceOf(tx, names, { whole: true })).values()]
  const seals = await sealsNaming(
    tx,
    kept.ledger.map(({ seq, hash }) => sealedLine(eventName(id, seq), hash)),
    events.map(({ notedAt }) => notedAt),
  )
  const version = await policyByVersion(tx, kept.ticket.policyVersion)
  return {
    kept,
    seals,
    digest: version?.digest ?? '',
    messages: said
      .filter(
        ({ content }) => eyes === 'vendor' || (content as { visibility?: string } | null)?.visibility === 'public',
      )
      .map(({ name, hash, content }) => ({ id: name.slice('message/'.length), hash, line: canonicalJson(content) })),
  }
}

/** As seals take it from the event (storage/seals.ts). */
function messageIn({ fact }: TicketEvent): readonly string[] {
  const said = fact.kind === 'opened' ? fact.request.message : 'message' in fact ? fact.message : null
  return typeof said === 'string' ? [said] : []
}

const eventName = (id: TicketId, seq: number): string => `event/${id}/${seq}`

const lineOf = (ticket: TicketId, { event }: LedgerLine, eyes: ProofEyes): string | null =>
  event === null || (eyes === 'partner' && !isDisclosed(event)) ? null : canonicalJson({ ticket, ...event })

function sealView({ number, sealedAt, lines, before, hash }: Seal, { ticket, ledger }: KeptTicket, withLists: boolean) {
  const named = new Set(lines.map((line) => partsOf(line).name))
  return {
    number,
    sealedAt: utc(sealedAt),
    before,
    hash,
    events: ledger.filter(({ seq }) => named.has(eventName(ticket.id, seq))).map(({ seq }) => seq),
    line: withLists ? canonicalJson({ number, sealedAt, lines, before }) : null,
  }
}
