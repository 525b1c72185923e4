/** Sheets of which one is in front. */
import { Tabs as Base } from '@base-ui/react/tabs'
import { cx } from './cx.ts'

interface TabsProps<Value extends string> {
  readonly label: string
  readonly value: Value
  readonly onChange: (value: Value) => void
  readonly tabs: readonly { readonly value: Value; readonly label: string; readonly count?: string }[]
  readonly children?: React.ReactNode
  readonly className?: string
}

export function Tabs<Value extends string>({ label, value, onChange, tabs, children, className }: TabsProps<Value>) {
  return (
    <Base.Root value={value} onValueChange={(next) => onChange(next as Value)} className={className}>
      <Base.List aria-label={label} className="flex overflow-x-auto border-b border-line text-note">
        {tabs.map((tab) => (
          <Base.Tab
            key={tab.value}
            value={tab.value}
            className={cx(
              'shrink-0 px-3 py-2 text-muted hover:text-ink focus-visible:-outline-offset-2 pointer-coarse:min-h-10',
              'data-active:font-semibold data-active:text-ink data-active:shadow-[inset_0_-2px_0_var(--color-ink)]',
            )}
          >
            {tab.label}
            {tab.count === undefined ? null : <span className="num ml-1.5 font-normal text-muted">{tab.count}</span>}
          </Base.Tab>
        ))}
      </Base.List>
      {children === undefined ? null : (
        // What is in it is reached itself: a stop before it would be one at nothing.
        <Base.Panel value={value} tabIndex={-1} className="outline-none">
          {children}
        </Base.Panel>
      )}
    </Base.Root>
  )
}
