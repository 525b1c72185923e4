/** Where files that hang over the page will go. */
export const DropSign = ({ shown, to }: { shown: boolean; to: string }) =>
  shown ? (
    <p
      role="status"
      className="pointer-events-none fixed inset-x-4 bottom-6 z-40 mx-auto max-w-[420px] rounded-pane border-2 border-dashed border-accent bg-panel px-4 py-6 text-center font-semibold shadow-float"
    >
      Drop them: they go {to}.
    </p>
  ) : null
