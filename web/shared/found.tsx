/** One thing that a page is about: as it is, or what is shown until it is there, or in its place. */
import type { ReactNode } from 'react'
import { Problem } from './api.ts'
import { Failure, NotFound } from './failure.tsx'

interface Asked<Thing> {
  readonly data: Thing | undefined
  readonly error: unknown
  refetch(): unknown
}

interface FoundProps<Thing> {
  readonly query: Asked<Thing>
  /** What it is, for when there is none: 'partner'. */
  readonly what: string
  readonly meanwhile: ReactNode
  readonly children: (thing: Thing) => ReactNode
}

/** What has been read stays, whatever became of asking again. */
export function Found<Thing>({ query, what, meanwhile, children }: FoundProps<Thing>): ReactNode {
  const { data, error } = query
  if (data !== undefined) return children(data)
  if (error instanceof Problem && error.status === 404) return <NotFound what={what} />
  if (error !== null) return <Failure error={error} retry={() => void query.refetch()} />
  return meanwhile
}
