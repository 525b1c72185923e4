/**
 * A question that must be answered, or left, before anything else. Escape leaves it; focus returns to where it was. Where words
 * stand in it that nobody has yet, every way out asks first: Escape, the cross, a press beside it, its own `LeaveButton`, and the
 * browser's way back.
 */
import { AlertDialog } from '@base-ui/react/alert-dialog'
import { Dialog as Base } from '@base-ui/react/dialog'
import { useBlocker } from '@tanstack/react-router'
import { createContext, use, useRef, useState } from 'react'
import { useBlockedKeys } from '../keys.ts'
import { Button } from './button.tsx'
import { cx } from './cx.ts'
import { Icon } from './icons.tsx'
import { useWritten } from './written.ts'

interface DialogProps {
  readonly title: string
  readonly description?: React.ReactNode
  readonly onClose: () => void
  readonly children: React.ReactNode
  readonly width?: 'narrow' | 'usual' | 'wide'
}

const widths = { narrow: 'sm:w-[420px]', usual: 'sm:w-[540px]', wide: 'sm:w-[720px]' } as const

/** Of the dialog around: goes by `close`, once it is sure. */
const Leaving = createContext((close: () => void): void => close())

/** Open while it is drawn. On a phone it rises from below and takes the width. */
export function Dialog({ title, description, onClose, children, width = 'usual' }: DialogProps) {
  useBlockedKeys()
  const { isWritten, ...heard } = useWritten()
  const [asked, setAsked] = useState<(() => void) | null>(null)
  const leave = (close: () => void): void => (isWritten() ? setAsked(() => close) : close())
  // Read before anything in the dialog takes the focus.
  const [from] = useState(() => document.activeElement)
  const way = useBlocker({
    // Only the browser's own way back: who has sent it may be led on.
    shouldBlockFn: ({ action }) => (action === 'BACK' || action === 'GO') && isWritten(),
    enableBeforeUnload: isWritten,
    withResolver: true,
  })
  return (
    <Base.Root open onOpenChange={(open) => (open ? undefined : leave(onClose))}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-veil" />
        <Base.Popup
          {...heard}
          finalFocus={() => (from instanceof HTMLElement && from !== document.body && from.isConnected ? from : true)}
          className={cx(
            'float fixed inset-x-0 bottom-0 z-40 flex max-h-[92dvh] flex-col overflow-y-auto overscroll-contain rounded-t-pane bg-panel shadow-float outline-none',
            'sm:inset-x-auto sm:top-[12vh] sm:bottom-auto sm:left-1/2 sm:max-h-[80vh] sm:-translate-x-1/2 sm:rounded-pane',
            widths[width],
          )}
        >
          <div className="px-5 pt-4 pr-14">
            <Base.Title className="text-lead font-semibold">{title}</Base.Title>
            {description === undefined ? null : (
              <Base.Description className="mt-0.5 text-note text-muted">{description}</Base.Description>
            )}
          </div>
          <div className="flex flex-col gap-4 px-5 pt-3 pb-5">
            <Leaving value={leave}>{children}</Leaving>
          </div>
          {/* Last in the order of focus: what the dialog asks comes first. */}
          <Base.Close
            aria-label="Close"
            className="absolute top-3 right-3 grid size-8 place-items-center rounded-box text-muted hover:bg-soft hover:text-ink pointer-coarse:size-10"
          >
            <Icon name="close" />
          </Base.Close>
          {asked === null ? null : <Discard onKeep={() => setAsked(null)} onDiscard={asked} />}
          {way.status === 'blocked' ? <Discard onKeep={way.reset} onDiscard={way.proceed} /> : null}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}

/** Escape keeps the words, and so does Enter: it stands on that. */
function Discard({ onKeep, onDiscard }: { onKeep: () => void; onDiscard: () => void }) {
  const keep = useRef<HTMLButtonElement>(null)
  return (
    <AlertDialog.Root open onOpenChange={(open) => (open ? undefined : onKeep())}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop forceRender className="fixed inset-0 z-50 bg-veil" />
        <AlertDialog.Popup
          initialFocus={keep}
          className="float fixed inset-x-4 top-[30vh] z-50 mx-auto flex max-w-[360px] flex-col gap-4 rounded-pane bg-panel p-5 shadow-float outline-none"
        >
          <div>
            <AlertDialog.Title className="text-lead font-semibold">Discard what you wrote?</AlertDialog.Title>
            <AlertDialog.Description className="mt-0.5 text-note text-muted">
              It is not sent, and kept nowhere else.
            </AlertDialog.Description>
          </div>
          <div className="flex flex-wrap justify-end gap-2">
            <Button look="bare" onClick={onDiscard}>
              Discard
            </Button>
            <Button ref={keep} look="go" onClick={onKeep}>
              Go on writing
            </Button>
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  )
}

/** The way out that a dialog itself offers, e.g. 'Cancel'. */
export function LeaveButton({ onClose, children }: { onClose: () => void; children: React.ReactNode }) {
  const leave = use(Leaving)
  return (
    <Button look="bare" onClick={() => leave(onClose)}>
      {children}
    </Button>
  )
}

/** The last line of a dialog: what happens, to the right; leaving it, before that. */
export const DialogFoot = ({ children }: { children: React.ReactNode }) => (
  <div className="sticky bottom-0 -mx-5 -mb-5 flex flex-wrap items-center justify-end gap-2 bg-panel px-5 pt-2 pb-5">
    {children}
  </div>
)
