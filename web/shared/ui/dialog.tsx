/** A question that must be answered, or left, before anything else. Escape leaves it; focus returns to where it was. */
import { Dialog as Base } from '@base-ui/react/dialog'
import { useState } from 'react'
import { useBlockedKeys } from '../keys.ts'
import { cx } from './cx.ts'
import { Icon } from './icons.tsx'

interface DialogProps {
  readonly title: string
  readonly description?: React.ReactNode
  readonly onClose: () => void
  readonly children: React.ReactNode
  readonly width?: 'narrow' | 'usual' | 'wide'
}

const widths = { narrow: 'sm:w-[420px]', usual: 'sm:w-[540px]', wide: 'sm:w-[720px]' } as const

/** Open while it is drawn. On a phone it rises from below and takes the width. */
export function Dialog({ title, description, onClose, children, width = 'usual' }: DialogProps) {
  useBlockedKeys()
  // What was written into it is not lost to a press beside it.
  const [isWritten, setWritten] = useState(false)
  return (
    <Base.Root open disablePointerDismissal={isWritten} onOpenChange={(open) => (open ? undefined : onClose())}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-veil" />
        <Base.Popup
          onInput={() => setWritten(true)}
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
          <div className="flex flex-col gap-4 px-5 pt-3 pb-5">{children}</div>
          {/* Last in the order of focus: what the dialog asks comes first. */}
          <Base.Close
            aria-label="Close"
            className="absolute top-3 right-3 grid size-8 place-items-center rounded-box text-muted hover:bg-soft hover:text-ink pointer-coarse:size-10"
          >
            <Icon name="close" />
          </Base.Close>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}

/** The last line of a dialog: what happens, to the right; leaving it, before that. */
export const DialogFoot = ({ children }: { children: React.ReactNode }) => (
  <div className="sticky bottom-0 -mx-5 -mb-5 flex flex-wrap items-center justify-end gap-2 bg-panel px-5 pt-2 pb-5">
    {children}
  </div>
)
