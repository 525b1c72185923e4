/** Single sign-on: whether there is one, and whose account at the provider is whose here. */
import type { PersonId } from '../../domain/kernel.ts'
import { unlinkPerson } from '../../services/people/single-sign-on.ts'
import { read, shown } from '../reply.ts'
import { route } from '../route.ts'
import * as things from '../things.ts'
import * as wire from '../wire-single-sign-on.ts'

export const singleSignOn = [
  route({
    method: 'GET',
    path: '/sign-in-ways',
    name: 'getSignInWays',
    tag: 'Signing in',
    summary: 'How one may come in',
    description: 'By e-mail and password; where single sign-on is set up, by it too, in a browser.',
    who: 'everybody',
    answers: { 200: wire.signInWays },
    handle: async ({ site: { singleSignOn: sso } }) =>
      shown({
        singleSignOn:
          sso === null
            ? null
            : {
                label: sso.provider.label,
                href: sso.href,
                for: sso.provider.forContacts ? 'everybody' : 'staff',
                only: sso.provider.only,
              },
      }),
  }),
  route({
    method: 'DELETE',
    path: '/people/:id/single-sign-on',
    name: 'unlinkSingleSignOn',
    tag: 'Staff, keys and sessions',
    summary: 'Unlink somebody from single sign-on',
    description:
      'Of the staff or a contact: for when their account at the provider was replaced by another one. The next to come with their verified address is linked. Sessions go on: end them beside it where they should not.',
    who: 'staff',
    roles: ['admin'],
    about: things.person,
    answers: { 204: null },
    refuses: ['invalid-state'],
    async handle({ site, caller, id }) {
      const unlinked = await unlinkPerson(site.app, caller.actor, things.idOf<'person'>(id) as PersonId)
      return unlinked.ok ? { ok: true, value: { status: 204 } } : read(unlinked)
    },
  }),
]
