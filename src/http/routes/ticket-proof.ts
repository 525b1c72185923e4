/** The proof of a ticket: a file to keep, which stands by itself (G2). */
import { ticketProof } from '../../services/ticket-proof/make.ts'
import { proofFile } from '../../services/ticket-proof/format.ts'
import * as asked from '../asked-report.ts'
import { read } from '../reply.ts'
import { route } from '../route.ts'

const proofMeans = `
What happened on the ticket as the asker may see it, each event with the hash that chains it to the one before; of what the asker may not see the hash alone. With it the
promises and why each instant is what it is, what the policy's version says of them, the messages, and the seals that cover the events. \`desk proof check FILE\` checks it without any database, and
\`desk proof check OLD NEW\` whether a later one continues an earlier.

Staff gets it whole, or with \`eyes=partner\` as the ticket's partner may see it: to be handed over. A partner gets its own.
`.trim()

export const proofs = [
  route({
    method: 'GET',
    path: '/tickets/:id/proof',
    name: 'getTicketProof',
    tag: 'Tickets',
    summary: 'The proof of a ticket, as a file that stands by itself',
    description: proofMeans,
    who: 'signed-in',
    query: asked.proof,
    answers: { 200: proofFile },
    async handle({ site, caller, id, query }) {
      const found = await ticketProof(site.app, caller.actor, id, query.eyes)
      if (!found.ok) return read(found)
      const { ticket, takenAt } = found.value
      const name = `proof-${ticket.number}-${takenAt.replace(/[:.]/g, '')}.json`
      const headers = { 'content-disposition': `attachment; filename="${name}"` }
      return { ok: true, value: { status: 200, body: found.value, headers } }
    },
  }),
]
