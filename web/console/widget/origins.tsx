/** Pages in which the widget may stand, one a line (A6). */
import { useMutation } from '@tanstack/react-query'
import type { WidgetSettingsView } from '../../../src/http/wire-widget.ts'
import { call, Problem, sayProblem } from '../../shared/api.ts'
import { useDraft } from '../../shared/drafts.ts'
import { api } from '../../shared/paths.ts'
import { queryClient } from '../../shared/queries.ts'
import { Part } from '../../shared/registry/list.tsx'
import { Button } from '../../shared/ui/button.tsx'
import { TextArea } from '../../shared/ui/field.tsx'
import { toast } from '../../shared/ui/toast.tsx'
import { widgetSettings } from './queries.ts'

const linesOf = (text: string): readonly string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

export function Origins({ origins }: { origins: readonly string[] }) {
  // As JSON: a list that was emptied is not one that nobody has touched.
  const [kept, keep] = useDraft('widget-origins')
  const text = kept === '' ? origins.join('\n') : (JSON.parse(kept) as string)
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => call<WidgetSettingsView>(api.widgetSettings, { method: 'PUT', body: { origins: linesOf(text) } }),
    onSuccess: (after) => {
      keep('')
      queryClient.setQueryData(widgetSettings().queryKey, after)
      toast.done('The widget may stand there from now on, and nowhere else.')
    },
  })
  const isSame = linesOf(text).join('\n') === origins.join('\n')
  const gone = origins.filter((origin) => !linesOf(text).includes(origin))
  return (
    <Part title="Where it may stand">
      <form
        noValidate
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          if (!isSame) mutate()
        }}
      >
        <TextArea
          label="Sites"
          aside="one a line, scheme and name alone"
          rows={Math.max(3, linesOf(text).length + 1)}
          spellCheck={false}
          placeholder="https://store.example.com"
          value={text}
          onChange={(event) => keep(JSON.stringify(event.target.value))}
          error={sayWrong(error, text)}
          hint={
            gone.length === 0
              ? 'Nobody else can show our frame: browsers refuse it.'
              : `Whoever uses it on ${gone.join(', ')} is shut out at once.`
          }
        />
        <Button type="submit" className="self-start" busy={isPending} because={isSame ? 'Nothing is changed.' : null}>
          Save
        </Button>
      </form>
    </Part>
  )
}

/** Each wrong line by what stands in it. */
function sayWrong(error: unknown, text: string): string | undefined {
  if (error === null) return undefined
  if (!(error instanceof Problem)) return sayProblem(error)
  const lines = linesOf(text)
  const wrong = Object.entries(error.fields).map(
    ([name, said]) => `${lines[Number(name.split('.')[1])] ?? name}: ${said}`,
  )
  return wrong.length === 0 ? error.message : wrong.join(' ')
}
