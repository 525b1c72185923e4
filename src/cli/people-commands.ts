/** The commands of `desk user` and `desk key`: who there is, and how they come in. */
import { staffRoles } from '../domain/staff-roles.ts'
import type { Command } from './command.ts'

export const peopleCommands: readonly Command[] = [
  {
    name: 'user list',
    takes: '[--side staff|partner] [--all]',
    does: 'lists people: role, desks, zone, last sign-in, what opens the desk to them',
    more: 'One line of JSON each, by name. --all shows those who left too.',
    load: () => import('./user-list.ts'),
  },
  {
    name: 'user add',
    takes: 'EMAIL --name NAME (--role ROLE [--desk DESK]… | --partner PARTNER) [--zone ZONE]',
    does: 'adds somebody to the staff, or a contact to a partner, and prints the link by which they set a password',
    more:
      `ROLE is one of:\n${staffRoles.map(({ id, may }) => `  ${id.padEnd(8)} ${may}`).join('\n')}\n` +
      'Agents and leads work at a desk at least; --desk may be given several times. --zone is an IANA name, such as Europe/Berlin.\n' +
      'PARTNER is its reference, domain or name; with it the side is partner, else staff (--side says it too).\n' +
      'The first administrator of a desk:\n  desk user add you@vendor.example --name "Your Name" --role admin\n' +
      'The link holds three days, for one use, and is shown this once.',
    load: () => import('./user-add.ts'),
  },
  {
    name: 'user change',
    takes: 'EMAIL [--name NAME] [--email NEW] [--role ROLE] [--desk DESK]… [--zone ZONE]',
    does: 'changes somebody; what is not given stays',
    more: '--desk takes the place of all there were. The last active administrator stays one.',
    load: () => import('./user-change.ts'),
  },
  {
    name: 'user deactivate',
    takes: 'EMAIL [--tickets-to EMAIL | --unassign] [--partners-to EMAIL]',
    does: 'lets somebody leave: sessions, keys and streams end at once',
    more:
      'Where open tickets are theirs one of both must be given: they go to somebody else, or to nobody.\n' +
      '--partners-to names somebody else wherever they were account manager or point of contact.\n' +
      'The last active administrator stays.',
    load: () => import('./user-deactivate.ts'),
  },
  {
    name: 'user activate',
    takes: 'EMAIL',
    does: 'lets somebody come back, with the password that they had',
    load: () => import('./user-activate.ts'),
  },
  {
    name: 'user password',
    takes: 'EMAIL [--stdin < PASSWORD]',
    does: 'prints a link by which somebody sets a password, this once',
    more:
      'The first or another one; the link holds three days, for one use, in the place of any before it.\n' +
      '--stdin sets the password itself, read as one line from standard input, and signs them out everywhere.',
    load: () => import('./user-password.ts'),
  },
  {
    name: 'user sessions',
    takes: 'EMAIL',
    does: 'lists where somebody is signed in',
    load: () => import('./user-sessions.ts'),
  },
  {
    name: 'user sign-out',
    takes: 'EMAIL [--session ID]',
    does: "ends somebody's sessions, or one of them",
    more: "Keys go on: 'desk key revoke' ends one.",
    load: () => import('./user-sign-out.ts'),
  },
  {
    name: 'user second-factor',
    takes: '[off EMAIL | require WHOM]',
    does: 'takes the second factor of somebody who lost everything away, or says who of the staff must have one',
    more:
      "'off' signs them out everywhere and tells them by mail; the password alone lets them in then.\n" +
      "'require' asks one of 'staff', of 'administrators' or of 'nobody', from their next sign-in on. Without either it prints who must.",
    load: () => import('./user-second-factor.ts'),
  },
  {
    name: 'key create',
    takes: '--as EMAIL [--scope SCOPE]… [--label TEXT]',
    does: 'makes a bearer token for a person, and prints it this once',
    more: 'Only its hash is kept: a token that was lost is revoked and made anew.',
    load: () => import('./key-create.ts'),
  },
  { name: 'key list', takes: '', does: 'lists the keys, without their tokens', load: () => import('./key-list.ts') },
  { name: 'key revoke', takes: 'ID', does: 'ends a key at once', load: () => import('./key-revoke.ts') },
]
