/** What is asked before one act on several tickets. Loaded when the first is wanted. */
import { useState } from 'react'
import { ActForm } from '../../shared/act-form.tsx'
import { useMe } from '../../shared/session.ts'
import { Button } from '../../shared/ui/button.tsx'
import { Dialog } from '../../shared/ui/dialog.tsx'
import { sayCount } from '../../shared/words.ts'
import { CausesDialog } from '../causes/several-dialog.tsx'
import { ColleagueField } from '../dialogs/colleague-field.tsx'
import { EscalatesDialog, PlainDialog, SeveritiesDialog, TransfersDialog, WaitsDialog } from './decided-dialogs.tsx'
import { TagsDialog } from '../tags/several-dialog.tsx'
import { useSeveralAct, type SeveralDialogProps } from './use-several-act.ts'
import type { SharedAct } from './words.ts'
import { WordsDialog } from './words-dialog.tsx'

export function SeveralDialog({ act, ...props }: SeveralDialogProps & { act: SharedAct['kind'] }) {
  switch (act) {
    case 'assign':
      return <AssignDialog {...props} />
    case 'severity':
      return <SeveritiesDialog {...props} />
    case 'transfer':
      return <TransfersDialog {...props} />
    case 'tag':
      return <TagsDialog {...props} />
    case 'wait':
      return <WaitsDialog {...props} />
    case 'escalate':
      return <EscalatesDialog {...props} />
    case 'cause':
      return <CausesDialog {...props} />
    case 'confirm-severity':
    case 'product-answered':
    case 'follow':
      return <PlainDialog act={act} {...props} />
    default:
      return <WordsDialog act={act} {...props} />
  }
}

function AssignDialog(props: SeveralDialogProps) {
  const { tickets, onClose } = props
  const me = useMe()
  const [person, setPerson] = useState<string | null>(null)
  const { run, busy, error, fields } = useSeveralAct(props)
  const give = (to: string | null): void => (busy ? undefined : run({ kind: 'assign', person: to }))
  const taken = tickets.filter(({ assignee }) => assignee !== null).length
  return (
    <Dialog
      title={`Assign ${sayCount(tickets.length, 'ticket')}`}
      description={
        taken === 0
          ? 'Nobody has any of them yet.'
          : `${taken === tickets.length ? 'All' : taken} of them ${taken === 1 ? 'is' : 'are'} with somebody.`
      }
      onClose={onClose}
      width="narrow"
    >
      <ActForm
        label="Assign"
        {...{ busy, error, onClose }}
        shows={['act.person']}
        because={person === null ? 'Choose somebody.' : null}
        onSubmit={() => give(person)}
      >
        <ColleagueField
          desks={tickets.map(({ desk }) => desk)}
          person={person}
          onPerson={setPerson}
          error={fields['act.person']}
        />
        <div className="flex flex-wrap gap-2">
          <Button size="small" busy={busy} onClick={() => give(me.id)}>
            Take them
          </Button>
          <Button size="small" busy={busy} because={taken === 0 ? 'Nobody has them.' : null} onClick={() => give(null)}>
            Give them back to the desk
          </Button>
        </div>
      </ActForm>
    </Dialog>
  )
}
