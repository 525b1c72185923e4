/** A partner's contacts with their training (D4). */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { ContactView, PartnerPageView } from '../../../src/http/wire-registry.ts'
import { List, Part } from '../../shared/registry/list.tsx'
import { registry } from '../../shared/registry/queries.ts'
import { LinkDialog } from '../../shared/people/link-dialog.tsx'
import { queries } from '../../shared/queries.ts'
import { useMe } from '../../shared/session.ts'
import { Button } from '../../shared/ui/button.tsx'
import { Menu } from '../../shared/ui/menu.tsx'
import { sayNumber } from '../../shared/words.ts'
import { ContactReturnDialog } from './contact-return-dialog.tsx'
import { SessionsDialog } from '../people/sessions-dialog.tsx'
import { TakeSecondFactorDialog } from '../people/take-second-factor-dialog.tsx'
import { UnlinkDialog } from '../people/unlink-dialog.tsx'
import { ContactDialog } from './contact-dialog.tsx'
import { TrainingDialog } from './training-dialog.tsx'

type Open =
  | { readonly dialog: 'contact'; readonly contact: ContactView | null }
  | {
      readonly dialog: 'training' | 'link' | 'sessions' | 'second-factor' | 'unlink' | 'return'
      readonly contact: ContactView
    }

export function Contacts({ partner }: { partner: PartnerPageView }) {
  const [left, setLeft] = useState(false)
  const found = useInfiniteQuery(registry.contacts(partner.id, left ? 'left' : undefined))
  const [open, setOpen] = useState<Open | null>(null)
  return (
    <Part
      title="Contacts"
      count={sayNumber(partner.contacts)}
      action={
        <Button size="small" onClick={() => setOpen({ dialog: 'contact', contact: null })}>
          Add<span className="sr-only"> a contact</span>
        </Button>
      }
    >
      <List
        found={found}
        what="contacts"
        row={(contact) => <ContactRow key={contact.id} contact={contact} onOpen={setOpen} />}
        empty={
          <p className="text-note text-muted">
            {left ? 'Nobody has left.' : 'None yet. Only contacts can open tickets for their company.'}
          </p>
        }
      />
      <Button size="small" look="bare" className="-ml-2" aria-pressed={left} onClick={() => setLeft(!left)}>
        {left ? 'Show those who are there' : 'Show those who have left'}
      </Button>
      {open?.dialog === 'contact' ? (
        <ContactDialog partner={partner} contact={open.contact} onClose={() => setOpen(null)} />
      ) : null}
      {open?.dialog === 'training' ? <TrainingDialog contact={open.contact} onClose={() => setOpen(null)} /> : null}
      {open?.dialog === 'return' ? <ContactReturnDialog contact={open.contact} onClose={() => setOpen(null)} /> : null}
      {open?.dialog === 'link' ? <LinkDialog person={open.contact} onClose={() => setOpen(null)} /> : null}
      {open?.dialog === 'second-factor' ? (
        <TakeSecondFactorDialog person={open.contact} onClose={() => setOpen(null)} />
      ) : null}
      {open?.dialog === 'unlink' ? <UnlinkDialog person={open.contact} onClose={() => setOpen(null)} /> : null}
      {open?.dialog === 'sessions' ? <SessionsDialog person={open.contact} onClose={() => setOpen(null)} /> : null}
    </Part>
  )
}

function ContactRow({ contact, onOpen }: { contact: ContactView; onOpen: (open: Open) => void }) {
  const mayComeBySingleSignOn = useQuery(queries.signInWays()).data?.singleSignOn?.for === 'everybody'
  const because = useMe().role === 'admin' ? null : 'An administrator does this.'
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 py-2">
      <span className="min-w-0 flex-1 basis-52 wrap-anywhere">
        {contact.name}
        {contact.active ? null : <span className="ml-2 text-note text-muted">has left</span>}
        <span className="block text-note text-muted">{[contact.email, ...contact.phones].join(' · ')}</span>
        {contact.mailFails === null ? null : (
          <span className="block text-small text-broken">Mail comes back: {contact.mailFails.because}</span>
        )}
      </span>
      <span className="min-w-0 basis-52 text-note">
        {contact.training.length === 0 ? (
          <span className="text-soon">no training on record</span>
        ) : (
          contact.training.map(({ product }) => product.name).join(', ')
        )}
      </span>
      <Menu
        trigger={
          <Button size="small" look="bare" className="ml-auto">
            Change<span className="sr-only"> {contact.name}</span>
          </Button>
        }
        groups={
          contact.active
            ? [
                [
                  { id: 'edit', label: 'Edit', onSelect: () => onOpen({ dialog: 'contact', contact }) },
                  {
                    id: 'training',
                    label: 'Record a training',
                    onSelect: () => onOpen({ dialog: 'training', contact }),
                  },
                ],
                [
                  {
                    id: 'link',
                    label: 'Link to set a password',
                    because,
                    onSelect: () => onOpen({ dialog: 'link', contact }),
                  },
                  {
                    id: 'sessions',
                    label: 'Where they are signed in',
                    because,
                    onSelect: () => onOpen({ dialog: 'sessions', contact }),
                  },
                  {
                    id: 'second-factor',
                    label: 'Take the second factor away …',
                    because,
                    onSelect: () => onOpen({ dialog: 'second-factor', contact }),
                  },
                  ...(mayComeBySingleSignOn
                    ? [
                        {
                          id: 'unlink',
                          label: 'Unlink single sign-on …',
                          because,
                          onSelect: () => onOpen({ dialog: 'unlink', contact }),
                        },
                      ]
                    : []),
                ],
              ]
            : [[{ id: 'return', label: 'Let them come back …', onSelect: () => onOpen({ dialog: 'return', contact }) }]]
        }
      />
    </li>
  )
}
