/** What is shown when a page cannot be: what happened and what to do. */
import { Link, useRouter } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { Problem, sayProblem } from './api.ts'
import { pages } from './pages.ts'
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

/** The name of an error: a part of the client could not be fetched (main.tsx). */
export const screenMissing = 'ScreenMissing'
const isScreenMissing = (error: unknown): error is Error => error instanceof Error && error.name === screenMissing

/** The server cannot be reached. */
export const isAway = (error: unknown): boolean =>
  isScreenMissing(error) || (error instanceof Problem && error.status === 0)

/** For a query or a route that failed. `retry` asks again; so does the network, once it is there. */
export function Failure({ error, retry, alone = false }: Alone & { error: unknown; retry?: () => void }) {
  const router = useRouter()
  useTitle('Something is wrong')
  const away = isAway(error)
  const [isStill, setStill] = useState(false)
  const again = (): void => {
    if (!isScreenMissing(error)) return retry === undefined ? void router.invalidate() : retry()
    // What could not be fetched once a browser may not fetch again in the same page.
    void fetch('/', { method: 'HEAD', cache: 'no-store' }).then(
      () => location.reload(),
      () => setStill(true),
    )
  }
  useEffect(() => {
    if (!away) return
    addEventListener('online', again)
    return () => removeEventListener('online', again)
  })
  if (error instanceof Problem && error.status === 404) return <NotFound alone={alone} />
  return (
    <Empty
      page={alone ? 'alone' : 'framed'}
      title={error instanceof Problem ? error.title : away ? 'No connection' : 'Something here went wrong'}
      action={
        <Button look="go" onClick={again}>
          Try again
        </Button>
      }
    >
      <span role="status">{isStill ? 'Still no connection. ' : ''}</span>
      {isScreenMissing(error) ? error.message : sayProblem(error)}
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
