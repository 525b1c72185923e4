/** A link by which somebody sets a password: made on purpose, shown this once. */
import { useState } from 'react'
import type { PasswordLinkView } from '../../../src/http/wire-people.ts'
import { ActForm } from '../act-form.tsx'
import { usePosting } from '../board/save.ts'
import { CodeBlock } from '../code/code-block.tsx'
import { useNow } from '../now.ts'
import { api } from '../paths.ts'
import { readInstant, sayMoment } from '../time.ts'
import { Button } from '../ui/button.tsx'
import { Dialog, DialogFoot } from '../ui/dialog.tsx'
import { peopleChanges } from './queries.ts'

interface LinkDialogProps {
  readonly person: { readonly id: string; readonly name: string }
  /** They have one already: the link makes another. */
  readonly hasPassword?: boolean
  /** They were added this moment. */
  readonly isNew?: boolean
  readonly onClose: () => void
}

export function LinkDialog({ person, hasPassword, isNew = false, onClose }: LinkDialogProps) {
  const [made, setMade] = useState<PasswordLinkView | null>(null)
  const { post, busy, error } = usePosting<PasswordLinkView>({
    path: api.passwordLinks(person.id),
    changes: peopleChanges,
    said: () => `The link for ${person.name} is made.`,
    onDone: setMade,
  })
  if (made !== null) return <Made made={made} onClose={onClose} />
  return (
    <Dialog
      title={isNew ? `${person.name} is added` : `How ${person.name} comes in`}
      description={
        isNew
          ? 'They come in with a password of their own, which they set by a link.'
          : hasPassword === true
            ? 'By a link they set another password. The one they have holds until then; after that, they are signed out everywhere.'
            : 'By a link they set a password, and come in with their e-mail address.'
      }
      onClose={onClose}
      width="narrow"
    >
      <ActForm label="Make the link" {...{ busy, error, onClose }} shows={[]} onSubmit={() => post({})}>
        <p className="text-note text-muted">
          It holds three days, for one use, in the place of any link before it. You hand it over yourself, by a way that
          others do not read: it goes out in no mail.
        </p>
      </ActForm>
    </Dialog>
  )
}

function Made({ made, onClose }: { made: PasswordLinkView; onClose: () => void }) {
  const now = useNow(60_000)
  const link = made.link.startsWith('/') ? `${location.origin}${made.link}` : made.link
  return (
    <Dialog
      title={`The link for ${made.person.name}`}
      description={`It sets the password of ${made.person.email}, once, until ${sayMoment(readInstant(made.expiresAt), now)}. Copy it now: it is shown this once.`}
      onClose={onClose}
    >
      <CodeBlock language="" text={link} />
      <DialogFoot>
        <Button look="go" onClick={onClose}>
          I have copied it
        </Button>
      </DialogFoot>
    </Dialog>
  )
}
