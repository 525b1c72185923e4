/** The dialogs of a ticket by name. Loaded when the first of them is wanted. */
import type { TicketView } from '../../../src/http/wire.ts'
import { EscalateDialog } from '../../shared/escalation/escalate.tsx'
import { RaiseDialog } from '../../shared/escalation/raise.tsx'
import { ReopenDialog } from '../../shared/ticket/reopen.tsx'
import { CauseDialog } from '../causes/dialog.tsx'
import type { CommandId } from '../commands.ts'
import { RemindDialog } from '../reminders/dialog.tsx'
import { TagDialog } from '../tags/dialog.tsx'
import { AssignDialog } from './assign.tsx'
import { CallDialog } from './call.tsx'
import { DecideDisputeDialog } from './decide-dispute.tsx'
import { EndEscalationDialog } from './end-escalation.tsx'
import { IdeaDialog } from './idea.tsx'
import { MergeDialog } from './merge.tsx'
import { ReclassifyDialog } from './reclassify.tsx'
import { RedactDialog } from './redact.tsx'
import { SeverityDialog } from './severity.tsx'
import { SolveDialog } from './solve.tsx'
import { TransferDialog } from './transfer.tsx'
import { WaitDialog } from './wait.tsx'

export interface TicketDialogProps {
  readonly ticket: TicketView
  readonly onClose: () => void
  /** The one that it is about, where one was chosen. */
  readonly message?: string
  /** And which file of it. */
  readonly file?: string
}

/** What needs no dialog is not here. */
export type DialogId = Exclude<
  CommandId,
  'reply' | 'status-update' | 'take' | 'follow' | 'product-answered' | 'confirm-severity'
>

const dialogs = {
  call: CallDialog,
  assign: AssignDialog,
  remind: RemindDialog,
  severity: SeverityDialog,
  solve: SolveDialog,
  reopen: ReopenDialog,
  transfer: TransferDialog,
  reclassify: ReclassifyDialog,
  idea: IdeaDialog,
  wait: WaitDialog,
  tag: TagDialog,
  merge: MergeDialog,
  cause: CauseDialog,
  escalate: (props) => <EscalateDialog {...props} reader="staff" />,
  raise: RaiseDialog,
  'end-escalation': EndEscalationDialog,
  'decide-dispute': DecideDisputeDialog,
  redact: RedactDialog,
} as const satisfies Record<DialogId, React.ComponentType<TicketDialogProps>>

export function TicketDialog({ dialog, ...props }: TicketDialogProps & { dialog: DialogId }) {
  const Shown = dialogs[dialog]
  return <Shown {...props} />
}
