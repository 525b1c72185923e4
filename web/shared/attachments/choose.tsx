/** The button that chooses files; the other two ways are said beside it. */
import { useRef } from 'react'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icons.tsx'

interface ChooseFilesProps {
  readonly add: (files: readonly File[]) => void
  readonly label?: string
  /** As an input takes it: 'image/png,image/jpeg'. */
  readonly accept?: string
}

export function ChooseFiles({ add, label = 'Attach', accept }: ChooseFilesProps) {
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
        accept={accept}
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
