/** Word that something was done, with the way back where there is one. Errors stay until they are dismissed. */
import { Toast as Base } from '@base-ui/react/toast'
import { sayProblem } from '../api.ts'
import { Icon } from './icons.tsx'

const manager = Base.createToastManager()
const stays = { done: 6_000, undoable: 10_000, failed: 0 } as const

/** From anywhere, also outside of components. */
export const toast = {
  done: (text: string): void => void manager.add({ description: text, timeout: stays.done }),
  undoable: (text: string, undo: () => void): void => {
    const id = manager.add({
      description: text,
      timeout: stays.undoable,
      actionProps: {
        children: 'Undo',
        onClick: () => {
          manager.close(id)
          undo()
        },
      },
    })
  },
  failed: (reason: unknown): void =>
    void manager.add({ description: sayProblem(reason), timeout: stays.failed, priority: 'high', type: 'failed' }),
}

export const Toasts = () => (
  <Base.Provider toastManager={manager} limit={3}>
    <Base.Portal>
      <Base.Viewport className="fixed inset-x-4 bottom-[calc(5rem+var(--over-bar,0px))] z-50 flex flex-col-reverse gap-2 outline-none sm:left-auto sm:right-5 sm:bottom-[calc(1.25rem+var(--over-bar,0px))] sm:w-[380px]">
        <List />
      </Base.Viewport>
    </Base.Portal>
  </Base.Provider>
)

function List() {
  const { toasts } = Base.useToastManager()
  return toasts.map((each) => (
    <Base.Root
      key={each.id}
      toast={each}
      aria-label={each.type === 'failed' ? 'Not done' : 'Done'}
      swipeDirection={['right', 'down']}
      className="rounded-box bg-ink text-bg shadow-float transition-opacity duration-150 data-ending-style:opacity-0 data-limited:hidden data-starting-style:opacity-0"
    >
      <Base.Content className="flex items-center gap-3 py-2 pr-2 pl-3.5">
        <Base.Description className="min-w-0 flex-1 text-note" />
        <Base.Action className="rounded-box px-2 py-1 text-note font-semibold underline underline-offset-2 hover:bg-bg/15 pointer-coarse:min-h-10" />
        <Base.Close
          aria-label="Dismiss"
          className="grid size-7 place-items-center rounded-box hover:bg-bg/15 pointer-coarse:size-10"
        >
          <Icon name="close" className="size-3.5" />
        </Base.Close>
      </Base.Content>
    </Base.Root>
  ))
}
