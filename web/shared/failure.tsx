/** What is shown when a page cannot be: what happened and what to do. */
import { Link, useRouter } from '@tanstack/react-router'
import { Problem, sayProblem } from './api.ts'
import { pages } from './paths.ts'
import { useTitle } from './title.tsx'
import { Button, buttonClass } from './ui/button.tsx'
import { Empty } from './ui/empty.tsx'
import { Notice } from './ui/notice.tsx'

interface Alone {
  /** It is the whole page: no frame is around it. */
  readonly alone?: boolean
}

export function NotFound({ what = 'page', alone = false }: Alone & { what?: string }) {
  useTitle('Not found')
  return (
    <Empty
      page={alone ? 'alone' : 'framed'}
      title={`There is no such ${what}`}
      action={
        <Link to={pages.home} className={buttonClass({})}>
          To the first page
        </Link>
      }
    >
      {what === 'ticket'
        ? 'It does not exist, or it belongs to another company. Look at its number again, or find it in the list.'
        : 'The address may be mistyped or no longer in use.'}
    </Empty>
  )
}

/** For a query or a route that failed. `retry` asks again. */
export function Failure({ error, retry, alone = false }: Alone & { error: unknown; retry?: () => void }) {
  const router = useRouter()
  useTitle('Something is wrong')
  if (error instanceof Problem && error.status === 404) return <NotFound alone={alone} />
  return (
    <Empty
      page={alone ? 'alone' : 'framed'}
      title={error instanceof Problem ? error.title : 'Something here went wrong'}
      action={
        <Button look="go" onClick={() => (retry === undefined ? void router.invalidate() : retry())}>
          Try again
        </Button>
      }
    >
      {sayProblem(error)}
    </Empty>
  )
}

/** For a part of a page that could not be read; the rest of it stands. */
export const NotRead = ({ error, retry, title }: { error: unknown; retry: () => unknown; title?: string }) => (
  <Notice tone="broken" alert {...(title === undefined ? {} : { title })}>
    <span className="mr-2">{sayProblem(error)}</span>
    <Button size="small" onClick={() => void retry()}>
      Try again
    </Button>
  </Notice>
)
