/** The Help Center widget as the administrator sets it up (A6): the line to copy, where it may stand, a preview, who uses it. */
import { useQuery } from '@tanstack/react-query'
import { CodeBlock } from '../../shared/code/code-block.tsx'
import { Failure } from '../../shared/failure.tsx'
import { useMe } from '../../shared/session.ts'
import { useTitle } from '../../shared/title.tsx'
import { Part } from '../../shared/registry/list.tsx'
import { Empty } from '../../shared/ui/empty.tsx'
import { PageHeading } from '../../shared/ui/heading.tsx'
import { Loading, Skeleton } from '../../shared/ui/skeleton.tsx'
import { Origins } from '../widget/origins.tsx'
import { Preview } from '../widget/preview.tsx'
import { widgetSettings } from '../widget/queries.ts'
import { Sessions } from '../widget/sessions.tsx'

export function WidgetPage() {
  useTitle('Widget')
  const isAdmin = useMe().role === 'admin'
  const found = useQuery({ ...widgetSettings(), enabled: isAdmin })
  if (!isAdmin) return <Empty title="The widget">An administrator says where the Help Center widget may stand.</Empty>
  if (found.error !== null && found.data === undefined)
    return <Failure error={found.error} retry={() => void found.refetch()} />
  return (
    <>
      <header className="border-b border-line px-4 py-3 md:px-5">
        <PageHeading focus={false}>Widget</PageHeading>
        <p className="text-note text-muted">
          The Help Center in your own portal or store, for partners who are signed in there.
        </p>
      </header>
      {found.data === undefined ? (
        <Loading what="the widget">
          <div className="flex flex-col gap-3 px-4 py-5 md:px-5">
            {[0, 1, 2, 3].map((row) => (
              <Skeleton key={row} className="h-6 w-full max-w-2xl" />
            ))}
          </div>
        </Loading>
      ) : (
        <div className="flex max-w-[760px] flex-col gap-8 px-4 py-5 md:px-5">
          <Line minutes={found.data.sessionMinutes} />
          <Origins key={found.data.origins.join(' ')} origins={found.data.origins} />
          <Preview />
          <Sessions sessions={found.data.sessions} />
        </div>
      )}
    </>
  )
}

const Line = ({ minutes }: { minutes: number }) => (
  <Part title="The line for your page">
    <div className="flex flex-col gap-2">
      <CodeBlock
        language="html"
        text={`<script src="${location.origin}/widget.js" data-session="/desk-session" async></script>`}
      />
      <p className="text-note text-muted">
        At <code className="font-mono">/desk-session</code> your own server, which knows who is signed in, asks the desk
        for a session with a key of the scope ‘widget’, and answers with its token. It holds for {minutes} minutes and
        is asked for again. docs/widget.md says how.
      </p>
      <CodeBlock language="" text="npm run -s desk -- key create --as EMAIL --scope widget" />
    </div>
  </Part>
)
