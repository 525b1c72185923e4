/** Files of messages (B4): uploaded first, used by a ticket or a message afterwards, given out so that nothing in them runs. */
import { z } from 'zod'
import { fileFor, mayUpload, removeUpload, upload } from '../../services/attachments/uploads.ts'
import { yesOrNo } from '../asked.ts'
import { sendFile } from '../files/send.ts'
import { takeUpload } from '../files/take.ts'
import { acted, read, refused, shown } from '../reply.ts'
import { route } from '../route.ts'
import * as things from '../things.ts'
import { attachment } from '../wire-attachment.ts'

const tag = 'Attachments'
const about = things.attachment

export const attachments = [
  route({
    method: 'POST',
    path: '/attachments',
    name: 'upload',
    tag,
    summary: 'Upload a file for a message or an article',
    description:
      'One file in the field `file`. Give its id in `attachments` of a new ticket or a message, or show it in an article; what nothing uses within a day vanishes. What it is is found from its bytes. The same Idempotency-Key with another file is a conflict.',
    who: 'signed-in',
    widget: 'acts',
    takes: 'multipart/form-data',
    body: z.object({ file: z.string().meta({ format: 'binary' }) }),
    example: { file: 'its bytes' },
    answers: { 201: attachment },
    async handle({ site: { app }, caller: { actor }, once, request, reply }) {
      const length = Number(request.headers['content-length'] ?? 0)
      // What surrounds the file is no part of it.
      const may = await mayUpload(app, actor, Math.max(length - surroundings, 0))
      if (!may.ok) {
        // The rest is not waited for.
        reply.header('connection', 'close')
        return read(may, 'incomplete')
      }
      const taken = await takeUpload(request, (file) => upload(app, actor, file, once))
      if (taken.ok) return acted(taken.value, 201)
      reply.header('connection', 'close')
      return refused(taken.problem)
    },
  }),
  route({
    method: 'GET',
    path: '/attachments/:id',
    name: 'getAttachment',
    tag,
    summary: 'A file',
    description:
      'Images, films, sound, PDF and plain text may be shown by a browser, anything else is a download; nothing in them runs. Takes Range, and If-None-Match with the ETag. `download=true` makes any of them a download. While it is being scanned, or where the scanner found something, it is refused.',
    who: 'signed-in',
    widget: 'asks',
    about,
    query: z.strictObject({ download: yesOrNo.default(false) }),
    answers: {
      200: 'application/octet-stream',
      206: 'application/octet-stream',
      304: null,
      416: null,
    },
    refuses: ['invalid-state'],
    async handle({ site: { app }, caller: { actor }, id, query, request, reply }) {
      const found = await fileFor(app, actor, id)
      if (!found.ok) return read(found)
      await sendFile({ app, actor, request, reply, download: query.download }, found.value)
      return shown(null)
    },
  }),
  route({
    method: 'DELETE',
    path: '/attachments/:id',
    name: 'removeUpload',
    tag,
    summary: 'Remove an upload that no message uses',
    who: 'signed-in',
    about,
    answers: { 204: null },
    refuses: ['invalid-state'],
    async handle({ site, caller, id }) {
      const removed = await removeUpload(site.app, caller.actor, id)
      return removed.ok ? { ok: true, value: { status: 204 } } : read(removed)
    },
  }),
]

const surroundings = 2_048
