/** Which reviews are asked for: in the address, so that a list can be passed on. */
import { useNavigate, useSearch } from '@tanstack/react-router'
import { pages } from '../pages.ts'
import { Button } from '../ui/button.tsx'
import { Empty } from '../ui/empty.tsx'
import { Select } from '../ui/select.tsx'
import { statusWords, type ReviewSearch } from './queries.ts'

const statuses = [
  { value: '', label: 'Every status' },
  ...Object.entries(statusWords).map(([value, label]) => ({ value, label })),
]
const ratings = [
  { value: '', label: 'Every rating' },
  ...['5', '4', '3', '2', '1'].map((value) => ({ value, label: `${value} of 5` })),
]

/** What is asked for, and how to ask for something else. */
export function useReviewSearch() {
  const navigate = useNavigate()
  const search = useSearch({ from: '/app/reviews' })
  const show = (change: ReviewSearch): void =>
    void navigate({
      to: pages.reviews,
      search: Object.fromEntries(Object.entries({ ...search, ...change }).filter(([, value]) => value !== '')),
      replace: true,
    })
  return { search, show, isFiltered: Object.keys(search).length > 0 }
}

export function Filters({
  search,
  show,
  fresh,
}: Pick<ReturnType<typeof useReviewSearch>, 'search' | 'show'> & { readonly fresh: string }) {
  return (
    <>
      <Select
        label="Status"
        place="bar"
        options={statuses}
        value={search.status ?? ''}
        onChange={(status) => show({ status })}
      />
      <Select
        label="Rating"
        place="bar"
        options={ratings}
        value={search.rating ?? ''}
        onChange={(rating) => show({ rating })}
      />
      <Button
        aria-pressed={search.fresh !== undefined}
        look={search.fresh === undefined ? 'plain' : 'go'}
        onClick={() => show({ fresh: search.fresh === undefined ? 'true' : '' })}
      >
        {fresh}
      </Button>
    </>
  )
}

export const ShowAll = ({ show }: Pick<ReturnType<typeof useReviewSearch>, 'show'>) => (
  <Empty
    title="None of these"
    action={<Button onClick={() => show({ partner: '', status: '', rating: '', fresh: '' })}>Show all</Button>}
  >
    No review is like that.
  </Empty>
)
