/** The steps of setting a desk up, in words: what is lacking and where to see to it, or what there is. */
import { pages } from '../../shared/pages.ts'
import type { SetupView } from './query.ts'

export interface StepWords {
  readonly title: string
  readonly open: React.ReactNode
  readonly done: React.ReactNode
  /** Where it is seen to, or looked at; null where only the program's start can do it. */
  readonly place: {
    readonly to: typeof pages.policy | typeof pages.staff | typeof pages.mail | typeof pages.partners
    readonly label: string
  } | null
}

/** A setting of the program's start. */
const Setting = ({ children }: { children: string }) => (
  <code className="rounded-tag bg-soft px-1 font-mono text-small">{children}</code>
)

const atStart = 'where the program is started, and start it again (docs/operating.md).'

export const stepWords = (
  setup: SetupView,
  deskName: (desk: string) => string,
): Readonly<Record<SetupView['steps'][number]['id'], StepWords>> => ({
  policy: {
    title: 'What you promise',
    open: (
      <>
        The policy is the example that comes with the program: {setup.vendor}’s desks, tiers, hours and people. Keep
        your own in a folder that <Setting>POLICY_DIR</Setting> names, and publish it.
      </>
    ),
    done: `The policy is ${setup.vendor}’s own.`,
    place: { to: pages.policy, label: 'Policy' },
  },
  staff: {
    title: 'Somebody for every desk',
    open: `Nobody answers at ${joined(setup.desksWithout.map(deskName))} yet. Add agents and leads, and hand each of them the link to set a password.`,
    done: 'Somebody answers at every desk.',
    place: { to: pages.staff, label: 'Staff' },
  },
  administrators: {
    title: 'A second administrator',
    open: 'You are the only one. If you cannot sign in one day, only the command line can help.',
    done: 'There is more than one.',
    place: { to: pages.staff, label: 'Staff' },
  },
  address: {
    title: 'The desk’s address',
    open: (
      <>
        Links in letters, in the widget and to set a password need the address at which people reach the desk. Set{' '}
        <Setting>PUBLIC_URL</Setting> {atStart}
      </>
    ),
    done: <span className="wrap-anywhere">Links lead to {setup.publicUrl}.</span>,
    place: null,
  },
  'mail-out': {
    title: 'Mail that goes out',
    open: (
      <>
        Letters are written and kept under Mail, and none is sent. Set <Setting>SMTP_URL</Setting> {atStart}
      </>
    ),
    done: 'Letters are sent; Mail shows each of them.',
    place: { to: pages.mail, label: 'Mail' },
  },
  'mail-in': {
    title: 'Mail that comes in',
    open: (
      <>
        Mail to your desks is not read yet. Set <Setting>IMAP_URL</Setting> to fetch it from a mailbox, or{' '}
        <Setting>MAIL_LISTEN</Setting> to receive it directly, {atStart}
      </>
    ),
    done: 'Mail to your desks becomes tickets; Mail shows each of them.',
    place: { to: pages.mail, label: 'Mail' },
  },
  partners: {
    title: 'Partners and their contacts',
    open: setup.hasPartner
      ? 'There are partners, and nobody of theirs who may ask: add contacts on a partner’s page, or import them.'
      : 'Import them from a file or add them one by one, then their contacts. Mail from an address nobody knows is held until somebody lets it in.',
    done: 'Partners are here, with contacts who may ask.',
    place: { to: pages.partners, label: 'Partners' },
  },
})

/** 'Partner Support and Partner Operations' */
const joined = (names: readonly string[]): string => new Intl.ListFormat('en').format(names)
