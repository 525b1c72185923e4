/** Taking out of a ticket what should never have been sent. */
import { z } from 'zod'
import { redact } from '../../services/redaction/redact.ts'
import { newRedaction } from '../asked-redaction.ts'
import { acted } from '../reply.ts'
import { route } from '../route.ts'
import { ticket } from '../wire.ts'
import { remains } from '../wire-redaction.ts'

export const redactions = [
  route({
    method: 'POST',
    path: '/tickets/:id/redactions',
    name: 'redact',
    tag: 'Acts on a ticket',
    summary: 'Take out for good what should never have been sent',
    description:
      'Words of a message (`passages`, as they stand in it: every occurrence), all that it says (`message`), or a `file` of one. A mark of a fixed length takes their place; of a file name, size and digest stay. It cannot be undone. It goes for every copy that the desk keeps: letters, raw mail, what is found by words, answers kept for an Idempotency-Key. What it does not reach: mail that was delivered, backups, and the ledger; `remains` says where the words stand still. The ticket’s history says who did it and why, to everybody who reads the message. Asked for twice, it is done once.',
    who: 'staff',
    roles: ['lead', 'manager', 'admin'],
    body: newRedaction,
    example: {
      what: 'message',
      message: '0192aa00-0000-7000-8000-000000000000',
      reason: 'secret',
    },
    answers: { 201: z.object({ ticket, remains }) },
    handle: async ({ site, caller, id, body, once }) =>
      acted(await redact(site.app, caller.actor, id, body, once), 201),
  }),
]
