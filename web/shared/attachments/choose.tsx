/** The button that chooses files; the other two ways are said beside it. */
import { useRef } from 'react'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icons.tsx'

export function ChooseFiles({ add, label = 'Attach' }: { add: (files: readonly File[]) => void; label?: string }) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <Button look="bare" onClick={() => input.current?.click()}>
        <Icon name="clip" /> {label}
      </Button>
      <input
        ref={input}
        type="file"
        multiple
        aria-label="Choose files"
        tabIndex={-1}
        className="sr-only"
        onChange={({ target }) => {
          add([...(target.files ?? [])])
          // The same file may be chosen again.
          target.value = ''
        }}
      />
    </>
  )
}
