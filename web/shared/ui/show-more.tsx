/** The rest of a list that comes page by page; nothing once all of it is there. */
import { sayProblem } from '../api.ts'
import { Button } from './button.tsx'

interface Pages {
  readonly hasNextPage: boolean
  readonly isFetchingNextPage: boolean
  readonly isFetchNextPageError: boolean
  readonly error: unknown
  fetchNextPage(): unknown
}

/** `place` is what stands around the button: by default it is centred below the list. */
export function ShowMore({ pages, place = 'flex justify-center py-4' }: { pages: Pages; place?: string }) {
  if (!pages.hasNextPage) return null
  return (
    <div className={place}>
      {pages.isFetchNextPageError ? (
        <p role="alert" className="px-3 text-note text-broken">
          {sayProblem(pages.error)}
        </p>
      ) : null}
      <Button busy={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
        {pages.isFetchNextPageError ? 'Try again' : 'Show more'}
      </Button>
    </div>
  )
}
