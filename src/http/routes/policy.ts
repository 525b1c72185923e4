/** The policy's versions: looked through by staff, checked and published by administrators (C9). */
import { policyVersions, differencesOf } from '../../services/policy-versions.ts'
import { checkFolder, publishFolder } from '../../services/publishing.ts'
import * as asked from '../asked-policy.ts'
import { acted, read } from '../reply.ts'
import { route } from '../route.ts'
import * as wire from '../wire-policy.ts'
import { page } from '../wire.ts'

const tag = 'Policy'
const roles = ['admin'] as const

export const policies = [
  route({
    method: 'GET',
    path: '/policy/versions',
    name: 'listPolicyVersions',
    tag,
    summary: 'The published versions, the newest first',
    description: 'A ticket keeps the version that it was opened under: `openTickets` counts those that are still open.',
    who: 'staff',
    query: asked.policyVersions,
    answers: { 200: page(wire.policyVersion) },
    handle: async ({ site, caller, query }) => read(await policyVersions(site.app, caller.actor, query)),
  }),
  route({
    method: 'GET',
    path: '/policy/differences',
    name: 'diffPolicies',
    tag,
    summary: 'What one version says otherwise than another',
    description:
      'Without `from`: than the version before it. Rows are named by their id, level or name; lengths of time are in words. As `desk policy diff`.',
    who: 'staff',
    query: asked.policyDifferences,
    answers: { 200: wire.policyDifferences },
    refuses: ['not-found'],
    handle: async ({ site, caller, query }) => read(await differencesOf(site.app, caller.actor, query)),
  }),
  route({
    method: 'GET',
    path: '/policy/folder',
    name: 'checkPolicyFolder',
    tag,
    summary: 'The policy’s folder on the server, checked as it stands now',
    description:
      'All mistakes at once, its own examples included, as `desk policy check` finds them; or what publishing it would change. 409 where it cannot be read as a policy at all.',
    who: 'staff',
    roles,
    answers: { 200: wire.policyFolder },
    refuses: ['invalid-state'],
    handle: async ({ site, caller }) => read(await checkFolder(site.app, caller.actor)),
  }),
  route({
    method: 'POST',
    path: '/policy/versions',
    name: 'publishPolicy',
    tag,
    summary: 'Publish what stands in the folder as the next version',
    description:
      'With what the check gave. It holds at once, on every node, for tickets that are opened from then on; open ones keep theirs. 409 where the folder has been changed since, or another version has been published; 422 where it has mistakes now.',
    who: 'staff',
    roles,
    body: asked.newPolicyVersion,
    example: { digest: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08', follows: 3 },
    answers: { 201: wire.policyVersion },
    refuses: ['invalid-state'],
    handle: async ({ site, caller, body, once }) => acted(await publishFolder(site.app, caller.actor, body, once), 201),
  }),
]
