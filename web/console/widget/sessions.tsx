/** Who uses the widget now (A6). */
import { useMutation } from '@tanstack/react-query'
import type { WidgetSettingsView } from '../../../src/http/wire-widget.ts'
import { call } from '../../shared/api.ts'
import { useNow } from '../../shared/now.ts'
import { api } from '../../shared/paths.ts'
import { queryClient } from '../../shared/queries.ts'
import { Part } from '../../shared/registry/list.tsx'
import { readInstant, sayMoment } from '../../shared/time.ts'
import { Button } from '../../shared/ui/button.tsx'
import { toast } from '../../shared/ui/toast.tsx'
import { widgetSettings } from './queries.ts'

type Session = WidgetSettingsView['sessions'][number]

export const Sessions = ({ sessions }: { sessions: readonly Session[] }) => (
  <Part title="In use now" count={String(sessions.length)}>
    {sessions.length === 0 ? (
      <p className="text-note text-muted">Nobody has it open. Whoever opens it stands here until the session ends.</p>
    ) : (
      <ul className="divide-y divide-line border-y border-line">
        {sessions.map((session) => (
          <Row key={session.id} session={session} />
        ))}
      </ul>
    )}
  </Part>
)

function Row({ session }: { session: Session }) {
  const now = useNow(30_000)
  const { mutate, isPending } = useMutation({
    mutationFn: () => call(api.widgetSession(session.id), { method: 'DELETE' }),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: widgetSettings().queryKey })
      toast.done(`The session of ${session.contact} has ended.`)
    },
    onError: toast.failed,
  })
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 py-2">
      <div className="min-w-0 flex-1 basis-64">
        <p className="font-medium">
          {session.contact}, {session.partner}
          {session.preview ? <span className="font-normal text-muted"> · preview</span> : null}
        </p>
        <p className="num text-note wrap-anywhere text-muted">
          {session.origin} · until {sayMoment(readInstant(session.expiresAt), now)} · by the key of {session.issuedBy}
        </p>
      </div>
      <Button size="small" look="bare" busy={isPending} onClick={() => mutate()}>
        End it
      </Button>
    </li>
  )
}
