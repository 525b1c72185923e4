/** What is shown of a partner: its profile, its store profile, its projects and case studies (E8). They change by workflows. */
import { getSheets, listVersions } from '../../services/sheets/view.ts'
import { read } from '../reply.ts'
import { route } from '../route.ts'
import * as things from '../things.ts'
import { idOf } from '../things.ts'
import * as wire from '../wire-sheets.ts'

const tag = 'Partnership'

export const sheets = [
  route({
    method: 'GET',
    path: '/partners/:id/sheets',
    name: 'getSheets',
    tag,
    summary: 'What is shown of a partner, and what of it is being changed',
    description:
      'A change is asked for by POST /runs with the workflow of its kind and `fields.changes`: `{ "of": kind, "item": id of one of many, "set": { field: value } }`, or `"takesDown": true`.',
    who: 'signed-in',
    about: things.partner,
    answers: { 200: wire.sheets },
    handle: async ({ site, caller, id }) => read(await getSheets(site.app, caller.actor, idOf<'partner'>(id))),
  }),
  route({
    method: 'GET',
    path: '/sheets/:id/versions',
    name: 'listSheetVersions',
    tag,
    summary: 'Every version of a sheet: what it changed, who asked and who approved',
    who: 'signed-in',
    about: things.sheet,
    answers: { 200: wire.versions },
    handle: async ({ site, caller, id }) => read(await listVersions(site.app, caller.actor, id)),
  }),
]
