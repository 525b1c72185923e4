/** A word on hovering or focus. Never the only place where something is said. */
import { Tooltip as Base } from '@base-ui/react/tooltip'

export const TooltipProvider = Base.Provider

export function Tooltip({
  text,
  children,
}: {
  text: React.ReactNode
  children: React.ReactElement<Record<string, unknown>>
}) {
  return (
    <Base.Root>
      <Base.Trigger render={children} />
      <Base.Portal>
        <Base.Positioner sideOffset={6} className="z-50">
          <Base.Popup className="float max-w-[300px] rounded-box bg-ink px-2.5 py-1.5 text-note text-bg">
            {text}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
