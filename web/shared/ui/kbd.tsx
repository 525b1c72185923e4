/** The key that does it. Hidden from screen readers (`aria-keyshortcuts` says it there) and where there is no keyboard. */
export const Kbd = ({ children }: { children: string }) => (
  <kbd
    aria-hidden="true"
    className="inline-block min-w-[18px] rounded-tag border border-b-2 border-line bg-panel px-1 text-center font-mono text-[11px] leading-[15px] text-muted pointer-coarse:hidden"
  >
    {children}
  </kbd>
)

export const isApple = /Mac|iPhone|iPad/.test(navigator.userAgent)
/** The key that goes with another: ⌘ on Apple's keyboards, Ctrl elsewhere. */
export const modifier = isApple ? '⌘' : 'Ctrl '
