/** One picture as large as the window: arrows go to the others of the message, Escape leaves. */
import { Dialog } from '@base-ui/react/dialog'
import type { AttachmentView } from '../../../src/http/wire-attachment.ts'
import { useBlockedKeys } from '../keys.ts'
import { api } from '../paths.ts'
import { buttonClass } from '../ui/button.tsx'
import { Icon } from '../ui/icons.tsx'
import { sayFile } from './words.ts'

interface LightboxProps {
  readonly pictures: readonly AttachmentView[]
  readonly at: number
  readonly onMove: (at: number) => void
  readonly onClose: () => void
}

const round =
  'grid size-10 shrink-0 place-items-center rounded-box border border-line bg-panel text-ink hover:bg-soft disabled:opacity-40'

export function Lightbox({ pictures, at, onMove, onClose }: LightboxProps) {
  useBlockedKeys()
  const picture = pictures[at]
  if (picture === undefined) return null
  const go = (by: number): void => {
    if (pictures[at + by] !== undefined) onMove(at + by)
  }
  return (
    <Dialog.Root open onOpenChange={(open) => (open ? undefined : onClose())}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-veil" />
        <Dialog.Popup
          onKeyDown={(event) => {
            if (event.key === 'ArrowRight') go(1)
            if (event.key === 'ArrowLeft') go(-1)
          }}
          className="fixed inset-2 z-40 flex flex-col rounded-pane bg-panel shadow-float outline-none sm:inset-6"
        >
          <div className="flex items-center gap-3 border-b border-line px-4 py-2.5">
            <div className="min-w-0 flex-1">
              <Dialog.Title className="truncate text-base font-semibold">{picture.name}</Dialog.Title>
              <Dialog.Description className="text-small text-muted">
                {sayFile(picture)}
                {pictures.length === 1 ? '' : ` · ${at + 1} of ${pictures.length}`}
              </Dialog.Description>
            </div>
            <a href={`${api.attachment(picture.id)}?download=true`} className={buttonClass({})}>
              Download
            </a>
            <Dialog.Close aria-label="Close" className={round}>
              <Icon name="close" />
            </Dialog.Close>
          </div>
          <div className="flex min-h-0 flex-1 items-center justify-center p-3">
            <img src={api.attachment(picture.id)} alt={picture.name} className="max-h-full max-w-full object-contain" />
          </div>
          {pictures.length === 1 ? null : (
            <div className="flex justify-center gap-2 border-t border-line p-2">
              <button
                type="button"
                aria-label="The one before"
                disabled={at === 0}
                onClick={() => go(-1)}
                className={round}
              >
                <Icon name="back" />
              </button>
              <button
                type="button"
                aria-label="The next one"
                disabled={at === pictures.length - 1}
                onClick={() => go(1)}
                className={round}
              >
                <Icon name="back" className="rotate-180" />
              </button>
            </div>
          )}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
