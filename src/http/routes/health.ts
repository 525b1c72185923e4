/** How this server is, for whoever administers the desk; programs that watch it ask `/readyz` and `/metrics`. */
import { z } from 'zod'
import { shown } from '../reply.ts'
import { route } from '../route.ts'

export const health = [
  route({
    method: 'GET',
    path: '/health',
    name: 'getHealth',
    tag: 'Health',
    summary: 'What whoever keeps this server should look after',
    description:
      'In sentences, none while there is nothing: such as that the clock of this machine is apart from that of the database, by which promises are dated. Of the node that answers; `/readyz` says the same.',
    who: 'staff',
    roles: ['admin'],
    answers: { 200: z.object({ warnings: z.array(z.string()) }) },
    handle: ({ site }) => Promise.resolve(shown({ warnings: [...site.warnings()] })),
  }),
]
