/** Critical issues to staff: the wallboard over everything, and where incidents are told of. */
import { useRef, useState } from 'react'
import type { IncidentView } from '../../../src/http/wire-critical.ts'
import { CriticalPage as Critical } from '../../shared/critical/critical-page.tsx'
import { usePolicy } from '../../shared/session.ts'
import { Button } from '../../shared/ui/button.tsx'
import { toast } from '../../shared/ui/toast.tsx'
import { IncidentDialog } from '../critical/incident-dialog.tsx'
import { WordDialog } from '../critical/word-dialog.tsx'
import { Row } from '../queue/row.tsx'

type Open = { readonly what: 'new' } | { readonly what: 'update' | 'end'; readonly incident: IncidentView }

export function CriticalPage() {
  const policy = usePolicy()
  const wall = useRef<HTMLDivElement>(null)
  const [open, setOpen] = useState<Open | null>(null)
  const close = (): void => setOpen(null)
  return (
    <div ref={wall} className="overflow-y-auto bg-panel">
      <Critical
        reader="staff"
        action={
          <>
            <Button
              onClick={() =>
                void wall.current?.requestFullscreen().catch(() => toast.done('This browser does not fill the screen.'))
              }
            >
              Wallboard
            </Button>
            <Button look="go" onClick={() => setOpen({ what: 'new' })}>
              Open an incident
            </Button>
          </>
        }
        actionsOf={(incident) => (
          <>
            <Button size="small" onClick={() => setOpen({ what: 'update', incident })}>
              Say how it goes on
            </Button>
            <Button size="small" onClick={() => setOpen({ what: 'end', incident })}>
              It has ended
            </Button>
          </>
        )}
        row={(ticket) => (
          <Row key={ticket.id} ticket={ticket} policy={policy} isSelected={false} onSelect={() => undefined} />
        )}
      />
      {open === null ? null : open.what === 'new' ? (
        <IncidentDialog onClose={close} />
      ) : (
        <WordDialog what={open.what} incident={open.incident} onClose={close} />
      )}
    </div>
  )
}
