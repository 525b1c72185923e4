/** The partner says that it needs nothing further. */
import type { TicketView } from '../../src/http/wire.ts'
import { useAct } from '../shared/actions.ts'
import { sayProblem } from '../shared/api.ts'
import { isRunning, readClock } from '../shared/promise-bar/clock.ts'
import { Button } from '../shared/ui/button.tsx'
import { Dialog, DialogFoot } from '../shared/ui/dialog.tsx'
import { Notice } from '../shared/ui/notice.tsx'
import { toast } from '../shared/ui/toast.tsx'

interface EndingProps {
  readonly ticket: TicketView
  readonly onClose: () => void
}

export function SolvedDialog({ ticket, onClose }: EndingProps) {
  const { run, busy, error } = useAct(ticket.id, 'solve', () => {
    toast.done(`${ticket.number} is solved.`)
    onClose()
  })
  const owed = ticket.clocks.map(readClock).some(isRunning)
  return (
    <Dialog
      title="Is it solved?"
      description={
        owed
          ? 'You are still owed an answer. If you need none any more, what was promised is withdrawn.'
          : 'It can be reopened for some days.'
      }
      onClose={onClose}
      width="narrow"
    >
      {error === null ? null : (
        <Notice tone="broken" alert>
          {sayProblem(error)}
        </Notice>
      )}
      <DialogFoot>
        <Button look="bare" onClick={onClose}>
          Not yet
        </Button>
        <Button look="go" busy={busy} onClick={() => run({})}>
          Yes, it is solved
        </Button>
      </DialogFoot>
    </Dialog>
  )
}
